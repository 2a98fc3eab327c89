"""Many utterances cut short at random, sample by sample; benchmarks/speech.py does a thousand."""

import random

from benchmarks import interruptions


def test_none_is_lost_none_repeated_and_none_is_of_the_visit_before(installed):
    """A3, and issue 4: the sound is read sample by sample, so an old or doubled one would show."""
    tally = interruptions.run(80, random.Random(11))
    assert tally.faults == ()
    assert tally.whole + tally.cut == 80
    assert tally.whole > 10
    assert tally.cut > 10
    assert tally.visits > 1


def test_the_ruler_itself_finds_what_is_lost_repeated_or_out_of_turn():
    lengths = [10, 10, 10]
    first = interruptions.FIRST
    right = [(first, 10), (first + 1, 4), (first + 2, 10)]
    assert list(interruptions._faults(right, {0, 2}, lengths)) == []
    assert list(interruptions._faults(right[:2], {0, 2}, lengths)) == ["2: 0 of 10 samples"]
    assert list(interruptions._faults([*right, (first, 10)], {0, 2}, lengths))
    assert list(interruptions._faults([right[2], *right[:2]], {0, 2}, lengths))
