"""More files that mean harm: each once took seconds, hundreds of megabytes or a traceback, and is one sentence now."""

import json
import struct
import zipfile
from random import Random
from xml.sax.saxutils import quoteattr

import pytest

from kiosk.errors import EvaluationError, FormError
from kiosk.forms import lint_faults
from kiosk.forms.lint import check
from kiosk.forms.lint_faults import faults
from kiosk.forms.markup import LONGEST, MOST_LINKS, plain
from kiosk.forms.readers import read_form, sniff
from kiosk.forms.readers.source import Source
from kiosk.forms.readers.wellformed import XFORMS
from kiosk.forms.walk import Walk, walk
from kiosk.forms.xform import load
from tests.scenario import ask, bind, scenario, xform

TOP = ["type", "name", "label"]
QUESTION = {"type": "TextField", "name": "q", "title": "Q"}
ATTRIBUTES = " ".join(f'a{n}=""' for n in range(400_001))


def patched(path, part, change):
    """A copy of a workbook in which one part is changed."""
    made = path.with_name("hostile.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            data = old.read(each)
            new.writestr(each.filename, change(data) if each.filename == part else data)
    return made


PARTS = {
    "a comment of megabytes": (
        "xl/styles.xml",
        lambda d: d + b"<!--" + b" " * sniff.MOST_XML,
        "unzips to more",
    ),
    "a cell of 200,000 characters": (
        "xl/worksheets/sheet1.xml",
        lambda d: d.replace(b"</sheetData>", b"x" * 200_000 + b"</sheetData>"),
        "more than 100,000 characters",
    ),
    "100,000 names of cells": (
        "xl/workbook.xml",
        lambda d: d.replace(b"</workbook>", b"<definedName/>" * 100_000 + b"</workbook>"),
        "too many cells",
    ),
    "entities in the list of sheets": (
        "xl/workbook.xml",
        lambda d: b'<!DOCTYPE x [<!ENTITY a "ha">]>' + d,
        "declares entities",
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_a_workbook_that_means_harm(workbook, refused, name):
    part, change, said = PARTS[name]
    assert said in str(refused(patched(workbook(survey=[TOP, ["text", "a", "A"]]), part, change)))


@pytest.mark.usefixtures("a_child_converts")
def test_what_a_reader_prints_of_a_damaged_workbook_is_no_answer(tmp_path):
    """Xlrd prints its warnings where the child's answer goes."""
    data = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    data[28:32] = struct.pack("<HH", 0xFFFE, 31)
    data[600:620] = "Workbook\0".encode("utf-16-le") + b"\0\0"
    (tmp_path / "form.xls").write_bytes(bytes(data))
    with pytest.raises(FormError, match="cannot be read"):
        read_form(tmp_path / "form.xls")


def test_an_old_workbook_larger_than_any_real_one(tmp_path, refused):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le") + bytes(sniff.MOST_OLD)
    (tmp_path / "form.xls").write_bytes(data)
    assert "is over 3 MB" in str(refused(tmp_path / "form.xls"))


def test_a_million_attributes_are_refused_before_they_are_read(tmp_path):
    (tmp_path / "form.xml").write_text(f'<a xmlns="{XFORMS}" {ATTRIBUTES}/>', encoding="utf-8")
    (found,) = check(tmp_path / "form.xml").errors
    assert "elements and attributes" in found.sentence


@pytest.mark.parametrize(
    "words",
    [
        {"a": "jr:itext('a')"},
        {"a": "jr:itext('b')", "b": 'concat(jr:itext( "a" ), 1)'},
    ],
)
def test_a_text_that_stands_in_its_own_words_is_refused(words):
    texts = "".join(
        f"<text id='{name}'><value><output value={quoteattr(value)}/></value></text>"
        for name, value in words.items()
    )
    source = xform(
        "<a/>", "", ask("/data/a"), model=f'<itext><translation lang="en">{texts}</translation></itext>'
    )
    with pytest.raises(FormError, match="stands in its own words"):
        load(source)


def test_a_choice_whose_label_is_its_own_name_ends():
    """The kiosk says that the service is not working; it does not stop."""
    item = "<item><label><output value=\"jr:choice-name('x', '/data/a')\"/></label><value>x</value></item>"
    s = scenario(xform("<a>x</a>", bind("/data/a"), ask("/data/a", "A", tag="select1", inside=item)))
    with pytest.raises(EvaluationError, match="stand in themselves"):
        s.filling.page("/data/a")


@pytest.mark.parametrize("words", ["[" * (MOST_LINKS + 1), "*a" * LONGEST])
def test_markdown_that_would_take_long_is_shown_as_it_is(words):
    assert plain(words) == words


def test_a_very_long_text_of_the_form_builder_is_refused(tmp_path, refused):
    page = {"path": "/a", "title": "{{" * 600_000, "components": []}
    (tmp_path / "form.json").write_text(json.dumps({"startPage": "/a", "pages": [page]}), encoding="utf-8")
    said = refused(tmp_path / "form.json")
    assert said.where == "pages[0].title"
    assert "1,000,000 letters" in said.sentence


def test_a_name_in_braces_very_many_times_is_filled_once_through(tmp_path):
    asked = {"type": "TextField", "name": "q", "title": "{{ q }}" * 20_000}
    page = {"path": "/a", "title": "A", "components": [asked]}
    (tmp_path / "form.json").write_text(json.dumps({"startPage": "/a", "pages": [page]}), encoding="utf-8")
    assert check(tmp_path / "form.json").form is not None


def test_an_expression_of_one_sign_is_read_once(tmp_path):
    minus = "-" * 90_000
    (tmp_path / "form.csv").write_text(
        f"survey\n,type,name,label,relevant\n,text,a,A,\n,text,b,B,{minus}1\n", encoding="utf-8"
    )
    assert check(tmp_path / "form.csv").form is not None


def test_a_form_that_takes_long_to_look_through_is_not_looked_through_again():
    binds = "".join(bind(f"/data/a{n}", calculate=f". + {n}") for n in range(9))
    source = Source(xform("".join(f"<a{n}/>" for n in range(9)), binds, ask("/data/a0")))
    assert len(faults(source, load)[0]) == 9
    late = iter(range(0, 1000, int(lint_faults.MOST_SECONDS) + 1))
    assert len(faults(source, load, lambda: float(next(late)))[0]) < 9


def test_a_name_of_a_namespace_with_a_blank_in_it_is_no_fault_of_ours(tmp_path):
    """Found by tests/faults/test_fuzz_forms.py: what looks for more faults reads the form in another way."""
    file = tmp_path / "form.xml"
    whole = xform("<a/>", bind("/data/a", relevant="1 1"), ask("/data/a")).decode()
    file.write_text(whole.replace("<h:html ", '<h:html xmlns:blank=" " ', 1), encoding="utf-8")
    assert [error.where for error in check(file).errors] == ["/data/a"]


def test_conditions_without_end_are_not_all_read(tmp_path, refused):
    long = " and ".join("q == 'x'" for _ in range(650))
    ways = [{"path": f"/p{n}", "condition": f"c{n}"} for n in range(20)]
    pages = [{"path": "/a", "components": [QUESTION], "next": ways}]
    pages += [{"path": f"/p{n}", "components": [{**QUESTION, "name": f"r{n}"}]} for n in range(20)]
    conditions = [{"name": f"c{n}", "value": long} for n in range(20)]
    document = {"startPage": "/a", "pages": pages, "conditions": conditions}
    (tmp_path / "form.json").write_text(json.dumps(document), encoding="utf-8")
    assert "conditions have more than 200,000 letters" in refused(tmp_path / "form.json").sentence


def test_a_walk_of_a_page_of_many_questions_makes_it_only_a_few_times(monkeypatch):
    names = [f"q{n}" for n in range(300)]
    asked = "".join(ask(f"/data/{name}") for name in names)
    group = f"<group appearance='field-list'>{asked}</group>"
    filling = scenario(xform("".join(f"<{name}/>" for name in names), "", group)).filling
    made = []
    page = filling.page
    monkeypatch.setattr(filling, "page", lambda key: made.append(key) or page(key))
    assert isinstance(walk(filling, Random(1)), Walk)
    assert len(made) < 10
