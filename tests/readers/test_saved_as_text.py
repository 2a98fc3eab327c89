"""One form, however a spreadsheet program wrote it as text."""

import pytest

from kiosk.forms import xform
from kiosk.forms.lint import check
from kiosk.forms.readers import read_form

SURVEY = [["type", "name", "label"], ["text", "a", "First; then, café"], ["select_one yn", "b", "B"]]
CHOICES = [["list_name", "name", "label"], ["yn", "y", "Yes"]]
WHOLE = [["survey"], *(["", *row] for row in SURVEY), ["choices"], *(["", *row] for row in CHOICES)]


def written(rows, sign):
    return "\r\n".join(sign.join(f'"{c}"' if ";" in c else c for c in row) for row in rows)


@pytest.mark.parametrize("sign", [";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_sign_between_cells_and_any_letters_make_the_same_form(tmp_path, sign, code):
    path = tmp_path / "form.csv"
    path.write_bytes(written(WHOLE, sign).encode(code))
    form = xform.load(read_form(path).xml)
    assert [control.label.say("default", str) for control in form.controls] == ["First; then, café", "B"]


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_sheet_saved_by_itself_is_the_survey(tmp_path, sign):
    path = tmp_path / "form.csv"
    path.write_text(written([SURVEY[0], ["text", "a", "A"], ["texxt", "b", "B"]], sign))
    (error,) = check(path).errors
    assert (
        str(error) == "survey row 3, column “type”: “texxt” is not a type of question: did you mean “text”?"
    )


def test_a_csv_that_is_no_form_is_refused(tmp_path, refused):
    path = tmp_path / "form.csv"
    path.write_text("name,price\napple,1\n")
    assert "This is not a form" in str(refused(path))


def test_a_markdown_row_that_is_too_long_is_refused_in_words(tmp_path, refused):
    path = tmp_path / "form.md"
    path.write_text("| survey |\n| | type | name | label |\n| | text | a | A | more |\n")
    assert "more filled cells than there are headers" in str(refused(path))


def test_a_sheet_of_notes_in_a_csv_is_left_alone(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(written([*WHOLE, ["notes"], ["", "by"], ["", "Ann"]], ","))
    assert check(path).form is not None


def test_a_csv_of_data_is_refused_as_no_form(tmp_path, refused):
    path = tmp_path / "towns.csv"
    path.write_text("name,label,area\na,A,north\nb,B,south\n")
    assert "no sheet named “survey”" in str(refused(path))
