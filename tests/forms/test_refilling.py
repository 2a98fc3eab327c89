"""Answers that were put aside, in a form that has changed meanwhile: what fits is kept, the rest is told by name."""

import json
from dataclasses import replace

import pytest

from kiosk import catalogue
from kiosk.attachments.attachment import Attachment
from kiosk.cli.compose import load_form
from kiosk.display import Display
from kiosk.draft import Draft
from kiosk.forms.running import snapshot
from kiosk.forms.xform import load
from kiosk.pausing.refilling import Changes, refill
from kiosk.pausing.saved import Saved, _questions
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, Before, CheckAnswers
from tests.forms.test_snapshot import Dabbler
from tests.scenario import Scenario, ask, bind, flat, items, scenario, xform

SERVICES = catalogue.load(catalogue.BUILT_IN).services


def put_aside(filling, stage):
    """As it comes back from the bytes that were sealed."""
    draft = Draft(
        "service",
        (filling.form.id, filling.form.version),
        "",
        "en",
        Display(),
        Settings(),
        ("", ""),
        stage,
        snapshot.take(filling),
        snapshot.files(filling),
    )
    return Saved.from_bytes(Saved(draft, tuple(_questions(filling))).to_bytes())


def gone_on(before, after, stage):
    """What was answered in one form, in another."""
    saved = put_aside(before.filling, stage)
    saved = replace(saved, draft=replace(saved.draft, form=("test", "2")))
    return refill(saved, lambda: after.filling)


def answers(filling):
    return {row.label: row.answer for row in filling.rows()}


def form(*questions, binds=""):
    """A form of a page a question: its name, its type, its label and its choices."""
    nodes = "".join(f"<{name}/>" for name, *_ in questions)
    typed = "".join(bind(f"/data/{name}", type=type_) for name, type_, *_ in questions if not _[1:])
    body = "".join(
        ask(f"/data/{name}", label, tag="select1" if values else "input", inside=items(*values))
        for name, _, label, *values in questions
    )
    return xform(nodes, typed + binds, body)


NAME, AGE = ("name", "string", "Name"), ("age", "int", "Age")


@pytest.mark.parametrize("stage", [Asking("/data/age"), CheckAnswers(), Before()])
def test_the_same_form_is_as_it_was(stage):
    old = scenario(form(NAME, AGE)).answer("name", "Ann").answer("age", "old")
    saved = put_aside(old.filling, stage)
    found = refill(saved, lambda: scenario(form(NAME, AGE)).filling)
    assert (found.stage, found.changes) == (stage, Changes())
    assert found.filling.page("/data/age").questions[0].raw == "old", "what could not be read, too"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_answer_by_answer_it_comes_to_the_same_where_nothing_changed(service):
    """The way for a changed form, over each of our services with somebody who answers, skips and adds at random."""
    loaded = load_form(service, takes_files=True)
    for seed in range(2):
        dabbler = Dabbler(loaded, seed)
        for _ in range(30):
            dabbler.step()
        saved = put_aside(dabbler.filling, CheckAnswers())
        given = {each.path: each.raw for each in saved.asked if each.answered}
        renamed = replace(saved, draft=replace(saved.draft, form=("test", "2")))
        found = refill(renamed, lambda: Dabbler(loaded, 99).filling)
        again = {each.path: each.raw for each in _questions(found.filling) if each.answered}
        told = set(found.changes.again + found.changes.gone + found.changes.other + found.changes.fresh)
        labels = {each.path: each.label for each in saved.asked}
        missing = {path for path in given if again.get(path) != given[path] and not path.endswith("@more")}
        assert {labels[path] for path in missing} <= told


def test_what_the_form_does_not_take_any_more_is_asked_again_by_name():
    old = scenario(form(NAME, ("bin", "", "Which bin?", "black", "blue"), AGE))
    old.answer("name", "Ann").answer("bin", "black").answer("age", "40")
    new = scenario(form(NAME, ("bin", "", "Which bin is it?", "grey", "blue"), AGE))
    found = gone_on(old, new, CheckAnswers())
    assert found.changes == Changes(again=["Which bin is it?"])
    assert found.stage == Asking("/data/bin", changing=True)
    assert answers(found.filling) == {"Name": "Ann", "Which bin is it?": "", "Age": "40"}
    assert not found.filling.page("/data/bin").problems, "nothing is called wrong before Continue (C5)"


def test_an_answer_against_a_new_rule_is_asked_again():
    new = scenario(
        form(NAME, AGE).replace(b'nodeset="/data/age"', b'nodeset="/data/age" constraint=". &gt; 50"')
    )
    found = gone_on(scenario(form(NAME, AGE)).answer("age", "40"), new, CheckAnswers())
    assert found.changes == Changes(again=["Age"])
    assert answers(found.filling)["Age"] == ""


