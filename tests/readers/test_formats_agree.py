"""One form in every format gives one and the same XForm."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from kiosk.forms import xform
from kiosk.forms.readers import ENDINGS, read_form

SHARED = Path(__file__).parents[3] / "shared" / "forms" / "xlsform"
SHEETS = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Welsh (cy)", "relevant", "required"],
        ["text", "name", "What is your name?", "Beth yw eich enw?", None, "yes"],
        ["begin_group", "home", "Your home", "Eich cartref", None, None],
        ["select_one tenure", "tenure", "Do you rent?", "Ydych chi’n rhentu?", "${name} != ''", None],
        ["end_group", None, None, None, None, None],
        ["integer", "people", "How many people?", "Faint o bobl?", "${tenure} = 'rent'", None],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Welsh (cy)"],
        ["tenure", "rent", "Yes", "Ydw"],
        ["tenure", "own", "No", "Nac ydw"],
    ],
    "settings": [["form_title", "form_id", "version"], ["A home", "home", "3"]],
}


def as_csv(path: Path, encoding: str = "utf-8") -> Path:
    file = io.StringIO()
    rows = csv.writer(file)
    for name, sheet in SHEETS.items():
        rows.writerow([name])
        rows.writerows([None, *row] for row in sheet)
    path.write_bytes(file.getvalue().encode(encoding))
    return path


def as_markdown(path: Path) -> Path:
    lines = []
    for name, sheet in SHEETS.items():
        lines.append(f"| {name} |")
        lines += [f"| | {' | '.join(cell or '' for cell in row)} |" for row in sheet]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def written(workbook) -> bytes:
    return read_form(workbook("form.xlsx", **SHEETS)).xml


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_any_encoding_is_the_same_form(tmp_path, written, encoding):
    source = read_form(as_csv(tmp_path / "form.csv", encoding))
    assert source.xml == written
    assert any("not in UTF-8" in warning for warning in source.warnings) == (encoding == "cp1252")


def test_markdown_is_the_same_form(tmp_path, written):
    assert read_form(as_markdown(tmp_path / "form.md")).xml == written


def test_a_workbook_with_macros_or_another_ending_is_the_same_form(workbook, written):
    assert read_form(workbook("form.xlsm", **SHEETS)).xml == written
    assert read_form(workbook("form.xls", **SHEETS)).xml == written
    assert read_form(workbook("form.csv", **SHEETS)).xml == written


def test_the_xform_by_itself_is_the_same_form(tmp_path, written):
    (tmp_path / "form.xml").write_bytes(written)
    assert read_form(tmp_path / "form.xml").xml == written


def test_the_form_says_what_the_sheets_say(written):
    form = xform.load(written)
    assert (form.id, form.version, form.title) == ("home", "3", "A home")
    assert form.languages == ("English (en)", "Welsh (cy)")
    assert [control.path for control in form.controls] == ["/data/name", "/data/home/tenure", "/data/people"]


def test_every_ending_of_the_table_is_tried_here():
    assert set(ENDINGS) == {".xlsx", ".xlsm", ".xls", ".csv", ".md", ".xml", ".json"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real forms are not beside the repository")
def test_a_real_xls_is_the_same_form_as_its_xlsx(tmp_path):
    for name, ending in (
        ("0207__XLSForm+pyxform__text_and_integer", ".xls"),
        ("0208__XLSForm+pyxform__text_and_integer", ".xlsx"),
    ):
        shutil.copy(SHARED / f"{name}{ending}", tmp_path / f"form{ending}")
    assert read_form(tmp_path / "form.xls").xml == read_form(tmp_path / "form.xlsx").xml
