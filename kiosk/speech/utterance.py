"""What a thing on the screen says: one description, shown in the caption and spoken alike.

The order is always the same (A16): label, value or state, place ("2 of 5"), hint, and last what to press. No word
tells what kind of control it is; what to press tells that. Words come from the language files through ``say``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from kiosk.forms.page import Choice, Page, Question, Row
from kiosk.speech.voice import Recording
from kiosk.submission import grouped

Kind = Literal["page", "control", "problem", "reference", "notice"]
Press = Literal[
    "press", "choose", "chosen", "tick", "untick", "type", "change", "remove", "problem",
    "back", "on", "more", "top", "help", "person", "language", "display", "voice", "stop", "leave",
]  # fmt: skip
"""What pressing does: ``press`` for a button whose own words say it best."""

_ESSENTIAL = frozenset({"problem", "reference"})
_ENDINGS = ".?!:…۔؟"
_ASIDE = " ("
"""What follows the words of a form that are shown with more behind them: "(optional)"."""
_STOPS = {"ur": "۔"}
"""What ends a sentence where it is not a full stop."""
_WAYS = {
    "multiline": "lines",
    "date": "date",
    "time": "date",
    "date_time": "date",
    "step": "step",
    "rank": "rank",
    "choice_one": "choose",
    "choice_many": "tick",
    "search_one": "search",
    "place": "search",
    "address": "lines",
    "barcode": "lines",
    "search_many": "search",
    "acknowledge": "agree",
    "file": "choose",
}
"""For each input the words that tell how to answer: ``speech.page.<way>``; ``type`` for any other."""


class Say(Protocol):
    """Words.say: the sentence under a key, filled in."""

    def __call__(self, key: str, **params: object) -> str: ...


@dataclass(frozen=True)
class Stretch:
    """Characters ``start`` to ``end`` of an utterance's text, all in one ``language``; or as a person recorded them."""

    start: int
    end: int
    language: str
    recording: Recording | None = None


@dataclass(frozen=True)
class Utterance:
    """One thing to say. ``language`` is the code of the words in it ("en", "cy"), save for the ``foreign`` ones.

    Those are in another language, or recorded.
    """

    text: str
    language: str
    kind: Kind
    foreign: tuple[Stretch, ...] = ()

    @property
    def essential(self) -> bool:
        """Whether only the person may cut it short, never the kiosk (A4)."""
        return self.kind in _ESSENTIAL

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The whole text in pieces of one language or one recording each, in order: a voice says one at a time."""
        pieces: list[Stretch] = []
        at = 0
        for piece in self.foreign:
            pieces += [Stretch(at, piece.start, self.language), piece]
            at = piece.end
        pieces.append(Stretch(at, len(self.text), self.language))
        return tuple(p for p in pieces if self.text[p.start : p.end].strip(" .۔")) or tuple(pieces[-1:])


def since(said: Utterance, start: int) -> Utterance:
    """What is left of ``said`` from the character ``start``."""
    left = (
        replace(piece, start=max(piece.start - start, 0), end=piece.end - start)
        for piece in said.foreign
        if piece.end > start
    )
    return replace(said, text=said.text[start:], foreign=tuple(left))


def borrowing(said: Utterance, texts: Iterable[str], language: str) -> Utterance:
    """``said`` with each of ``texts`` in it to be read in ``language``: those that there is no translation of (L3)."""
    found: list[Stretch] = []
    for text in sorted({" ".join(text.split()) for text in texts} - {""}, key=len, reverse=True):
        start = said.text.find(text)
        end = start + len(text)
        if start >= 0 and all(end <= other.start or start >= other.end for other in found):
            found.append(Stretch(start, end, language))
    return replace(said, foreign=tuple(sorted(found, key=lambda piece: piece.start)))


def recorded(said: Utterance, files: Mapping[str, str]) -> Utterance:
    """``said`` with each of the texts in ``files`` to be heard from its file, where it is said whole.

    Words that stand for less than a sentence of what is said are the voice's to say.
    """
    found: list[Stretch] = []
    for words in sorted(files, key=len, reverse=True):
        place = _whole(said.text, " ".join(words.split()))
        if place is None or any(_meet(place, other) for other in found):
            continue
        around = [piece for piece in said.foreign if _meet(place, piece)]
        if all(place[0] <= piece.start and piece.end <= place[1] for piece in around):
            language = around[0].language if around else said.language
            found.append(Stretch(*place, language, Recording(said.text[slice(*place)], files[words])))
    others = [piece for piece in said.foreign if not any(_meet((piece.start, piece.end), f) for f in found)]
    return replace(said, foreign=tuple(sorted((*found, *others), key=lambda piece: piece.start)))


def _whole(text: str, words: str) -> tuple[int, int] | None:
    """Where ``words`` are said as sentences of their own, with the sign that ends them."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        begins = at == 0 or (text[at - 1] == " " and text[at - 2] in _ENDINGS)
        if begins and (end == len(text) or (text[end] in _ENDINGS and text[end + 1 : end + 2] in {"", " "})):
            return at, min(end + 1, len(text))
        if begins and (words[-1] in _ENDINGS or text.startswith(_ASIDE, end)):
            return at, end
        at = text.find(words, at + 1)
    return None