def test_a_text_goes_over_to_a_number_only_where_it_is_one():
    for said, changes in (("40", Changes()), ("forty two?", Changes(again=["Age"]))):
        old = scenario(form(("age", "string", "Age"))).answer("age", said)
        assert gone_on(old, scenario(form(AGE)), CheckAnswers()).changes == changes


def test_a_text_does_not_go_over_to_a_date():
    old = scenario(form(("when", "string", "When"))).answer("when", "2026-11-21")
    found = gone_on(old, scenario(form(("when", "date", "When"))), CheckAnswers())
    assert found.changes == Changes(again=["When"])


def test_new_words_keep_the_answer_and_are_told():
    old = scenario(form(NAME)).answer("name", "Ann")
    found = gone_on(old, scenario(form(("name", "string", "Full name"))), CheckAnswers())
    assert (found.changes, answers(found.filling)) == (Changes(other=["Full name"]), {"Full name": "Ann"})
    assert found.stage == CheckAnswers()


def test_new_questions_before_the_place_are_told_and_asked_and_those_behind_it_come_by_themselves():
    old = scenario(form(NAME, AGE)).answer("name", "Ann")
    new = scenario(form(("first", "string", "First?"), NAME, AGE, ("last", "string", "Last?")))
    found = gone_on(old, new, Asking("/data/age"))
    assert found.changes == Changes(fresh=["First?"])
    assert found.stage == Asking("/data/first", changing=True)


def test_a_page_that_is_gone_leads_to_the_first_that_was_not_left():
    old = scenario(form(NAME, ("pet", "string", "Pet?"), AGE)).answer("name", "Ann").answer("pet", "Cat")
    found = gone_on(old, scenario(form(NAME, AGE)), Asking("/data/pet"))
    assert found.changes == Changes(gone=["Pet?"])
    assert answers(found.filling) == {"Name": "Ann", "Age": ""}


def test_entries_of_a_list_are_added_again():
    def people(version):
        return xform(
            "<person><name/><age/></person><end/>",
            bind("/data/person/age", type="int"),
            '<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">'
            + ask("/data/person/name", "Name")
            + ask("/data/person/age", "Age")
            + "</repeat></group>"
            + ask("/data/end", f"End {version}"),
        )

    old = scenario(people(1))
    for number, name in enumerate(("Ann", "Bob", "Cy"), 1):
        if number > 1:
            old.another("person")
        old.answer(f"person[{number}]/name", name).answer(f"person[{number}]/age", str(number))
    for key in old.filling.page_keys():
        old.filling.check(key)
    old.answer("person/@more", "no").answer("end", "x")
    found = gone_on(old, scenario(people(2)), CheckAnswers())
    given = {each.path: each.raw for each in _questions(found.filling) if each.answered}
    assert [given[f"/data/person[{n}]/name"] for n in (1, 2, 3)] == ["Ann", "Bob", "Cy"]
    assert "/data/person[4]/name" not in given
    assert given["/data/person/@more"] == "no"
    assert found.changes == Changes(other=["End 2"])


def test_a_file_stays_with_its_question_and_does_not_become_another_answer():
    def photo(type_):
        mark = {"tag": "upload", "mediatype": "image/*"} if type_ == "binary" else {}
        source = xform("<photo/>", bind("/data/photo", type=type_), ask("/data/photo", "Photo", **mark))
        return Scenario(load(source, takes_files=True))

    old = photo("binary").answer("photo", Attachment("image/png", b"\x89PNG", words="me"))
    kept = gone_on(old, photo("binary"), CheckAnswers())
    assert [file.data for file in kept.filling.attachments()] == [b"\x89PNG"]
    assert gone_on(old, photo("string"), CheckAnswers()).changes == Changes(again=["Photo"])


def test_a_form_that_grows_for_ever_ends():
    old = scenario(flat(age="int")).answer("age", "5")
    assert gone_on(old, scenario(flat(age="int", more="int")), CheckAnswers()).changes.fresh == ["More"]


@pytest.mark.parametrize("data", [b"", b"{}", b"[]\n", b'{"draft":{},"asked":[],"sizes":[]}\n', b"\xff"])
def test_other_bytes_are_no_saved_visit(data):
    with pytest.raises(ValueError, match=r".+"):
        Saved.from_bytes(data)


def test_files_of_another_size_are_refused():
    saved = put_aside(scenario(form(NAME)).filling, Before())
    head = json.loads(saved.to_bytes().partition(b"\n")[0])
    with pytest.raises(ValueError, match="other sizes"):
        Saved.from_bytes(json.dumps(head).encode() + b"\nmore")
