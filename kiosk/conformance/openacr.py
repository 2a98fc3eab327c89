"""The conformance report in GSA's OpenACR format: YAML, by the schema openacr-0.1.0."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.conformance.claims import Claim

NAME = "accessibility-conformance.yaml"


def text(claims: Sequence[Claim], about: Mapping[str, Any]) -> str:
    """The report as YAML. ``about`` is what report.toml holds."""
    report = {key: about[key] for key in ("title", "product", "author")}
    report |= {key: about[key] for key in about if key not in {*report, "left_out"}}
    chapters: dict[str, Any] = {}
    for claim in claims:
        chapters.setdefault(claim.chapter, {"criteria": []})["criteria"].append(_criterion(claim))
    for chapter, why in about["left_out"].items():
        chapters[chapter] = {"notes": why, "disabled": True}
    return "\n".join([*_yaml({**report, "chapters": chapters}), ""])


def _criterion(claim: Claim) -> dict[str, Any]:
    component = "software" if claim.is_wcag else "none"
    parts = [claim.notes, claim.gap]
    if claim.evidence:
        parts.append(f"Evidence: {', '.join(claim.evidence)}.")
    adherence = {"level": claim.level, "notes": " ".join(part for part in parts if part)}
    return {"num": claim.number, "components": [{"name": component, "adherence": adherence}]}


def _yaml(value: Mapping[str, Any] | Sequence[Any], indent: str = "") -> Iterator[str]:
    """Block YAML of mappings, lists, texts, numbers and truths; every text in double quotes, as JSON writes it."""
    pairs = value.items() if isinstance(value, Mapping) else ((None, each) for each in value)
    for key, each in pairs:
        lead = f"{indent}- " if key is None else f"{indent}{key}:"
        if isinstance(each, Mapping | list | tuple):
            inside = list(_yaml(each, indent + "  "))
            if key is None:
                inside[0] = lead + inside[0].lstrip()
            else:
                yield lead
            yield from inside
        else:
            yield f"{lead.rstrip()} {json.dumps(each, ensure_ascii=False)}"
