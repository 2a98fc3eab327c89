"""``kiosk forms check``: what is wrong is told at the cell it was written in, and what to do about it."""

import pytest

from kiosk.errors import FormError
from kiosk.forms.lint import Finding, check, load
from kiosk.forms.readers import read_form

TOP = ["type", "name", "label"]

# columns beside type, name, label; rows; where; words
BROKEN = {
    "unknown function": (
        ["relevant"],
        [["text", "a", "A", None], ["text", "b", "B", "lenght(${a}) > 3"]],
        "survey row 3, column “relevant”",
        ["no function lenght()", "in “lenght(${a}) > 3”"],
    ),
    "unbalanced bracket": (
        ["constraint"],
        [["text", "a", "A", None], ["integer", "b", "B", "(. > 3"]],
        "survey row 3, column “constraint”",
        ["expected ')'", "in “(. > 3”"],
    ),
    "unbalanced bracket in a group": (
        ["calculation"],
        [
            ["begin_group", "g", "G", None],
            ["calculate", "c", None, "concat('x', ${a}"],
            ["text", "a", "A"],
            ["end_group"],
        ],
        "survey row 3, column “calculation”",
        ["in “concat('x', ${a}”"],
    ),
    "filter that cannot be read": (
        ["choice_filter"],
        [["text", "a", "A", None], ["select_one l", "b", "B", "area == ${a}"]],
        "survey row 3, column “choice_filter”",
        ["in “area == ${a}”"],
    ),
    "calculations in a circle": (
        ["calculation"],
        [
            ["calculate", "a", None, "${b} + 1"],
            ["calculate", "b", None, "${a} + 1"],
            ["text", "t", "T", None],
        ],
        "survey row 2, column “calculation”",
        ["“b”", "depend on each other"],
    ),
    "relevance of itself": (
        ["relevant"],
        [["text", "a", "A", "${a} = 'x'"]],
        "survey row 2, column “relevant”",
        ["depends on itself"],
    ),
    "brackets thousands deep": (
        ["relevant"],
        [["text", "a", "A", None], ["text", "b", "B", "(" * 9_000 + "1" + ")" * 9_000]],
        "survey row 3, column “relevant”",
        ["; "],
    ),
}


@pytest.mark.parametrize(("columns", "rows", "where", "words"), BROKEN.values(), ids=BROKEN)
def test_a_fault_in_an_expression_is_shown_in_its_own_cell(workbook, columns, rows, where, words):
    choices = [["list_name", "name", "label", "area"], ["l", "x", "X", "y"]]
    report = check(workbook(survey=[[*TOP, *columns], *rows], choices=choices))
    assert report.form is None
    (error,) = report.errors
    assert error.where == where
    assert all(word.lower() in error.sentence.lower() for word in words), error.sentence
    assert len(error.sentence) < 400


def test_an_expression_of_over_100_kb_is_refused(tmp_path):
    long = " or ".join(["${a} = 1"] * 8_000)
    rows = f",text,a,A,\n,text,b,B,{long}\n"
    (tmp_path / "form.csv").write_text(f"survey\n,type,name,label,relevant\n{rows}", encoding="utf-8")
    (error,) = check(tmp_path / "form.csv").errors
    assert error.where == "survey row 3"
    assert "longer than" in error.sentence


def test_a_form_that_cannot_be_loaded_is_refused_at_its_row(workbook):
    source = read_form(workbook(survey=[[*TOP, "relevant"], ["text", "a", "A", "nofunction()"]]))
    with pytest.raises(FormError, match="no function nofunction") as caught:
        load(source)
    assert caught.value.where == "survey row 2, column “relevant”"


def test_a_sound_form_is_loaded(workbook):
    assert load(read_form(workbook(survey=[TOP, ["text", "a", "A"]]))).id == "form"


def test_a_form_without_a_fault_has_no_findings(workbook):
    survey = [
        [*TOP, "required", "required_message", "constraint", "constraint_message"],
        ["integer", "age", "Your age", "yes", "Enter your age", ". < 130", "Enter an age under 130"],
    ]
    report = check(workbook(survey=survey))
    assert (report.errors, report.warnings) == ((), ())
    assert report.form is not None


