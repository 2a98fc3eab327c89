"""Each form.csv follows the house's rules for questions, and form.xml is what it makes."""

import re
from collections import Counter

import pytest
from defusedxml.ElementTree import fromstring
from pyxform.xls2xform import convert

from kiosk.catalogue import BUILT_IN
from kiosk.forms.lint import check
from kiosk.forms.readers import read_form
from tests.services.sheets import IDS, MORE, TEXTS, asked, form_texts, languages, sheets

TYPES = {
    "text",
    "integer",
    "decimal",
    "date",
    "select_one",
    "select_multiple",
    "acknowledge",
    "note",
    "calculate",
    "begin group",
    "end group",
    "begin repeat",
    "end repeat",
}
OPTIONAL = ("(optional)", "(dewisol)", "(nieobowiązkowe)", "(ضروری نہیں)")


def every(row, column):
    """A column's texts, in each language that the sheet has."""
    return [text for name, text in row.items() if name.startswith(f"{column}::")]


@pytest.mark.parametrize("service", IDS)
class TestSheet:
    def test_converts_without_a_warning(self, service):
        warnings = []
        convert(str(BUILT_IN / service / "form.csv"), warnings=warnings)
        assert warnings == []

    def test_is_found_without_fault(self, service):
        report = check(BUILT_IN / service / "form.csv")
        assert [str(finding) for finding in (*report.errors, *report.warnings)] == []

    def test_is_the_form_that_is_published(self, service):
        folder = BUILT_IN / service
        assert (folder / "form.xml").read_bytes() == read_form(folder / "form.csv").xml

    def test_publishes_what_was_written_letter_by_letter(self, service):
        root = fromstring((BUILT_IN / service / "form.xml").read_bytes())
        shown = {value.text for value in root.iterfind(".//{*}itext//{*}value")}
        assert {t.text for t in form_texts(service) if "${" not in t.text} <= shown

    def test_uses_only_the_types_that_work_today(self, service):
        types = {row["type"] for row in sheets(service)["survey"]}
        assert {t if t.startswith(("begin", "end")) else t.split()[0] for t in types} <= TYPES

    def test_says_everything_in_each_of_its_languages(self, service):
        for sheet in ("survey", "choices"):
            for row in sheets(service)[sheet]:
                for column in TEXTS:
                    assert len({bool(text.strip()) for text in every(row, column)}) <= 1, (
                        row["name"],
                        column,
                    )

    def test_everything_shown_has_a_label(self, service):
        rows = sheets(service)
        shown = [
            r for r in rows["survey"] if r["type"] not in ("calculate", "end group", "end repeat")
        ] + rows["choices"]
        assert [row["name"] for row in shown if not all(every(row, "label"))] == []

    def test_a_translation_is_not_english_again(self, service):
        for row in asked(service):
            assert len(set(every(row, "label"))) == len(languages(service)), row["name"]

    def test_urdu_is_in_urdu_letters(self, service):
        texts = [t for t in form_texts(service) if t.language == "ur"]
        assert bool(texts) == (MORE["ur"] in languages(service).values())
        assert [(t.place, t.text) for t in texts if not any("\u0600" <= c <= "\u06ff" for c in t.text)] == []

    def test_a_required_question_says_what_to_do_when_it_is_empty(self, service):
        for row in asked(service):
            assert bool(row["required"]) == all(every(row, "required_message")), row["name"]

    def test_no_label_says_optional_since_the_page_does(self, service):
        labels = [text for row in sheets(service)["survey"] for text in every(row, "label")]
        assert [text for text in labels if text.endswith(OPTIONAL)] == []

    def test_a_constraint_has_a_message(self, service):
        for row in asked(service):
            assert bool(row.get("constraint")) == all(every(row, "constraint_message")), row["name"]

    def test_nothing_is_chosen_beforehand(self, service):
        """C3."""
        assert not any(row.get("default") for row in sheets(service)["survey"])

    def test_nothing_is_asked_twice(self, service):
        """C9."""
        labels = Counter(row["label::English (en)"] for row in asked(service))
        assert [label for label, times in labels.items() if times > 1] == []

    def test_nothing_to_choose_is_said_twice_in_a_list(self, service):
        choices = sheets(service)["choices"]
        for column in ("name", *(f"label::{name}" for name in languages(service).values())):
            seen = Counter((row["list_name"], row[column]) for row in choices)
            assert [pair for pair, times in seen.items() if times > 1] == []

    def test_who_must_choose_from_several_can_say_that_none_is_right(self, service):
        """C3: where none may be right; of the others at least one always is."""
        always = {"bin", "reading_languages", "visit_when"}
        lists = {}
        for choice in sheets(service)["choices"]:
            lists.setdefault(choice["list_name"], set()).add(choice["name"])
        for row in asked(service):
            kind, *name = row["type"].split()
            if kind == "select_multiple" and row["required"] and row["name"] not in always:
                assert "none" in lists[name[0]], row["name"]

    def test_a_list_is_short(self, service):
        """C2: five choices; more where a law or the trade names them, and never so many that one has to look."""
        longer = {"disability": 8, "kind": 6}
        found = Counter(row["list_name"] for row in sheets(service)["choices"])
        for name, count in found.items():
            if not name.startswith(("easy_read", "example_answers")):
                assert count <= longer.get(name, 5), name

    def test_nobody_has_to_remember_or_to_solve_anything(self, service):
        """C12: no password, no PIN, no puzzle, no memorable word."""
        puzzles = re.compile(
            r"\b(?:password|passcode|pin|memorable|captcha|security question|cyfrinair|cofiadwy)\b",
            re.IGNORECASE,
        )
        asks = [t.text for t in form_texts(service) if t.kind == "label"]
        assert [text for text in asks if puzzles.search(text)] == []

    def test_a_question_asks(self, service):
        """On a page of its own a question's label is the heading, so it asks; in a field-list it names a box."""
        depth = 0
        for row in sheets(service)["survey"]:
            if row["type"] == "begin group":
                depth = depth + 1 if depth or row.get("appearance") == "field-list" else 0
            elif row["type"] == "end group":
                depth = max(0, depth - 1)
            elif row in asked(service) and row["type"] != "acknowledge" and not depth:
                assert all(text.endswith(("?", "؟")) for text in every(row, "label")), row["name"]
