"""The words of an expression, each with the character it starts at."""

import re
from typing import NamedTuple

from kiosk.errors import ExpressionError

MAX_SOURCE = 100_000  # characters

_SPACE = re.compile(r"[ \t\r\n\u00a0]*")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-]?[0-9]{1,3})?")
_NAME = re.compile(r"[^\W\d][\w.\-·]*(?::(?:[^\W\d][\w.\-·]*|\*))?")
_WORD_OPERATOR = re.compile(r"(?:and|or|div|mod)(?![^\W\d]|[-_:.])")
_SIGN = re.compile(r"::|//|\.\.|!=|<=|>=|[/()\[\]@,.|+\-=<>*]")
_ADVICE = {
    "==": "'==' is not used here; write one '='",
    "&&": "'&&' is not used here; write 'and'",
    "||": "'||' is not used here; write 'or'",
    "<>": "'<>' is not used here; write '!='",
}
_CURLY = "“”‘’"


class Token(NamedTuple):
    """``kind`` is number, text, name, sign or end. ``operator``: it stands between two values."""

    kind: str
    text: str
    at: int
    operator: bool = False


def tokenize(source: str) -> list[Token]:
    """Every token of ``source`` and an end token. Raises ExpressionError."""
    if len(source) > MAX_SOURCE:
        raise ExpressionError(
            f"the expression is longer than {MAX_SOURCE} characters", source[:80], MAX_SOURCE + 1
        )
    tokens: list[Token] = []
    place = _end(_SPACE, source, 0)
    after_value = False
    while place < len(source):
        token = _next(source, place, after_value)
        tokens.append(token)
        # XPath 1.0, 3.7: a name or a star after a value is an operator.
        after_value = not token.operator and (
            token.kind != "sign" or token.text in (")", "]", ".", "..", "*")
        )
        width = len(token.text) + (2 if token.kind == "text" else 0)
        place = _end(_SPACE, source, place + width)
    tokens.append(Token("end", "", len(source) + 1))
    return tokens


def _end(pattern: re.Pattern[str], source: str, place: int) -> int:
    match = pattern.match(source, place)
    return match.end() if match else place


def _next(source: str, place: int, after_value: bool) -> Token:
    at = place + 1
    letter = source[place]
    if letter in "\"'":
        closing = source.find(letter, at)
        if closing < 0:
            raise ExpressionError("text in quotes is not closed", source, at)
        return Token("text", source[at:closing], at)
    if letter in _CURLY:
        raise ExpressionError("a curly quote cannot be used here; write a straight ' or \"", source, at)
    if source[place : place + 2] in _ADVICE:
        raise ExpressionError(_ADVICE[source[place : place + 2]], source, at)
    if match := _NUMBER.match(source, place):
        return Token("number", match.group(), at)
    if after_value and (match := _WORD_OPERATOR.match(source, place)):
        return Token("name", match.group(), at, operator=True)
    if match := _NAME.match(source, place):
        text = match.group()
        # "child::a" is an axis, and no prefix: the pattern cannot have taken its colons.
        return Token("name", text, at, operator=after_value)
    if match := _SIGN.match(source, place):
        text = match.group()
        return Token(
            "sign",
            text,
            at,
            operator=text in ("|", "+", "-", "=", "!=", "<", "<=", ">", ">=")
            or (text == "*" and after_value),
        )
    if letter == ";":
        raise ExpressionError("a semicolon cannot be used here; write a comma", source, at)
    raise ExpressionError(f"the sign '{letter}' cannot be used here", source, at)
