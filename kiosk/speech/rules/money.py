"""Pounds and pence."""

import re

from kiosk.speech.lexicon import Lexicon, rule

_MULTIPLE = "k|m|bn|thousand|million|billion"


def _money(match: re.Match[str], lexicon: Lexicon) -> str:
    whole, part, multiple = match["whole"].replace(",", ""), match["part"], match["multiple"]
    if multiple:
        amount = f"{whole}.{part}" if part else whole
        return f"{lexicon.figure(amount)} {lexicon.multiples[multiple.casefold()]}"
    pounds, pence = str(int(whole)), str(int((part or "0").ljust(2, "0")))
    if not int(pence):
        return lexicon.pounds(pounds)
    if not int(pounds):
        return lexicon.pence(pence)
    return f"{lexicon.pounds(pounds)}{lexicon.money_and}{lexicon.pence(pence)}"


def _range(match: re.Match[str], lexicon: Lexicon) -> str:
    return lexicon.between(lexicon.figure(match[1]), lexicon.pounds(match[2].replace(",", "")))


def _coins(match: re.Match[str], lexicon: Lexicon) -> str:
    """Money of other countries: €12.50."""
    coins = lexicon.coins.get(match[1])
    if not coins:
        return ""
    whole, part = match[2].replace(",", ""), match[3]
    return coins[0](whole) + (f" {coins[1](str(int(part)))}" if part and int(part) else "")


RULES = (
    rule(
        "pounds from and to",
        r"£(\d{1,3}(?:,\d{3})*|\d{1,6})\s?[–-]\s?(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\w,-]|\.\d)",
        _range,
        needs="£",
    ),
    rule(
        "money",
        rf"£\s?(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d{{1,15}})(?:\.(?P<part>\d+(?=\s?(?:{_MULTIPLE})\b)|\d\d?(?!\d)))?(?:(?<=\.\d\d)p\b)?(?:\s?(?P<multiple>{_MULTIPLE})\b)?",
        _money,
        re.IGNORECASE,
        needs="£",
    ),
    rule(
        "other coins", r"([€$])(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d\d))?(?![\w]|[.,]\d)", _coins, needs="€$"
    ),
    rule("pence", r"(?<![\w£.,])(\d{1,3})p\b", lambda m, x: x.pence(m[1]), needs="p"),
)
