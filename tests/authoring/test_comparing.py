"""Two wordings of a form beside each other: every change is told, with what it does to who paused."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk import catalogue
from kiosk.authoring import page, telling
from kiosk.authoring.comparing import compare, compare_services
from kiosk.authoring.wordings import differences
from kiosk.catalogue import BUILT_IN
from kiosk.display import Display
from kiosk.draft import Draft
from kiosk.forms.filling import Filling
from kiosk.forms.running import snapshot
from kiosk.forms.xform import load
from kiosk.pausing.refilling import refill
from kiosk.pausing.saved import Asked, Saved
from kiosk.speech.voice import Settings
from kiosk.stage import CheckAnswers

XML = (BUILT_IN / "missed-bin" / "form.xml").read_text(encoding="utf-8")
LIVE = load(XML.encode())
MORE = '<bind nodeset="/data/your_details/more" type="string"'
HYGIENE = "<item><itextId>bin-4</itextId><name>hygiene</name></item>"
SMALL = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bins</h:title><model><instance><data id="bins" version="{version}">{nodes}</data></instance>{binds}</model>
</h:head><h:body>{body}</h:body></h:html>"""


def after(*changes):
    """The changes from the live form to one with these replacements, as (kind, question, what)."""
    text = XML
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return compare(LIVE, load(text.encode()))


def small(*questions, version=1):
    """A form of (name, type, label, more of the bind)."""
    nodes = "".join(f"<{name}/>" for name, *_ in questions)
    binds = "".join(f'<bind nodeset="/data/{n}" type="{t}" {more}/>' for n, t, _, more in questions)
    body = "".join(f'<input ref="/data/{n}"><label>{label}</label></input>' for n, _, label, _ in questions)
    return SMALL.format(version=version, nodes=nodes, binds=binds, body=body).encode()


@pytest.mark.parametrize(
    ("changes", "told", "sentence"),
    [
        (
            [("Which bin was missed?", "Which bin?")],
            [("reworded", "bin", "label")],
            "“Which bin?”: the words in English (en). Before: “Which bin was missed?”. Now: “Which bin?”.",
        ),
        (
            [("Pa fin na chafodd ei gasglu?", "Pa fin?")],
            [("reworded", "bin", "label")],
            "the words in Welsh (cy). Before: “Pa fin na chafodd ei gasglu?”. Now: “Pa fin?”.",
        ),
        (
            [("<value>Which bin did we not empty?</value>", "<value>Which bin?</value>")],
            [("reworded", "bin", "easy_read")],
            "the Easy Read words in English (en).",
        ),
        (
            [(HYGIENE, "")],
            [("choice removed", "bin", "hygiene")],
            "the choice “Nappies or pads (purple bags)” (hygiene) is",
        ),
        (
            [("<value>Recycling (blue bin)</value>", "<value>Blue bin</value>")],
            [("choice reworded", "bin", "recycling")],
            "the choice recycling in English (en). Before: “Recycling (blue bin)”. Now: “Blue bin”.",
        ),
        (
            [("today() - 14", "today() - 21")],
            [("rule", "missed_on", "constraint")],
            "when it is taken as an answer (constraint). Before: “. <= today() and . >= today() - 14”.",
        ),
        (
            [("selected( /data/your_bin/bin , 'garden')", "selected( /data/your_bin/bin , 'food')")],
            [("rule", "garden_paid", "relevant")],
            "when it is asked (relevant). Before: “selected(${bin}, 'garden')”.",
        ),
        (
            [(f"{MORE}/>", f'{MORE} required="true()"/>')],
            [("rule", "more", "required")],
            "when it is to be answered (required). Before: nothing. Now: “yes”.",
        ),
        (
            [("full_name", "whole_name")],
            [("renamed", "whole_name", "")],
            "has another name. Before: “full_name”. Now: “whole_name”.",
        ),
        (
            [('appearance="email"', "")],
            [("look", "email", "")],
            "is shown in another way (appearance). Before: “email”. Now: nothing.",
        ),
        (
            [('id="missed_bin"', 'id="bins"')],
            [("form", "", "form_id")],
            "The form: its id. Before: “missed_bin”. Now: “bins”.",
        ),
    ],
)
def test_each_kind_of_change_is_one_sentence(changes, told, sentence):
    found = after(*changes)
    assert [
        (one.kind, one.question, one.what) for one in found if one.what != "easy_read" or len(found) == 1
    ] == told
    assert sentence in " ".join(telling.sentence(one) for one in found)


def test_added_removed_moved_and_another_type():
    a, b, c = ("a", "string", "A?", ""), ("b", "string", "B?", ""), ("c", "string", "C?", "")
    found = compare(load(small(a, b, c)), load(small(c, a, ("d", "date", "D?", ""))))
    assert [(one.kind, one.question) for one in found] == [("moved", "c"), ("added", "d"), ("removed", "b")]
    (found,) = compare(load(small(a)), load(small(("a", "int", "A?", ""))))
    assert (found.kind, found.before, found.after) == ("type", "text", "integer")
    assert compare(LIVE, LIVE) == ()


