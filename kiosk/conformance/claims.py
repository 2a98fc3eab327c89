"""The claims: one for each clause, with a level, notes, evidence, and the gap where there is one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
LEVELS = ("supports", "partially-supports", "does-not-support", "not-applicable")
"""The terms of the OpenACR catalogue. Its fifth, not-evaluated, is for level AAA alone."""
MEASURED = "audit: "
"""What evidence begins with that is a measure of the audit; any other is a test."""


@dataclass(frozen=True)
class Claim:
    """``evidence`` names measures ("audit: contrast") and tests ("tests/ui/test_x.py::test_y").

    ``gap`` says in words for citizens what is missing, exactly when the level is neither supports nor not-applicable.
    """

    chapter: str
    number: str
    handle: str
    level: str
    notes: str
    evidence: tuple[str, ...] = ()
    gap: str = ""

    @property
    def is_wcag(self) -> bool:
        """Whether the clause is a success criterion of WCAG; else it is of EN 301 549."""
        return self.chapter.startswith("success_criteria")


def load() -> tuple[Claim, ...]:
    """All claims, chapter by chapter."""
    return tuple(
        Claim(chapter, number, claim["handle"], claim["level"], claim["notes"], *_rest(claim))
        for file in ("wcag.toml", "en301549.toml")
        for chapter, claims in _read(file).items()
        for number, claim in claims.items()
    )


def about() -> Mapping[str, Any]:
    """What the report says of itself: report.toml."""
    return _read("report.toml")


def measured(claims: tuple[Claim, ...], failures: Mapping[str, int]) -> tuple[Claim, ...]:
    """The claims after an audit. ``failures`` has how many the kiosk had by each measure.

    What rests on a measure that failed is supported in part at most.
    """
    return tuple(_after(claim, failures) for claim in claims)


def _after(claim: Claim, failures: Mapping[str, int]) -> Claim:
    count = sum(failures.get(name.removeprefix(MEASURED), 0) for name in claim.evidence)
    if not count or claim.level != "supports":
        return claim
    notes = f"{claim.notes} The audit found {count} failures of this."
    gap = f"We have found {count} places where this does not work yet: {claim.handle.lower()}."
    return replace(claim, level="partially-supports", notes=notes, gap=gap)


def _rest(claim: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    return tuple(claim.get("evidence", ())), claim.get("gap", "")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
