"""The code of a visit that was put aside: words that can be told apart, and typing that is forgiven (T3)."""

import random
import re
from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.pausing import codes
from kiosk.pausing.codes import (
    FIRST,
    LENGTH,
    LIST,
    Code,
    Misread,
    likely,
    new_code,
    parted,
    place,
    read,
    understood,
    words_of,
)
from kiosk.pausing.sealing import kept_until, lock, open_sealed, seal
from tests.pausing_rig import CHEAP, NOW

LANGUAGES = ("en", "cy", "pl", "ur")
CODE = Code((0, 17, 511, 100, 255, 300))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_list_are_one_letter_apart(language):
    """So that a slip of one letter leads to no other word; short, in letters alone, without capitals."""
    words = [codes._plain(word) for word in words_of(language)]
    assert len(set(words)) == LIST
    assert all(2 <= len(word) <= 9 and re.fullmatch(r"\w+", word) for word in words_of(language))
    without_one = defaultdict(set)  # two words that one mistake leads between have one of these in common
    for word in words:
        for shorter in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            without_one[shorter].add(word)
    for one, other in (pair for alike in without_one.values() for pair in combinations(alike, 2)):
        assert codes._mistakes(one, other) > 1, (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_and_every_number_is_read_as_itself(language):
    for at, word in enumerate(words_of(language)):
        assert place(word, language) == place(word.upper(), language) == at
        assert place(str(FIRST + at), language) == at


def test_there_are_enough_codes_and_each_is_as_likely():
    """50 bits at least."""
    assert LIST**LENGTH >= 2**50
    drawn = {new_code(random.Random(seed)).places for seed in range(50)}
    assert len(drawn) == 50
    assert {at for places in drawn for at in places} <= set(range(LIST))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Acorn", "acorn"),
        (" almnod ", "almond"),
        ("akorn", "acorn"),
        ("balloons", "balloon"),
        ("baloon", "balloon"),
        ("rhubrab", "rhubarb"),
        ("pomme", None),
        ("ac", None),
        ("99", None),
        ("612", None),
        ("", None),
    ],
)
def test_small_slips_are_forgiven_and_nothing_is_guessed(typed, meant):
    assert place(typed, "en") == (words_of("en").index(meant) if meant else None)


def test_letters_that_a_keyboard_lacks_are_not_needed():
    assert place("dwr", "cy") == words_of("cy").index("dŵr")
    polish = next(word for word in words_of("pl") if "ł" in word)
    assert place(polish.replace("ł", "l"), "pl") == words_of("pl").index(polish)
    urdu = next(word for word in words_of("ur") if "ی" in word)
    assert place(urdu.replace("ی", "ي"), "ur") == words_of("ur").index(urdu)


def test_a_word_of_another_language_is_never_made_one_of_this():
    for language in LANGUAGES:
        others = [language, *(other for other in LANGUAGES if other != language)]
        for word in words_of("cy"):
            assert codes._plain(understood(word, others)[0]) == codes._plain(word)
    assert understood("x" * 10_000, LANGUAGES) == ()


def test_what_could_be_several_is_not_chosen_from():
    assert len(likely("can", "en")) > 1
    assert place("can", "en") is None


def test_signs_between_words_are_all_the_same():
    assert parted("acorn-actor, album\nalmond . amber/anchor") == (
        "acorn",
        "actor",
        "album",
        "almond",
        "amber",
        "anchor",
    )


def test_words_are_read_in_any_language_and_mixed_with_numbers():
    for language in LANGUAGES:
        assert read(CODE.words(language), LANGUAGES) == CODE
    mixed = [*CODE.words("pl")[:3], *CODE.numbers()[3:]]
    assert read(mixed, LANGUAGES) == CODE


def test_what_is_not_understood_is_told_by_its_place():
    assert read(["acorn", "", "zzzz", "actor", "album", "almond"], LANGUAGES) == Misread((1, 2))


def test_it_is_not_told_by_what_shows_a_value_in_a_log():
    assert "17" not in repr(CODE)


@given(
    plain=st.binary(max_size=20_000),
    places=st.tuples(*[st.integers(0, LIST - 1)] * LENGTH),
    other=st.tuples(*[st.integers(0, LIST - 1)] * LENGTH),
    flip=st.integers(0, 10**6),
)
def test_what_is_sealed_opens_with_its_code_and_with_no_other(plain, places, other, flip):
    """A property; and no byte of it can be changed, not even the day until when it is kept."""
    locked = lock(Code(places), CHEAP)
    sealed = seal(plain, locked, NOW)
    assert open_sealed(sealed, locked) == plain
    assert kept_until(sealed) == NOW
    assert locked.key not in sealed
    assert locked.id.encode() not in sealed
    if other != places:
        with pytest.raises(ValueError, match="not as they were sealed"):
            open_sealed(sealed, lock(Code(other), CHEAP))
    changed = bytearray(sealed)
    changed[flip % len(sealed)] ^= 1
    with pytest.raises(ValueError, match=r"sealed|saved visit"):
        open_sealed(bytes(changed), locked)


def test_the_name_that_it_lies_under_and_its_key_have_no_byte_in_common():
    locked = lock(CODE, CHEAP)
    assert len(bytes.fromhex(locked.id)) == 16
    assert len(locked.key) == 32
    assert locked.key[:16] != bytes.fromhex(locked.id)
    assert "key" not in repr(locked)
