"""Whether a person wants a message once the council has their answers: what can be offered, and what they chose."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.confirmation import BY, Confirmation, usable
from kiosk.destinations import COUNCIL
from kiosk.stage import Consent, Personal

if TYPE_CHECKING:
    from kiosk.catalogue import Service
    from kiosk.forms.form import Form
    from kiosk.visit import Visit

_APPEARANCE = {"email": "email", "text": "telephone"}
"""What a question must be asked as, so that its answer is an address or a number."""


@dataclass(frozen=True)
class Way:
    """One that can be offered. ``to`` as it is stored, ``shown`` as check answers shows it; ``by`` is one of BY."""

    by: str
    to: str = field(repr=False)
    shown: str = field(repr=False)


def ways(visit: "Visit") -> tuple[Way, ...]:
    """Those to offer on the page of consent: of the questions that the manifest names, which are answered."""
    service = visit.service
    if service is None or not service.confirm or service.sensitive or service.destination != COUNCIL:
        return ()
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 few pages need it

    root = fromstring(visit.filling.instance(), forbid_dtd=True)
    shown = {row.path.rpartition("/")[2]: row.answer for row in visit.rows}
    found = []
    for by in BY:
        name = service.confirm.get(by, "")
        to = next(
            (node.text or "" for node in root.iter() if node.tag.rpartition("}")[2] == name), ""
        ).strip()
        if name in shown and usable(by, to):
            found.append(Way(by, to, shown[name]))
    return tuple(found)


def chosen(visit: "Visit") -> Confirmation | None:
    """What goes with the submission: nothing, unless the person asked for it and it can still be sent there."""
    if not visit.confirm:
        return None
    return next((Confirmation(way.by, way.to) for way in ways(visit) if way.by == visit.confirm), None)


def aloud(visit: "Visit", text: str) -> str:
    """``text`` for where others may hear, without the address and the number (A9)."""
    if isinstance(visit.stage, Personal):
        return text.replace(visit.stage.words, visit.words.say("personal.aloud"))
    if not isinstance(visit.stage, Consent):
        return text
    for way in ways(visit):
        text = text.replace(way.shown, visit.words.say(f"consent.confirm_{way.by}_aloud"))
    return text


def trouble_with(service: "Service", form: "Form") -> str:
    """Why the manifest's ``confirm`` cannot be used with this form, in a sentence for its author; "" if it can."""
    if service.confirm and service.sensitive:
        return "confirm cannot stand beside sensitive: a message can be seen by who the person is afraid of."
    if service.confirm and service.destination != COUNCIL:
        return "confirm is for what is sent to the council: take it out, or the destination."
    for by, name in service.confirm.items():
        asked = [each for each in form.controls if each.path.rpartition("/")[2] == name]
        if len(asked) != 1:
            how_many = len(asked) or "no"
            return (
                f"confirm names {name!r}, of which the form has {how_many}: name a question that it has once."
            )
        if any(asked[0].path.startswith(f"{repeat}/") for repeat in form.repeats):
            return f"confirm names {name!r}, which is in a repeat: name a question that is asked once."
        if _APPEARANCE[by] not in asked[0].appearance:
            return f"confirm names {name!r} for {by}: give that question the appearance {_APPEARANCE[by]!r}."
    return ""
