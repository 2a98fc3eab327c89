"""What looks like personal data in a text that should have none: found by the readers of the question types."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kiosk.submission import is_reference

Kind = Literal["email", "telephone", "nhs_number", "ni_number", "postcode", "reference"]

_START, _END = r"(?<![A-Za-z0-9@])", r"(?![A-Za-z0-9@])"
_SHAPES: dict[Kind, re.Pattern[str]] = {
    "email": re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,200}"),
    "ni_number": re.compile(rf"{_START}[A-Za-z]{{2}} ?\d\d ?\d\d ?\d\d ?[A-Da-d]{_END}"),
    "telephone": re.compile(r"(?<![\w+])(?:\+|\(?0)[\d ().-]{8,20}\d(?!\w)"),
    "nhs_number": re.compile(rf"{_START}\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}}{_END}"),
    "reference": re.compile(rf"{_START}[A-Za-z0-9]{{3}}[ -]?[A-Za-z0-9]{{3}}[ -]?[A-Za-z0-9]{{3}}{_END}"),
    "postcode": re.compile(rf"{_START}[A-Za-z]{{1,2}}\d[A-Za-z\d]? ?\d[A-Za-z]{{2}}{_END}"),
}
"""What each looks like, the surest first: where two would be the same piece, it is the first. Whether it is one, its
reader tells. Each is bounded, so that no text takes long."""

TAKEN_OUT = "[…]"
"""What stands where something was taken out, so that whoever reads the rest can tell."""


@dataclass(frozen=True)
class Piece:
    """One piece of a text, from ``start`` up to ``end``; its words are not part of it."""

    kind: Kind
    start: int
    end: int


def found(text: str) -> tuple[Piece, ...]:
    """All that looks like personal data, in the order of the text; none lies over another."""
    pieces: list[Piece] = []
    for piece in _all(text):
        if all(piece.end <= other.start or other.end <= piece.start for other in pieces):
            pieces.append(piece)
    return tuple(sorted(pieces, key=lambda piece: piece.start))


def without(text: str, piece: Piece) -> str:
    """The text with a piece taken out of it."""
    return text[: piece.start] + TAKEN_OUT + text[piece.end :]


def _all(text: str) -> Iterator[Piece]:
    for kind, shape in _SHAPES.items():
        for match in shape.finditer(text):
            words = match[0].rstrip(".")
            if _reader(kind)(words):
                yield Piece(kind, match.start(), match.start() + len(words))


def _reader(kind: Kind) -> Callable[[str], bool]:
    """Whether a text is one of this kind, as the question that asks for it would read it."""
    if kind == "reference":
        return lambda text: is_reference(re.sub("[ -]", "", text).upper())
    from kiosk.forms.page import Question  # noqa: PLC0415 not before somebody writes a comment
    from kiosk.forms.problem import Problem  # noqa: PLC0415 likewise
    from kiosk.forms.widgets import email, nhs_number, ni_number, postcode, telephone  # noqa: PLC0415 likewise

    readers = {
        "email": email.EMAIL,
        "telephone": telephone.TELEPHONE,
        "nhs_number": nhs_number.NHS_NUMBER,
        "ni_number": ni_number.NI_NUMBER,
        "postcode": postcode.POSTCODE,
    }
    parse, asked = readers[kind].parse, Question("", "text", "text", "")
    return lambda text: not isinstance(parse(text, asked), Problem)
