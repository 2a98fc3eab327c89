"""Presets: what a person starts with, by one tap or a printed card. Settings only, never a condition (S4)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kiosk.display import Display

PRESETS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "large": ("display", {"text_size": "largest"}),
    "listen": ("speaker", {"read_aloud": True, "explore": True}),
    "keypad": ("keys", {"read_aloud": True, "letters": "abc"}),
    "switches": ("touch", {}),
    "easy": ("book", {"easy_read": True}),
}
"""Each preset's icon, and the fields of Display that it sets. Of switches the person's own keys must be found first."""

PACES: Mapping[str, int] = {"easy": 120}
"""The presets that set how fast the voice is, in words a minute."""

SWITCHES = "switches"
MARK = "HANDRAIL:"
"""What a card begins with. Capitals, a colon and plus make the smallest square code, and lie alike on most layouts."""

LONGEST = 64
"""Signs of a card at the most: one with more is no card of ours."""


def holds(display: Display, name: str) -> bool:
    """Whether all of a preset is set."""
    if name == SWITCHES:
        return display.switches > 0
    return all(getattr(display, field) == value for field, value in PRESETS[name][1].items())


def combined(display: Display, names: Iterable[str]) -> Display:
    """``display`` with these presets set: to start a visit with, ``visit.show(combined(visit.display, ["large"]))``.

    Switches change nothing here: the page Aside.SWITCHES finds the person's keys.
    """
    for name in names:
        display = replace(display, **PRESETS[name][1])
    return display


def without(display: Display, name: str, usual: Display) -> Display:
    """``display`` with what a preset sets as it is for anybody who comes, and as other presets still want it."""
    others = [other for other in PRESETS if other not in {name, SWITCHES} and holds(display, other)]
    fields = {field: getattr(usual, field) for field in PRESETS[name][1]}
    if name == SWITCHES:
        fields = {"switches": 0}
    return combined(replace(display, **fields), others)


def card(names: Iterable[str]) -> str:
    """What the square code of a card holds."""
    return MARK + "+".join(name.upper() for name in names)


def read(text: str) -> tuple[str, ...]:
    """The presets that a card names; none at all for what is no card of ours or names anything else."""
    found = re.fullmatch(rf"{MARK}([A-Z+]+)", text.upper()) if len(text) < LONGEST else None
    names = tuple(dict.fromkeys(found[1].lower().split("+"))) if found else ()
    return names if all(name in PRESETS for name in names) else ()
