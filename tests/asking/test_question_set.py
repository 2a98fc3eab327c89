"""The set of questions: what the kiosk must be right about, of what people really ask."""

from collections import Counter
from functools import cache
from types import SimpleNamespace

import pytest

from benchmarks.asking_set import RECALL, WRONG, made, offered, questions, score


@pytest.fixture(scope="module")
def asker():
    """Asks each question once, whoever looks at the answers."""
    return SimpleNamespace(ask=cache(made().ask))


def test_nearly_all_is_found_and_hardly_anything_is_wrong_and_sure(asker):
    found = score(questions(), asker.ask)
    assert found.recall >= RECALL, found
    assert found.wrong_and_sure <= WRONG, found
    assert found.seen_danger == found.danger


def test_what_nothing_was_tuned_on_is_answered_hardly_worse(asker):
    found = score([each for each in questions() if each.held], asker.ask)
    assert found.recall >= RECALL, found
    assert found.wrong_and_sure <= 1.5 * WRONG, found


def test_the_set_is_as_large_and_as_mixed_as_it_must_be():
    asked = questions()
    assert len({each.question for each in asked}) == len(asked) >= 200
    assert sum(each.language == "cy" for each in asked) >= 80
    assert sum("unknown" in each.right for each in asked) >= 50
    assert 0.3 < sum(bool(each.held) for each in asked) / len(asked) < 0.4
    known = {each.id for each in (*offered().services, *offered().articles)} | {"unknown", "danger"}
    counted = Counter(name for each in asked for name in each.right)
    assert set(counted) <= known, "an answer that is not in the content"


def test_who_reads_another_language_is_answered_too(asker):
    hit = asker.ask("how do i get rid of an old fridge", "cy").hits[0]
    assert (hit.entry.place.id, hit.entry.language) == ("bulky-waste", "cy")
    hit = asker.ask("hen oergell", "en").hits[0]
    assert (hit.entry.place.id, hit.entry.language) == ("bulky-waste", "en")
