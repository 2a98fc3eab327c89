"""``kiosk cards``: a sheet to print, or one sentence why not."""

import pytest

from tests.cli.test_commands import kiosk


def test_a_sheet_of_cards_is_made(tmp_path):
    """S4."""
    out = tmp_path / "cards.pdf"
    code, said, _ = kiosk(tmp_path, "cards", "--out", str(out), "large+listen", "EASY", "--language", "ur")
    assert code == 0
    assert f"{out} has 2 cards" in said
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["blind"], "There is no preset 'blind'"),
        (["large+"], "There is no preset ''"),
        (["--language", "xx"], "Write one language or two"),
        (["--out", "missing/cards.pdf"], "missing/cards.pdf cannot be written"),
    ],
)
def test_what_cannot_be_made_is_told(tmp_path, arguments, why):
    code, _, err = kiosk(tmp_path, "cards", "--out", str(tmp_path / "cards.pdf"), *arguments)
    assert code == 1
    assert why in err
    assert not (tmp_path / "cards.pdf").exists()
