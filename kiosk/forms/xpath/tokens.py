"""The words of an expression, each with the character it starts at."""

import re
from typing import NamedTuple

from kiosk.errors import ExpressionError

MAX_SOURCE = 100_000  # characters

_SPACES = r"[ \t\r\n\u00a0]*"
_SPACE = re.compile(_SPACES)
_WORD_OPERATOR = re.compile(rf"(and|or|div|mod)(?![^\W\d]|[-_:.]){_SPACES}")
_TOKEN = re.compile(
    r"(?:(?P<advice>==|&&|\|\||<>)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-]?[0-9]{1,3})?)"
    r"|\"(?P<text>[^\"]*)\"|'(?P<quoted>[^']*)'"
    # "child::a" is an axis, and no prefix: the pattern cannot take its colons.
    r"|(?P<name>[^\W\d][\w.\-·]*(?::(?:[^\W\d][\w.\-·]*|\*))?)"
    rf"|(?P<sign>::|//|\.\.|!=|<=|>=|[/()\[\]@,.|+\-=<>*])){_SPACES}"
)
_BETWEEN = frozenset({"|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
_ENDS_VALUE = frozenset({")", "]", ".", "..", "*"})
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
    space = _SPACE.match(source)
    place = space.end() if space else 0
    after_value = False
    while place < len(source):
        match = _TOKEN.match(source, place)
        kind = match.lastgroup if match else None
        if match is None or kind is None or kind == "advice":
            raise _unreadable(source, place)
        text = match[kind]
        # XPath 1.0, 3.7: a name or a star after a value is an operator.
        operator = after_value and kind == "name"
        if operator:
            match = _WORD_OPERATOR.match(source, place) or match
            text = match[1] if match.re is _WORD_OPERATOR else text
        elif kind == "sign":
            operator = text in _BETWEEN or (text == "*" and after_value)
        tokens.append(Token("text" if kind == "quoted" else kind, text, place + 1, operator))
        after_value = not operator and (kind != "sign" or text in _ENDS_VALUE)
        place = match.end()
    tokens.append(Token("end", "", len(source) + 1))
    return tokens


def _unreadable(source: str, place: int) -> ExpressionError:
    letter, at = source[place], place + 1
    if letter in "\"'":
        return ExpressionError("text in quotes is not closed", source, at)
    if letter in _CURLY:
        return ExpressionError("a curly quote cannot be used here; write a straight ' or \"", source, at)
    if source[place : place + 2] in _ADVICE:
        return ExpressionError(_ADVICE[source[place : place + 2]], source, at)
    if letter == ";":
        return ExpressionError("a semicolon cannot be used here; write a comma", source, at)
    return ExpressionError(f"the sign '{letter}' cannot be used here", source, at)
