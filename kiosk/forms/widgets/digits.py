"""What numbers of a fixed length share: only digits, no more and no fewer of them than there must be."""

from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import problem
from kiosk.forms.widgets.tidy import compact, numerals


def only_digits(raw: Raw) -> str | None:
    """The digits typed; None when there is something else than digits."""
    text = numerals(compact(raw))
    return text if text.isdecimal() else None


def read_digits(raw: Raw, question: Question, count: int, example: str) -> str | Problem:
    """``count`` digits, else what is wrong with them; ``example`` shows how they look."""
    digits = only_digits(raw)
    if digits is None:
        return problem("digits.letters", question, example=example)
    if len(digits) == count:
        return digits
    code = "digits.short" if len(digits) < count else "digits.long"
    return problem(code, question, number=str(count), example=example)


def some_digits(random: Random, count: int) -> str:
    """Any digits, the first of them no 0."""
    return "".join(random.choice("123456789") for _ in range(count))
