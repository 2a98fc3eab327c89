"""Presets: settings that start with one press or one card, and nothing else (S4)."""

from dataclasses import fields, replace

import pytest

from kiosk import presets
from kiosk.config import ASSETS
from kiosk.display import Display
from kiosk.language import Words

USUAL = Display()


def test_each_sets_only_what_a_display_has_and_something_that_is_not_so_anyway():
    known = {field.name for field in fields(Display)}
    for name, (icon, wanted) in presets.PRESETS.items():
        assert set(wanted) <= known
        assert (ASSETS / "icons" / f"{icon}.svg").exists()
        assert not presets.holds(USUAL, name)
        assert Words("en").has(f"presets.{name}")
    assert set(presets.PACES) <= set(presets.PRESETS)


def test_a_visit_can_be_started_with_several():
    """For the staff console: one plain function."""
    display = presets.combined(USUAL, ["large", "easy"])
    assert display == replace(USUAL, text_size="largest", easy_read=True)
    assert presets.holds(display, "large")
    assert presets.holds(display, "easy")


def test_what_is_taken_back_is_as_it_was_and_leaves_the_others_alone():
    display = presets.combined(replace(USUAL, theme="cream"), ["large", "listen", "keypad"])
    assert presets.without(display, "listen", USUAL) == replace(display, explore=False)
    quiet = replace(USUAL, read_aloud=False)
    assert presets.without(display, "listen", quiet).read_aloud, "the keypad wants the voice, too"
    assert presets.without(replace(USUAL, switches=2), "switches", USUAL).switches == 0


@pytest.mark.parametrize("names", [("large",), ("large", "listen"), tuple(presets.PRESETS)])
def test_a_card_says_its_presets_and_no_more(names):
    assert presets.read(presets.card(names)) == names
    assert len(presets.card(names)) < presets.LONGEST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "HANDRAIL:",
        "LARGE",
        "HANDRAIL:LARGE+STAFF",
        "HANDRAIL:LARGE;STOP",
        "HANDRAIL:LARGE\nHANDRAIL:EASY",
        "HANDRAIL:+LARGE",
        "HANDRAIL:read_aloud=False",
        "HANDRAIL:__CLASS__",
        "HANDRAIL:" + "LARGE+" * 999 + "LARGE",
        "https://example.org/HANDRAIL:LARGE",
    ],
)
def test_a_hostile_card_is_no_card(text):
    assert presets.read(text) == ()


def test_a_scanner_may_send_small_letters_and_a_name_twice():
    assert presets.read("handrail:large+large") == ("large",)