def _meet(place: tuple[int, int], piece: Stretch) -> bool:
    return place[0] < piece.end and piece.start < place[1]


def page(shown: Page, say: Say, language: str) -> Utterance:
    """What is said when a page of a form opens: problems first, then the question and how to answer it.

    A page of several questions says its notes, which take no focus, and how many questions there are; each of
    them is said when it takes focus.
    """
    parts = [say("speech.problems", count=len(shown.problems))] if shown.problems else []
    parts += [shown.section, shown.heading]
    if len(shown.questions) == 1:
        only = shown.questions[0]
        parts += [only.hint, only.guidance, *_how_to_answer(only, say)]
    else:
        notes = [question for question in shown.questions if _only_tells(question)]
        asked = [question for question in shown.questions if not _only_tells(question)]
        parts += [text for note in notes for text in (note.label, _told(note), note.hint, note.guidance)]
        if asked:
            parts.append(say("speech.questions", count=len(asked)))
        parts.append(say("speech.page.several" if asked else "speech.page.go_on"))
    return Utterance(_sentences(parts, language), language, "page")


def control(
    label: str,
    say: Say,
    language: str,
    *,
    press: Press | None,
    value: str = "",
    place: tuple[int, int] | None = None,
    hint: str = "",
    context: Sequence[str] = (),
) -> Utterance:
    """What is said when a control takes focus. ``place`` is (which, of how many), counted from 1.

    ``context`` is what it belongs to, said first when the focus comes in from elsewhere. ``press`` is None when
    there is nothing to do.
    """
    act = say(f"speech.press.{press}") if press else ""
    return Utterance(
        _sentences([*context, label, value, _place(place, say), hint, act], language), language, "control"
    )


def field(
    label: str,
    typed: str,
    say: Say,
    language: str,
    *,
    hint: str = "",
    context: Sequence[str] = (),
    read_only: bool = False,
    value: str = "",
) -> Utterance:
    """What is said when a box for typing takes focus. ``value`` is said in place of what is typed."""
    if read_only:
        return control(label, say, language, press=None, value=typed, hint=hint, context=context)
    value = value or (say("speech.typed", text=typed) if typed else say("speech.empty"))
    return control(label, say, language, press="type", value=value, hint=hint, context=context)


def choice(
    option: Choice,
    say: Say,
    language: str,
    *,
    chosen: bool,
    many: bool,
    place: tuple[int, int],
    context: Sequence[str] = (),
) -> Utterance:
    """What is said when a choice takes focus, or is chosen. ``many``: several can be chosen (ticked)."""
    press: Press = ("untick" if chosen else "tick") if many else ("chosen" if chosen else "choose")
    value = say("speech.chosen") if chosen else say("speech.not_chosen")
    return control(option.label, say, language, press=press, value=value, place=place, context=context)


