"""Whom a service tells people to call: [[help]] in its manifest, shown and spoken where somebody asks for help."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.language import FALLBACK, pick

_MOST = 4
NUMBER = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]")


@dataclass(frozen=True)
class HelpNumber:
    """One number. ``name`` and ``hours`` hold the text in each language, by language code."""

    name: Mapping[str, str]
    number: str
    hours: Mapping[str, str]

    def said(self, language: str) -> tuple[str, str, str]:
        """Name, number and hours in ``language``, else in English."""
        return pick(self.name, language), self.number, pick(self.hours, language)


def read(tables: list[dict[str, object]]) -> tuple[HelpNumber, ...]:
    """The numbers of a manifest in which :func:`fault` finds nothing."""
    return tuple(HelpNumber(**table) for table in tables)  # type: ignore[arg-type]


def fault(tables: object) -> str:
    """What is wrong with the [[help]] tables of a manifest, as a sentence that says what to do; "" when nothing is."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return "write each help number as a table of its own, [[help]]."
    if len(tables) > _MOST:
        return f"there are {len(tables)} help numbers; keep the {_MOST} that matter most."
    return next(
        (wrong for at, table in enumerate(tables, 1) if (wrong := _fault(table, f"help number {at}"))), ""
    )


def _fault(table: dict[str, object], which: str) -> str:
    for key in ("name", "number", "hours"):
        if key not in table:
            return f"{which} has no {key!r}: add it."
    for key in table:
        if key not in HelpNumber.__dataclass_fields__:
            return f"{which} has a key {key!r} that Handrail does not know: take it out or mend its name."
    for key in ("name", "hours"):
        texts = table[key]
        if not isinstance(texts, dict) or not all(isinstance(text, str) and text for text in texts.values()):
            return f'{which}: write {key} as {{ en = "..." }}.'
        if FALLBACK not in texts:
            return f"{which} has no {key} in English: add it, since every other language falls back on it."
    if table["name"].keys() != table["hours"].keys():  # type: ignore[attr-defined]
        return f"{which} has its name and its hours in different languages: write both in each."
    number = table["number"]
    if not isinstance(number, str) or not NUMBER.fullmatch(number):
        return f'{which}: write number as it is dialled, in quotes and with spaces: "01632 960 200".'
    return ""
