"""Spreadsheets that would take minutes to convert are refused by counts, each with what to do (promise 5)."""

import zipfile

import pytest

from kiosk.forms.readers import bounds, mend, read_form, sniff
from kiosk.forms.readers.more_faults import MOST_CELLS

TOP = ["type", "name", "label"]
LIST = ["list_name", "name", "label"]
MANY = [["l", f"c{n}", "C"] for n in range(300)]


def questions(count, *more):
    return [["text", f"q{n}", "Q", *more] for n in range(count)]


SHEETS = {
    "rows": ({"survey": [TOP, *questions(bounds.MOST_ROWS["survey"] + 1)]}, "survey sheet", "3,000 rows"),
    "columns": (
        {"survey": [[*TOP, *(f"c{n}" for n in range(bounds.MOST_COLUMNS))], *questions(1)]},
        "survey sheet",
        "200 columns",
    ),
    "cells": (
        {"survey": [[*TOP, *(f"c{n}" for n in range(17))], *questions(1001, *["x"] * 17)]},
        "survey sheet",
        "20,000 filled cells",
    ),
    "references": (
        {"survey": [TOP, ["text", "a", "${a} " * 6000], ["text", "b", "${a} " * 6000]]},
        "",
        "10,000 references",
    ),
    "lists": (
        {
            "survey": [TOP, *(["select_one l or_other", f"q{n}", "Q"] for n in range(1700))],
            "choices": [LIST, *MANY],
        },
        "survey row 1668",
        "too often",
    ),
    "loops": (
        {
            "survey": [TOP, ["begin loop over l", "a", "A"], *questions(20), ["end loop"]],
            "choices": [LIST, *MANY],
        },
        "survey row 18",
        "5,000 questions",
    ),
    "loops in loops": (
        {
            "survey": [TOP, *(["begin loop over l", f"a{n}", "A"] for n in range(9)), *questions(1)],
            "choices": [LIST, *MANY],
        },
        "survey row 3",
        "5,000 questions",
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_more_of_it_than_any_form_has(workbook, refused, name):
    sheets, where, said = SHEETS[name]
    error = refused(workbook(**sheets))
    assert error.where == where
    assert said in error.sentence


def test_a_workbook_of_empty_cells(workbook, refused):
    path = workbook(survey=[TOP, *questions(1)])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", "<c/>" * (sniff.MOST_TAGS + 1))
    assert "too many cells" in str(refused(path))


@pytest.mark.parametrize("sign", [",", ";", "\t", "\n"])
def test_text_with_too_many_cells(tmp_path, refused, sign):
    (tmp_path / "form.csv").write_text(
        "survey\n,type,name,label\n" + sign * (sniff.MOST_SIGNS + 1), encoding="utf-8"
    )
    assert "too many rows or columns" in str(refused(tmp_path / "form.csv"))


def test_a_bomb_of_entities_in_a_part_of_a_workbook(workbook, tmp_path, refused):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    path = workbook(survey=[TOP, *questions(1)])
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "bomb.xlsx", "w") as new:
        for part in old.infolist():
            data = old.read(part).decode()
            if part.filename.endswith("sheet1.xml"):
                begun, _, rest = data.rpartition("<worksheet")
                data = f'{begun}<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet{rest}'.replace(
                    "<v>", "<v>&l9;"
                )
            new.writestr(part.filename, data)
    assert "declares entities" in str(refused(tmp_path / "bomb.xlsx"))


def test_faults_are_looked_for_again_only_so_often(workbook, refused):
    wide = ["x"] * 97
    rows = [["txt", f"q{n}", "Q", *wide] for n in range(100)]
    error = refused(workbook(survey=[[*TOP, *(f"c{n}" for n in range(97))], *rows]))
    assert 0 < len(error.others) <= MOST_CELLS // (100 * 100) + 1


def test_every_question_without_a_label_is_mended_at_once(workbook, monkeypatch):
    monkeypatch.setattr(mend, "MOST", 2)
    source = read_form(workbook(survey=[TOP, *(["text", f"q{n}", None] for n in range(50))]))
    assert len(source.warnings) == 50
