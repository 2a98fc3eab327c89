"""The contract of every format in the table: told by its content, whatever the file is named, and safe on anything."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from kiosk.errors import FormError
from kiosk.forms import xform
from kiosk.forms.readers import FORMATS, format_of, parts_of, read_form

XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title>'
    '<model><instance><data id="t"><a/></data></instance><bind nodeset="/data/a" type="string"/></model></h:head>'
    '<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
)
BUILDER = {
    "startPage": "/a",
    "pages": [{"path": "/a", "title": "A", "components": [{"type": "TextField", "name": "a"}]}],
}
SERVICE = {"service_code": "1", "service_name": "Bins"}


def workbook(path: Path) -> None:
    book = Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", "A"]):
        book.active.append(row)
    book.save(path)


SAMPLES = {
    "digital form builder": lambda path: path.write_text(json.dumps(BUILDER)),
    "Open311": lambda path: path.write_text(json.dumps(SERVICE)),
    "XForm": lambda path: path.write_text(XFORM),
    "XLSForm": workbook,
}


@pytest.fixture(params=FORMATS, ids=lambda one: one.name)
def each(request, tmp_path):
    path = tmp_path / f"form{request.param.endings[0]}"
    SAMPLES[request.param.name](path)
    return request.param, path


def test_it_is_told_by_its_content_whatever_its_name(each, tmp_path):
    one, path = each
    for ending in (".json", ".xml", ".xlsx", ".thing"):
        other = tmp_path / f"other{ending}"
        shutil.copy(path, other)
        assert format_of(other).name == one.name


def test_it_gives_an_xform_that_loads(each):
    _, path = each
    source = read_form(path)
    assert next(xform.load(source.xml).controls).type == "text"
    assert all(source.places.values()) or not source.places


def test_a_child_reads_a_spreadsheet_as_this_process_does(tmp_path, request):
    workbook(tmp_path / "form.xlsx")
    here = read_form(tmp_path / "form.xlsx")
    request.getfixturevalue("a_child_converts")
    assert read_form(tmp_path / "form.xlsx") == here


def test_it_names_its_parts(each):
    _, path = each
    assert len(parts_of(path)) == 1


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b" ",
        b"\0" * 100,
        b"{",
        b"[",
        b"<",
        b"PK\x03\x04",
        b"\xff\xfe{",
        b'{"pages"',
        b"<services",
        b'{"service_code": [{',
        b"\xd0\xcf\x11\xe0",
    ],
)
def test_its_ending_on_anything_else_is_refused_in_one_sentence(each, rubbish):
    _, path = each
    path.write_bytes(rubbish)
    with pytest.raises(FormError) as refused:
        read_form(path)
    assert refused.value.sentence.endswith(".")
    assert "\n" not in refused.value.sentence
