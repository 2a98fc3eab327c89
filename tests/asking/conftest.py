"""A small council to ask: three entries in English, two in Welsh, and everyday words of its own."""

import pytest

from kiosk.asking.entry import Entry, Place
from kiosk.asking.everyday import Everyday
from kiosk.asking.index import Index

BULKY = Place("page", "bulky")
COSTS = Place("page", "bulky", 1)
BINS = Place("service", "bins")
STICKER = Place("question", "bins", question="/data/sticker")
PASS = Place("service", "pass")

ENGLISH = (
    Entry(
        BINS,
        "en",
        "Report a missed bin",
        "Report a missed bin",
        name="Report a missed bin",
        mentioned="a phone",
    ),
    Entry(STICKER, "en", "Was there a sticker?", "Report a missed bin", text="Was there a sticker?"),
    Entry(
        PASS,
        "en",
        "Apply for a bus pass",
        "Apply for a bus pass",
        name="Apply for a bus pass",
        mentioned="a passport",
    ),
    Entry(
        BULKY,
        "en",
        "Large things and old fridges",
        "Large things and old fridges",
        name="Large things and old fridges",
        summary="We take away furniture from your home.",
        beside=(("service", "bins"),),
    ),
    Entry(
        COSTS,
        "en",
        "What it costs",
        "Large things and old fridges",
        heading="What it costs",
        text="A mattress is £27.",
    ),
)
WELSH = (
    Entry(BINS, "cy", "Casglu biniau", "Casglu biniau", name="Casglu biniau"),
    Entry(PASS, "cy", "Tocyn bws", "Tocyn bws", name="Tocyn bws"),
)
WORDS = Everyday(
    small=frozenset(
        [
            "how",
            "do",
            "i",
            "get",
            "my",
            "an",
            "a",
            "of",
            "is",
            "the",
            "for",
            "can",
            "what",
            "with",
            "and",
            "hot",
            "water",
        ]
    ),
    ordinary=frozenset({"train", "bus"}),
    means={("rid",): (("large", "things"),), ("dust", "cart"): (("missed", "bin"),)},
    elsewhere=(("passport",), ("train",)),
    danger=(("hurts", "me"), ("gas", "leak")),
    danger_alone=(("fire",),),
)


@pytest.fixture
def english():
    return Index(ENGLISH, "en")


@pytest.fixture
def welsh():
    return Index(WELSH, "cy")


@pytest.fixture
def words():
    return WORDS
