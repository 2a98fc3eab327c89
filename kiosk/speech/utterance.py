"""What a thing on the screen says: one description, shown in the caption and spoken alike.

The order is always the same (A16): label, value or state, place ("2 of 5"), hint, and last what to press. No word
tells what kind of control it is; what to press tells that. Words come from the language files through ``say``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from kiosk.forms.page import Choice, Page, Question, Row
from kiosk.submission import grouped

Kind = Literal["page", "control", "problem", "reference", "notice"]
Press = Literal["press", "choose", "tick", "untick", "type", "change"]

_ESSENTIAL = frozenset({"problem", "reference"})
_ENDINGS = ".?!:…"
_PRESS_FOR_INPUT = {"choice_one": "choose", "choice_many": "tick", "acknowledge": "tick", "note": "go_on"}


class Say(Protocol):
    """Words.say: the sentence under a key, filled in."""

    def __call__(self, key: str, **params: object) -> str: ...


@dataclass(frozen=True)
class Utterance:
    """One thing to say. ``language`` is the code of the words in it ("en", "cy")."""

    text: str
    language: str
    kind: Kind

    @property
    def essential(self) -> bool:
        """Whether only the person may cut it short, never the kiosk (A4)."""
        return self.kind in _ESSENTIAL


def page(shown: Page, say: Say, language: str) -> Utterance:
    """What is said when a page of a form opens: problems first, then the question and how to answer it."""
    first = shown.questions[0] if len(shown.questions) == 1 else None
    parts = [say("speech.problems", count=len(shown.problems))] if shown.problems else []
    parts += [shown.section, shown.heading]
    if first is not None:
        parts += [first.hint, first.guidance, *_how_to_answer(first, say)]
    else:
        parts.append(say("speech.questions", count=len(shown.questions)))
    return Utterance(_sentences(parts), language, "page")


def control(
    label: str,
    say: Say,
    language: str,
    *,
    press: Press,
    value: str = "",
    place: tuple[int, int] | None = None,
    hint: str = "",
) -> Utterance:
    """What is said when a control takes focus. ``place`` is (which, of how many), counted from 1."""
    parts = [label, value, _place(place, say), hint, say(f"speech.press.{press}")]
    return Utterance(_sentences(parts), language, "control")


def field(label: str, typed: str, say: Say, language: str, *, hint: str = "", problem: str = "") -> Utterance:
    """What is said when a box for typing takes focus. ``problem`` is the sentence shown beside it, if any."""
    value = say("speech.typed", text=typed) if typed else say("speech.empty")
    return control(label, say, language, press="type", value=value, hint=_sentences([problem, hint]))


def choice(
    option: Choice, say: Say, language: str, *, chosen: bool, many: bool, place: tuple[int, int]
) -> Utterance:
    """What is said when a choice takes focus, or is chosen. ``many``: several can be chosen (ticked)."""
    press: Press = ("untick" if chosen else "tick") if many else "choose"
    value = say("speech.chosen") if chosen else say("speech.not_chosen")
    return control(option.label, say, language, press=press, value=value, place=place)


def row(line: Row, say: Say, language: str) -> Utterance:
    """What is said when a line of check answers takes focus."""
    return control(line.label, say, language, press="change", value=line.answer or say("speech.not_given"))


def problems(messages: Sequence[str], say: Say, language: str) -> Utterance:
    """What is said when the problem summary takes focus (A11): how many, each in full, and what to do."""
    parts = [say("speech.problems", count=len(messages)), *messages, say("speech.press.problem")]
    return Utterance(_sentences(parts), language, "problem")


def notice(parts: Iterable[str], language: str) -> Utterance:
    """Any other text that is shown: the welcome, a heading with its paragraphs, the goodbye."""
    return Utterance(_sentences(parts), language, "notice")


def reference(code: str, say: Say, language: str) -> Utterance:
    """A reference in groups of three, letter by letter (A12)."""
    return Utterance(_sentences([say("speech.reference", reference=grouped(code))]), language, "reference")


def spelled(code: str, say: Say, language: str) -> Utterance:
    """A reference with a word for each letter, for who asks to have it spelled: "K for Kilo. 7."."""
    letters = (
        c if c.isdigit() else say("speech.spell", letter=c, word=say(f"speech.letter.{c}")) for c in code
    )
    return Utterance(_sentences(letters), language, "reference")


def _how_to_answer(question: Question, say: Say) -> Iterable[str]:
    if question.choices:
        key = "speech.choose_many" if question.input == "choice_many" else "speech.choose_one"
        yield say(key, count=len(question.choices))
    yield say(f"speech.page.{_PRESS_FOR_INPUT.get(question.input, 'type')}")


def _place(place: tuple[int, int] | None, say: Say) -> str:
    return say("speech.place", which=place[0], count=place[1]) if place else ""


def _sentences(parts: Iterable[str]) -> str:
    """Each part as a sentence of its own, so that the voice pauses between them."""
    whole = (" ".join(part.split()) for part in parts)
    return " ".join(part if part[-1] in _ENDINGS else f"{part}." for part in whole if part)
