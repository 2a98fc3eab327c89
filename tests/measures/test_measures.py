"""The measures of a service, from journeys that never happened."""

import csv
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.analytics.journey import Journey, PageView
from kiosk.errors import ConfigError
from kiosk.measures import export, figures, given
from kiosk.measures.equity import equity
from kiosk.measures.month import Cost, costs, take_up
from kiosk.measures.share import Share, difference
from kiosk.measures.summary import score, summarise

DAY = date(2026, 11, 21)


def journey(ended="finished", minutes=10, **fields):
    """One journey of two pages; ``fields`` are those of a Journey."""
    pages = (
        PageView("before", 60, "on"),
        PageView("name", minutes * 60 - 60, "on", (("/name", "required"),), ("help",), 2),
    )
    usual = Journey(
        "bins", "1", "0123456789ab", "", "en", DAY.isoformat(), 10, ("touch",), "alone", pages, ended
    )
    return replace(usual, **fields)


def test_satisfaction_is_weighted_as_the_published_row_is():
    """K2: the row that the Office of the Public Guardian publishes with 80 %."""
    assert score((23, 46, 153, 419, 528)) == pytest.approx(79.6, abs=0.05)
    assert score((0, 0, 0, 0, 0)) is None


def test_what_is_measured_of_a_service():
    """K1: completed of started, drop-off by end reason; times of those who finished alone."""
    looked = journey("left", pages=(PageView("before", 30, "on"), PageView("decide", 30, "back")))
    times = [journey(minutes=minutes, satisfaction=4) for minutes in range(1, 11)]
    found = summarise([*times, looked, journey("stopped"), journey("stopped"), journey("paused", 60)])
    assert (found.looked, found.started, found.completion) == (1, 13, Share(10, 13))
    assert found.drop_off == {"stopped": Share(2, 13), "paused": Share(1, 13)}
    assert list(found.drop_off) == ["stopped", "paused"]
    assert (found.median, found.slow) == (5 * 60, 9 * 60)
    assert found.satisfaction == 100
    assert (found.problems, found.each(found.misses)) == (13, 2)
    nobody = summarise([looked])
    assert (nobody.median, nobody.satisfaction, nobody.completion.value, nobody.each(0)) == (None,) * 4


def test_a_share_has_an_interval():
    """Wilson's, by the numbers of his paper's usual example; and it stays within 0 and 1."""
    low, high = Share(8, 10).interval()
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Share(0, 10).interval()[0] == 0 < Share(0, 10).interval()[1]
    assert Share(0, 0).interval() == (0, 1)
    low, high = difference(Share(56, 70), Share(48, 80))  # Newcombe 1998, Table II
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    assert difference(Share(0, 0), Share(1, 1)) == (-1, 1)


def test_equity_shows_every_way_beside_everybody_else():
    """K5: cells under 10 are not shown, nor what would tell them; chance is no difference."""
    ears = [journey("finished" if n % 2 else "stopped", modes=("speech",)) for n in range(100)]
    eyes = [journey("finished" if n % 10 else "stopped", company="with") for n in range(200)]
    keys = [journey(modes=("keypad",), language="cy") for _ in range(9)]
    rows = {(row.kind, row.name): row for row in equity([*ears, *eyes, *keys])}
    speech = rows["mode", "speech"]
    assert (speech.group.people, speech.rest.people) == (100, 209)
    assert (speech.group.completion.part, speech.differs) == (50, "less")
    assert (speech.group.median, speech.group.satisfaction, speech.group.problems) == (600, None, 1)
    assert rows["mode", "touch"].differs == "more"
    for few in (("mode", "keypad"), ("mode", "switch"), ("language", "cy"), ("company", "for")):
        assert rows[few].group is None is rows[few].rest
    assert rows["language", "en"].group is None, "all less these would be those of the other language"
    assert rows["company", "alone"].group.people == 109, "nobody is hidden in the one that has nobody"
    quiet = [replace(one, pages=(PageView("name", 60, "on", misses=n == 0),)) for n, one in enumerate(ears)]
    (heard,) = (row for row in equity([*quiet, *eyes]) if row.name == "speech")
    assert (heard.group.problems, heard.group.misses) == (0, None), (
        "one touch for a hundred people is one touch"
    )
    rested = {
        row.name: row
        for row in equity(
            [*ears, *eyes, *[journey(language="cy")] * 38, *[journey("left", language="cy")] * 2]
        )
    }
    assert (
        rested["cy"].group.completion is rested["cy"].rest.completion is rested["en"].group.completion is None
    )
    chance = [journey("stopped" if n % 5 else "finished", modes=("speech",)) for n in range(20)]
    rows = equity([*chance, *(journey("stopped" if n % 6 else "finished") for n in range(60))])
    assert not next(row for row in rows if row.name == "speech").differs


