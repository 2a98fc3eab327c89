"""All words there are, wherever they show: those of the kiosk in each language, those of a service and its form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kiosk.catalogue import Service
from kiosk.forms.form import Control, Element, Form
from kiosk.forms.wording import Text
from kiosk.language import Words, in_form, is_other
from ui.audit.finding import Whose

Kind = Literal["words", "label", "hint", "message", "choice"]
_TEXTS = ("title", "summary", "before", "consent", "send", "done", "next", "contact")


@dataclass(frozen=True)
class Wording:
    """One text. ``where`` names it to whoever can mend it; ``language`` is a code, "" when the form names none."""

    where: str
    text: str
    language: str
    kind: Kind = "words"
    whose: Whose = "kiosk"


def of_kiosk(code: str) -> Iterator[Wording]:
    """The sentences of the interface in one language."""
    words = Words(code)
    for key in sorted(words.keys):
        yield Wording(key, words.say(key), code)


def of_service(service: Service, codes: Sequence[str]) -> Iterator[Wording]:
    """What the service's manifest says."""
    tables = [(name, getattr(service, name)) for name in _TEXTS]
    tables += [(f"other.{name}", texts) for name, texts in service.other.items()]
    tables += [("help", texts) for number in service.help for texts in (number.name, number.hours)]
    for name, texts in tables:
        yield from (Wording(name, texts[code], code, "words", "form") for code in codes if texts.get(code))
    for code in codes:
        yield from (Wording("need", text, code, "words", "form") for text in service.need.get(code, ()))


def of_form(form: Form, codes: Sequence[str]) -> Iterator[Wording]:
    """What the form says, in each of its languages."""
    for label in form.languages:
        own = (code for code in codes if in_form(code, [label]) or is_other(label, code))
        code = next(own, "en" if label == "default" else "")
        for where, text, kind in _texts(form.body):
            words = " ".join("".join(p if isinstance(p, str) else "…" for p in text.template(label)).split())
            if words:
                yield Wording(where, words, code, kind, "form")


def _texts(elements: Sequence[Element]) -> Iterator[tuple[str, Text, Kind]]:
    for element in elements:
        if isinstance(element, Control):
            yield from _of_control(element)
        else:
            if element.label is not None:
                yield element.path, element.label, "label"
            yield from _texts(element.children)


def _of_control(control: Control) -> Iterator[tuple[str, Text, Kind]]:
    path, bind = control.path, control.bind
    note = control.type == "note" or bind.read_only is not None
    texts: tuple[tuple[Text | None, Kind], ...] = (
        (control.label, "label"),
        (control.hint, "words" if note else "hint"),  # under a note's heading stands its text
        (control.guidance, "words"),
        (bind.constraint_message, "message"),
        (bind.required_message, "message"),
    )
    yield from ((path, text, kind) for text, kind in texts if text is not None)
    yield from ((path, item.label, "choice") for item in control.items)
