"""Forms written on the fly, so that each test shows the rows it is about."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from kiosk.errors import FormError
from kiosk.forms.readers import read_form

Rows = Sequence[Sequence[object]]
Write = Callable[..., Path]


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
