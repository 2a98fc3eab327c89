"""A father sits at the kiosk, and his daughter Sam types for him until he would rather be alone (S2, S3, P1)."""

import json

import pytest

from kiosk.stage import Asking, CheckAnswers, Goodbye, Sent
from tests.council_api.conftest import _council
from tests.journeys.finger import Finger
from tests.journeys.keyboard import Citizen, Keyboard
from tests.journeys.kiosk import Listener
from ui.drafting import Drafting
from ui.parts.button import Button

SERVICE = "missed-bin"
TERMS = (
    "Sam types what you say, and so sees and hears your answers.",
    "You can end this help at any time.",
    "The council gets a note with your answers:",
)


@pytest.fixture
def council(tmp_path):
    """The other end, with its own database and keys."""
    with _council(tmp_path / "council", None) as made:
        yield made


class Pair:
    """The two of them: he has a finger, she has the keyboard, both hear the voice."""

    def __init__(self, here):
        self.here = here
        self.father = Finger(here)
        self.daughter = Keyboard(here.window)
        self.form = Citizen(here, self.daughter, here.walk(SERVICE).answers)

    def listen(self):
        """What has been said since they last listened."""
        said = " ".join(text for _language, text in self.here.said)
        del self.here.listeners[-1].said[:]
        return said

    @property
    def banner(self):
        return self.here.window.banner.text


def to_before(pair):
    """He chooses his language, the shelf and the form."""
    here, father = pair.here, pair.father
    father.choose(here.own_name)
    shelf = here.visit.catalogue.categories[0]
    father.choose(shelf.title["en"])
    assert here.page.screen_shown.heading.text() == "Report a missed bin"


def sam_begins(pair):
    """He says who helps him and how; she types her name; he hears what it means, and agrees."""
    father, daughter = pair.father, pair.daughter
    father.choose("Someone is helping me")
    father.choose("Someone types for me")
    father.choose("Someone in my family")
    daughter.to(lambda widget: widget.objectName() == "helper.name", "the box for a name")
    daughter.type("Sam")
    pair.listen()
    father.go_on()
    heard = pair.listen()
    assert all(said in heard for said in TERMS)
    assert pair.here.visit.helped is None
    father.go_on()
    assert pair.banner == "Sam is typing for you"
    assert "Sam is typing for you" in pair.listen()


def he_ends_it(pair):
    """By the button at the top of the page."""
    pair.father.tap(pair.here.window.banner.button)
    ends = pair.here.page.screen_shown.find(Button)
    pair.father.tap(next(button for button in ends if button.words == "End this help"))
    assert "The help has ended. Your answers are still here." in pair.listen()
    pair.father.go_on()


def test_sam_types_until_he_goes_on_by_himself_and_the_council_reads_how_it_was(kiosk, council):
    """S2: shown and read aloud, agreed to by him, named on every page, ended by him, and told at the other end."""
    pair = Pair(kiosk(voice=Listener))
    here, visit = pair.here, pair.here.visit
    to_before(pair)
    sam_begins(pair)
    pair.father.go_on()
    pair.form.decide()
    for _ in range(2):  # she types two pages of answers
        assert isinstance(visit.stage, Asking)
        assert pair.banner == "Sam is typing for you"
        pair.listen()
        pair.form.page()
        pair.daughter.go_on()
        assert "Sam is typing for you" in pair.listen()
    stage, answers = visit.stage, [row.answer for row in visit.rows]

    # What comes now is his own: he ends her help and is where he was, with every answer.
    he_ends_it(pair)
    assert visit.stage == stage
    assert [row.answer for row in visit.rows] == answers
    assert pair.banner == ""
    assert "Sam" not in pair.listen()
    pair.form.answer_all()
    assert isinstance(visit.stage, CheckAnswers)
    assert not any("Sam" in row.answer for row in visit.rows)
    pair.form.send()
    assert isinstance(visit.stage, Sent)

    # At the council the note lies beside the answers.
    sent = here.outbox.taken[-1]
    assert council.put(sent.id, council.sealed(sent)).status_code == 201
    read = council.get(f"/v1/inbox/{sent.id}").json()
    assert "Sam" not in json.dumps([read["answers"], read["instance"]])
    (helper,) = read["helped"]
    assert (helper["name"], helper["how"]) == ("Sam", "Typed what the person said")
    assert helper["who"] == "Someone in the person’s family"
    assert helper["ended"] is not None
    assert all(said in helper["agreed_to"] for said in TERMS)
    assert read["channel"] == "kiosk"
    page = council.get(f"/inbox/{sent.id}").text
    assert "Who helped" in page
    assert "Someone in the person’s family" in page

    # And the kiosk knows neither of them any more.
    while not isinstance(visit.stage, Goodbye):
        pair.father.go_on()
    assert visit.helpers == ()


def test_a_power_cut_a_moment_later_forgets_neither_of_them(kiosk):
    """S2: what was agreed to is kept with the answers at once (decision 0027)."""
    pair = Pair(kiosk(voice=Listener))
    here, kept = pair.here, []
    Drafting(here.window, here.visit, here.reader, here.switches, kept.append)
    to_before(pair)
    sam_begins(pair)
    assert [helper.name for helper in kept[-1].helpers] == ["Sam"]
    he_ends_it(pair)
    assert kept[-1].helpers[0].ended is not None


def test_he_can_say_no_after_he_has_heard_what_it_means(kiosk):
    """S2: nothing of her is kept, and nothing of it is sent."""
    pair = Pair(kiosk(voice=Listener))
    to_before(pair)
    pair.father.choose("Someone is helping me")
    pair.father.choose("Someone sits with me")
    pair.father.choose("Someone in my family")
    pair.daughter.to(lambda widget: widget.objectName() == "helper.name", "the box for a name")
    pair.daughter.type("Sam")
    pair.father.go_on()
    pair.father.choose("No, I go on by myself")
    assert pair.here.visit.helpers == ()
    pair.father.go_on()
    assert pair.banner == ""
    pair.form.answer_all()
    pair.form.send()
    assert b"Sam" not in pair.here.outbox.taken[-1].plaintext()


def test_she_fills_it_in_for_him_while_he_is_at_home(kiosk, council):
    """S3: she says who she is to him and that she may, and the words are about him."""
    pair = Pair(kiosk(voice=Listener))
    here, visit = pair.here, pair.here.visit
    to_before(pair)
    pair.father.choose("Someone is helping me")
    pair.father.choose("I am filling this in for someone else")
    pair.father.choose("Someone in my family")
    pair.daughter.to(lambda widget: widget.objectName() == "helper.name", "the box for a name")
    pair.daughter.type("Sam")
    pair.listen()
    pair.daughter.go_on()
    assert "They asked me to fill this in, or the law lets me do it for them." in pair.listen()
    pair.daughter.go_on()
    assert pair.banner == "For someone else: ‘you’ means them"
    pair.daughter.go_on()
    pair.form.answer_all()
    assert here.page.screen_shown.heading.text() == "Check the answers"
    assert "Check the answers" in pair.listen()
    pair.form.send()
    assert isinstance(visit.stage, Sent)
    sent = here.outbox.taken[-1]
    assert council.put(sent.id, council.sealed(sent)).status_code == 201
    (acting,) = council.get(f"/v1/inbox/{sent.id}").json()["helped"]
    assert (acting["acts"], acting["name"], acting["who"]) == (True, "Sam", "Someone in their family")
    assert "the law lets me" in acting["agreed_to"]
