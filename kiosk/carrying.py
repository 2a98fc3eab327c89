"""Told once: answers of a form that was sent, for another form of the same visit, where the person asks for it.

Nothing outlives the form unless they said so before they sent it, and nothing is filled in unless they choose it
(docs/decisions/0044-told-once-only-if-asked-before.md).
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.errors import EvaluationError, FormError
from kiosk.stage import Before, UseAgain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.forms.filling import Filling
    from kiosk.forms.page import Question
    from kiosk.helper import Helper
    from kiosk.visit import Visit

KINDS = ("name", "bday", "address", "tel", "email", "nino")
"""What is kept, as it is told before: each has its words."""
_NAMES = ("name", "honorific-prefix", "given-name", "additional-name", "family-name")


@dataclass(frozen=True)
class Offer:
    """What the form under way could take, as one thing to choose: the lines of an address are one.

    ``kind`` is one of KINDS; ``paths`` are the questions, each after its ``once``. ``label`` and ``answer`` are as its
    check answers has them.
    """

    kind: str
    paths: tuple[tuple[str, str], ...]
    label: str
    answer: str = field(repr=False)


def kind(once: str) -> str:
    """Which of KINDS a name of the vocabulary is of."""
    return once if once in KINDS else "name" if once in _NAMES else "address"


def can_be_kept(visit: "Visit") -> tuple[str, ...]:
    """Consent: which KINDS of answers of this form another could use; () where there is none, or no other form.

    Nothing is kept of a short form that lies over another, nor of one whose person may be in danger (P6).
    """
    if visit.beneath is not None or visit.offered.sensitive or len(visit.catalogue.services) == 1:
        return ()
    found = {kind(once) for once, _ in visit.filling.told_once(sent=True)}
    return tuple(each for each in KINDS if each in found)


def kept_kinds(visit: "Visit") -> tuple[str, ...]:
    """Which KINDS are kept now."""
    found = {kind(once) for once in visit.earlier.kept}
    return tuple(each for each in KINDS if each in found)


def want(visit: "Visit", *, wanted: bool) -> None:
    """Whether answers are to be kept for another form. What was kept before goes when they are not."""
    visit.earlier.wanted = wanted
    if not wanted:
        visit.earlier.kept.clear()


def done(visit: "Visit") -> None:
    """The submission is committed, and its answers are about to be forgotten."""
    earlier = visit.earlier
    if visit.service is not None and visit.beneath is None:
        earlier.done = (*earlier.done, visit.service.id)
    if not earlier.wanted or not can_be_kept(visit):
        return
    if earlier.about != visit.acting:
        earlier.kept.clear()
    earlier.about = visit.acting
    fresh: set[str] = set()
    for once, question in visit.filling.told_once(sent=True):
        if once not in fresh:  # of two that ask the same, the first
            earlier.kept[once] = question.raw
        fresh.add(once)


def ask(visit: "Visit") -> bool:
    """Before: whether the person is asked now which answers to use; their page shows then."""
    earlier = visit.earlier
    earlier.chosen = frozenset()
    earlier.offers = _offers(visit) if isinstance(visit.stage, Before) and earlier.kept else ()
    earlier.offered_to = _now(visit)
    if earlier.offers:
        visit.stage = UseAgain()
    return bool(earlier.offers)


def offers(visit: "Visit") -> tuple[Offer, ...]:
    """UseAgain: what can be chosen, in the language of now; nothing where the form is for somebody else by now."""
    earlier, now = visit.earlier, _now(visit)
    if earlier.offered_to != now:
        if earlier.offered_to[1:] != now[1:]:
            earlier.chosen = frozenset()  # of a form that lay over this one
        earlier.offers, earlier.offered_to = _offers(visit), now
    return earlier.offers


def _now(visit: "Visit") -> "tuple[str, str, Helper | None]":
    return (visit.language, visit.service.id if visit.service else "", visit.acting)


def choose(visit: "Visit", which: str, *, chosen: bool) -> None:
    """UseAgain: what is offered of this kind is to be used, or not."""
    visit.earlier.chosen = visit.earlier.chosen | {which} if chosen else visit.earlier.chosen - {which}


def choose_all(visit: "Visit") -> None:
    """UseAgain: all of them, or none where all were chosen."""
    every = frozenset(offer.kind for offer in visit.earlier.offers)
    visit.earlier.chosen = every if visit.earlier.chosen != every else frozenset()


def use(visit: "Visit") -> None:
    """UseAgain: what was chosen stands in the form from now on, and can be changed there."""
    earlier = visit.earlier
    for offer in offers(visit):
        for once, path in offer.paths if offer.kind in earlier.chosen else ():
            visit.filling.take(path, earlier.kept[once])
    earlier.offers, earlier.chosen = (), frozenset()
    visit.start()


def _offers(visit: "Visit") -> tuple[Offer, ...]:
    """Tried in an empty form that is thrown away: until the person says so, nothing stands in theirs."""
    if visit.earlier.about != visit.acting or visit.service is None:
        return ()
    try:
        trial = visit.new_filling(visit.service)
        return _fitting(visit, trial)
    except (FormError, EvaluationError):
        return ()


def _fitting(visit: "Visit", trial: "Filling") -> tuple[Offer, ...]:
    """What the form takes, and has no answer to yet."""
    kept = visit.earlier.kept
    answered = {question.path for _, question in visit.filling.told_once() if question.answer}
    found: dict[str, list[tuple[str, str]]] = {}
    for once, question in trial.told_once():
        free = once in kept and question.path not in answered
        if free and trial.take(question.path, kept[once]):
            found.setdefault(kind(once), []).append((once, question.path))
    shown = {question.path: question for _, question in trial.told_once()}
    made = tuple(_offer(visit, each, paths, shown) for each, paths in found.items())
    trial.forget()
    return made


def _offer(
    visit: "Visit", which: str, paths: list[tuple[str, str]], shown: "Mapping[str, Question]"
) -> Offer:
    parts = {once: shown[path] for once, path in reversed(paths)}  # of two that ask the same, the first
    label = next(reversed(parts.values())).label
    if len(parts) > 1:
        label = visit.words.say(f"once.{which}")
        label = label[:1].upper() + label[1:]
    answer = ", ".join(question.answer for question in reversed(parts.values()))
    return Offer(which, tuple(paths), label, answer)
