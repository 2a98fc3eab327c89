"""What changed from one wording of a form to the next, question by question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Literal

from kiosk.authoring.questions import CALCULATE, GROUP, NOTE, REPEAT, By, Question, questions_of
from kiosk.catalogue import Service
from kiosk.forms.form import Form

Kind = Literal[
    "service",
    "form",
    "added",
    "removed",
    "renamed",
    "moved",
    "reworded",
    "choice added",
    "choice removed",
    "choice reworded",
    "choices moved",
    "type",
    "look",
    "rule",
]
"""The kinds of change. "service" is of the manifest, "form" of the whole form: its id, its title, its languages."""

LANGUAGES = {"en": "English", "cy": "Welsh", "pl": "Polish", "ur": "Urdu"}
"""Codes of a manifest, in words."""

UNASKED = frozenset({GROUP, REPEAT, NOTE, CALCULATE})
"""What nobody answers."""


@dataclass(frozen=True)
class Change:
    """One change.

    ``question`` is the name in the sheet, "" for the form; ``label`` the question in words. ``what`` is the column
    (label, hint, relevant, …) or the value of a choice; ``language`` the form's name of it, "" where that does not
    matter. ``before`` and ``after`` are the words, the rule or the type; "" for none. ``type`` is the question's now;
    ``required`` whether it must be answered.
    """

    kind: Kind
    question: str
    label: str
    what: str = ""
    language: str = ""
    before: str = ""
    after: str = ""
    type: str = ""
    required: bool = False


WORDS: frozenset[Kind] = frozenset({"reworded", "choice reworded"})
"""Changes of words alone, which leave the answers as they are."""


def compare(before: Form, after: Form) -> tuple[Change, ...]:
    """Every change from ``before`` to ``after``, in the order of the sheet; () when they ask the same."""
    old, new = questions_of(before), questions_of(after)
    language = after.default_language
    pairs = _pairs(old, new, language)
    changes = list(_of_form(before, after))
    taken = {one.path for one, _ in pairs.values()}
    moved = _moved(old, new, pairs)
    for place, question in enumerate(new):
        found = pairs.get(question.path)
        if found is None:
            changes.append(_new("added", question, language, after=_after(new, place, language)))
            continue
        was, how = found
        if how == "renamed":
            changes.append(_new("renamed", question, language, before=was.name, after=question.name))
        elif how == "moved" or question.path in moved:
            changes.append(_new("moved", question, language, after=_after(new, place, language)))
        changes += _of_question(was, question, language)
    gone = (one for one in old if one.path not in taken)
    return (*changes, *(_new("removed", one, language, before=one.label(language)) for one in gone))


def compare_services(before: Service, after: Service) -> tuple[Change, ...]:
    """Every change of a manifest, text by text in each language."""
    found = []
    for name in Service.__dataclass_fields__.keys() - {"folder", "variant", "form"}:
        was, now = (dict(_leaves(getattr(each, name))) for each in (before, after))
        for at in dict.fromkeys((*was, *now)):
            old, new = was.get(at, ""), now.get(at, "")
            if old != new:
                *way, last = at or ("",)
                spoken = last in LANGUAGES
                what = " ".join((name, *way, *([] if spoken else [last]))).strip()
                found.append(Change("service", "", "", what, last if spoken else "", old, new))
    return tuple(sorted(found, key=lambda one: one.what))


def _leaves(value: object, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text in a value of a manifest, with the way to it; what is nothing is left out."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*at, str(key)))
    elif is_dataclass(value):
        for part in fields(value):
            yield from _leaves(getattr(value, part.name), (*at, part.name))
    elif isinstance(value, list | tuple):
        if all(isinstance(each, str) for each in value):
            yield at, ", ".join(value)
        else:
            for number, inner in enumerate(value, 1):
                yield from _leaves(inner, (*at, str(number)))
    elif value not in (None, 0, False, ""):
        yield at, str(value)


def _pairs(
    old: Sequence[Question], new: Sequence[Question], language: str
) -> dict[str, tuple[Question, str]]:
    """Which question each was before: at its path, of its name in another group, or with its words."""
    by_path = {one.path: one for one in old}
    pairs = {one.path: (by_path[one.path], "same") for one in new if one.path in by_path}
    for how in ("moved", "renamed"):
        left = [one for one in old if one.path not in {was.path for was, _ in pairs.values()}]
        fresh = [one for one in new if one.path not in pairs]
        known, wanted = (_unique(each, how, language) for each in (left, fresh))
        pairs |= {wanted[key].path: (known[key], how) for key in known.keys() & wanted.keys()}
    return pairs


def _unique(questions: Sequence[Question], how: str, language: str) -> dict[str, Question]:
    """By name, or by type and words, where no two are alike."""
    keyed = [
        (one.name if how == "moved" else f"{one.type} {one.label(language)}", one)
        for one in questions
        if one.type != CALCULATE or how == "moved"
    ]
    keys = [key for key, _ in keyed]
    return {key: one for key, one in keyed if keys.count(key) == 1}


def _moved(
    old: Sequence[Question], new: Sequence[Question], pairs: Mapping[str, tuple[Question, str]]
) -> set[str]:
    """The paths of those that stand in another order; as few as tell it."""
    order = [one.path for one in old]
    now = [pairs[one.path][0].path for one in new if one.path in pairs]
    before = [path for path in order if path in set(now)]
    back = {was.path: path for path, (was, _) in pairs.items()}
    same = {
        path
        for a, _, size in SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
        for path in before[a : a + size]
    }
    return {back[path] for path in now if path not in same}


def _of_form(before: Form, after: Form) -> Iterator[Change]:
    for what, was, now in (
        ("form_id", before.id, after.id),
        ("form_title", before.title, after.title),
        ("languages", ", ".join(before.languages), ", ".join(after.languages)),
    ):
        if was != now:
            yield Change("form", "", "", what, before=was, after=now)


def _of_question(was: Question, now: Question, language: str) -> Iterator[Change]:
    if was.type != now.type:
        yield _new("type", now, language, before=was.type, after=now.type)
    if was.look != now.look:
        yield _new("look", now, language, before=was.look, after=now.look)
    for what in sorted(was.words.keys() | now.words.keys()):
        for tongue, old, new in _each(was.words.get(what, {}), now.words.get(what, {})):
            yield _new("reworded", now, language, what=what, tongue=tongue, before=old, after=new)
    for what in sorted(was.rules.keys() | now.rules.keys()):
        if was.rules.get(what) != now.rules.get(what):
            old, new = was.rules.get(what, ""), now.rules.get(what, "")
            yield _new("rule", now, language, what=what, before=old, after=new)
    yield from _of_choices(was, now, language)


def _of_choices(was: Question, now: Question, language: str) -> Iterator[Change]:
    for value in was.choices:
        if value not in now.choices:
            said = _in(was.choices[value], language)
            yield _new("choice removed", now, language, what=value, before=said)
    for value, words in now.choices.items():
        if value not in was.choices:
            yield _new("choice added", now, language, what=value, after=_in(words, language))
            continue
        for tongue, old, new in _each(was.choices[value], words):
            yield _new("choice reworded", now, language, what=value, tongue=tongue, before=old, after=new)
    kept = [value for value in was.choices if value in now.choices]
    again = [value for value in now.choices if value in was.choices]
    if kept != again:
        before, after = (
            ", ".join(_in(each.choices[value], language) for value in order)
            for each, order in ((was, kept), (now, again))
        )
        yield _new("choices moved", now, language, before=before, after=after)


def _each(was: By, now: By) -> Iterator[tuple[str, str, str]]:
    """Each language in which words differ, with those of before and of now."""
    for language in (*now, *(each for each in was if each not in now)):
        if was.get(language, "") != now.get(language, ""):
            yield language, was.get(language, ""), now.get(language, "")


def _in(words: By, language: str) -> str:
    return words.get(language) or next(filter(None, words.values()), "")


def _after(questions: Sequence[Question], place: int, language: str) -> str:
    return questions[place - 1].label(language) if place else ""


def _new(
    kind: Kind,
    question: Question,
    language: str,
    *,
    what: str = "",
    tongue: str = "",
    before: str = "",
    after: str = "",
) -> Change:
    return Change(
        kind,
        question.name,
        question.label(language),
        what,
        tongue,
        before,
        after,
        question.type,
        question.rules.get("required", "") != "",
    )
