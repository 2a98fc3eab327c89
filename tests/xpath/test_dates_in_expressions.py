"""Dates: compared as dates, counted in days, the same in summer and winter."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it
from kiosk.forms.xpath.dates import from_days, read_date


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("today()", "2026-06-01"),
        ("now()", "2026-06-01T12:00:00.000+01:00"),
        ("date('2026-6-1')", "2026-06-01"),
        ("date('soon')", ""),
        ("date('2026-02-30')", ""),
        ("date(today() + 1)", "2026-06-02"),
        ("date('2026-03-28' + 1)", "2026-03-29"),
        ("date('2026-03-29' + 1)", "2026-03-30"),
        ("date('2026-10-25' + 1)", "2026-10-26"),
        ("date(20605)", "2026-06-01"),
        ("today() - '2026-01-01'", "151"),
        ("int((today() - /data/born) div 365.25)", "70"),
        ("/data/born < today()", "true"),
        ("today() > /data/born", "true"),
        ("/data/born <= '1955-06-02'", "true"),
        ("/data/born = date('1955-06-02')", "true"),
        ("/data/born != date('1955-06-02')", "false"),
        ("today() = '2026-06-01'", "true"),
        ("today() < now()", "true"),
        ("today() = 'not a date'", "false"),
        ("/data/blank < today()", "false"),
        ("'2026-06-01T11:00:00Z' = '2026-06-01T12:00:00+01:00'", "false"),
        ("date('2026-06-01T11:00:00Z') = now()", "true"),
        ("date-time('2026-06-01T11:00:00Z')", "2026-06-01T12:00:00.000+01:00"),
        ("decimal-date-time('1970-01-02T00:00:00Z')", "1"),
        ("decimal-date-time('soon')", "NaN"),
        ("date-time('2026-06-01T10:30:00-0230')", "2026-06-01T14:00:00.000+01:00"),
        ("date-time('2026-06-01 10:30')", "2026-06-01T10:30:00.000+01:00"),
        ("date-time('2026-06-01T10:30:00+01:99')", ""),
        ("date(true())", ""),
        ("boolean(today())", "true"),
        ("decimal-time('noon')", "NaN"),
        ("date(20605.5)", "2026-06-01T13:00:00.000+01:00"),
        ("date('20605')", "2026-06-01"),
        ("decimal-time('06:00')", "0.25"),
        ("decimal-time(now())", "0.5"),
        ("decimal-time('25:00')", "NaN"),
        ("format-date('2026-01-05', '%e %b %Y, %a')", "5 Jan 2026, Mon"),
        ("format-date('2026-01-05', '%d/%m/%y %n %q 100%%')", "05/01/26 1 %q 100%"),
        ("format-date-time('2026-01-05T09:08:07.5', '%H:%M:%S.%3 %h')", "09:08:07.500 9"),
        ("format-date('', '%Y')", ""),
        ("string(today() + 1)", "20606"),
    ],
)
def test_dates(ask, source, expected):
    assert ask(source) == expected


@pytest.mark.parametrize("hours", [-7, 0, 5.5, 13])
def test_a_day_and_its_number_are_the_same_thing_in_every_zone(hours):
    zone = timezone(timedelta(hours=hours))
    day = read_date("2026-11-21", zone)
    assert from_days(day.days, zone) == day
    assert from_days(day.days + 30, zone) == read_date("2026-12-21", zone)


def test_the_moment_is_the_same_all_through_an_evaluation():
    ticks = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=count) for count in range(9))
    form = parse_tree("<data/>")
    host = Host(form, now=lambda: next(ticks), random=random.Random(1), new_id=lambda: "")
    assert compile("now() = now() and today() = today()").boolean(Context(form, host)) is True


def test_the_last_day_of_the_calendar_is_no_crash(ask):
    assert ask("date('9999-12-31' + 1)") == ""
    assert ask("date(1e300)") == ""


@pytest.mark.parametrize("language", ["cy", "Welsh (cy)", "Cymraeg (cy)"])
def test_days_and_months_have_welsh_names_in_welsh(context, language):
    here = context()
    welsh = replace(here, host=replace(here.host, language=language))
    assert compile("format-date('2026-02-02', '%a %e %b')").string(welsh) == "Llun 2 Chwef"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("Polish (pl)", "pon. 2 lut"), ("ur", "پیر 2 فروری"), ("Swahili (sw)", "Mon 2 Feb")],
)
def test_days_and_months_have_the_names_of_other_languages(context, language, shown):
    """L3: no English in what a form works out."""
    here = context()
    there = replace(here, host=replace(here.host, language=language))
    assert compile("format-date('2026-02-02', '%a %e %b')").string(there) == shown
