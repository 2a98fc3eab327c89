"""The accessibility statement: made from the claims, in words that citizens use."""

import itertools
import re
from pathlib import Path

from kiosk.config import Config
from kiosk.conformance import claims, openacr, statement
from kiosk.plain_language import blaming

FILE = Path(__file__).resolve().parents[2] / "docs" / statement.NAME
CLAIMS = claims.load()


def made(of=CLAIMS):
    return statement.text(of, claims.about(), Config(Path()), openacr.NAME)


def test_the_committed_statement_is_what_the_command_makes():
    assert FILE.read_text(encoding="utf-8") == made(), "make it anew: kiosk audit --documents --out docs"


def test_it_tells_all_that_the_model_statement_tells():
    """What is not accessible, why, what else there is, whom to ask, who makes sure; and the distance (V2)."""
    text = made()
    for part in (
        "## How accessible this kiosk is",
        "## What to do if you cannot use this kiosk",
        "## Tell us about problems",
        "Equality Advisory and Support Service",
        "## Technical information",
        "viewing distance is 600 mm",
        Config(Path()).phone,
    ):
        assert part in text


def test_every_gap_is_told_once_and_in_plain_words():
    """C6, C13."""
    text = made()
    for claim in CLAIMS:
        if claim.gap:
            assert text.count(f"\n- {claim.gap}\n") == 1
            assert not blaming(claim.gap, "en")
            assert max(len(part.split()) for part in re.split(r"[.?!]", claim.gap)) <= 25


def test_with_no_gap_it_says_so():
    whole = tuple(claim for claim in CLAIMS if not claim.gap)
    assert "fully compliant" in made(whole)
    assert "partially compliant" in made()


def test_its_headings_go_down_by_one():
    """EN 301 549 12.1.2."""
    levels = [len(mark) for mark in re.findall(r"^(#+) ", made(), re.MULTILINE)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