# columns, rows, the one finding
STUMBLES = {
    "the name of a widget with a slip": (
        ["appearance"],
        [["text", "a", "A", "telephon"]],
        (
            "survey row 2, column “appearance”",
            "No appearance is called “telephon”, so it does nothing: did you mean “telephone”?",
        ),
    ),
    "widget on another type": (
        ["appearance"],
        [["text", "a", "A", "money"]],
        (
            "survey row 2, column “type”",
            "“money” is for questions of the type decimal, so it does nothing here; change the type.",
        ),
    ),
    "widget that there is not": (
        ["body::k:widget"],
        [["text", "a", "A", "mony"]],
        (
            "survey row 2",
            "There is no widget “mony”, so the usual one is shown; write one such as “postcode”.",
        ),
    ),
    "a word that was meant as a value": (
        ["relevant"],
        [["select_one l", "a", "A", None], ["text", "b", "B", "${a} = yes"]],
        (
            "survey row 3, column “relevant”",
            "An expression reads a question named “yes”, but there is none; if it is a value, write 'yes'.",
        ),
    ),
    "a constraint without words": (
        ["constraint"],
        [["integer", "a", "A", ". > 1"], ["integer", "b", "B", ". > 1"], ["text", "c", "C", None]],
        (
            "survey rows 2, 3, column “constraint”",
            "There is a constraint but no constraint_message; write what a good answer is.",
        ),
    ),
    "required without words": (
        ["required"],
        [["text", "a", "A", "yes"], ["text", "b", "B", "no"]],
        (
            "survey row 2, column “required”",
            "Required has no required_message; write what to enter, such as “Enter your name”.",
        ),
    ),
    "an open pattern": (
        ["constraint", "constraint_message"],
        [
            ["text", "a", "A", "regex(., '[0-9]{5}')", "Five digits"],
            ["text", "b", "B", "regex(., '^[a-z]$')", "One"],
        ],
        (
            "survey row 2, column “constraint”",
            "The pattern “[0-9]{5}” has no ^ or $; begin it with ^ and end it with $.",
        ),
    ),
    "a long label": (
        [],
        [["text", "a", "A" * 201], ["text", "b", "B" * 200]],
        ("survey row 2, column “label”", "The label is over 200 characters; move some of it to the hint."),
    ),
    "two questions that look alike": (
        [],
        [["text", "a", "Name"], ["text", "b", "name"], ["text", "c", "Date"]],
        ("survey rows 2, 3, column “label”", "These questions have one label, “Name”; tell them apart."),
    ),
}


@pytest.mark.parametrize(("columns", "rows", "finding"), STUMBLES.values(), ids=STUMBLES)
def test_what_people_would_stumble_on_is_told_once_with_its_rows(workbook, columns, rows, finding):
    choices = [["list_name", "name", "label"], ["l", "yes", "Yes"], ["l", "no", "No"]]
    report = check(workbook(survey=[[*TOP, *columns], *rows], choices=choices))
    assert report.warnings == (Finding(*finding, "warning"),)


def test_a_fault_in_the_settings_is_shown_there(workbook):
    path = workbook(survey=[TOP, ["text", "a", "A"]], settings=[["instance_name"], ["concat(${a}"]])
    (error,) = check(path).errors
    assert error.where == "settings row 2, column “instance_name”"


def test_a_form_that_asks_nothing_is_sound_but_not_offered(workbook):
    path = workbook(survey=[TOP, ["geoshape", "place", "Where?"]])
    report = check(path)
    assert report.form
    assert str(report.warnings[0]).startswith("survey sheet: The form has no question that a kiosk can ask")
    with pytest.raises(FormError, match="so it is not offered"):
        load(read_form(path))


def test_choices_that_look_alike(workbook):
    choices = [["list_name", "name", "label"], ["l", "a", "Same"], ["l", "b", "Same"], ["l", "c", "Other"]]
    report = check(workbook(survey=[TOP, ["select_one l", "q", "Q"]], choices=choices))
    assert [str(finding) for finding in report.warnings] == [
        "choices rows 2, 3, column “label”: These choices of one list have the same label; tell them apart."
    ]


