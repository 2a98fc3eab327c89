"""``kiosk cards``: a sheet to print, or one sentence why not."""

import re
import subprocess

import pytest

from kiosk.config import Config
from kiosk.desk_card import desk_card, languages
from tests.cli.test_commands import kiosk


def test_a_sheet_of_cards_is_made(tmp_path):
    """S4."""
    out = tmp_path / "cards.pdf"
    code, said, _ = kiosk(tmp_path, "cards", "--out", str(out), "large+listen", "EASY", "--language", "ur")
    assert code == 0
    assert f"{out} has 2 cards" in said
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("language", languages())
def test_the_card_for_the_desk_is_one_sheet_with_the_kiosks_own_words(tmp_path, language):
    """Also where the names of the place and of the number are long."""
    place = "Canolfan Hamdden a Llyfrgell Aberystwyth, llawr cyntaf"
    made = desk_card(Config(data=tmp_path, location=place, phone="0" * 40), language)
    told = {tool: _of(tool, made) for tool in ("pdfinfo", "pdftotext")}
    assert re.search(r"Tagged:\s+yes", told["pdfinfo"])
    assert re.search(r"Pages:\s+1$", told["pdfinfo"], re.MULTILINE)
    assert "Aberystwyth" in told["pdftotext"]
    assert "{" not in told["pdftotext"]
    assert "console." not in told["pdftotext"]


def _of(tool, made):
    end = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, "-", *end], input=made, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def test_the_card_for_the_desk_is_in_the_first_language_that_there_is_one_in(tmp_path):
    code, said, _ = kiosk(tmp_path, "cards", "--desk", "--out", str(tmp_path / "card.pdf"))
    assert (code, (tmp_path / "card.pdf").read_bytes()[:5]) == (0, b"%PDF-")
    assert "one sheet of A4" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["blind"], "There is no preset 'blind'"),
        (["large+"], "There is no preset ''"),
        (["--language", "xx"], "Write one language or two"),
        (["--desk", "--language", "pl"], "There is no card for the desk in 'pl': write en or cy"),
        (["--out", "missing/cards.pdf"], "missing/cards.pdf cannot be written"),
    ],
)
def test_what_cannot_be_made_is_told(tmp_path, arguments, why):
    code, _, err = kiosk(tmp_path, "cards", "--out", str(tmp_path / "cards.pdf"), *arguments)
    assert code == 1
    assert why in err
    assert not (tmp_path / "cards.pdf").exists()
