"""The accessibility statement for citizens, in the shape of GOV.UK's model, made from the claims."""

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.config import Config
from kiosk.conformance.claims import FOLDER, Claim

NAME = "accessibility-statement.md"


def text(claims: Sequence[Claim], about: Mapping[str, Any], config: Config, report: str) -> str:
    """The statement in Markdown. ``report`` is the name of the conformance report."""
    apply = [claim for claim in claims if claim.level != "not-applicable"]
    missing = [claim for claim in apply if claim.gap]
    gaps = list(dict.fromkeys(claim.gap for claim in missing))
    reasons = "\n".join(f"- {_where(claim)} ({claim.handle.lower()}): {claim.notes}" for claim in missing)
    template = (FOLDER / "statement.md").read_text(encoding="utf-8")
    return template.format(
        council=config.council_name["en"],
        phone=config.phone,
        gaps="\n".join(f"- {gap}" for gap in gaps) or "Nothing that we know of.",
        status="partially compliant" if missing else "fully compliant",
        count=len(apply),
        met=len(apply) - len(missing),
        report=report,
        reasons=reasons or "Nothing that we know of.",
        date=about["report_date"],
    )


def _where(claim: Claim) -> str:
    standard = "WCAG" if claim.is_wcag else "EN 301 549"
    return f"{standard} {claim.number}"
