"""The front door in the window: letters by key, what else may be wanted, answers used again; seen, heard and gone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kiosk import carrying
from kiosk.display import Display
from kiosk.stage import Asking, AToZ, Before, Categories, Goodbye, Related, UseAgain
from tests.ui.front_places import many, to_letters, to_related, to_use_again
from tests.ui.kiosk_rig import shelves
from tests.ui.spoken_rig import Spoken
from ui.parts.answer_check import AnswerCheck
from ui.parts.button import Button

NAME = "Ann Other"


@pytest.fixture
def spoken(qtbot, tmp_path):
    made = []

    def make(**display):
        rig = Spoken(shelves(tmp_path), display=Display(**display))
        qtbot.addWidget(rig.window)
        made.append(rig)
        return rig

    yield make
    for rig in made:
        rig.close()


def down_to(rig, words):
    """Presses of the key that moves on until ``words`` have the focus, and one to press them."""
    for presses in range(1, 30):
        rig.key(Qt.Key.Key_Down)
        if isinstance(rig.focus, Button) and rig.focus.words == words:
            rig.key(Qt.Key.Key_Return)
            return presses + 1
    raise AssertionError(words)


def test_any_of_a_hundred_services_is_a_few_keys_away(spoken):
    """M7, M9: letters, fewer letters, the row; Back leads the same way, page by page."""
    rig = spoken()
    to_letters(rig)
    rig.go(lambda: setattr(rig, "offers", many(rig.offers, 60)))
    name = rig.offers.categories[0].services[50].text("title", "en").removeprefix("Apply for ")
    used = 0
    while isinstance(rig.visit.stage, AToZ):
        slabs = [
            each
            for each in rig.window.findChildren(Button)
            if each.isVisible() and rig.page.isAncestorOf(each)
        ]
        assert len(slabs) <= 10
        below = [each for each in slabs if each.words[: len(name)].casefold() <= name.casefold()]
        wanted = next((each for each in slabs if each.words == name), below[-1])
        used += down_to(rig, wanted.words)
    assert isinstance(rig.visit.stage, Before)
    assert used <= 33
    for stage in (AToZ, AToZ, AToZ, Categories):
        rig.press("Back")
        assert isinstance(rig.visit.stage, stage)


def test_what_is_heard_of_an_answer_is_what_may_be_said(spoken):
    """A9, 0015: its label and that there is an answer; the answer itself only by choice."""
    rig = spoken()
    to_use_again(rig)
    row = next(each for each in rig.page.findChildren(AnswerCheck) if each.answer == NAME)
    rig.heard()
    row.setFocus()
    rig.second(0)
    said = " ".join(rig.heard())
    assert "Your name. Answered" in said
    row.click()
    rig.second(0)
    assert NAME not in said + " ".join(rig.heard())
    rig.go(lambda: rig.visit.show(Display(answers_aloud=True)))
    next(each for each in rig.page.findChildren(AnswerCheck) if each.answer == NAME).setFocus()
    rig.second(0)
    assert NAME in " ".join(rig.heard())


def test_all_of_them_with_one_press_and_none_with_another(rig):
    kiosk = rig()
    to_use_again(kiosk)
    kiosk.go(lambda: kiosk.visit.speak("cy"))
    assert "Eich enw" in [each.label for each in kiosk.page.findChildren(AnswerCheck)]
    kiosk.go(lambda: kiosk.visit.speak("en"))
    kiosk.press("Choose all of them")
    assert all(each.isChecked() for each in kiosk.page.findChildren(AnswerCheck))
    kiosk.press("Choose none of them")
    assert kiosk.visit.earlier.chosen == frozenset()
    next(each for each in kiosk.page.findChildren(AnswerCheck) if each.answer == NAME).click()
    kiosk.press("Continue")
    assert isinstance(kiosk.visit.stage, Asking)
    answers = {row.path: row.answer for row in kiosk.visit.rows}
    assert (answers["/data/you/name"], answers["/data/when"]) == (NAME, "")


def held(kiosk):
    """Every text of any widget, hidden or not."""
    for widget in [kiosk.window, *kiosk.window.findChildren(QWidget)]:
        yield widget.accessibleName() + widget.accessibleDescription() + str(getattr(widget, "words", ""))
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()


@pytest.mark.parametrize("route", ["forget", "finish", "idle", "stop"])
def test_nothing_of_it_is_left_in_the_window(rig, route):
    """P1: by the button that forgets, by Finish, by silence and by leaving from the page that shows it."""
    kiosk = rig()
    (to_related if route in {"forget", "finish"} else to_use_again)(kiosk)
    assert kiosk.visit.earlier.kept
    if route in {"idle", "stop"}:
        assert any(NAME in text for text in held(kiosk))
    if route == "forget":
        kiosk.press("Forget them now")
        assert isinstance(kiosk.visit.stage, Related)
    elif route == "finish":
        kiosk.press("Finish")
        assert isinstance(kiosk.visit.stage, Goodbye)
    elif route == "idle":
        kiosk.second(1000)
    else:
        kiosk.go(kiosk.visit.end)
    kiosk.second(0)
    assert kiosk.visit.earlier.kept == {}
    assert [text for text in held(kiosk) if NAME in text] == []


def test_nothing_is_offered_where_nothing_was_wished_for(rig):
    """C3: the box is empty, and who leaves it so is asked nothing in the next form."""
    kiosk = rig()
    kiosk.to_consent()
    wish = kiosk.page.findChild(QWidget, "once.want")
    assert not wish.isChecked()
    wish.click()
    assert kiosk.visit.earlier.wanted
    carrying.want(kiosk.visit, wanted=False)
    kiosk.go(kiosk.window.submit)
    kiosk.outbox.promises[-1].set_result("KTM7RF2WD")
    kiosk.second(0)
    kiosk.go(kiosk.visit.finish)
    kiosk.go(lambda: kiosk.visit.choose("bags"))
    kiosk.go(kiosk.visit.start)
    assert not isinstance(kiosk.visit.stage, UseAgain)