def test_missing_translations_are_told_by_column(workbook):
    top = [
        "type",
        "name",
        "label::English (en)",
        "label::Welsh (cy)",
        "hint::English (en)",
        "hint::Welsh (cy)",
    ]
    rows = [
        ["text", "a", "A", "A", "h", None],
        ["text", "b", "B", None, None, None],
        ["text", "c", "C", "-", None, None],
    ]
    report = check(workbook(survey=[top, *rows]))
    assert [finding.where for finding in report.warnings] == [
        "survey rows 3, 4, column “label::Welsh (cy)”",
        "survey row 2, column “hint::Welsh (cy)”",
    ]


def test_a_plain_xform_is_told_by_its_nodes(tmp_path, workbook):
    source = read_form(workbook(survey=[[*TOP, "relevant"], ["text", "a", "A", "nofunction()"]]))
    (tmp_path / "form.xml").write_bytes(source.xml)
    (error,) = check(tmp_path / "form.xml").errors
    assert error.where == "/data/a"
    assert "no function nofunction()" in error.sentence


def test_what_cannot_be_read_is_an_error_and_not_an_exception(tmp_path):
    (error,) = check(tmp_path / "gone.xlsx").errors
    assert str(error) == "There is no file “gone.xlsx”: check its name."


def test_a_filter_that_reads_no_column_is_told(workbook):
    choices = [["list_name", "name", "label", "region", "old-area"], ["l", "a", "A", "n", "x"]]
    filters = [
        "regon = ${a}",
        "region = 'regon' and old-area != ''",
        "position(..) > 0 or selected(${a}, name)",
    ]
    survey = [[*TOP, "choice_filter"], ["text", "a", "A", None]]
    survey += [["select_one l", f"q{n}", f"Q{n}", text] for n, text in enumerate(filters)]
    warnings = [
        w for w in check(workbook(survey=survey, choices=choices)).warnings if "no column" in w.sentence
    ]
    assert [(w.where, "“regon”" in w.sentence) for w in warnings] == [
        ("survey row 3, column “choice_filter”", True)
    ]


@pytest.mark.parametrize(
    ("word", "told"), [("required", True), ("yes", False), ("true()", False), ("TRUE", False)]
)
def test_a_word_that_requires_nothing_is_told(workbook, word, told):
    warnings = check(workbook(survey=[[*TOP, "required"], ["text", "a", "A", word]])).warnings
    assert any("write yes or no" in warning.sentence for warning in warnings) is told


def test_a_semicolon_between_values_is_told(workbook):
    survey = [[*TOP, "relevant"], ["text", "a", "A", None], ["text", "b", "B", "if(${a}; 1; 2)"]]
    (error,) = check(workbook(survey=survey)).errors
    assert error.sentence == "A semicolon cannot be used here; write a comma, in “if(${a}; 1; 2)”."


@pytest.mark.parametrize(("constraint", "told"), [(". > '09:00'", True), ("decimal-time(.) > 0.4", False)])
def test_times_compared_as_text_are_told(workbook, constraint, told):
    report = check(workbook(survey=[[*TOP, "constraint"], ["time", "t", "T", constraint]]))
    assert any("decimal-time" in warning.sentence for warning in report.warnings) is told


def test_faults_of_every_kind_are_told_at_once_each_at_its_cell(workbook):
    """Issue 5, lint: what the conversion stops at does not hide what the loader stops at, nor how it is written."""
    survey = [
        [*TOP, "relevant", "calculation", "constraint", "constraint_message"],
        ["text", "bad name", "A"],
        ["txt", "b", "B"],
        ["text", "c", "C", "${nobody} = 1"],
        ["text", "d", "D", "(${b} = 1"],
        ["text", "e", "E", "frobnicate(1)"],
        ["calculate", "f", None, None, "${g}"],
        ["calculate", "g", None, None, "${f}"],
        ["text", "h", "H", "false()"],
        ["text", "i", "I", None, None, "regex(., 'x')", "That is invalid"],
        ["text", "j", "word " * 26],
    ]
    report = check(workbook(survey=survey))
    assert report.form is None
    assert {finding.where for finding in report.errors} == {
        "survey row 2, column “name”",
        "survey row 3, column “type”",
        *(f"survey row {number}, column “relevant”" for number in (4, 5, 6)),
        "survey row 7, column “calculation”",
    }
    assert [finding.where for finding in report.warnings] == [
        "survey row 10, column “constraint”",
        "survey row 9, column “relevant”",
        "survey row 11, column “label”",
        "survey row 10, column “constraint_message”",
    ]
