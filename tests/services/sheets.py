"""The services as their authors wrote them: rows of form.csv, and every text with the place it stands in.

Each is read once for all tests: change nothing of it.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kiosk.catalogue import BUILT_IN

IDS = (
    "blue-badge",
    "bus-pass",
    "call-back",
    "council-tax-reduction",
    "housing-repair",
    "library-membership",
    "missed-bin",
    "pay-council-tax",
    "pay-parking-fine",
)
LANGUAGES = {"en": "English (en)", "cy": "Welsh (cy)"}
"""What every service has."""
MORE = {"pl": "Polish (pl)", "ur": "Urdu (ur)"}
"""What a service may have besides, and then wholly."""
TEXTS = ("label", "hint", "guidance_hint", "required_message", "constraint_message")

Row = dict[str, str]


@dataclass(frozen=True)
class Text:
    """One text in one language. ``kind`` is its column, ``place`` says where to mend it."""

    place: str
    kind: str
    language: str
    text: str


@cache
def sheets(service: str) -> dict[str, list[Row]]:
    """survey, choices and settings of a service's form.csv, row by row."""
    found: dict[str, list[Row]] = {"choices": []}
    headers: list[str] = []
    rows: list[Row] = []
    with (BUILT_IN / service / "form.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.reader(file):
            if line[0]:
                rows, headers = found.setdefault(line[0], []), []
            elif not headers:
                headers = line[1:]
            else:
                rows.append(dict(zip(headers, line[1:], strict=True)))
    return found


@cache
def languages(service: str) -> dict[str, str]:
    """The languages that a service says it has, with the form's names for them."""
    return {code: name for code, name in (LANGUAGES | MORE).items() if code in manifest(service)["languages"]}


def asked(service: str) -> list[Row]:
    """The rows that a person answers."""
    silent = ("note", "calculate", "begin", "end")
    return [row for row in sheets(service)["survey"] if row["type"].split()[0] not in silent]


@cache
def manifest(service: str) -> dict[str, Any]:
    """A service's manifest.toml as it is."""
    return tomllib.loads((BUILT_IN / service / "manifest.toml").read_text(encoding="utf-8"))


def form_texts(service: str) -> Iterator[Text]:
    """Every text of the form in each of its languages, empty ones left out."""
    for sheet in ("survey", "choices"):
        for row in sheets(service)[sheet]:
            for kind in TEXTS:
                for code, name in languages(service).items():
                    if text := row.get(f"{kind}::{name}"):
                        yield Text(f"{service} {row['name']}", kind, code, text)


def manifest_texts(service: str) -> Iterator[Text]:
    """Every text of the manifest in each language, list by list item."""
    told = manifest(service)
    tables = [(k, v) for k, v in told.items() if isinstance(v, dict) and k not in {"confirm", "other", "pay"}]
    tables += [(key, text) for key, text in told.get("pay", {}).items() if isinstance(text, dict)]
    for check in told.get("check", []):
        parts = [check, *check["choice"]]
        tables += [(key, text) for part in parts for key, text in part.items() if isinstance(text, dict)]
    tables += [*told.get("other", {}).items()]
    tables += [(key, number[key]) for number in told.get("help", []) for key in ("name", "hours")]
    for key, value in tables:
        for code, said in value.items():
            for text in said if isinstance(said, list) else [said]:
                yield Text(f"{service} manifest", key, code, text)


@cache
def all_texts(service: str) -> list[Text]:
    """What a citizen can see of a service."""
    return [*form_texts(service), *manifest_texts(service)]