def row(line: Row, say: Say, language: str) -> Utterance:
    """What is said when a line of check answers takes focus; its section first, where it has one."""
    value = _listed(line.answer) or say("speech.not_given")
    context = (line.section,) if line.section else ()
    return control(line.label, say, language, press="change", value=value, context=context)


def problems(messages: Sequence[str], say: Say, language: str) -> Utterance:
    """What is said when the problem summary takes focus (A11): how many, each in full, and what to do."""
    parts = [say("speech.problems", count=len(messages)), *messages, say("speech.page.problem")]
    return Utterance(_sentences(parts, language), language, "problem")


def notice(parts: Iterable[str], language: str) -> Utterance:
    """Any other text that is shown: the welcome, a heading with its paragraphs, the goodbye."""
    return Utterance(_sentences(parts, language), language, "notice")


def joined(parts: Iterable[Utterance]) -> Utterance | None:
    """Several as one, each still in its own language; None when there are none."""
    whole: Utterance | None = None
    for part in parts:
        if whole is None or not whole.text:
            whole = replace(part, kind="notice")
            continue
        at = len(whole.text) + 1
        own = [replace(piece, start=piece.start + at, end=piece.end + at) for piece in part.foreign]
        if part.language != whole.language:
            own = [replace(p, start=p.start + at, end=p.end + at) for p in part.stretches]
        whole = replace(whole, text=f"{whole.text} {part.text}", foreign=(*whole.foreign, *own))
    return whole


def reference(code: str, say: Say, language: str) -> Utterance:
    """A reference in groups of three, letter by letter (A12)."""
    return Utterance(
        _sentences([say("speech.reference", reference=grouped(code))], language), language, "reference"
    )


def spelled(code: str, say: Say, language: str) -> Utterance:
    """A reference with a word for each letter, for who asks to have it spelled: "K for Kilo. 7."."""
    letters = (
        c if c.isdigit() else say("speech.spell", letter=c, word=say(f"speech.letter.{c}")) for c in code
    )
    return Utterance(_sentences(letters, language), language, "reference")


def to_choose(say: Say, count: int = 0) -> tuple[str, ...]:
    """How many there are to choose from, when it is told, and how to hear and choose them."""
    return (*([say("speech.choices", count=count)] if count else ()), say("speech.page.move"))


def to_hear(answers: int, say: Say) -> tuple[str, ...]:
    """How many answers there are, and how to hear them."""
    return (say("speech.answers", count=answers), say("speech.page.hear"))


def to_leave(button: str, say: Say, *, back: bool = False) -> str:
    """How to reach the button that leads on, or the one that leads ``back``."""
    return say(f"speech.page.{'back' if back else 'button'}", button=button)


def _how_to_answer(question: Question, say: Say) -> Iterable[str]:
    if _only_tells(question):
        yield _told(question)
        yield say("speech.page.go_on")
        return
    if question.input in {"choice_one", "choice_many", "search_one", "search_many"}:
        yield say("speech.choices", count=len(question.choices))
    yield say(f"speech.page.{_WAYS.get(question.input, 'type')}")


def _only_tells(question: Question) -> bool:
    """Whether there is nothing to do: a note, what is reckoned, and choices that another answer has yet to bring."""
    if question.input in {"choice_one", "choice_many"} and not question.choices:
        return True
    return question.input == "note" or question.read_only


def _told(question: Question) -> str:
    """What a question that can only be read has for an answer; a note has none."""
    return "" if question.input == "note" else _listed(question.answer)


def _listed(answer: str) -> str:
    """An answer of several lines, with a pause between them."""
    return ", ".join(line.strip().rstrip(",") for line in answer.splitlines() if line.strip())


def _place(place: tuple[int, int] | None, say: Say) -> str:
    """Nothing for the only one: "1 of 1" tells nobody anything."""
    return say("speech.place", which=place[0], count=place[1]) if place and place[1] > 1 else ""


def _sentences(parts: Iterable[str], language: str) -> str:
    """Each part as a sentence of its own, so that the voice pauses between them."""
    whole = (" ".join(part.split()) for part in parts)
    stop = _STOPS.get(language, ".")
    return " ".join(part if part[-1] in _ENDINGS else f"{part}{stop}" for part in whole if part)
