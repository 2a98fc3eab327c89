"""Walks a form many times to open every page of it, and tells which were never reached."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from kiosk.errors import EvaluationError
from kiosk.forms.filling import Filling
from kiosk.forms.form import Element, Form, Group, Repeat
from kiosk.forms.page import Raw
from kiosk.forms.walk import Stuck, Walk, walk
from kiosk.forms.xpath import Expression

POSITION = re.compile(r"\[\d+\]")
PATH = r"((?:/|\.\./|\./)[\w./-]{1,300})"
ANY_PATH = re.compile(PATH)
EQUALS = re.compile(PATH + r"\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|(\d[\d.]*))")
SELECTED = re.compile(r"selected\s*\(\s*" + PATH + r"\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)")
NUMBER = re.compile(PATH + r"\s*([<>]=?)\s*(-?\d+(?:\.\d+)?)")
FOLLOWED = 0.8
"""How often a value that a condition names is tried: it may stand there to be refused."""

TOGETHER = 0.3
LONGEST = 5_000
"""Characters of an expression that is looked into."""


@dataclass(frozen=True)
class Coverage:
    """What some walks opened: pages by the path of their node, in the form's order; ``stuck`` are those cut short.

    ``answers`` are those of the walks that came to the end and opened a page that none before them had.
    """

    pages: tuple[str, ...]
    reached: frozenset[str]
    walks: int
    stuck: tuple[Stuck, ...] = ()
    answers: tuple[Mapping[str, Raw], ...] = ()

    @property
    def never(self) -> tuple[str, ...]:
        """The pages that no walk opened."""
        return tuple(page for page in self.pages if page not in self.reached)


def explore(form: Form, walks: int, begin: Callable[[int], Filling]) -> Coverage:
    """Walk up to ``walks`` times, each time steering to a page not opened yet; stops when all have been.

    ``begin`` gives an empty Filling for a seed. The same form and number give the same walks.
    """
    pages = tuple(dict.fromkeys(_pages(form.body)))
    wanted = _answers(form)
    reached: set[str] = set()
    stuck: dict[str, Stuck] = {}
    answers: list[Mapping[str, Raw]] = []
    taken = 0
    for seed in range(walks):
        left = [page for page in pages if page not in reached]
        if not left:
            break
        taken += 1
        goal = left[seed % len(left)]
        try:
            found: Walk | Stuck = walk(begin(seed), Random(seed), _steer(goal, wanted, form, Random(-seed)))  # noqa: S311 - a test drive
        except EvaluationError as error:
            found = Stuck(goal, str(error))
        opened = {_page_of(key, pages) for key in found.pages}
        if isinstance(found, Stuck):
            stuck.setdefault(found.path, found)
        elif opened - reached:
            answers.append(found.answers)
        reached |= opened
    return Coverage(pages, frozenset(reached), taken, tuple(stuck.values()), tuple(answers))


def _pages(elements: tuple[Element, ...]) -> Iterator[str]:
    """The path of each page: a question's, or that of the first question of a group that is one page."""
    for element in elements:
        if isinstance(element, Group | Repeat) and not element.field_list:
            yield from _pages(element.children)
        elif isinstance(element, Group | Repeat):
            yield element.path or next(_pages(element.children), "")
            yield from (page for inner in _repeats(element.children) for page in _pages((inner,)))
        else:
            yield element.path


def _repeats(elements: tuple[Element, ...]) -> Iterator[Repeat]:
    """Repeats inside a page follow it as pages of their own."""
    for element in elements:
        if isinstance(element, Repeat):
            yield element
        elif isinstance(element, Group):
            yield from _repeats(element.children)


def _page_of(key: str, pages: tuple[str, ...]) -> str:
    path = POSITION.sub("", key.partition("#")[0])  # the list of a repeat's entries is none of the form's own
    return path if path in pages else ""


def _answers(form: Form) -> dict[str, list[tuple[str, str]]]:
    """For each node, the answers that its relevance asks of other questions: path and value."""
    made: dict[str, list[tuple[str, str]]] = {}
    for path, bind in form.binds.items():
        found = [pair for expression in (bind.relevant, bind.calculate) for pair in _asked(expression, path)]
        if found:
            made[path] = found
    return made


def _asked(expression: Expression | None, base: str) -> Iterator[tuple[str, str]]:
    text = _without_not(expression.source[:LONGEST]) if expression else ""
    for match in (*EQUALS.finditer(text), *SELECTED.finditer(text)):
        yield (
            _absolute(match[1], base),
            next(value for value in (*match.groups()[1:], "") if value is not None),
        )
    for match in NUMBER.finditer(text):
        step = {">": 1, "<": -1}.get(match[2], 0)
        yield _absolute(match[1], base), f"{float(match[3]) + step:g}"

    for match in ANY_PATH.finditer(text):
        yield _absolute(match[1], base), ""  # any answer, so long as it is asked


def _without_not(text: str) -> str:
    """The expression without what must not be: its values lead away from the page."""
    while (start := text.find("not(")) >= 0:
        end, depth = start + len("not("), 1
        while end < len(text) and depth:
            depth += (text[end] == "(") - (text[end] == ")")
            end += 1
        text = text[:start] + text[end:]
    return text


def _absolute(path: str, base: str) -> str:
    if path.startswith("/"):
        return path
    steps = base.split("/")
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _steer(
    goal: str, wanted: Mapping[str, list[tuple[str, str]]], form: Form, random: Random
) -> Mapping[str, Sequence[Raw]]:
    """Answers that lead to a page: for each question on the way one of those that its relevance names.

    Of the values that several conditions on the way name, those of the condition nearest to the page go before.
    """
    made: dict[str, dict[int, list[str]]] = {}
    waiting, seen = deque([(goal, 0)]), set[str]()
    while waiting:
        path, away = waiting.popleft()
        above = ["/".join(path.split("/")[:end]) for end in range(path.count("/") + 1, 1, -1)]
        for around in above:
            if around in seen:
                continue
            seen.add(around)
            for asked, value in wanted.get(around, ()):
                if value and random.random() < FOLLOWED:
                    made.setdefault(asked, {}).setdefault(away, []).append(value)
                waiting.append((asked, away + 1))
    multiple = {control.path for control in form.controls if control.type == "select_multiple"}
    return {path: [_answer(_near(values, random), random, path in multiple)] for path, values in made.items()}


def _near(values: Mapping[int, list[str]], random: Random) -> list[str]:
    nearest = values[min(values)]
    return nearest if random.random() < FOLLOWED else [one for each in values.values() for one in each]


def _answer(values: list[str], random: Random, several: bool) -> Raw:
    """One of the values; where several can be chosen sometimes all of them, for a condition may want them together."""
    if several and random.random() < TOGETHER:
        return tuple(dict.fromkeys(values))
    value = random.choice(values)
    return (value,) if several else value
