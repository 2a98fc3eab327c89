"""The fresh start at night: once, never in a circle, and not where nobody wants it."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.nightly import LEAST, WITHIN, due

NIGHT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
LONG = 20 * 3600.0


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        (NIGHT - timedelta(seconds=1), False),
        (NIGHT, True),
        (NIGHT + WITHIN - timedelta(seconds=1), True),
        (NIGHT + WITHIN, False),
        (NIGHT + timedelta(hours=12), False),
    ],
)
def test_it_is_from_the_time_that_is_set_until_people_come(now, is_due):
    assert due("03:30", now, LONG) is is_due


def test_a_time_before_midnight_holds_into_the_next_day():
    assert due("23:30", datetime(2026, 11, 23, 1, 0, tzinfo=UTC), LONG)
    assert not due("23:30", datetime(2026, 11, 23, 4, 0, tzinfo=UTC), LONG)


def test_never_where_none_is_set():
    assert not due("", NIGHT, LONG)


def test_a_night_has_one_and_a_clock_that_jumps_makes_no_more():
    """Whatever the clock says, a program lives longer than the time in which it may end."""
    assert WITHIN.total_seconds() < LEAST
    lived, running = [], 0.0
    now = NIGHT - timedelta(hours=30)
    for minute in range(60 * 60):  # sixty hours; in the second night the clock is put back again and again
        now += timedelta(minutes=1)
        running += 60
        if now.hour == 4 and now.minute == 30 and minute % 7 < 5:
            now -= timedelta(hours=1)
        if due("03:30", now, running):
            lived.append(running)
            running = 0.0
    assert len(lived) >= 2
    assert min(lived) >= LEAST
