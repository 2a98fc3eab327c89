"""Slips with one meaning only: the form is read, and its author is told the place and what to do."""

import pytest

from kiosk.forms import xform
from kiosk.forms.lint import check
from kiosk.forms.readers import read_form

TOP = ["type", "name", "label"]
ASKED = ["text", "a", "A"]
LIST = ["list_name", "name", "label", "county"]


def form_and_warnings(path):
    source = read_form(path)
    return xform.load(source.xml, source.media), source.warnings


def labels(form):
    return [control.label.say("default", str) for control in form.controls]


def test_of_several_columns_of_words_the_first_is_read(workbook):
    form, (warning,) = form_and_warnings(
        workbook(survey=[[*TOP, "label", "label"], [*ASKED, "B", "C"], ["text", "b", "Name", None, "D"]])
    )
    assert labels(form) == ["A", "Name"]
    assert warning.startswith("survey row 1, column “label”: several columns are headed “label”")


def test_a_column_that_is_there_twice_with_the_same_in_it_is_read_once(workbook):
    form, _ = form_and_warnings(workbook(survey=[[*TOP, "relevant", "relevant"], [*ASKED, "1 = 1", "1 = 1"]]))
    assert form.binds["/data/a"].relevant.source == "1 = 1"


def test_a_column_headed_with_line_breaks_is_named_on_one_line(tmp_path):
    """What fuzzing found: whatever stands in a header, a sentence about it is one line."""
    path = tmp_path / "form.csv"
    path.write_bytes(
        b'survey,,,\n,type,name,label\n,text,a,A\nchoices,,,\n,list_name,name,"(odd\x0b\r\nhead)"\n,l,x,y\n'
    )
    told = [str(finding) for finding in check(path).warnings]
    assert any("column “(odd head)”" in sentence for sentence in told), told
    assert not [sentence for sentence in told if not sentence.isprintable()]


def test_a_choice_written_twice_is_offered_once(workbook):
    choices = [LIST, ["l", "x", "X", None], ["l", "y", "Y", None], ["l", "x", "X", None]]
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, ["select_one l", "a", "A"]], choices=choices))
    assert len(form.instances["l"].element.children) == 2
    assert warning == "choices row 4: the choice is in its list already, so it is left out."


def test_choices_of_one_name_stay_when_filters_tell_them_apart(workbook):
    choices = [LIST, ["l", "king", "King", "wa"], ["l", "king", "King", "tx"]]
    survey = [[*TOP, "choice_filter"], [*ASKED, None], ["select_one l", "b", "B", "county = ${a}"]]
    form, (warning,) = form_and_warnings(workbook(survey=survey, choices=choices))
    assert len(form.instances["l"].element.children) == 2
    assert "the filters of its questions tell them apart" in warning


def test_choices_of_one_name_are_refused_without_a_filter(workbook, refused):
    choices = [LIST, ["l", "king", "King", "wa"], ["l", "king", "King", "tx"]]
    error = refused(workbook(survey=[TOP, ["select_one l", "b", "B"]], choices=choices))
    assert str(error).startswith("choices row 3, column “name”: The choice “king” is in its list twice")


def test_a_filter_without_choices_is_left_out(workbook):
    survey = [[*TOP, "choice_filter"], [*ASKED, "x = ${nobody}"]]
    form, (warning,) = form_and_warnings(workbook(survey=survey))
    assert labels(form) == ["A"]
    assert warning.startswith("survey row 2, column “choice_filter”: the question has no choices")


@pytest.mark.parametrize("written", ["${a is it", "Costs $${}", "${a b}"])
def test_an_open_reference_in_words_is_shown_as_it_is(workbook, written):
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, ASKED, ["text", "b", written]]))
    assert labels(form) == ["A", written]
    assert warning.startswith("survey row 3, column “label”: “${” is shown as it is")


def test_a_question_without_a_name_gets_one(workbook):
    form, warnings = form_and_warnings(
        workbook(
            survey=[
                TOP,
                ["text", None, "A"],
                ["begin_group", None, "G"],
                ["date", "row_2", "D"],
                ["end_group"],
            ]
        )
    )
    assert [control.path for control in form.controls] == ["/data/row_2_", "/data/row_3/row_2"]
    assert [warning.partition(";")[0] for warning in warnings] == [
        "survey row 2, column “name”: the row has no name, so its answer is kept as “row_2_”",
        "survey row 3, column “name”: the row has no name, so its answer is kept as “row_3”",
    ]


def test_what_was_forgiven_is_in_the_report(workbook):
    report = check(workbook(survey=[[*TOP, "label"], ["text", None, "A", "B"]]))
    assert report.form
    assert [finding.where for finding in report.warnings[:2]] == [
        "survey row 1, column “label”",
        "survey row 2, column “name”",
    ]


def test_a_row_of_notes_is_left_out(workbook):
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, ASKED, ["# about the house", None, None]]))
    assert labels(form) == ["A"]
    assert warning == "survey row 3: what begins with “#” is left out."


def test_an_external_list_that_is_among_the_choices_is_an_ordinary_one(workbook):
    choices = [LIST[:3], ["l", "x", "X"]]
    form, _ = form_and_warnings(workbook(survey=[TOP, ["select_one_external l", "a", "A"]], choices=choices))
    assert [control.type for control in form.controls] == ["select_one"]
