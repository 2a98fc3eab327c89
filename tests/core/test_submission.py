"""What goes over the wire, and the reference that a citizen keeps."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.submission import ALPHABET, PAD, Header, Submission, check_character, grouped, is_id, new_reference

MADE = Submission(
    id="0d7a3e6c-7a1f-4a58-9d0e-9a6e3a2b1c4d",
    reference="KTM7RF2WD",
    service="missed-bin",
    form_id="missed_bin",
    form_version="2026112101",
    language="cy",
    created=datetime(2026, 11, 21, 10, 30, tzinfo=UTC),
    instance="<data><name>Siân</name></data>".encode(),
    consent="Rydym yn cadw eich atebion am flwyddyn.",
)
HEADER = Header(MADE.id, MADE.form_id, MADE.form_version, "0123456789abcdef")


def test_a_submission_comes_back_from_its_plaintext_which_hides_its_size():
    assert Submission.from_plaintext(MADE.plaintext()) == MADE
    assert len(MADE.plaintext()) % PAD == 0
    longer = replace(MADE, instance=MADE.instance + b"<!-- a little more -->")
    assert len(longer.plaintext()) == len(MADE.plaintext())


def test_an_envelope_begins_with_its_header():
    assert Header.of(HEADER.line() + b"\nsealed\nbytes") == (HEADER, b"sealed\nbytes")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no line end",
        b"[]\nx",
        b"{}\nx",
        b'{"id": 1}\nx',
        HEADER.line().replace(b":", b": ") + b"\nx",
        b"\xff\nx",
    ],
)
def test_other_bytes_are_no_envelope(data):
    with pytest.raises(ValueError):  # noqa: PT011 json and unicode errors are ValueErrors too
        Header.of(data)


@given(st.integers(0))
def test_a_reference_has_nine_characters_that_cannot_be_mistaken(seed):
    reference = new_reference(random.Random(seed).choice)
    assert len(reference) == 9
    assert not set(reference) & set("0O1ILS5UAE") - {"5"}
    assert grouped(reference) == f"{reference[:3]} {reference[3:6]} {reference[6:]}"


@given(st.text(ALPHABET, min_size=8, max_size=8), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_the_check_character_catches_one_wrong_character(body, place, other):
    whole = body + check_character(body)
    wrong = whole[:place] + other + whole[place + 1 :]
    assert (check_character(wrong[:8]) == wrong[8]) == (wrong == whole)


@given(st.text(ALPHABET, min_size=8, max_size=8), st.integers(0, 7))
def test_the_check_character_catches_swapped_neighbours(body, place):
    whole = body + check_character(body)
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert (check_character(swapped[:8]) == swapped[8]) == (swapped == whole)


def test_an_id_is_a_lower_case_uuid4():
    assert is_id(MADE.id)
    assert not is_id(MADE.id.upper())
    assert not is_id(MADE.id + "\n")
    assert not is_id("0d7a3e6c-7a1f-1a58-9d0e-9a6e3a2b1c4d")
