"""Short questions before a form that tell whether it is needed at all: [[check]] in a service's manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kiosk.help_numbers import NUMBER
from kiosk.language import FALLBACK, pick

Go = Literal["on", "form", "instead"]
"""Where an answer leads: to the next question (after the last: the form), straight to the form, or elsewhere."""

_WAYS = ("on", "form", "instead")
_OWN = ("yes", "no")
"""The labels that the kiosk's own words say, in every language."""
_MOST = 6
_CHOICES = (2, 6)
_LONGEST = 300
_KEYS = {"label", "go", "because", "page", "service", "phone"}


@dataclass(frozen=True)
class Choice:
    """One answer. ``own`` is "yes" or "no" where the kiosk's own words say it, else ``label`` does.

    ``because`` says why the form may not be needed; ``page``, ``service`` and ``phone`` what to do instead: the id of
    a page of information, that of a service, a number to call.
    """

    go: Go
    own: str = ""
    label: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    service: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Check:
    """One question. Its answer is neither kept nor sent."""

    question: Mapping[str, str]
    choices: tuple[Choice, ...]
    hint: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> Iterator[Mapping[str, str]]:
        """All that it says in words of its own."""
        yield from (self.question, self.hint)
        for choice in self.choices:
            yield from (choice.label, choice.because)


def borrowed(checks: tuple[Check, ...], language: str) -> set[str]:
    """What they say in English for want of ``language``."""
    lacking = (texts for check in checks for texts in check.texts() if texts and language not in texts)
    return {pick(texts, language) for texts in lacking}


def read(tables: list[dict[str, Any]]) -> tuple[Check, ...]:
    """The questions of a manifest in which :func:`fault` finds nothing."""
    return tuple(
        Check(table["question"], tuple(map(_choice, table["choice"])), table.get("hint", {}))
        for table in tables
    )


def _choice(table: dict[str, Any]) -> Choice:
    label = table["label"]
    own = {"own": label, "label": {}} if isinstance(label, str) else {"label": label}
    return Choice(**{**table, **own})


def fault(tables: object, service: str) -> str:
    """What is wrong with the [[check]] tables of the manifest of ``service``, in a sentence; "" when nothing is."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return "write each question before the form as a table of its own, [[check]]."
    if len(tables) > _MOST:
        return f"there are {len(tables)} questions before the form; keep the {_MOST} that matter most."
    found = (_fault(table, f"check {at}", service) for at, table in enumerate(tables, 1))
    return next(filter(None, found), "")


def _fault(table: dict[str, object], which: str, service: str) -> str:
    for key in table:
        if key not in {"question", "hint", "choice"}:
            return f"{which} has a key {key!r} that Handrail does not know: take it out or mend its name."
    if wrong := _texts(table.get("question"), f"{which}: question"):
        return wrong
    if "hint" in table and (wrong := _texts(table["hint"], f"{which}: hint")):
        return wrong
    choices = table.get("choice")
    least, most = _CHOICES
    if not isinstance(choices, list) or not all(isinstance(each, dict) for each in choices):
        return f"{which}: write each answer as a table of its own, [[check.choice]]."
    if not least <= len(choices) <= most:
        return f"{which} has {len(choices)} answers: write {least} to {most} of them."
    found = (_fault_of_choice(each, f"{which}, answer {at}", service) for at, each in enumerate(choices, 1))
    if wrong := next(filter(None, found), ""):
        return wrong
    if all(each["go"] == "instead" for each in choices):
        return f'{which} leads nobody to the form: give one of its answers go = "on".'
    return ""


def _fault_of_choice(table: dict[str, object], which: str, service: str) -> str:
    for key in table:
        if key not in _KEYS:
            return f"{which} has a key {key!r} that Handrail does not know: take it out or mend its name."
    label, go = table.get("label"), table.get("go")
    if label not in _OWN and (wrong := _texts(label, f"{which}: label")):
        return wrong
    if go not in _WAYS:
        return f"{which}: go must be one of {', '.join(_WAYS)}."
    told = sorted(_KEYS & set(table) - {"label", "go"})
    if go != "instead":
        return f'{which} has {told[0]!r}, which goes with go = "instead" alone: take it out.' if told else ""
    return _texts(table.get("because"), f"{which}: because") or _fault_of_instead(table, which, service)


def _fault_of_instead(table: dict[str, object], which: str, service: str) -> str:
    for key in ("page", "service", "phone"):
        if not isinstance(table.get(key, "-"), str) or not table.get(key, "-"):
            return f"{which}: write {key} as text in quotes."
    if table.get("service") == service:
        return f"{which} sends people from this service to itself: name another one, or the page to read."
    if "phone" in table and not NUMBER.fullmatch(str(table["phone"])):
        return f'{which}: write phone as it is dialled, in quotes and with spaces: "01632 960 200".'
    return ""


def _texts(texts: object, which: str) -> str:
    if not isinstance(texts, dict) or not all(isinstance(text, str) and text for text in texts.values()):
        return f'write {which} as {{ en = "..." }}.'
    if FALLBACK not in texts:
        return f"{which} is not there in English: add it, since every other language falls back on it."
    if any(len(text) > _LONGEST for text in texts.values()):
        return f"{which} is longer than {_LONGEST} characters: say it in fewer words."
    return ""
