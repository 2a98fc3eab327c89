"""Forms written on the fly, so that each test shows the rows it is about."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kiosk.errors import FormError
from kiosk.forms.readers import convert, read_form, xlsform

Rows = Sequence[Sequence[object]]
Write = Callable[..., Path]
in_a_child = xlsform.in_a_child


def in_this_process(path: Path, kind: str, data: bytes) -> dict[str, Any]:
    """What the child answers, without the half second in which it starts."""
    answer: dict[str, Any] = json.loads(json.dumps(convert.answer(data, kind, path.stem)))
    return answer


@pytest.fixture(autouse=True, scope="module")
def converted_here() -> Iterator[None]:
    """Spreadsheets are converted in this process, but for the tests that ask for ``a_child_converts``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsform, "in_a_child", in_this_process)
        yield


@pytest.fixture
def a_child_converts(monkeypatch) -> None:
    """Spreadsheets are converted as for a council: in a process of their own."""
    monkeypatch.setattr(xlsform, "in_a_child", in_a_child)


@pytest.fixture
def workbook(tmp_path) -> Write:
    """``workbook("a.xlsx", survey=[["type", "name", "label"], …])`` writes an .xlsx file and gives its path."""

    def write(name: str = "form.xlsx", **sheets: Rows) -> Path:
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def refused() -> Callable[[Path], FormError]:
    """Read a file that must be refused, and give the refusal."""

    def read(path: Path) -> FormError:
        with pytest.raises(FormError) as caught:
            read_form(path)
        assert "\n" not in str(caught.value)
        assert "Traceback" not in str(caught.value)
        assert caught.value.sentence.endswith((".", "?"))
        return caught.value

    return read
