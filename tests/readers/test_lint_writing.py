"""How a form is written: each rule about words and ways, at its cell, with what to do."""

import pytest

from kiosk.forms.lint import check

TOP = ["type", "name", "label"]
LONG = "word " * 26
HARD = (
    "Notwithstanding aforementioned administrative responsibilities, organisational representatives "
    "demonstrating substantive accountability considerations necessarily undertake comprehensive "
    "multidisciplinary environmental characterisation. Subsequently, interdepartmental correspondence "
    "accommodates supplementary documentation requirements concerning infrastructural transformation."
)

# columns, rows, where, words
FOUND = {
    "a long sentence": (
        ["hint"],
        [["text", "a", "A", LONG]],
        "survey row 2, column “hint”",
        "a sentence has 26 words",
    ),
    "hard words": (
        ["hint"],
        [["text", "a", "A", HARD * 2]],
        "survey row 2, column “hint”",
        "the reading age is",
    ),
    "a message that blames": (
        ["constraint", "constraint_message"],
        [["text", "a", "A", ". != 'x'", "Invalid answer"]],
        "survey row 2, column “constraint_message”",
        "says “Invalid”",
    ),
    "a message that begs": (
        ["required", "required_message"],
        [["text", "a", "A", "yes", "Please answer"]],
        "survey row 2, column “required_message”",
        "says “Please”",
    ),
    "a list that is long": (
        [],
        [["select_one six", "a", "A"]],
        "survey row 2, column “appearance”",
        "6 choices",
    ),
    "a question asked twice": (
        [],
        [
            ["text", "a", "What is your name?"],
            ["begin_group", "g", "G"],
            ["text", "b", "What is your name?"],
            ["end_group"],
        ],
        "survey rows 2, 4, column “label”",
        "asked more than once",
    ),
    "a question for a bank card": (
        [],
        [["text", "a", "What is your debit card number?"]],
        "survey row 2, column “label”",
        "asks for a bank card",
    ),
    "a question that is never asked": (
        ["relevant"],
        [["text", "a", "A"], ["text", "b", "B", "false()"]],
        "survey row 3, column “relevant”",
        "nobody is asked",
    ),
    "a choice that is never made": (
        ["relevant"],
        [["select_one six", "a", "A"], ["text", "b", "B", "selected(${a}, 'seven')"]],
        "survey row 3, column “relevant”",
        "“a” has no choice “seven”",
    ),
}


@pytest.mark.parametrize(("columns", "rows", "where", "words"), FOUND.values(), ids=FOUND)
def test_what_is_hard_to_read_is_told_at_its_cell(workbook, columns, rows, where, words):
    choices = [["list_name", "name", "label"], *(["six", f"c{n}", f"Choice {n}"] for n in range(6))]
    report = check(workbook(survey=[[*TOP, *columns], *rows], choices=choices))
    assert [f.where for f in report.warnings if words.lower() in f.sentence.lower()] == [where], report


def test_a_list_that_can_be_searched_is_not_too_long(workbook):
    choices = [["list_name", "name", "label"], *(["six", f"c{n}", f"Choice {n}"] for n in range(6))]
    survey = [[*TOP, "appearance"], ["select_one six", "a", "A", "autocomplete"]]
    assert check(workbook(survey=survey, choices=choices)).warnings == ()


def test_every_fault_of_the_expressions_is_told_at_once(workbook):
    survey = [
        [*TOP, "relevant", "calculation", "choice_filter"],
        ["text", "a", "A"],
        ["text", "b", "B", "lenght(${a}) > 3"],
        ["integer", "c", "C", "(. > 3"],
        ["calculate", "d", None, None, "${e} + 1"],
        ["calculate", "e", None, None, "${d} + 1"],
        ["select_one six", "f", "F", None, None, "area == ${a}"],
    ]
    choices = [["list_name", "name", "label", "area"], ["six", "x", "X", "y"]]
    errors = check(workbook(survey=survey, choices=choices)).errors
    assert {error.where for error in errors} == {
        "survey row 3, column “relevant”",
        "survey row 4, column “relevant”",
        "survey row 7, column “choice_filter”",
        "survey row 5, column “calculation”",
    }


def test_every_fault_of_the_rows_is_told_at_once(workbook):
    survey = [
        [*TOP, "relevant"],
        ["textt", "a", "A"],
        ["text", "2b", "B"],
        ["integer", "c", "C", "${zz} > 3"],
        ["select_one nolist", "d", "D"],
        ["text", "c", "C"],
    ]
    errors = check(workbook(survey=survey)).errors
    assert {error.where for error in errors} == {
        "survey row 2, column “type”",
        "survey row 3, column “name”",
        "survey row 4, column “relevant”",
        "survey row 5, column “type”",
        "survey row 6, column “name”",
    }
    assert all(error.sentence.endswith((".", "?")) for error in errors)
