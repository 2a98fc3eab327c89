"""Each service's manifest says everything, in both languages."""

import tomllib

import pytest

from kiosk.catalogue import BUILT_IN, load
from kiosk.information import shelf
from tests.services.sheets import IDS, LANGUAGES, MORE, languages, manifest, sheets

ICONS = {"bin", "badge", "pound", "bus", "house", "book", "phone"}
SENTENCES = ("title", "summary", "before", "consent", "send", "done", "next", "contact")


def test_the_services_are_on_offer():
    assert sorted(service.id for service in load(BUILT_IN).services) == sorted(IDS)


def test_no_shelf_is_called_other():
    assert "other" not in {category.id for category in load(BUILT_IN).categories}


def test_every_shelf_has_a_title_in_each_language_and_something_on_it():
    shelves = tomllib.loads((BUILT_IN / "categories.toml").read_text(encoding="utf-8"))
    assert all(set(title) == {*LANGUAGES, *MORE} and all(title.values()) for title in shelves.values())
    pages = {page.category for page in shelf.load(shelf.BUILT_IN)}
    assert {manifest(service)["category"] for service in IDS} | pages == set(shelves)


@pytest.mark.parametrize("service", IDS)
class TestManifest:
    def test_names_itself_as_its_folder_does(self, service):
        assert manifest(service)["id"] == service

    def test_says_everything_in_each_of_its_languages(self, service):
        told = manifest(service)
        paid = {"consent", "send", "done", "next"} if "pay" in told else set()  # nothing is sent
        for key in (each for each in SENTENCES if each not in paid):
            assert set(told[key]) == set(languages(service)), key
            assert all(isinstance(text, str) and text.strip() for text in told[key].values()), key

    def test_lists_the_same_things_to_have_to_hand(self, service):
        need = manifest(service)["need"]
        assert set(need) == set(languages(service))
        assert {len(things) for things in need.values()} == {len(need["en"])} != {0}

    def test_has_an_icon_that_is_drawn(self, service):
        assert manifest(service)["icon"] in ICONS

    def test_names_its_form_and_about_how_long_it_takes(self, service):
        told = manifest(service)
        assert told["form"] == "form.xml"
        assert 0 < told["minutes"] <= 30

    def test_offers_the_languages_that_its_form_has(self, service):
        assert {"en", "cy"} <= set(languages(service)) == set(manifest(service)["languages"])
        labels = {column for column in sheets(service)["survey"][0] if column.startswith("label::")}
        assert labels == {f"label::{name}" for name in languages(service).values()}

    def test_gives_a_phone_number_that_rings_nobody_by_mistake(self, service):
        # 01632 960 is the range that Ofcom keeps for stories.
        assert all("01632 960" in text for text in manifest(service)["contact"].values())
