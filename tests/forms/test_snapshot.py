"""What a draft keeps of a filling: put together again it shows, asks, checks and sends the same."""

import json
import os
from random import Random

import pytest

from kiosk import catalogue
from kiosk.attachments.attachment import Attachment
from kiosk.cli.compose import load_form
from kiosk.forms.filling import Filling
from kiosk.forms.page import Question
from kiosk.forms.running import snapshot
from kiosk.forms.running.pages import MORE
from kiosk.forms.walking.sample_files import as_given
from kiosk.forms.walking.samples import samples
from kiosk.forms.xform import load
from tests.scenario import NOW, Ids, Scenario, ask, bind, items, scenario, xform

SERVICES = catalogue.load(catalogue.BUILT_IN).services
VISITS = int(os.environ.get("KIOSK_VISITS", "2"))
"""Random visits to each service; more by hand."""


def again(filling, seed=99):
    """The same filling after the program stopped and started: through JSON, with other chance and other ids."""
    kept = json.loads(json.dumps(snapshot.take(filling)))
    fresh = Filling(
        filling.form, language=filling.language, now=lambda: NOW, random=Random(seed), new_id=Ids()
    )
    snapshot.restore(fresh, kept, {given.name: given for given in snapshot.files(filling)})
    return fresh


def shows(filling):
    """All that a person can see of it, and all that would be sent."""
    keys = filling.page_keys()
    pages = [filling.page(key) for key in keys]
    ways = [(filling.next_key(key), filling.previous_key(key)) for key in keys]
    return keys, pages, ways, filling.rows(), filling.attachments(), filling.asking_keys()


def same(one, other):
    assert shows(one) == shows(other)
    assert one.check_all() == other.check_all()
    assert shows(one) == shows(other)
    assert one.instance() == other.instance()


class Dabbler:
    """A person who answers, skips, mistypes, goes back, changes their mind and adds to lists."""

    def __init__(self, form, seed):
        self.dice = Random(seed)
        self.filling = Filling(
            form, language=form.default_language, now=lambda: NOW, random=Random(seed), new_id=Ids()
        )
        self.key = self.filling.next_key(None)
        self.given = []

    def step(self):
        filling, dice = self.filling, self.dice
        for question in filling.page(self.key).questions:
            if question.input != "note" and dice.random() < 0.9:
                raw = self.raw(question)
                self.given.append(raw)
                filling.answer(question.path, as_given(raw, question))
        found = filling.check(self.key)
        if dice.random() < 0.15:
            self.key = filling.previous_key(self.key) or self.key
        elif not found or dice.random() < 0.5:
            self.key = filling.next_key(self.key) or filling.next_key(None)

    def raw(self, question: Question):
        if question.path.endswith(MORE):
            return self.dice.choice(["yes", "no", "yes"])
        if question.input == "text" and self.dice.random() < 0.2:
            return self.dice.choice(["not one", "99", "1" * 40])
        return next(iter(samples(self.dice, question, "", self.given, NOW.date())), "")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_any_visit_comes_back_as_it_was(service):
    """Pages, answers, problems, the way on and back, check answers and what is sent: the same, at any moment."""
    form = load_form(service, takes_files=True)
    for seed in range(VISITS):
        visit = Dabbler(form, seed)
        for number in range(30):
            visit.step()
            if number % 6 == 0:
                came_back = again(visit.filling)
                assert shows(came_back) == shows(visit.filling)
                same(came_back, again(visit.filling, seed=7))
        came_back = again(visit.filling)
        # and goes on as it would have
        other = Dabbler(form, seed)
        other.filling, other.key = came_back, visit.key
        visit.dice, other.dice = Random(5), Random(5)
        other.given = list(visit.given)
        for _ in range(6):
            visit.step()
            other.step()
            assert other.key == visit.key
            assert [row.answer for row in came_back.rows()] == [row.answer for row in visit.filling.rows()]


def test_what_was_drawn_once_or_worked_out_stays():
    form = xform(
        "<id/><sum/><at/><name/><age/>",
        bind("/data/id", calculate="once(random())", type="string")
        + bind("/data/sum", calculate="/data/age * 2", type="int")
        + bind("/data/at", jr_preload="timestamp", jr_preloadParams="start", type="dateTime")
        + bind("/data/age", type="int"),
        ask("/data/name") + ask("/data/age"),
    )
    one = scenario(form).answer("name", "Ann").answer("age", 7)
    other = again(one.filling)
    assert other.instance() == one.filling.instance()
    other.answer("/data/age", "8")
    assert b"<sum>16</sum>" in other.instance()


def test_answers_that_are_not_asked_for_now_come_back_with_their_question():
    form = xform(
        "<other/><why/>",
        bind("/data/why", relevant="/data/other = 'yes'"),
        ask("/data/other", "Other", tag="select1", inside=items("yes", "no")) + ask("/data/why"),
    )
    one = scenario(form).answer("other", "yes").answer("why", "Because").answer("other", "no")
    assert "why" not in one.asks()
    other = again(one.filling)
    other.answer("/data/other", "yes")
    assert other.page("/data/why").questions[0].raw == "Because"


def test_what_was_typed_and_cannot_be_read_is_still_there_with_its_problem():
    one = scenario(xform("<age/>", bind("/data/age", type="int"), ask("/data/age")))
    one.answer("age", "seven")
    assert again(one.filling).page("/data/age").questions[0].raw == "seven"
    one.next()
    assert again(one.filling).page("/data/age").problems == one.page.problems != ()


PEOPLE = xform(
    "<person><name/><pet><kind/></pet></person>",
    bind("/data/person/name", required="true()"),
    '<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">'
    + ask("/data/person/name", "Name")
    + '<group ref="/data/person/pet"><label>Pet</label><repeat nodeset="/data/person/pet">'
    + ask("/data/person/pet/kind", "Kind")
    + "</repeat></group></repeat></group>",
)


def test_entries_inside_entries_and_one_being_added_come_back():
    one = scenario(PEOPLE).answer("name", "Ann").answer("kind", "cat").another("person[1]/pet")
    one.answer("person[1]/pet[2]/kind", "dog").another("person").answer("person[2]/name", "Bob")
    other = again(one.filling)
    same(other, one.filling)
    assert [row.answer for row in other.rows()] == [row.answer for row in one.filling.rows()]


def test_a_file_comes_back_with_its_bytes():
    form = xform(
        "<photo/>", bind("/data/photo", type="binary"), ask("/data/photo", tag="upload", mediatype="image/*")
    )
    one = Scenario(load(form, {}, takes_files=True))
    one.filling.answer("/data/photo", Attachment("image/png", b"\x89PNG bytes", "cat.png"))
    assert shows(again(one.filling)) == shows(one.filling)
    assert again(one.filling).attachments()[0].data == b"\x89PNG bytes"


@pytest.mark.parametrize(
    "other",
    [
        xform("<a/>", "", ask("/data/a")),
        xform("<a/><c/>", "", ask("/data/a") + ask("/data/c")),
        xform("<a/><b/><c/>", "", ask("/data/a") + ask("/data/b") + ask("/data/c")),
    ],
)
def test_a_snapshot_of_another_form_is_refused(other):
    one = scenario(xform("<a/><b/>", "", ask("/data/a") + ask("/data/b"))).answer("b", "Secret")
    kept = snapshot.take(one.filling)
    fresh = Filling(load(other), language="default", now=lambda: NOW, random=Random(1), new_id=Ids())
    with pytest.raises((ValueError, KeyError, IndexError, TypeError)):
        snapshot.restore(fresh, kept, {})
