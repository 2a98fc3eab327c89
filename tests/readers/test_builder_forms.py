"""Small forms of the digital form builder, made here: each component, each kind of page, and what is left out."""

import json
from datetime import UTC, datetime
from random import Random

import pytest

from kiosk.forms.filling import Filling
from kiosk.forms.lint import check
from kiosk.forms.readers.digital_form_builder.components import KINDS, PARTS, SAYS, UNTOLD


def form(tmp_path, pages, name="form.json", **more):
    document = {
        "startPage": pages[0]["path"],
        "pages": pages,
        "lists": [],
        "sections": [],
        "conditions": [],
    } | more
    (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    return tmp_path / name


def page(path, *components, **more):
    return {"path": path, "title": path.strip("/"), "components": list(components), "next": []} | more


def text(name, **more):
    return {"type": "TextField", "name": name, "title": name, "options": {}} | more


def opened(report) -> Filling:
    return Filling(
        report.form,
        language=report.form.default_language,
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
        random=Random(1),
        new_id=lambda: "id",
    )


LIST = {"name": "l", "items": [{"text": "One", "value": "one"}, {"text": "Two parts", "value": "two parts"}]}


@pytest.mark.parametrize(
    "kind", sorted({*KINDS, *PARTS, *SAYS, *UNTOLD, "MultiInputField", "DeclarationField", "New"})
)
def test_every_component_is_asked_or_named(tmp_path, kind):
    component = {
        "type": kind,
        "name": "c",
        "title": "C",
        "content": "Words",
        "list": "l",
        "children": [text("x")],
    }
    report = check(form(tmp_path, [page("/a", text("first"), component)], lists=[LIST]))
    assert report.form is not None, report.errors
    asked = any("/c" in control.path for control in report.form.controls)
    told = any(warning.where == "pages[0].components[1]" for warning in report.warnings)
    assert asked or told or kind == "HiddenField"
    assert told or kind not in {*UNTOLD, "New", "FileUploadField", "ClientSideFileUploadField"}


def test_values_with_spaces_are_stored_as_codes_and_conditions_follow(tmp_path):
    radios = {"type": "RadiosField", "name": "r", "title": "R", "list": "l"}
    first = page("/a", radios, next=[{"path": "/b", "condition": "two"}, {"path": "/c"}])
    conditions = [{"name": "two", "value": "r == 'two parts'"}]
    path = form(
        tmp_path, [first, page("/b", text("b")), page("/c", text("c"))], lists=[LIST], conditions=conditions
    )
    filling = opened(check(path))
    (question,) = filling.page("/data/a").questions
    assert [choice.value for choice in question.choices] == ["one", "two-parts"]
    filling.answer(question.path, "two-parts")
    assert filling.page_keys() == ("/data/a", "/data/b")
    filling.answer(question.path, "one")
    assert filling.page_keys() == ("/data/a", "/data/c")


def test_a_way_back_and_a_way_to_nowhere_are_told(tmp_path):
    pages = [
        page("/a", text("a"), next=[{"path": "/b"}]),
        page("/b", text("b"), next=[{"path": "/a", "condition": "x"}, {"path": "/gone"}]),
        page("/c", text("c")),
    ]
    report = check(form(tmp_path, pages, conditions=[{"name": "x", "value": "b == 'y'"}]))
    assert opened(report).page_keys() == ("/data/a", "/data/b")
    assert {warning.where for warning in report.warnings} == {"pages[1].next[1]", "pages[1]", "pages[2]"}


def test_a_condition_that_cannot_be_read_is_never_met_and_told(tmp_path):
    pages = [
        page("/a", text("a"), next=[{"path": "/b", "condition": "x"}, {"path": "/c"}]),
        page("/b", text("b")),
        page("/c", text("c")),
    ]
    report = check(form(tmp_path, pages, conditions=[{"name": "x", "value": "a ~ 1"}]))
    assert opened(report).page_keys() == ("/data/a", "/data/c")
    (told,) = [warning for warning in report.warnings if "cannot be read" in warning.sentence]
    assert told.where == "conditions[0]"


def test_a_repeating_page_asks_for_another(tmp_path):
    many = {
        "type": "MultiInputField",
        "name": "people",
        "title": "People",
        "children": [text("who")],
        "options": {"required": True},
    }
    filling = opened(check(form(tmp_path, [page("/a", many)])))
    assert filling.page_keys() == ("/data/a/people[1]", "/data/a/people/@more")
    filling.answer("/data/a/people/@more", "yes")
    assert "/data/a/people[2]" in filling.page_keys()


def test_the_least_and_the_most_of_a_repeating_page_are_held(tmp_path):
    again = page("/a", text("who"), controller="RepeatPageController", title="Person")
    again["repeat"] = {"options": {"name": "people", "title": "Person"}, "schema": {"min": 2, "max": 3}}
    report = check(form(tmp_path, [again]))
    repeat = report.form.repeats["/data/a"]
    assert (repeat.least, repeat.most) == (2, 3)
    assert not [warning for warning in report.warnings if "repeated" in warning.sentence]


def test_a_welsh_file_beside_it_is_the_same_form_in_welsh(tmp_path):
    path = form(tmp_path, [page("/a", text("q", title="What is your name?"))])
    form(tmp_path, [page("/a-cy", text("q", title="Beth yw eich enw?"))], "form.cy.json")
    report = check(path)
    assert report.form.languages == ("English (en)", "Welsh (cy)")
    filling = opened(report)
    filling.language = "Welsh (cy)"
    assert filling.page("/data/a").heading == "Beth yw eich enw?"


def test_where_the_words_tell_no_language_the_names_of_the_files_do(tmp_path):
    path = form(tmp_path, [page("/a", text("q", title="Q?"))])
    form(tmp_path, [page("/a", text("q", title="C?"))], "form.cy.json")
    assert check(path).form.languages == ("English (en)", "Welsh (cy)")


def test_two_files_in_one_language_are_refused(tmp_path):
    path = form(tmp_path, [page("/a", text("q", title="What is your name?"))])
    other = form(tmp_path, [page("/a", text("q", title="What is your name?"))], "other.json")
    (error,) = check(path, other).errors
    assert "both in English" in error.sentence


def test_words_in_html_are_read_as_words(tmp_path):
    content = (
        "<p class='x'>Read <a href='https://example.org/a'>this</a>.</p><ul><li>one &amp; two</li></ul>"
        "<script>alert(1)</script><a role='button' href='/next'>Start</a>"
    )
    report = check(form(tmp_path, [page("/a", {"type": "Html", "name": "h", "content": content}, text("q"))]))
    (note, _) = opened(report).page("/data/a").questions
    assert note.label == "Read this (https://example.org/a).\n\n• one & two"


HOSTILE = {
    "not JSON": ('{"pages": [', "line 1"),
    "no pages": ('{"pages": []}', ""),
    "pages that are none": ('{"pages": [1, null, {"path": 5}]}', "pages"),
    "very deep": ('{"pages":' + "[" * 100_000 + "]" * 100_000 + "}", ""),
    "deep": ('{"pages":' + "[" * 300 + "]" * 300 + "}", ""),
    "a long number": ('{"pages": ' + "9" * 5_000 + "}", ""),
    "other JSON": ('{"hello": "pages"}', ""),
    "a list": ("[1, 2]", ""),
}


@pytest.mark.parametrize(("written", "where"), HOSTILE.values(), ids=HOSTILE)
def test_json_that_is_no_form_is_refused_in_one_sentence(tmp_path, refused, written, where):
    (tmp_path / "form.json").write_text(written, encoding="utf-8")
    assert refused(tmp_path / "form.json").where == where


def test_thousands_of_pages_that_lead_everywhere_are_bounded(tmp_path, refused):
    names = [f"/p{number}" for number in range(1_001)]
    pages = [page(name, text("q"), next=[{"path": other} for other in names[:5]]) for name in names]
    assert "more than 1,000 pages" in refused(form(tmp_path, pages)).sentence


@pytest.mark.parametrize(
    ("pages", "lists", "said"),
    [
        ([page(f"/{n}", *[text("q")] * 200) for n in range(26)], [], "more than 5,000 components"),
        ([page("/a", *[text("q")] * 201)], [], "more than 200 components"),
        (
            [page("/a", *[{"type": "RadiosField", "name": "r", "list": "l"}] * 3)],
            [{"name": "l", "items": [LIST["items"][0]] * 20_000}],
            "more than 20,000 choices",
        ),
        (
            [
                page(
                    f"/p{n}",
                    text("q"),
                    next=[{"path": f"/p{m}", "condition": "c"} for m in range(n + 1, 300)],
                )
                for n in range(300)
            ],
            [],
            "too many ways to each other",
        ),
    ],
    ids=["components", "a page", "choices", "ways"],
)
def test_more_than_any_form_has_is_refused(tmp_path, refused, pages, lists, said):
    conditions = [{"name": "c", "value": "q == 'a' or q == 'b'"}]
    assert said in refused(form(tmp_path, pages, lists=lists, conditions=conditions)).sentence


def test_types_where_others_are_expected_do_no_harm(tmp_path):
    odd = {"type": 5, "name": ["x"], "title": {"a": 1}, "options": "no", "schema": [1], "list": {}}
    pages = [
        page("/a", text("q"), odd, text("w", schema={"max": "1e9", "regex": "(("}, options={"maxWords": "x"}))
    ]
    document = form(tmp_path, pages, lists={"x": 1}, conditions=[3, {"name": None}], sections=None)
    report = check(document)
    assert report.form is not None
    assert {"pages[0].components[1]", "pages[0].components[2]"} <= {
        warning.where for warning in report.warnings
    }


def test_of_two_plain_ways_on_the_last_is_taken_and_what_only_the_first_leads_to_is_never_asked(tmp_path):
    pages = [
        page("/a", text("a"), next=[{"path": "/b"}, {"path": "/c"}]),
        page("/b", text("b"), next=[{"path": "/c"}]),
        page("/c", text("c")),
    ]
    assert opened(check(form(tmp_path, pages))).page_keys() == ("/data/a", "/data/c")


def test_a_number_chosen_from_a_list_can_be_compared(tmp_path):
    people = {"type": "SelectField", "name": "n", "title": "How many people?", "list": "n"}
    numbers = {"name": "n", "type": "number", "items": [{"text": str(n), "value": n} for n in (1, 2, 12)]}
    more = {"field": {"name": "n"}, "operator": "is more than", "value": {"type": "Value", "value": "2"}}
    conditions = [{"name": "more", "value": {"conditions": [more]}}]
    first = page("/a", people, next=[{"path": "/b", "condition": "more"}, {"path": "/c"}])
    path = form(
        tmp_path,
        [first, page("/b", text("b")), page("/c", text("c"))],
        lists=[numbers],
        conditions=conditions,
    )
    report = check(path)
    assert not report.warnings
    filling = opened(report)
    (question,) = filling.page("/data/a").questions
    filling.answer(question.path, "12")
    assert filling.page_keys() == ("/data/a", "/data/b")
    filling.answer(question.path, "2")
    assert filling.page_keys() == ("/data/a", "/data/c")


def test_a_page_of_nothing_but_a_payment_is_left_out_and_told(tmp_path):
    pay = {"type": "PaymentField", "name": "p", "title": "Pay"}
    report = check(form(tmp_path, [page("/a", text("a"), next=[{"path": "/pay"}]), page("/pay", pay)]))
    assert opened(report).page_keys() == ("/data/a",)
    assert [(warning.where, "pay in another way" in warning.sentence) for warning in report.warnings] == [
        ("pages[1].components[0]", True),
        ("pages[1]", False),
    ]


@pytest.mark.parametrize("kind", ["RepeatingFieldPageController", "RepeatingSectionPageController"])
def test_pages_that_the_builder_repeats_are_repeated(tmp_path, kind):
    listed = page(
        "/added", text("PeopleContainer"), controller="RepeatingSectionSummaryPageController", title="Others?"
    )
    first = page("/a", text("a"), controller=kind, next=[{"path": "/added"}])
    filling = opened(check(form(tmp_path, [first, listed])))
    (question,) = filling.page(filling.page_keys()[0]).questions
    filling.answer(question.path, "Mair")
    assert filling.page_keys() == ("/data/a[1]", "/data/a/@more")


def test_a_list_of_the_answers_so_far_is_left_to_the_kiosk_and_told(tmp_path):
    so_far = page("/b", controller="MiniSummaryPageController", next=[{"path": "/c"}])
    report = check(
        form(tmp_path, [page("/a", text("a"), next=[{"path": "/b"}]), so_far, page("/c", text("c"))])
    )
    assert opened(report).page_keys() == ("/data/a", "/data/c")
    assert [warning.where for warning in report.warnings] == ["pages[1]"]


def test_templates_name_answers_and_what_else_they_do_is_told_with_its_place(tmp_path):
    said = {
        "type": "Html",
        "name": "h",
        "content": "<p>{% if x %}You are {{ 'a' | answer }}, {{ x.y | page }}.</p>",
    }
    report = check(form(tmp_path, [page("/a", text("a"), next=[{"path": "/b"}]), page("/b", said)]))
    filling = opened(report)
    filling.answer(filling.page("/data/a").questions[0].path, "Mair")
    (note,) = filling.page("/data/b").questions
    assert note.hint == "You are Mair, ."
    assert {warning.where for warning in report.warnings} == {"pages[1].components[0].content"}
    assert ["{%" in warning.sentence for warning in report.warnings] == [True, False]


def test_a_question_with_a_hidden_title_is_headed_by_its_page(tmp_path):
    hidden = text("language", options={"hideTitle": True})
    filling = opened(check(form(tmp_path, [page("/a", hidden, title="Which languages do you speak?")])))
    assert filling.page("/data/a").questions[0].label == "Which languages do you speak?"


def test_stages_for_staff_are_told(tmp_path):
    report = check(form(tmp_path, [page("/a", text("a"))], additionalStages={"order": ["manager"]}))
    assert [warning.where for warning in report.warnings] == ["additionalStages"]


def test_what_stands_below_the_button_of_a_page_is_said_too(tmp_path):
    below = {"type": "Para", "name": "h", "content": "Or telephone us."}
    filling = opened(check(form(tmp_path, [page("/a", text("a"), componentsAfter=[below])])))
    assert [question.label for question in filling.page("/data/a").questions] == ["a", "Or telephone us."]


@pytest.mark.parametrize(
    ("operator", "born", "asked"),
    [
        ("is at least", "2008-11-21", True),
        ("is at least", "2008-11-22", False),
        ("is more than", "2008-11-21", False),
        ("is less than", "2008-11-22", True),
        ("is at most", "2008-11-21", True),
    ],
)
def test_years_ago_are_of_the_calendar(tmp_path, operator, born, asked):
    """Who is 18 today was born 6,574 days ago in one year, and 6,575 in another."""
    date = {"type": "DatePartsField", "name": "born", "title": "When?"}
    value = {"type": "RelativeDate", "period": "18", "unit": "years", "direction": "in the past"}
    test = {"field": {"name": "born"}, "operator": operator, "value": value}
    first = page("/a", date, next=[{"path": "/b", "condition": "old"}, {"path": "/c"}])
    conditions = [{"name": "old", "value": {"conditions": [test]}}]
    filling = opened(
        check(form(tmp_path, [first, page("/b", text("b")), page("/c", text("c"))], conditions=conditions))
    )
    filling.answer("/data/a/born", born)
    assert filling.page_keys()[1] == ("/data/b" if asked else "/data/c")


def test_a_way_that_ends_before_the_summary_is_told_and_has_nothing_to_declare(tmp_path):
    yes_no = {"type": "YesNoField", "name": "q", "title": "Q?"}
    first = page("/a", yes_no, next=[{"path": "/summary"}, {"path": "/no", "condition": "no"}])
    summary = page("/summary", controller="./pages/summary.js")
    report = check(
        form(
            tmp_path,
            [first, page("/no", text("n"), next=[]), summary],
            conditions=[{"name": "no", "value": "q == false"}],
            declaration="All of it is true.",
        )
    )
    assert [warning.where for warning in report.warnings] == ["pages[1]"]
    filling = opened(report)
    filling.answer("/data/a/q", "true")
    assert filling.page_keys() == ("/data/a", "/data/declaration")
    filling.answer("/data/a/q", "false")
    assert filling.page_keys() == ("/data/a", "/data/no")
