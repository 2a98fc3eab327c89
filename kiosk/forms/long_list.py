"""Choices by the thousand: what is kept of each is two texts, and a Choice is made when somebody looks at it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from kiosk.forms.finding import SEARCHED, Found, Letters
from kiosk.forms.markup import plain
from kiosk.forms.page import Choice


class LongList(Sequence[Choice]):
    """Choices of a list that is searched. Two are equal when they are the same one."""

    def __init__(self, values: Iterable[str | None], labels: Iterable[str | None]) -> None:
        """A text each, in the same order. What has no value is left out; the last label of a value is its own."""
        self._labels = {value: label for value, label in zip(values, labels, strict=True) if value}
        self._values = list(self._labels)

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> Choice: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Choice, ...]: ...
    def __getitem__(self, place: int | slice) -> Choice | tuple[Choice, ...]:
        if isinstance(place, slice):
            return tuple(self._choice(value) for value in self._values[place])
        return self._choice(self._values[place])

    def __iter__(self) -> Iterator[Choice]:
        return map(self._choice, self._values)

    def fitting(self) -> Sequence[Choice]:
        """Itself when there are more than a page shows at once, else its choices."""
        return self if len(self) > SEARCHED else self[:]

    def label(self, value: str) -> str | None:
        """What the choice with this value says; None when there is none."""
        if value not in self._labels:
            return None
        return plain(self._labels[value] or "") or value

    def ordered(self, wanted: set[str]) -> list[str]:
        """Those of ``wanted`` that can be chosen, in the order of the list."""
        return [value for value in self._values if value in wanted]

    def find(self, typed: str) -> Found:
        """The places of what fits the letters typed, best first; all of them when nothing is typed.

        The first call makes what all need: some 50 ms for 50,000 choices.
        """
        return self._letters.find(typed)

    @cached_property
    def _letters(self) -> Letters:
        labels = [label or value for value, label in self._labels.items()]
        return Letters([plain(label) if "<" in label else label for label in labels])

    def _choice(self, value: str) -> Choice:
        return Choice(value, plain(self._labels[value] or "") or value)


def label_of(value: str, choices: Sequence[Choice]) -> str | None:
    """What the choice with this value says; None when there is none."""
    if isinstance(choices, LongList):
        return choices.label(value)
    return next((choice.label for choice in choices if choice.value == value), None)


def in_order(wanted: set[str], choices: Sequence[Choice]) -> list[str]:
    """Those of the values ``wanted`` that are on offer, in the order of the choices."""
    if isinstance(choices, LongList):
        return choices.ordered(wanted)
    return [choice.value for choice in choices if choice.value in wanted]