def test_what_the_council_gives_and_what_is_missing():
    """K3, K4: what a kiosk cannot know is given or missing, and never guessed."""
    bins = [*([journey()] * 30), *([journey(company="with")] * 10), journey("stopped")]
    pass_ = [journey(service="pass", minutes=21)]
    told = given.read(
        {
            "kiosks_a_month": 430,
            "staff_an_hour": 24,
            "staff_minutes": {"bins": 5},
            "elsewhere": {"2026-11": {"bins": {"paper": 20, "assisted": 2}}},
        }
    )
    split = take_up(bins, "bins", "2026-11", told)
    assert (split.self_served, split.assisted, split.call_back, split.paper) == (30, 12, None, 20)
    assert (split.missing, split.digital) == (("call_back",), Share(30, 62))
    assert take_up([journey(service="call-back")], "call-back", "2026-11", told).call_back == 1
    found = costs([*bins, *pass_], told)
    assert found["bins"].each == pytest.approx(2 + 430 * 410 / 431 / 40)
    assert found["pass"].staff is None is found["pass"].each
    assert found["pass"].missing == ("staff_minutes.pass",)
    assert costs(pass_, given.Given())["pass"] == Cost(
        None, None, ("staff_an_hour", "staff_minutes.pass", "kiosks_a_month")
    )
    assert costs([journey("stopped")], told) == {}
    for wrong in (
        {"kiosk": 3},
        {"staff_an_hour": "24"},
        {"staff_an_hour": True},
        {"kiosks_a_month": float("nan")},
        {"staff_minutes": {"bins": -1}},
        {"staff_minutes": 3},
        {"elsewhere": {"November": {}}},
        {"elsewhere": {"2026-11": {"bins": {"post": 3}}}},
        {"elsewhere": {"2026-11": {"bins": {"paper": 2.5}}}},
    ):
        with pytest.raises(ConfigError):
            given.read(wrong)


def test_a_month_goes_out_in_the_open_data_shape():
    """K6: {period, service, channel, dataType, count}; small counts are empty."""
    bins = [journey(satisfaction=3)] * 60 + [journey("stopped")] * 3 + [journey(day="2026-10-31")] * 40
    told = given.read({"elsewhere": {"2026-11": {"bins": {"paper": 20}, "pass": {"call_back": 4}}}})
    rows = export.rows(bins, "2026-11", told)
    assert all(
        list(one) == ["period", "service", "channel", "dataType", "count"]
        for one in json.loads(export.as_json(rows))
    )
    table = {(row.service, row.channel, row.dataType): row.count for row in rows}
    assert table["bins", "kiosk", "started"] == 63
    assert table["bins", "kiosk", "ended-stopped"] is None is table["bins", "kiosk", "completed"]
    assert table["bins", "kiosk", "satisfied"] == 60
    assert (table["bins", "paper", "completed"], table["pass", "call-back", "completed"]) == (20, None)
    assert not any(channel == "kiosk-assisted" for _, channel, _ in table)
    lines = list(csv.DictReader(export.as_csv(rows).splitlines()))
    assert [line["count"] for line in lines if line["dataType"] == "ended-stopped"] == [""]


def told(visits, kiosk="hall"):
    """What is said of the one form after these visits."""
    found = figures.Visited(visits, DAY).at(kiosk)
    return [(one.here, one.tenths, one.minutes) for one in found.each]


def visits(finished, others, kiosk="hall", **fields):
    return [(kiosk, journey(**fields))] * finished + [(kiosk, journey("stopped", **fields))] * others


def test_what_people_are_told_is_never_above_what_is_true():
    """8 of 10 people finished this: from 50 visits up, tenths rounded down, and never a discouraging one."""
    assert told(visits(40, 10)) == [(True, 8, 10)]
    assert told(visits(44, 6)) == [(True, 8, 10)], "88 of 100 are not nine of ten"
    assert told(visits(50, 0, minutes=4)) == [(True, 10, 0)]
    assert told(visits(40, 9)) == []
    assert told(visits(49, 51)) == []
    elsewhere = visits(30, 20, kiosk="library")
    assert told([*visits(40, 0), *elsewhere]) == [(False, 7, 10)], "too few here: all kiosks together"
    assert told([*visits(20, 30), *elsewhere, *elsewhere]) == [], (
        "here it is worse: the better one is not taken"
    )
    old = (DAY - timedelta(days=figures.LONGEST + 1)).isoformat()
    assert told(visits(60, 0, day=old)) == []
    looked = [("hall", journey("left", pages=(PageView("before", 5, "back"),)))] * 50
    assert told([*looked, *visits(40, 10)]) == [(True, 8, 10)]
    assert told([*visits(40, 0), *visits(40, 0, form="f" * 12)]) == [], "another wording is another form"


def test_figures_come_back_as_they_were_and_nothing_else_does():
    sent = figures.Visited(visits(40, 10), DAY).at("hall")
    back = figures.read(sent.written())
    assert back == sent
    form = "0123456789ab"
    assert back.of("bins", form, DAY) == sent.each[0]
    assert back.of("bins", "f" * 12, DAY) is None
    for today, there in ((-2, False), (-1, True), (90, True), (91, False)):
        assert (back.of("bins", form, DAY + timedelta(days=today)) is not None) is there
    one = json.loads(sent.written())["figures"][0]
    for change in (
        {"tenths": 11},
        {"tenths": 4},
        {"tenths": True},
        {"minutes": 3},
        {"minutes": 9999},
        {"here": 1},
        {"service": "<b>"},
        {"form": "X"},
        {"more": 1},
    ):
        assert (
            figures.read(json.dumps({"day": "2026-11-21", "figures": [{**one, **change}]}).encode()) is None
        )
    for wrong in (b"", b"[]", b"\xff", b'{"day":"2026-11-21"}', b"[" * 9999, b" " * (figures.MOST_BYTES + 1)):
        assert figures.read(wrong) is None
