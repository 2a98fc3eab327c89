"""One index: what stands where, in which order, and how far it is to any of 400 services."""

import random
import re
from pathlib import Path

import pytest

from kiosk import catalogue, front_door
from kiosk.catalogue import BUILT_IN, Catalogue, Category, Service
from kiosk.front_door import MOST
from kiosk.information import shelf

FORMS = Path(__file__).parents[3] / "shared" / "forms" / "xform"
SYLLABLES = ("ba", "ble", "co", "du", "fe", "ga", "ho", "la", "lle", "mi", "no", "pa", "re", "sa", "ta", "wa")


def services(titles, language="en"):
    made = tuple(Service(f"s{n}", Path(), "all", {language: title}, {}) for n, title in enumerate(titles))
    return Catalogue((Category("all", {"en": "All"}, made),))


def names(entries):
    return [each.name for each in entries]


def leaves(entries, language="en", depth=1):
    """Each page that shows rows: how many pages lead to it, and what it shows."""
    parts = front_door.branches(entries, language, deep=depth > 1)
    if not parts:
        return [(depth, entries)]
    assert len(parts) <= MOST
    return [leaf for part in parts for leaf in leaves(part.entries, language, depth + 1)]


@pytest.mark.parametrize(("count", "deep"), [(9, 1), (40, 2), (100, 3), (400, 3)])
def test_every_service_is_a_few_short_pages_away(count, deep):
    """M9: with two switches each page takes ten presses at most, and none has to be scrolled through."""
    chance = random.Random(count)
    titles = [f"Apply for {''.join(chance.choices(SYLLABLES, k=3))} {n}" for n in range(count)]
    entries = front_door.a_to_z(services(titles), "en")
    found = leaves(entries)
    assert [each for _, leaf in found for each in leaf] == list(entries)
    assert max(len(leaf) for _, leaf in found) <= MOST
    assert max(depth for depth, _ in found) == deep


def test_names_that_are_all_alike_are_parted_all_the_same():
    entries = front_door.a_to_z(
        services([f"Report a {'x' * 40}"] * 25 + [f"Report a {'x' * 40} {n}" for n in range(9)]), "en"
    )
    found = leaves(entries)
    assert sum(len(leaf) for _, leaf in found) == 34
    assert max(len(leaf) for _, leaf in found) <= MOST


def test_a_path_leads_to_some_letters_and_no_further_than_there_are():
    entries = front_door.a_to_z(services([f"Pay for {one}{n}" for one in "abcxyz" for n in range(9)]), "en")
    branch, some = front_door.within(entries, (0,), "en")
    assert (branch.first, branch.last, len(some)) == ("A", "A", 9)
    assert front_door.within(entries, (99, 3), "en") == (None, entries)


def test_each_alphabet_has_its_own_order():
    """L3: Ch, Dd, Ll and Th are letters of Welsh, Ł of Polish; Urdu begins with alif."""
    welsh = ["Lôn", "Llyfrgell", "Chwarae", "Cyngor", "Ŵyl", "Dŵr", "Ddoe"]
    assert names(front_door.a_to_z(services(welsh, "cy"), "cy")) == [
        "Cyngor",
        "Chwarae",
        "Dŵr",
        "Ddoe",
        "Lôn",
        "Llyfrgell",
        "Ŵyl",
    ]
    polish = ["Żłobek", "Łódka", "Lód", "Mapa"]
    assert names(front_door.a_to_z(services(polish, "pl"), "pl")) == ["Lód", "Łódka", "Mapa", "Żłobek"]
    urdu = ["کتاب", "بس", "آگ", "پتا"]
    assert names(front_door.a_to_z(services(urdu, "ur"), "ur")) == ["آگ", "بس", "پتا", "کتاب"]


def test_what_is_there_in_english_alone_stands_behind_under_its_own_letter():
    """L3: and an English voice reads its name."""
    whole = catalogue.load(BUILT_IN)
    parts = front_door.branches(front_door.a_to_z(whole, "ur"), "ur")
    assert parts[0].first == "ک"
    assert parts[-1].last.isascii()
    assert {"Blue Badge", "Council tax"} <= set(front_door.borrowed(whole, "ur"))
    assert front_door.borrowed(whole, "cy") == []


def test_what_begins_with_a_number_stands_last():
    entries = front_door.a_to_z(
        services(["Report 5 things", *(f"Report an {one}" for one in "abcdefghijkl")]), "en"
    )
    assert entries[-1].name == "5 things"
    assert front_door.branches(entries, "en")[-1].last == "0–9"


def test_the_name_is_what_it_is_about():
    """Without names of its own a service stands under what is left of its English title."""
    titles = [
        "Apply for a Blue Badge",
        "Tell us about a death",
        "Pay your council tax",
        "Ask for help",
        "Missed bin",
    ]
    assert names(front_door.a_to_z(services(titles), "en")) == [
        "Blue Badge",
        "Council tax",
        "Death",
        "Help",
        "Missed bin",
    ]


def test_ours_stand_under_every_name_in_one_order():
    whole = catalogue.load(BUILT_IN, information=shelf.BUILT_IN)
    for language in ("en", "cy", "pl", "ur"):
        entries = front_door.a_to_z(whole, language)
        assert {each.kind for each in entries} == {"form", "page", "pay"}
        assert {each.id for each in entries} == {each.id for each in (*whole.services, *whole.articles)}
    orders = [
        [each.id for each in front_door.on_shelf(whole.category("travel"), code)] for code in ("en", "ur")
    ]
    assert orders[0] == orders[1]
    named = whole.department(whole.service("housing-repair"), "cy")
    assert named == "Tai"


@pytest.mark.skipif(not FORMS.is_dir(), reason="the forms of other councils are not here")
def test_a_hundred_real_forms_fit():
    """Their own titles, as they were written."""
    read = (
        re.search(rb"<(?:h:)?title>([^<]{3,80})</", file.read_bytes()) for file in sorted(FORMS.iterdir())
    )
    titles = [found[1].decode("utf-8", "replace").strip() for found in read if found]
    assert len(titles) > 100
    entries = front_door.a_to_z(services(titles), "en")
    found = leaves(entries)
    assert [each for _, leaf in found for each in leaf] == list(entries)
    assert max(len(leaf) for _, leaf in found) <= MOST
    assert max(depth for depth, _ in found) <= 3
