"""Paying something: the reference that goes with the payment, and the ways to pay. Nothing is paid at the kiosk."""

import re
from typing import TYPE_CHECKING

from kiosk.forms.problem import Problem
from kiosk.payment import Payment, is_card, tidy
from kiosk.stage import Paying
from kiosk.submission import GROUP, new_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.catalogue import Service
    from kiosk.forms.form import Form
    from kiosk.forms.page import Given
    from kiosk.visit import Visit

CARD = Problem("card.bank")

_LETTERS = re.compile(r"([A-Z]{1,3})(\d{4,})")
"""A reference of a council's own: letters, then a number."""


def refusing(service: "Service") -> "Callable[[Given], Problem | None]":
    """What the form of ``service`` refuses to be answered with: where something is paid, the number of a bank card."""
    return _card if service.pay is not None else lambda _given: None


def _card(given: "Given") -> Problem | None:
    texts = (given,) if isinstance(given, str) else given if isinstance(given, tuple) else ()
    return CARD if any(is_card(text) for text in texts) else None


def show(visit: "Visit") -> None:
    """Check answers: all is right. To the ways to pay; nothing is sent."""
    payment = payment_of(visit)
    reference = tidy(_answered(visit, payment.reference)) if payment.reference else ""
    visit.stage = Paying(reference or new_reference(visit.means.random.choice), visit.stage)


def payment_of(visit: "Visit") -> Payment:
    """How the chosen service is paid."""
    payment = visit.offered.pay
    assert payment is not None, "nothing is to be paid"  # noqa: S101 a fault of ours
    return payment


def grouped(reference: str) -> str:
    """A reference in groups of three or four, as it is easiest to copy: ``1234 5678``, ``MW 1234 5678``."""
    found = _LETTERS.fullmatch(reference)
    head, rest = found.groups() if found else ("", reference)
    size = GROUP if len(rest) % (GROUP + 1) else GROUP + 1
    ends = [*range(size, len(rest) - 1, size), len(rest)]  # no sign stands alone
    groups = [rest[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    return " ".join(filter(None, (head, *groups)))


def _answered(visit: "Visit", name: str) -> str:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 few pages need it

    root = fromstring(visit.filling.instance(), forbid_dtd=True)
    return next((node.text or "" for node in root.iter() if node.tag.rpartition("}")[2] == name), "")


def trouble_with(service: "Service", form: "Form") -> str:
    """Why the manifest's [pay] cannot be used with this form, in a sentence for its author; "" if it can."""
    if service.pay is None or not service.pay.reference:
        return ""
    name = service.pay.reference
    asked = [each for each in form.controls if each.path.rpartition("/")[2] == name]
    if len(asked) != 1 or any(asked[0].path.startswith(f"{repeat}/") for repeat in form.repeats):
        return f"[pay] names the question {name!r}: it must be in the form exactly once, and in no repeat."
    if asked[0].bind.constraint is None and not asked[0].appearance:
        return f"[pay] names the question {name!r}, which takes anything: give it a constraint."
    return ""
