"""The least and the most entries that an author lets people add to a repeat (k:min, k:max)."""

from random import Random

import pytest

from kiosk.forms.walk import walk
from tests.scenario import ask, scenario, xform

LIST = "/data/person/@more"


def bounded(*names, least="2", most="3", extra=""):
    """A form in which these have been added to a repeat with a least and a most."""
    body = (
        f'<repeat nodeset="/data/person" xmlns:k="urn:handrail:kiosk" k:min="{least}" k:max="{most}"{extra}>'
    )
    s = scenario(xform("<person><name/></person>", "", f"{body}{ask('/data/person/name', 'Name')}</repeat>"))
    for place, name in enumerate(names, 1):
        if place > 1:
            s.another("person")
        s.answer(f"person[{place}]/name", name)
    return s


def test_fewer_entries_than_the_least_are_told_at_the_list():
    """C4: one plain sentence, where it can be mended; check answers leads back to it."""
    s = bounded("Sam")
    s.filling.answer(LIST, "no")
    ((_, found),) = s.filling.check(LIST)
    assert (found.code, found.params["count"]) == ("required.entries", 2)
    assert s.filling.check_all() == LIST
    s.another("person").answer("person[2]/name", "Ann")
    s.filling.check("/data/person[2]/name")
    s.filling.answer(LIST, "no")
    assert s.filling.check(LIST) == ()


def test_at_the_most_entries_no_more_is_offered():
    s = bounded("Sam", "Ann", "Lee")
    for key in s.filling.page_keys():
        s.filling.check(key)
    (told,) = s.filling.page(LIST).questions
    assert (told.input, told.label) == ("note", "You have added 3. You can add no more here.")


def test_an_entry_taken_out_below_the_least_must_come_back():
    s = bounded("Sam", "Ann")
    for key in s.filling.page_keys():
        s.filling.check(key)
    key = "/data/person[2]/@remove"
    s.filling.answer(key, "yes")
    assert s.filling.check(key) == ()
    s.filling.remove(key)
    s.filling.answer(LIST, "no")
    assert [found.code for _, found in s.filling.check(LIST)] == ["required.entries"]


@pytest.mark.parametrize(
    ("least", "most", "extra", "told"),
    [
        ("few", "3", "", "“few” is left out"),
        ("4", "3", "", "the least entries (4) are more than the most (3)"),
        ("1", "3", ' jr:count="2"', "k:min and k:max do nothing"),
    ],
)
def test_what_cannot_be_held_of_the_least_and_most_is_told(least, most, extra, told):
    form = bounded(least=least, most=most, extra=extra).filling.form
    assert any(told in warning for warning in form.warnings)


def test_a_walk_adds_as_many_as_are_needed():

    for seed in range(5):
        filling = bounded(least="4", most="4").filling
        found = walk(filling, Random(seed))
        assert len([key for key in found.pages if key.endswith("/name")]) == 4
