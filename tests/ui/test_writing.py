"""The page to write down from: it stays, it is heard at the speed of a pen, and nothing of it is left (A12, T1)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk.idle import WRITING
from kiosk.language import Words
from kiosk.speech import utterance
from kiosk.stage import Aside, Sent, Welcome
from tests.ui.kiosk_rig import REFERENCE, settle
from ui.dictation import PAUSE
from ui.parts.square import Square

SPELLED = [
    utterance.spelled(part, Words("en").say, "en").text
    for part in (REFERENCE[:3], REFERENCE[3:6], REFERENCE[6:])
]


@pytest.fixture
def writing(rig):
    def make(**wishes):
        made = rig(**wishes)
        made.told = []
        made.window.keypad.tell = lambda words: made.told.append(words) or True
        made.to_writing()
        return made

    return make


def heard_after(rig, seconds):
    for _ in range(seconds):
        rig.second()
    return rig.told


def test_by_keys_from_the_reference_and_back_by_one_press(rig):
    """M7."""
    kiosk = rig()
    kiosk.to_receipt()
    while kiosk.focus.accessibleName() != "Write it down":
        kiosk.key(Qt.Key.Key_Down)
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.visit.aside is Aside.WRITING
    kiosk.press("Done")
    assert kiosk.visit.aside is None
    assert kiosk.visit.stage == Sent(REFERENCE)


@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_all_of_it_stands_there_with_a_word_for_each_letter(writing, language):
    """C15; L4: the groups stand from left to right in every language, as the reference is written."""
    kiosk = writing(language=language)
    shown = kiosk.buttons()
    groups = [shown[part] for part in ("KTM", "7RF", "2WD")]
    assert [kiosk.at(group).left() for group in groups] == sorted(kiosk.at(group).left() for group in groups)
    words = Words(language)
    assert words.say("speech.spell", letter="K", word=words.say("speech.letter.K")) in groups[0].readings()[1]
    told = "\n".join(label.text() for label in kiosk.page.findChildren(QLabel))
    for part in ("2026", kiosk.window._config.phone, kiosk.visit.service.text("next", language)):
        assert part in told


def test_the_square_for_a_phone_is_black_on_white_in_a_dark_theme_too(writing):
    from kiosk.display import Display  # noqa: PLC0415 beside what it is for

    kiosk = writing(display=Display(theme="white_on_black", text_size="largest"))
    square = kiosk.page.findChild(Square)
    image = square.grab().toImage()
    assert image.pixelColor(1, 1).name() == "#ffffff"
    corner = round(4.5 * square._module)
    assert image.pixelColor(corner, corner).name() == "#000000"
    assert square.width() <= kiosk.theme.px(96)


def test_it_is_read_a_group_at_a_time_with_time_to_write(writing):
    kiosk = writing()
    kiosk.press("Read it slowly")
    assert kiosk.told == SPELLED[:1]
    kiosk.window.set_reading(True)
    assert heard_after(kiosk, 30) == SPELLED[:1], "a slow voice is waited for"
    kiosk.window.set_reading(False)
    assert heard_after(kiosk, PAUSE) == SPELLED[:1]
    assert heard_after(kiosk, 1) == SPELLED[:2]
    assert heard_after(kiosk, PAUSE + 1) == SPELLED
    assert heard_after(kiosk, 60) == SPELLED


def test_a_group_is_heard_again_and_any_key_stops_the_rest(writing):
    """A3."""
    kiosk = writing()
    kiosk.press("Read it slowly")
    kiosk.buttons()["7RF"].click()
    assert kiosk.told == [SPELLED[0], SPELLED[1]]
    assert heard_after(kiosk, 60) == [SPELLED[0], SPELLED[1]]
    kiosk.press("Read it slowly")
    kiosk.key(Qt.Key.Key_Down)
    assert heard_after(kiosk, 60) == [*SPELLED[:2], SPELLED[0]]


def test_without_a_voice_there_is_nothing_to_press_for_it(writing):
    kiosk = writing()
    kiosk.window.set_voice_trouble("It is broken.")
    kiosk.window.refresh()
    settle()
    assert "Read it slowly" not in kiosk.buttons()
    assert "KTM" in kiosk.buttons()


def test_it_stays_for_a_quarter_of_an_hour_and_is_then_warned_of_as_ever(writing):
    """T1, T2: more time leads back to it, and then it stays as long again."""
    kiosk = writing()
    kiosk.second(WRITING + 175)
    assert kiosk.visit.aside is Aside.WRITING
    kiosk.second(10)
    assert kiosk.visit.aside is Aside.IDLE
    assert 0 < kiosk.visit.seconds_left <= 60
    kiosk.go(kiosk.visit.activity)
    assert kiosk.visit.aside is Aside.WRITING
    kiosk.second(WRITING + 185)
    kiosk.second(60)
    assert isinstance(kiosk.visit.stage, Welcome)


def test_the_page_of_the_reference_beneath_has_the_usual_time(writing):
    kiosk = writing()
    kiosk.press("Done")
    kiosk.second(185)
    assert kiosk.visit.aside is Aside.IDLE


def test_nothing_of_it_is_left_after_the_visit(writing):
    """P1."""
    kiosk = writing()
    kiosk.press("Read it slowly")
    kiosk.go(kiosk.visit.finish)
    assert heard_after(kiosk, 60) == SPELLED[:1]
    assert "KTM" not in kiosk.buttons()
    assert REFERENCE not in repr(vars(kiosk.visit))
