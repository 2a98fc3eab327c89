"""Intervals: against figures that were published, and against chance itself."""

from random import Random

import pytest

from kiosk.insight.intervals import difference, median, share


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_interval_that_newcombe_printed(count, of, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), 857: table I, method 3."""
    found = share(count, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_of_shares_has_the_interval_that_newcombe_printed(first, second, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), 873: table II, method 10."""
    found = difference(share(*second), share(*first))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize("count", [100, 400])
def test_the_interval_of_a_difference_of_medians_holds_the_truth_in_about_95_of_100(count):
    """Times are skewed: 20 s against 30 s at the middle, seen 400 times."""
    random, held = Random(7), 0
    for _ in range(400):
        first = sorted(random.lognormvariate(3, 0.8) for _ in range(count))
        second = sorted(random.lognormvariate(3, 0.8) * 1.5 for _ in range(count))
        found = difference(median(first), median(second))
        held += found.low <= 20.0855 * 0.5 <= found.high
    assert 0.93 <= held / 400 <= 0.99


def test_the_median_of_one_value_is_it():
    assert median([7]).value == median([7]).low == median([7]).high == 7
