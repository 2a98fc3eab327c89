"""Turns a submission's instance XML into tables of answers for council staff to read."""

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_ANSWERS = 5_000
MOST_GROUPS = 30
"""Inside one another; no form of a council comes near."""

MOST_CHARACTERS = 20_000
"""Of one answer on the page; the whole of it is in the XML."""

_META = "meta"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Answer:
    """One answer; ``name`` is the node's name made readable, ``text`` is empty when there is no answer."""

    name: str
    text: str
    cut: bool


@dataclass
class Section:
    """The answers directly inside one group; ``trail`` is the groups around them, outermost first."""

    trail: tuple[str, ...]
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True)
class Answers:
    """A submission's answers in the order of its form.

    ``complete`` is False when there were too many, or too many groups inside one another, to list all.
    """

    sections: tuple[Section, ...]
    complete: bool


def read_answers(instance: bytes) -> Answers | None:
    """The answers in an OpenRosa instance, or None when it cannot be read. Work is bounded (promise 5)."""
    try:
        root = fromstring(instance, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    sections: list[Section] = []
    waiting: list[tuple[Element, tuple[str, ...]]] = _inside(root, ())
    count, too_deep = 0, False
    while waiting and count < MOST_ANSWERS:
        node, trail = waiting.pop()
        if len(node):
            too_deep |= len(trail) > MOST_GROUPS
            waiting += _inside(node, trail) if len(trail) <= MOST_GROUPS else []
            continue
        count += 1
        # A group's own answers stay together; those after an inner group go under the group's heading again.
        if not sections or sections[-1].trail != trail[:-1]:
            sections.append(Section(trail[:-1]))
        text = (node.text or "").strip()
        sections[-1].answers.append(Answer(trail[-1], text[:MOST_CHARACTERS], len(text) > MOST_CHARACTERS))
    return Answers(tuple(sections), complete=not (waiting or too_deep))


def readable(name: str) -> str:
    """A node's or service's name as words: ``date_of_birth`` is "Date of birth"."""
    words = " ".join(re.split(r"[_\-\s.]+", _CAMEL.sub(" ", name))).strip()
    if words.isupper() or " " in name:
        return words
    return words[:1].upper() + words[1:].lower()


def _inside(node: Element, trail: tuple[str, ...]) -> list[tuple[Element, tuple[str, ...]]]:
    """What is inside a node, last first, each with its own name at the end of its trail."""
    names = [_local(child.tag) for child in node]
    repeated = Counter(names)
    seen: Counter[str] = Counter()
    found = []
    for child, name in zip(node, names, strict=True):
        if not trail and name == _META:
            continue
        seen[name] += 1
        number = f" {seen[name]}" if repeated[name] > 1 else ""
        found.append((child, (*trail, readable(name) + number)))
    return found[::-1]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
