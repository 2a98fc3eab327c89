"""The one-time code: fifteen digits, for a keypad has no more. The last one finds slips before the council is asked."""

from collections.abc import Callable

RANDOM_DIGITS = 14
"""46 bits. The council lets nobody guess for long (council_api/enrolment_guesses.py), and a code lives for days."""

LENGTH = RANDOM_DIGITS + 1
_GROUP = 3
_APART = " -\u00a0\u200e\u200f\t\r\n"


def new_code(digit: Callable[[int], int]) -> str:
    """A code that nobody can guess; ``digit(10)`` gives one random digit (secrets.randbelow)."""
    digits = "".join(str(digit(10)) for _ in range(RANDOM_DIGITS))
    return digits + _check_digit(digits)


def read(text: str) -> str | None:
    """The code that was typed, in groups or not, in digits of any script; None when a digit is wrong or missing."""
    typed = text.translate(dict.fromkeys(map(ord, _APART)))
    if len(typed) != LENGTH or not typed.isdecimal():
        return None
    code = "".join(str(int(digit)) for digit in typed)
    return code if _check_digit(code[:-1]) == code[-1] else None


def grouped(digits: str) -> str:
    """By threes, as it is read aloud and typed."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def _check_digit(digits: str) -> str:
    """ISO 7064, MOD 11,10: it finds every single wrong digit, and nearly every two that changed places."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10
        product = (total or 10) * 2 % 11
    return str((11 - product) % 10)
