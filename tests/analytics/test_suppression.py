"""No number that is shown, and no sum or difference of them, tells of fewer people than ten."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.analytics.suppression import FEWEST, share, shown

COUNTS = st.dictionaries(st.integers(0, 8), st.integers(0, 40), max_size=9)


@given(COUNTS)
@settings(deadline=None)
def test_what_is_left_out_is_neither_small_nor_alone(counts):
    """K5: whoever knows the total knows of the hidden ones only their sum, and that is of ten people or more.

    The one table that cannot be protected so is one with so few people in all that all of it is hidden.
    """
    kept = shown(counts)
    assert kept.keys() == counts.keys()
    hidden = [counts[name] for name, count in kept.items() if count is None]
    assert all(count is None or count == counts[name] for name, count in kept.items())
    assert all(count == 0 or count >= FEWEST for count in kept.values() if count is not None)
    assert 0 not in hidden
    if hidden:
        everything = len(hidden) == sum(count > 0 for count in counts.values())
        assert everything or (len(hidden) > 1 and sum(hidden) >= FEWEST)


@given(st.integers(0, 60), st.integers(0, 60))
@settings(deadline=None)
def test_a_share_is_told_only_where_neither_side_of_it_is_few(part, rest):
    found = share(part, part + rest)
    if found is not None:
        assert part + rest >= FEWEST
        assert part == 0 or part >= FEWEST
        assert rest == 0 or rest >= FEWEST
        assert found == part / (part + rest)
    elif part >= FEWEST and rest >= FEWEST:
        pytest.fail("both sides are many")


def test_nothing_is_hidden_where_all_are_many_and_a_lone_few_takes_another_along():
    assert shown({"touch": 120, "keypad": 14, "switch": 0}) == {"touch": 120, "keypad": 14, "switch": 0}
    assert shown({"touch": 120, "keypad": 14, "switch": 3}) == {"touch": 120, "keypad": None, "switch": None}
    assert share(9, 40) is None
    assert share(33, 40) is None
    assert share(12, 12) == 1.0


@pytest.mark.parametrize("wrong", [lambda: shown({"a": -1}), lambda: share(3, 2), lambda: share(-1, 2)])
def test_what_cannot_be_a_count_is_refused(wrong):
    with pytest.raises(ValueError, match="is"):
        wrong()
