"""Conditions that the builder wrote as text (``section.age > 18 and not (name == "x")``), as XPath.

The grammar is that of the builder's own evaluator: ``or``, ``and``, ``not``, comparisons, ``in``, ``length``.
"""

import re
from dataclasses import dataclass

from kiosk.forms.readers.digital_form_builder.comparing import UnreadableError, answered, compare
from kiosk.forms.readers.digital_form_builder.fields import Field, Fields

LONGEST = 10_000  # characters
MOST_DEEP = 40
TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>==|!=|<=|>=|&&|\|\||[<>()!,])|(?P<name>[A-Za-z_$][\w.$-]*))"
)
SIGNS = {"==": "is", "!=": "is not", ">": "is more than", "<": "is less than", ">=": "is at least"} | {
    "<=": "is at most"
}
TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
LENGTHS = {"is": "has length", "is more than": "is longer than", "is less than": "is shorter than"}
CONSTANTS = {"true", "false", "null", "undefined", "length"}
WORDS = {"&&": "and", "||": "or", "!": "not"}


def read_formula(text: str, fields: Fields) -> str:
    """The XPath for a condition in text. Raises UnreadableError, which says why."""
    if len(text) > LONGEST:
        raise UnreadableError("it is too long")
    return _Parser(_tokens(text), fields).whole()


def names_in(text: str) -> set[str]:
    """The questions that a condition in text names; none when it cannot be read."""
    try:
        tokens = _tokens(text[:LONGEST])
    except UnreadableError:
        return set()
    return {token.text for token in tokens if token.kind == "name"} - CONSTANTS


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True)
class _Value:
    """One side of a comparison: fields, or a value written out; ``length`` when its length is meant."""

    fields: tuple[Field, ...] | None
    text: str = ""
    length: bool = False


def _tokens(text: str) -> list[_Token]:
    made: list[_Token] = []
    at = 0
    stripped = text.rstrip()
    while at < len(stripped):
        found = TOKEN.match(stripped, at)
        if not found:
            raise UnreadableError(f"“{stripped[at : at + 10].strip()}” cannot be read")
        kind = found.lastgroup or ""
        word = found[kind]
        if kind == "text":
            word = re.sub(r"\\(.)", r"\1", word[1:-1])
        made.append(_Token("sign" if word in ("and", "or", "not", "in") and kind == "name" else kind, word))
        if kind == "sign" and word in WORDS:
            made[-1] = _Token("sign", WORDS[word])
        at = found.end()
    return made


class _Parser:
    def __init__(self, tokens: list[_Token], fields: Fields) -> None:
        self._tokens = tokens
        self._fields = fields
        self._at = 0
        self._deep = 0

    def whole(self) -> str:
        made = self._any()
        if self._at < len(self._tokens):
            raise UnreadableError(f"“{self._tokens[self._at].text}” is not expected there")
        return made

    def _any(self) -> str:
        self._deep += 1
        if self._deep > MOST_DEEP:
            raise UnreadableError("it is nested too deeply")
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        self._deep -= 1
        return parts[0] if len(parts) == 1 else "(" + " or ".join(parts) + ")"

    def _all(self) -> str:
        parts = [self._not()]
        while self._take("and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else "(" + " and ".join(parts) + ")"

    def _not(self) -> str:
        turned = False
        while self._take("not"):
            turned = not turned
        made = self._test()
        return f"not({made})" if turned else made

    def _test(self) -> str:
        if self._take("("):
            made = self._any()
            self._need(")")
            return made
        left = self._value()
        if self._take("in"):
            right = self._value()
            if right.fields is None or left.fields is not None:
                raise UnreadableError("“in” needs a value before it and a question after it")
            return compare(right.fields, "contains", left.text)
        sign = next((sign for sign in SIGNS if self._take(sign)), "")
        if sign:
            return _compared(left, sign, self._value())
        if left.fields is None:
            return "true()" if left.text == "true" else "false()"
        return answered(left.fields)

    def _value(self) -> _Value:
        if self._at >= len(self._tokens):
            raise UnreadableError("it ends too early")
        token = self._tokens[self._at]
        self._at += 1
        if token.kind in ("text", "number"):
            return _Value(None, token.text)
        if token.kind != "name":
            raise UnreadableError(f"“{token.text}” is not expected there")
        if token.text in ("true", "false", "null", "undefined"):
            return _Value(None, token.text if token.text in ("true", "false") else "")
        if token.text == "length" and self._take("("):
            inside = self._value()
            self._need(")")
            return _Value(inside.fields, inside.text, length=True)
        return _Value(tuple(self._fields.find(token.text)))

    def _take(self, sign: str) -> bool:
        here = self._tokens[self._at] if self._at < len(self._tokens) else None
        if here is None or (here.kind, here.text) != ("sign", sign):
            return False
        self._at += 1
        return True

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise UnreadableError(f"a “{sign}” is missing")


def _compared(left: _Value, sign: str, right: _Value) -> str:
    if left.fields is None and right.fields is not None:
        left, right, sign = right, left, TURNED.get(sign, sign)
    operator = SIGNS[sign]
    if left.fields is None:
        raise UnreadableError("it compares no question with anything")
    if right.fields is not None:
        return _two(left.fields, sign, right.fields)
    if left.length:
        if operator not in LENGTHS:
            raise UnreadableError("a length can be equal, longer or shorter only")
        return compare(left.fields, LENGTHS[operator], right.text)
    return compare(left.fields, operator, right.text)


def _two(left: tuple[Field, ...], sign: str, right: tuple[Field, ...]) -> str:
    if len(left) != 1 or len(right) != 1:
        raise UnreadableError("it compares two questions, of which one is not asked before")
    return f"{left[0].path} {'=' if sign == '==' else sign} {right[0].path}"
