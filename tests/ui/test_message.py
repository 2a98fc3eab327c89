"""Whether the council tells a person that it has their answers is theirs to say, on the page before they send."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.catalogue import Catalogue, Category
from kiosk.confirmation import Confirmation
from kiosk.stage import CheckAnswers
from tests.ui.kiosk_rig import settle
from tests.ui.spoken_rig import Spoken, one_service
from ui.parts.choice import RadioRow

SHEET = """survey
,type,name,label,appearance,required,relevance
,select_one way,way,How can we talk to you?,,yes,
,text,email,What is your email address?,email,,${way} = 'email'
,text,phone,What is your phone number?,telephone,,
choices
,list_name,name,label
,way,email,By email
,way,post,By post
settings
,form_title,form_id
,Own,own
"""
BOTH = {"email": "email", "text": "phone"}
ADDRESS, NUMBER = "ada@example.com", "07700 900 123"


def services(folder, **changes):
    """The one service, its manifest changed."""
    (service,) = one_service(folder, SHEET).services
    return Catalogue((Category("own", {"en": "Own"}, (replace(service, **({"confirm": BOTH} | changes)),)),))


@pytest.fixture
def come(tmp_path):
    """Brings a person who has answered to the page of consent."""

    def made(way="email", phone=NUMBER, **changes):
        rig = Spoken(services(tmp_path, **changes))
        rig.to_form()
        answer(rig, way=way, email=ADDRESS, phone=phone)
        return rig

    return made


def answer(rig, **answers):
    while not isinstance(rig.visit.stage, CheckAnswers):
        (question,) = rig.visit.page.questions
        rig.visit.answer(question.path, answers[question.path.rpartition("/")[2]])
        rig.go(rig.visit.proceed)
    rig.go(rig.visit.agree)


def choices(rig):
    return {row.words: row for row in rig.page.findChildren(RadioRow)}


def choose(rig, words):
    choices(rig)[words].setFocus()
    rig.key(Qt.Key.Key_Space)


def chosen(rig):
    return [words for words, row in choices(rig).items() if row.isChecked()]


def sent(rig):
    rig.go(rig.window.submit)
    return rig.outbox.taken[-1].confirm


EMAIL, TEXT, NONE = f"Yes, an email to {ADDRESS}", f"Yes, a text message to {NUMBER}", "No message"


def test_nobody_is_told_unless_they_ask(come):
    rig = come()
    assert list(choices(rig)) == [NONE, EMAIL, TEXT]
    assert chosen(rig) == [NONE]
    assert sent(rig) is None


@pytest.mark.parametrize(
    ("said", "goes"),
    [(EMAIL, Confirmation("email", ADDRESS)), (TEXT, Confirmation("text", "+447700900123")), (NONE, None)],
)
def test_what_they_choose_goes_with_the_answers_and_the_focus_stays(come, said, goes):
    rig = come()
    choose(rig, TEXT)
    choose(rig, said)
    assert chosen(rig) == [said]
    assert rig.focus.accessibleName() == said
    assert sent(rig) == goes


def test_only_what_was_given_and_can_be_sent_to_is_offered(come, tmp_path):
    assert list(choices(come(way="post", phone="01632 960 001"))) == [], (
        "a text to a phone in the hall tells nobody"
    )


@pytest.mark.parametrize("changes", [{"confirm": {}}, {"sensitive": True}, {"destination": "elsewhere"}])
def test_nothing_is_offered_where_it_could_harm_or_the_council_could_not(come, changes):
    assert choices(come(**changes)) == {}


def test_a_choice_is_kept_on_the_way_back_and_gone_with_the_address(come):
    rig = come()
    choose(rig, EMAIL)
    rig.go(rig.visit.back)
    rig.go(rig.visit.agree)
    assert chosen(rig) == [EMAIL]
    rig.go(rig.visit.back)
    rig.visit.answer(rig.visit.rows[0].path, "post")
    rig.go(rig.visit.agree)
    assert list(choices(rig)) == [NONE, TEXT]
    assert chosen(rig) == [NONE]
    assert sent(rig) is None


def test_the_next_person_starts_from_no_message(come):
    rig = come()
    choose(rig, EMAIL)
    rig.go(rig.visit.end)
    assert rig.visit.confirm == ""


def test_an_address_is_said_only_where_nobody_else_hears_it(come):
    """A9."""
    rig = come()
    rig.heard()
    choices(rig)[EMAIL].setFocus()
    settle()
    rig.reader.spell()
    settle()
    said = " ".join(rig.heard())
    assert "Yes, an email to the address you gave" in said
    assert "example" not in said
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, answers_aloud=True)))
    choices(rig)[NONE].setFocus()
    choices(rig)[EMAIL].setFocus()
    settle()
    assert "example" in " ".join(rig.heard())
