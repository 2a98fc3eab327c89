"""Where finding out, asking, paying and telling once meet what was there before: nothing lost, nothing left."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from kiosk import carrying, deciding, helping, meanwhile, paying, rating, reading
from kiosk.analytics.happenings import Ended, Opened, Rated
from kiosk.analytics.telling import Telling
from kiosk.asking import steps
from kiosk.catalogue import Catalogue, Category
from kiosk.meanwhile import CALL_BACK
from kiosk.stage import (
    Aside,
    Asking,
    Before,
    CheckAnswers,
    CouncilAnswers,
    HowWasThat,
    Related,
    Sent,
    UseAgain,
)
from kiosk.struggle.settings import load
from kiosk.way_back import leave
from tests.ui.contact_places import offering
from tests.ui.front_places import to_related
from tests.ui.kiosk_rig import REFERENCE, settle
from tests.ui.pause_places import to_code, to_paused
from ui.audit.cupboard import CODE
from ui.noticing import Noticing
from ui.offers import Offers
from ui.parts.edit import Edit


@pytest.fixture
def kiosk(rig):
    """Bins asks first and is paid, pages can be read, and people can ask to be called back."""
    made = rig()
    found = offering(made.offers)
    service = replace(made.offers.service("trees"), id=CALL_BACK)
    made.offers = Catalogue((*found.categories, Category("contact", service.title, (service,))))
    return made


def pay(rig):
    rig.visit.stage = CheckAnswers()
    rig.go(lambda: paying.show(rig.visit))


def told(rig):
    """What is told of the visit from now on."""
    heard = []
    telling = Telling(rig.visit, lambda: 0.0, heard.append)
    rig.visit.tell_rating = telling.rated
    rig.window.opened.connect(telling.look)
    telling.look()
    return heard


def send(rig):
    rig.go(rig.visit.agree)
    rig.go(rig.window.submit)
    rig.outbox.promises[-1].set_result(REFERENCE)
    settle()


def test_of_what_is_paid_no_answer_is_left_where_something_else_is_offered(kiosk):
    """P1: and that somebody was told how to pay is no form given up."""
    to_related(kiosk)
    heard = told(kiosk)
    kiosk.go(lambda: kiosk.visit.choose("bins"))
    kiosk.go(kiosk.visit.start)
    kiosk.go(lambda: carrying.use(kiosk.visit))
    kiosk.fill()
    pay(kiosk)
    kiosk.press("Finish")
    assert kiosk.visit.stage == Related()
    assert (kiosk.visit._filling, kiosk.visit.service) == (None, None)
    assert [each.how for each in heard if isinstance(each, Ended)] == ["finished"]
    assert "sent" not in {each.page for each in heard if isinstance(each, Opened)}


@pytest.mark.parametrize("found", ["Yes", "No"])
def test_a_page_that_is_read_in_the_middle_of_a_form_leads_back_to_it(kiosk, found):
    """S1: Finish is not offered where a press on it would take the answers away."""
    kiosk.to_question(1)
    kiosk.fill()
    stage = kiosk.visit.stage
    kiosk.go(lambda: steps.begin(kiosk.visit))
    kiosk.go(lambda: steps.ask(kiosk.visit, "bins"))
    kiosk.go(lambda: reading.open_article(kiosk.visit, "paying-council-tax", 0))
    kiosk.press(found)
    assert not {"Finish", "See all services"} & set(kiosk.buttons())
    kiosk.press("Go back to where I was")
    assert kiosk.visit.stage == stage
    assert kiosk.visit.page.questions[0].raw == "black"


def test_who_is_told_to_ask_a_person_in_the_middle_of_a_form_can_be_called_back(kiosk):
    """S1: the question is forgotten, and the form lies beneath."""
    kiosk.to_question(1)
    kiosk.fill()
    stage = kiosk.visit.stage
    kiosk.go(lambda: steps.begin(kiosk.visit))
    kiosk.go(lambda: steps.ask(kiosk.visit, "passport"))
    assert isinstance(kiosk.visit.stage, CouncilAnswers)
    kiosk.window.open(Aside.PERSON)
    assert meanwhile.offered(kiosk.visit)
    kiosk.go(lambda: meanwhile.begin(kiosk.visit))
    assert kiosk.visit.stage == Before()
    assert not meanwhile.offered(kiosk.visit)
    kiosk.press("Back")
    assert kiosk.visit.stage == stage
    assert kiosk.visit.page.questions[0].raw == "black"


def test_another_form_that_was_named_instead_leaves_the_code_of_the_one_before(kiosk):
    """T3: what lies under a code is deleted when it is sent itself."""
    to_paused(kiosk)
    kiosk.go(kiosk.visit.end)
    to_code(kiosk)
    kiosk.go(lambda: kiosk.window.pausing.enter(CODE.words("en")))
    settle()
    assert isinstance(kiosk.visit.stage, Asking)
    kiosk.visit.stage = Before()
    kiosk.go(lambda: deciding.begin(kiosk.visit))
    kiosk.go(lambda: deciding.answer(kiosk.visit, 1))
    kiosk.go(lambda: kiosk.visit.choose("bags"))
    kiosk.go(kiosk.visit.start)
    while isinstance(kiosk.visit.stage, Asking):
        kiosk.fill()
        kiosk.go(kiosk.visit.proceed)
    send(kiosk)
    assert kiosk.visit.stage == Sent(REFERENCE)
    assert kiosk.cupboard.over == []


def test_what_was_kept_of_somebody_else_is_not_offered_once_the_form_is_ones_own(kiosk):
    """S2, 0044: also where it becomes so on that very page."""
    kiosk.to_question(1)
    kiosk.help_begins("behalf", "partner", "Ann Other")
    kiosk.visit.service = replace(kiosk.visit.service, pay=None)
    while isinstance(kiosk.visit.stage, Asking):
        kiosk.fill()
        kiosk.go(kiosk.visit.proceed)
    carrying.want(kiosk.visit, wanted=True)
    send(kiosk)
    kiosk.go(kiosk.visit.finish)
    kiosk.go(lambda: kiosk.visit.choose("bags"))
    kiosk.go(kiosk.visit.start)
    assert kiosk.visit.stage == UseAgain()
    carrying.choose_all(kiosk.visit)
    kiosk.go(lambda: helping.end(kiosk.visit, behalf=True))
    kiosk.press("Continue")
    assert isinstance(kiosk.visit.stage, Asking)
    assert not any(row.answer for row in kiosk.visit.rows)


def test_what_a_form_was_offered_is_its_own_when_another_lay_over_it(kiosk):
    """0044: who asks to be called back from that page has chosen nothing for the form beneath."""
    to_related(kiosk)
    kiosk.go(lambda: kiosk.visit.choose("bags"))
    kiosk.go(kiosk.visit.start)
    kiosk.go(lambda: meanwhile.begin(kiosk.visit))
    kiosk.go(kiosk.visit.start)
    assert kiosk.visit.stage == UseAgain()
    kiosk.press("Choose all of them")
    kiosk.press("Continue")
    kiosk.go(lambda: leave(kiosk.visit))
    assert kiosk.visit.stage == UseAgain()
    assert (len(carrying.offers(kiosk.visit)), kiosk.visit.earlier.chosen) == (2, frozenset())
    kiosk.press("Choose all of them")
    kiosk.press("Continue")
    assert any(row.answer == "Ann Other" for row in kiosk.visit.rows)


def test_how_it_was_is_told_of_no_other_form_than_the_one_that_was_sent(rig):
    """K2: who asks to be called back from the page of the reference, and goes on from there."""
    kiosk = rig()
    service = replace(kiosk.offers.service("bins"), id=CALL_BACK)
    kiosk.offers = Catalogue((*kiosk.offers.categories, Category("contact", service.title, (service,))))
    heard = told(kiosk)
    for called_back in (False, True):
        kiosk.to_receipt()
        if called_back:
            kiosk.go(lambda: meanwhile.begin(kiosk.visit))
            kiosk.press("Back")
        kiosk.go(lambda: rating.ask(kiosk.visit))
        assert isinstance(kiosk.visit.stage, HowWasThat)
        kiosk.go(lambda: rating.rate(kiosk.visit, 4))
        assert len([each for each in heard if isinstance(each, Rated)]) == 1
        kiosk.go(kiosk.visit.end)


def test_nothing_comes_between_a_comment_and_what_came_of_it(kiosk):
    """Else its page waits for ever, and Finish does nothing."""
    kiosk.visit.stage = HowWasThat(Sent(REFERENCE))
    kiosk.go(lambda: rating.rate(kiosk.visit, 3))
    more = kiosk.visit.stage
    more.typed = "It was easy."
    assert (steps.offered(kiosk.visit), meanwhile.offered(kiosk.visit)) == (True, True)
    rating.send(kiosk.visit)
    assert (steps.offered(kiosk.visit), meanwhile.offered(kiosk.visit)) == (False, False)


def test_an_offer_that_went_with_the_furniture_is_not_asked_for_its_buttons(kiosk):
    """M7: larger by a key, and on at once by another."""
    noticing = Noticing(kiosk.window, kiosk.visit, lambda: kiosk.seconds)
    offering = Offers(kiosk.window, kiosk.visit, noticing, load(), wpm=lambda: 180, warning=90.0)
    kiosk.to_question(1)
    offering._standing = "skip"
    kiosk.second()
    assert len(offering.buttons) == 2
    kiosk.go(lambda: kiosk.visit.show(replace(kiosk.visit.display, text_size="largest")))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kiosk.fill()
    kiosk.go(kiosk.visit.proceed)
    assert isinstance(kiosk.visit.stage, Asking)


def test_the_focus_is_somewhere_when_there_is_no_more_of_the_page(kiosk):
    """M7: More had it, and went as the page was drawn anew without its problem."""
    kiosk.to_question(1)
    kiosk.go(kiosk.visit.proceed)
    more = kiosk.window.ways.more
    more.show()
    more.setFocus()
    kiosk.fill()
    kiosk.go(lambda: None)
    assert more.isHidden()
    assert kiosk.focus is not None


def test_help_opens_over_a_page_that_was_drawn_anew_behind_its_box(kiosk):
    """M7: larger by a key while Continue has the focus."""
    kiosk.to_question(3)
    kiosk.page.findChild(Edit).setFocus()
    kiosk.window.ways.primary.setFocus()
    kiosk.go(lambda: kiosk.visit.show(replace(kiosk.visit.display, text_size="large")))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kiosk.window.open(Aside.HELP)
    assert kiosk.visit.aside is Aside.HELP
