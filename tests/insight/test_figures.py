"""What is counted of each page, and which pages stand out."""

import pytest

from kiosk.analytics.journey import Offer
from kiosk.insight.figures import figures
from kiosk.insight.kinds import Known
from kiosk.insight.ranking import places
from kiosk.insight.report import detail, funnel, overview
from kiosk.insight.saying import why
from tests.insight.journeys import journey, view

AGAIN = ("/q", "constraint")


def pages_of(*journeys, **more):
    (found,) = figures(journeys, **more)
    return {page.page: page for page in found.pages}


def test_somebody_who_comes_back_to_a_page_is_one_person_there():
    found = pages_of(journey("a", view("b", 5, "back"), "a", "b", "c"))
    assert (found["b"].reached, found["b"].back, found["b"].seconds) == (1, 1, (15,))
    assert [*found] == ["a", "b", "c"]


def test_the_order_is_that_of_the_form_whatever_way_people_take():
    """Most skip b, and those who stop early make a page no earlier."""
    found = pages_of(
        *[journey("a", "c", "d")] * 9, journey("a", "b", "c", "d"), journey("a", ended="stopped")
    )
    assert [*found] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("ended", "lost"),
    [("stopped", 1), ("timeout", 1), ("left", 1), ("staff", 1), ("fault", 1), ("finished", 0), ("paused", 0)],
)
def test_who_puts_a_form_aside_or_sends_it_has_not_stopped(ended, lost):
    assert pages_of(journey("a", "b", ended=ended))["b"].stopped == lost


def test_the_same_problem_in_another_entry_of_a_repeat_is_not_told_again():
    other_entry = journey("a", view("b", problems=(AGAIN,)), view("b", problems=(AGAIN,)))
    same = journey("a", view("b", 10, "back", problems=(AGAIN,)), "a", view("b", problems=(AGAIN,)))
    found = pages_of(other_entry, same)
    assert (found["b"].told, found["b"].twice, found["b"].problems) == (2, 1, {AGAIN: 2})


def test_slow_is_slow_beside_what_the_same_person_takes_elsewhere():
    """Somebody with switches takes long everywhere: nothing holds them up."""
    pages = ("a", "b", "c", "d")
    ordinary = [journey(*pages)] * 20
    switches = [journey(*(view(page, 100) for page in pages), modes=("switch",))] * 5
    stuck = [journey(*pages[:3], view("d", 100))] * 4
    assert pages_of(*ordinary, *switches, *stuck)["d"].slow == 4


def test_a_page_of_another_kind_may_take_longer():
    pages = {("bins", "d"): Known("Where do you live?", "a page with several questions")}
    all_slow = [journey("a", "b", "c", view("d", 60))] * 20
    assert pages_of(*all_slow)["d"].slow == 20
    assert pages_of(*all_slow, pages=pages)["d"].slow == 0


def month(stopped, of=400):
    """Ten pages; on each one in fifty stops, on "p5" some more."""
    found, names = [], [f"p{number}" for number in range(10)]
    for number, page in enumerate(names):
        here = stopped if page == "p5" else of // 50
        found += [journey(*names[: number + 1], ended="stopped")] * here
    return found + [journey(*names)] * (of - len(found))


def test_the_page_on_which_more_stop_than_on_pages_like_it_is_named_in_people():
    (place,) = places(figures(month(stopped=80)))
    assert place.figures.page == "p5"
    assert why(place).startswith("80 of 360 people stopped on this page; on pages like it 8 do.")
    assert 0 < place.least < place.extra < 80


@pytest.mark.parametrize("stopped", [8, 12, 16])
def test_a_little_more_than_usual_is_chance_and_is_not_named(stopped):
    assert places(figures(month(stopped))) == ()


def test_of_few_visits_nothing_is_named():
    assert places(figures(month(stopped=20, of=45))) == ()


def test_no_count_of_fewer_than_ten_is_shown_nor_the_one_that_gives_it_away():
    """K5: where people stopped are parts of one whole."""
    (found,) = figures([*month(stopped=80), journey("p0", ended="stopped")])
    shown = {row.page: row.stopped for row in funnel(found, {})}
    assert shown["p5"] == 80
    assert all(shown[f"p{number}"] is None for number in (0, 1, 2))


def test_a_service_that_hardly_anybody_began_shows_nothing():
    few = [journey("a", view("b", problems=(AGAIN,)), ended="stopped")] * 4
    seen = overview(few, {})
    found = detail(seen.figures["bins"], few, few, {})
    shown = [
        value for row in found.funnel for name, value in vars(row).items() if name not in {"page", "title"}
    ]
    assert {value for value in shown if value} == set()
    assert found.problems == () == found.changes
    assert all(row.group is None for row in found.equity)


def test_of_offers_neither_who_took_them_nor_who_did_not_are_told_where_they_are_few():
    offered = [
        journey("p", offers=(Offer("p", rule, "example", taken=number >= few),))
        for rule, few in (("silence", 2), ("same_problem", 12), ("back_and_forth", 20))
        for number in range(20)
    ]
    rows = detail(figures(offered)[0], offered, offered, {}).offers
    assert {row.rule: row.taken for row in rows} == {
        "silence": None,
        "same_problem": None,
        "back_and_forth": 0,
    }
    (few,) = funnel(figures(offered[:20])[0], {})
    assert (few.offered, few.taken) == (20, None)