def test_what_stands_around_the_form_is_compared_text_by_text():
    before = catalogue.load(BUILT_IN).service("missed-bin")
    title = {**before.title, "cy": "Bin heb ei gasglu"}
    after = replace(before, title=title, minutes=6, destination="elsewhere", check=(), form="form-b.xml")
    told = {(one.what, one.language): telling.sentence(one) for one in compare_services(before, after)}
    assert told["title", "cy"].startswith("Around the form: the title in Welsh. Before: “Rhoi gwybod")
    assert told["minutes", ""] == "Around the form: the minutes it takes. Before: “4”. Now: “6”."
    assert ("check 1 question", "en") in told
    assert "Choice(" not in "".join(told.values())
    assert not any(what.startswith("form") for what, _ in told)
    assert any("Answers go there" in telling.answers(one) for one in compare_services(before, after))


def test_a_page_of_it_marks_the_other_language_and_shows_hostile_words_as_words():
    found = after(("Pa fin na chafodd ei gasglu?", "Pa fin &lt;script&gt;?"))
    text = page.comparison("Bins", "version 1", found, ["A note"])
    assert '<span lang="cy">Pa fin &lt;script&gt;?</span>' in text
    assert '<html lang="en">' in text
    assert "<script" not in text


PAUSED = ("a", "string", "A?", "")


@pytest.mark.parametrize(
    ("now", "told", "where"),
    [
        ((("a", "string", "Another A?", ""),), "keeps their answer, and is told", "other"),
        ((("a", "date", "A?", ""),), "must answer this again", "again"),
        ((("a", "int", "A?", ""),), "must answer again where it does not", "again"),
        ((("z", "string", "A?", ""),), "must answer this again: to the kiosk it is another", "fresh"),
        ((PAUSED, ("n", "string", "New?", "")), "is asked this too", "fresh"),
        ((("n", "string", "New?", ""),), "told that their answer to this is left out", "gone"),
        (
            (("a", "string", "A?", "constraint=\". = 'x'\""),),
            "where their answer does not keep the new rule",
            "again",
        ),
    ],
)
def test_what_is_told_of_who_paused_is_what_refilling_does(now, told, where):
    """T3: kiosk/pausing/refilling.py is asked itself."""
    before, form = load(small(PAUSED)), load(small(*now, version=2))
    old = filling_of(before)
    old.answer("/data/a", "words")
    draft = Draft(
        "bins", ("bins", "1"), "", "en", Display(), Settings(), ("", ""), CheckAnswers(), snapshot.take(old)
    )
    found = refill(Saved(draft, (Asked("/data/a", "text", "A?", "words"),)), lambda: filling_of(form))
    assert getattr(found.changes, where)
    assert told in " ".join(telling.paused(one) for one in compare(before, form))


def filling_of(form):
    return Filling(
        form,
        language=form.default_language,
        now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        random=random.Random(1),
        new_id=lambda: "1",
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([("Which bin was missed?", "Which bin?"), (HYGIENE, HYGIENE)], ""),
        ([("Report a missed bin", "A bin was missed")], ""),
        (
            [(HYGIENE, HYGIENE + HYGIENE.replace("hygiene", "more"))],
            "the choice “Nappies or pads (purple bags)” (more) is new.",
        ),
        ([("<name>hygiene</name>", "<name>pads</name>")], "(hygiene) is not there any more."),
        ([("today() - 14", "today() - 15")], "(constraint)"),
        ([(f'version="{LIVE.version}"', 'version="9"')], "write the same in both."),
        ([("<more/>", "<more>none</more>")], "Something besides words differs"),
        ([("bin_out_now", "bin_out")], "has another name."),
    ],
)
def test_two_wordings_may_differ_in_words_alone(changes, sentence):
    text = XML
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    found = differences(XML.encode(), text.encode(), (LIVE, load(text.encode())))
    assert found == () if not sentence else sentence in " ".join(found)


def test_what_is_sent_is_the_same_from_both_wordings():
    other = load(XML.replace("Which bin was missed?", "Which bin?").encode())
    sent = []
    for form in (LIVE, other):
        filling = filling_of(form)
        assert filling.answer("/data/your_bin/bin", ("food", "garden")) is None
        assert filling.answer("/data/your_bin/missed_on", ("21", "11", "2026")) is None
        sent.append((form.id, form.version, filling.instance()))
    assert sent[0] == sent[1]
    assert b"<bin>food garden</bin>" in sent[0][2]


def test_words_that_a_calculation_puts_into_the_answers_are_no_words_alone():
    said = '<bind nodeset="/data/b" type="string" calculate="jr:itext(\'x\')"/>'
    xml = small(PAUSED).replace(b"<a/>", b"<a/><b/>").replace(b"</model>", said.encode() + b"</model>")
    xml = xml.replace(b"<h:html ", b'<h:html xmlns:jr="http://openrosa.org/javarosa" ')
    form = load(xml)
    assert "puts words of the form into the answers" in " ".join(differences(xml, xml, (form, form)))
