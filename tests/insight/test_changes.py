"""What another wording did, in words that claim no more than the visits show."""

from random import Random

from kiosk.insight.changes import changes
from kiosk.insight.saying import changed, did
from tests.insight.journeys import journey, view

OLD, NEW = "a" * 12, "b" * 12


def visits(form, day, stopping, *, count=600, seconds=20.0, variant="", seed=1):
    """People of whom a share stops on the second of three pages, on which they take so long."""
    random = Random(seed + int(day[-2:]))
    made = []
    for _ in range(count):
        took = round(random.lognormvariate(0, 0.4) * seconds)
        stops = random.random() < stopping
        rest = () if stops else ("c",)
        ended = "stopped" if stops else "finished"
        made.append(journey("a", view("b", took), *rest, ended=ended, form=form, day=day, variant=variant))
    return made


def said(found):
    (change,) = changes(found)
    return [did(effect, {}, "bins") for effect in change.effects]


def test_a_change_that_did_something_says_what_and_between_which_numbers():
    sentences = said([*visits(OLD, "2026-11-02", 0.2), *visits(NEW, "2026-11-09", 0.08, seconds=10)])
    assert sentences[0].startswith("More people sent the form: ")
    assert any(one.startswith("Fewer people stopped on “B”: ") for one in sentences)
    assert any(one.startswith("“B” takes less time: ") for one in sentences)
    assert all("the difference is likely to be between" in one for one in sentences)


def test_a_change_that_did_nothing_is_not_said_to_have():
    sentences = said([*visits(OLD, "2026-11-02", 0.1), *visits(NEW, "2026-11-09", 0.1)])
    assert [one.partition(":")[0] for one in sentences] == [
        "People send the form as often, as far as can be told",
        "Sending it takes as long, as far as can be told",
    ]


def test_of_pages_that_did_not_change_hardly_any_is_said_to_have():
    """So many are compared that one in twenty would seem to have, by chance alone."""
    random = Random(3)
    names = [f"p{number}" for number in range(30)]

    def some(form, day):
        return [
            journey(*(view(name, round(random.lognormvariate(3, 0.5))) for name in names), form=form, day=day)
            for _ in range(150)
        ]

    told = 0
    for _ in range(6):
        (change,) = changes([*some(OLD, "2026-11-02"), *some(NEW, "2026-11-09")])
        told += sum(bool(effect.page) for effect in change.effects)
    assert told <= 1


def test_too_few_visits_say_nothing():
    (change,) = changes([*visits(OLD, "2026-11-02", 0.5), *visits(NEW, "2026-11-09", 0.0, count=30)])
    assert change.effects == () == change.new


def test_a_wording_that_hardly_anybody_met_has_no_count():
    """K5."""
    found = [*visits(OLD, "2026-11-02", 0.5), *visits(NEW, "2026-11-09", 0.0, count=4)]
    (change,) = changes(found)
    assert (
        changed(change) == "Changed on 2026-11-09: 600 visits with the wording before, few with the new one."
    )
    (change,) = changes([*found, *visits("c" * 12, "2026-11-16", 0.0)])
    assert (change.before.form, change.after.form) == (OLD, "c" * 12)


def test_two_wordings_at_one_time_are_compared_as_such():
    both = [
        *visits(OLD, "2026-11-02", 0.2, variant="a"),
        *visits(NEW, "2026-11-02", 0.1, variant="b", seed=9),
    ]
    (change,) = changes(both)
    assert change.together
    assert changed(change) == "Two wordings at once since 2026-11-02: 600 visits with a, 600 with b."


def test_a_page_that_is_new_is_named_and_not_compared():
    old = [journey("a", "c", form=OLD)] * 60
    new = [journey("a", "b", "c", form=NEW, day="2026-11-09")] * 60
    (change,) = changes([*old, *new])
    assert (change.new, change.gone) == (("b",), ())
