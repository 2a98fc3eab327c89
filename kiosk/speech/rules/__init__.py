"""The shapes of text that are not read as they are written. The words for them come from a Lexicon."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.speech.lexicon import FIGURES, Rule
from kiosk.speech.rules import amounts, calendar, clock, codes, money, signs, words


def _of_figures(*tables: tuple[Rule, ...]) -> Iterator[Rule]:
    """Rules of which most need a figure in the sentence; the others tell what they need."""
    for table in tables:
        for rule in table:
            yield replace(rule, needs=rule.needs or frozenset(FIGURES))


RULES: tuple[Rule, ...] = (
    *_of_figures(codes.WRITTEN, calendar.RULES, money.RULES, codes.TELEPHONES, clock.RULES),
    *codes.ADDRESSES,
    *signs.RULES,
    *words.JOINED,
    *_of_figures(calendar.YEARS, amounts.RULES, codes.NUMBERS),
    *words.RULES,
    *_of_figures(amounts.NUMBERS),
)
"""Where two find the same text, the earlier one holds. A language's own rules come before these."""
