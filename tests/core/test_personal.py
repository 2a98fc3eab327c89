"""What looks like personal data in a comment (P1)."""

import pytest

from kiosk.personal import found, without
from kiosk.submission import grouped, new_reference

REFERENCE = new_reference(lambda signs: signs[7])
WORDS = "Call me on 07700 900123 or write to sam@example.org. I live at cf10 3at, my number is AB 12 34 56 C."


def test_each_kind_is_found_where_it_stands():
    pieces = found(WORDS)
    assert [(piece.kind, WORDS[piece.start : piece.end]) for piece in pieces] == [
        ("telephone", "07700 900123"),
        ("email", "sam@example.org"),
        ("postcode", "cf10 3at"),
        ("ni_number", "AB 12 34 56 C"),
    ]
    assert without(WORDS, pieces[0]).startswith("Call me on […] or write")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("(029) 2018 0391", "telephone"),
        ("+44 7700 900456.", "telephone"),
        ("943 476 5919", "nhs_number"),
        (f"my reference {grouped(REFERENCE)}", "reference"),
        (REFERENCE.lower(), "reference"),
    ],
)
def test_it_is_found_as_people_write_it(text, kind):
    assert [piece.kind for piece in found(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It took 10 minutes, 2 of them on page 3.",
        "The council tax is £1,234.56 a year",
        "Good @ last",
        "On 21 November 2026 at 10:30",
        "123 456 7890",
        "the M4 is near",
        "Da iawn! Diolch yn fawr.",
    ],
)
def test_other_words_are_left_alone(text):
    assert found(text) == ()


def test_no_text_takes_long():
    """Promise 5: whatever is typed."""
    for text in ("a" * 10_000, "0 " * 5_000, "a@" * 5_000, "1" * 10_000, "(0" * 5_000):
        assert len(found(text)) <= len(text)
