"""What stands on the paper that a person takes home: the reference and what happens next, and no answer (P7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.forms.types import date
from kiosk.helping import wording
from kiosk.language import Words, pick
from kiosk.stage import Sent
from kiosk.submission import grouped
from kiosk.visit import Visit


@dataclass(frozen=True)
class Slip:
    """The paper of one submission, in the person's language.

    ``said`` are headings, each with its text. ``code`` is what the square code holds. ``staff`` is the same in short
    in the language of the staff, "" when that is the person's (L4). ``reference`` may have several lines.
    """

    rtl: bool
    council: str
    title: str
    service: str
    label: str
    reference: str
    when: str
    said: tuple[tuple[str, str], ...]
    about_code: str
    code: str
    staff: str


def slip(visit: Visit, councils: Mapping[str, str], staff_language: str, now: datetime) -> Slip:
    """The paper for the submission whose reference shows. ``councils`` is the council's name by language."""
    assert isinstance(visit.stage, Sent)  # noqa: S101 there is nothing to print before
    service, words, code = visit.offered, visit.words, visit.language
    said = [
        (words.say(f"receipt.{key}"), text)
        for key in ("next", "contact")
        if (text := service.text(key, code))
    ]
    title = service.own("done", code) or wording(visit, "receipt.title")
    name = service.text("title", code)
    council, reference = pick(councils, code), grouped(visit.stage.reference)
    label = words.say("receipt.reference")
    lines = [council, name, f"{label}: {reference}", *(f"{heading}: {text}" for heading, text in said)]
    staff = Words(staff_language)
    about = (service.text("title", staff.code), reference, _when(staff, now))
    return Slip(
        rtl=words.rtl,
        council=council,
        title=title,
        service=name,
        label=label,
        reference=reference,
        when=_when(words, now),
        said=tuple(said),
        about_code=words.say("printing.code"),
        code="\n".join(line for line in lines if line),
        staff="" if staff.code == code else " · ".join(text for text in about if text),
    )


def trial(words: Words, councils: Mapping[str, str], now: datetime) -> Slip:
    """A paper that staff print to see whether the printer does: as large as a person's, with nothing of anybody."""
    text = words.say("console.paper")
    return Slip(
        rtl=words.rtl,
        council=pick(councils, words.code),
        title=words.say("console.device.printer"),
        service="",
        label=words.say("console.paper_label"),
        reference="ABC 123",
        when=_when(words, now),
        said=(),
        about_code=text,
        code=text,
        staff="",
    )


def _when(words: Words, now: datetime) -> str:
    day = date.in_words(now.date().isoformat(), words.code)
    return words.say("printing.when", date=day, time=f"{now.hour}:{now.minute:02}")
