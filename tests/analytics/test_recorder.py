"""Happenings become journeys, whatever order they come in, and what the wire takes is what a recorder makes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.analytics import wire
from kiosk.analytics.bounds import LONGEST, MOST_MISSES, MOST_OF_EACH, MOST_PAGES
from kiosk.analytics.happenings import (
    Answered,
    Began,
    Company,
    Direction,
    Ended,
    Ending,
    HelpClosed,
    HelpOpened,
    Left,
    Missed,
    Mode,
    OfferMade,
    OfferTaken,
    Opened,
    Over,
    ProblemShown,
    Rated,
    SpeechRepeated,
    Stirred,
    Used,
)
from kiosk.analytics.journey import Journey, Offer, PageView
from kiosk.analytics.recorder import Recorder

BEGAN = Began(0.0, "bins", "2", "0123456789ab", "", "en", "2026-11-21", 10)
ID = "0f0cb5d6-9b0e-4f5f-8a0a-0123456789ab"


FIRST = Journey(
    service="bins",
    version="2",
    form="0123456789ab",
    variant="",
    language="cy",
    day="2026-11-21",
    hour=10,
    modes=("large_text", "touch"),
    company="with",
    pages=(
        PageView("before", 10, "on"),
        PageView("/data/child/name", 20, "on", (("/data/child/name", "required"),), ("help",), 1),
    ),
    ended="finished",
    satisfaction=4,
    offers=(Offer("/data/child/name", "same_problem", "example", taken=True),),
)


def recorded(*happenings):
    kept = []
    recorder = Recorder(kept.append)
    for happening in happenings:
        recorder.hear(happening)
    recorder.flush()
    return kept


def test_a_visit_of_two_services_gives_two_journeys_that_have_nothing_in_common():
    """K1, K5: pages with their time and what was in the way, how it ended, what with, and how it was."""
    kept = recorded(
        BEGAN,
        Used(0.1, mode="touch"),
        Opened(0.2, "before"),
        Left(10.4, "on"),
        Opened(10.4, "/data/child[3]/name"),
        Used(11, mode="large_text", language="cy"),
        Answered(12, "/data/child[3]/name"),
        ProblemShown(20, "/data/child[3]/name", "required"),
        HelpOpened(21, "help"),
        HelpClosed(22),
        Missed(23),
        OfferMade(24, "same_problem", "example"),
        OfferTaken(25),
        Used(26, company="with"),
        Left(30.4, "on"),
        Ended(30.4, "finished"),
        Rated(40, 4),
        replace(BEGAN, at=50, service="badge"),
        Opened(50, "before"),
        Left(60, "away"),
        Used(60, mode="touch"),
        Ended(60, "left"),
        Over(61),
    )
    first, second = kept
    assert first == FIRST
    assert first.seconds == 30
    assert (second.service, second.ended, second.company, second.satisfaction) == (
        "badge",
        "left",
        "alone",
        None,
    )


def test_what_stops_in_the_middle_is_a_fault_and_what_comes_to_no_journey_is_nothing():
    (only,) = recorded(Left(1, "on"), Rated(2, 1), Over(3), BEGAN, Opened(5, "before"), Stirred(9))
    assert (only.ended, only.pages, only.satisfaction) == ("fault", (PageView("before", 4, "away"),), None)


def test_a_form_of_three_thousand_pages_is_kept_to_its_first_and_its_last():
    """Nothing can grow without end, and where somebody stopped is never cut off."""
    told = [BEGAN]
    for number in range(3000):
        told += [Opened(number, f"/data/q{number}"), *[Missed(number)] * (2000 if number == 2999 else 0)]
        told += [ProblemShown(number, "/data/q", "required")] * 50
    (only,) = recorded(*told, Left(10**9, "away"), Ended(10**9, "stopped"))
    assert len(only.pages) == MOST_PAGES
    assert [view.page for view in only.pages[-2:]] == ["/data/q298", "/data/q2999"]
    assert len(only.pages[0].problems) == MOST_OF_EACH
    assert (only.pages[-1].misses, only.pages[-1].seconds) == (MOST_MISSES, LONGEST)
    assert wire.read_line(wire.line(only)) == only


AT = st.floats(-1e6, 1e6)
TEXT = st.text(max_size=30)
NAMED = TEXT.filter(bool)
ENTRY = (NAMED, TEXT, st.just("0123456789ab"), TEXT, st.just("en"), st.just("2026-11-21"), st.integers(0, 23))
MODES, WITH = st.sampled_from([None, *get_args(Mode)]), st.sampled_from([None, *get_args(Company)])
ANY = st.one_of(
    st.builds(Began, AT, *ENTRY),
    st.builds(Opened, AT, NAMED),
    st.builds(Left, AT, st.sampled_from(get_args(Direction))),
    st.builds(ProblemShown, AT, NAMED, NAMED),
    st.builds(HelpOpened, AT, st.sampled_from(wire.HELPS)),
    st.builds(Answered, AT, TEXT, st.booleans()),
    st.builds(Used, AT, MODES, WITH, st.sampled_from(["", "cy"])),
    st.builds(OfferMade, AT, NAMED, NAMED),
    st.builds(Rated, AT, st.integers(-3, 9)),
    st.builds(Ended, AT, st.sampled_from(get_args(Ending))),
    *(st.builds(bare, AT) for bare in (HelpClosed, Stirred, Missed, SpeechRepeated, OfferTaken, Over)),
)


@given(st.lists(ANY, max_size=40))
@settings(deadline=None)
def test_whatever_comes_in_whatever_order_nothing_raises_and_all_of_it_can_be_sent(happenings):
    """The clock goes back, pages close that never opened, ratings come first: what is made goes over the wire whole."""
    kept = recorded(*happenings)
    assert len(kept) == sum(isinstance(one, Began) for one in happenings)
    batch = wire.Batch(ID, tuple(kept))
    assert wire.read_batch(batch.to_bytes()) == batch


GOOD = json.loads(
    wire.line(
        recorded(
            BEGAN,
            Opened(0, "p"),
            ProblemShown(1, "q", "c"),
            OfferMade(1, "r", "o"),
            Used(1, mode="touch"),
            Over(2),
        )[0]
    )
)


def at(path, value):
    """GOOD with another value at a path, or without what is there when the value is missing."""
    found = json.loads(json.dumps(GOOD))
    *way, last = path
    place = found
    for step in way:
        place = place[step]
    place[last] = value
    return found


REFUSED = {
    "a word that is none of ours": at(["ended"], "bored"),
    "a mode twice": at(["modes"], ["touch", "touch"]),
    "a sentence for a page": at(["pages", 0, "page"], "My name is Ann"),
    "a name too long": at(["pages", 0, "page"], "p" * 201),
    "no name": at(["service"], ""),
    "a sentence for a problem": at(["pages", 0, "problems"], [["q", "Ann Other"]]),
    "half a problem": at(["pages", 0, "problems"], [["q"]]),
    "seconds below none": at(["pages", 0, "seconds"], -1),
    "seconds that are no number": at(["pages", 0, "seconds"], 1.5),
    "true for a number": at(["pages", 0, "misses"], True),
    "a day too long": at(["pages", 0, "seconds"], LONGEST + 1),
    "an hour that is none": at(["hour"], 24),
    "a time with the day": at(["day"], "2026-11-21T10:31"),
    "no such day": at(["day"], "2026-02-30"),
    "too many pages": at(["pages"], GOOD["pages"] * (MOST_PAGES + 1)),
    "more than is known": GOOD | {"name": "Ann"},
    "less than all": {key: value for key, value in GOOD.items() if key != "offers"},
    "a text for pages": at(["pages"], "pages"),
    "taken for a text": at(["offers", 0, "taken"], "yes"),
    "five stars": at(["satisfaction"], 5),
    "half a surrogate": at(["service"], "bins\ud800"),
    "no object": [],
}


@pytest.mark.parametrize("journey", REFUSED.values(), ids=REFUSED)
def test_the_wire_refuses_with_a_reason_that_repeats_nothing(journey):
    with pytest.raises(wire.WireError) as error:
        wire.read_line(json.dumps(journey))
    assert "Ann" not in str(error.value)
    assert str(error.value)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[" * 100_000,
        b'{"format":1,"batch":1,"journeys":[]}',
        json.dumps({"format": 2, "batch": ID, "journeys": []}).encode(),
        json.dumps({"format": 1, "batch": ID.upper(), "journeys": []}).encode(),
        json.dumps({"format": 1, "batch": "0f0cb5d6-9b0e-1f5f-8a0a-0123456789ab", "journeys": []}).encode(),
        json.dumps({"format": 1, "batch": ID, "journeys": [GOOD] * (wire.MOST_JOURNEYS + 1)}).encode(),
        b" " * (wire.MOST_BYTES + 1),
    ],
    ids=[
        "nothing",
        "too deep",
        "no id",
        "another format",
        "large letters",
        "no uuid4",
        "too many",
        "too large",
    ],
)
def test_no_other_batch_is_taken(body):
    with pytest.raises(wire.WireError):
        wire.read_batch(body)


def test_the_example_for_the_data_protection_officer_is_what_is_sent():
    text = (Path(__file__).parents[2] / "docs" / "analytics.md").read_text(encoding="utf-8")
    example = text.partition("```json\n")[2].partition("```")[0]
    (journey,) = wire.read_batch(example.encode()).journeys
    assert (journey.service, journey.ended, journey.seconds) == ("missed-bin", "finished", 128)
