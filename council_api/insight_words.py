"""Measures of services as they stand on a page: with how sure one may be, and never of too few."""

from datetime import date

from council_api.answers import readable
from kiosk.analytics import suppression
from kiosk.insight import saying
from kiosk.measures.equity import Row
from kiosk.measures.month import Cost, TakeUp
from kiosk.measures.share import Share
from kiosk.measures.summary import Summary

_TOO_FEW = "Too few"
_GROUPS = {
    "touch": "by touch",
    "keyboard": "with a keyboard",
    "keypad": "with the keypad",
    "switch": "with switches",
    "speech": "by ear",
    "screen_reader": "with a screen reader",
    "large_text": "in large text",
    "easy_read": "in Easy Read",
    "yes_no": "with yes and no",
    "alone": "alone",
    "with": "with somebody beside them",
    "for": "with somebody typing for them",
    "en": "in English",
    "cy": "in Welsh",
    "pl": "in Polish",
    "ur": "in Urdu",
}


def month(of: str) -> str:
    """A month such as 2026-11, in words."""
    return f"{date.fromisoformat(f'{of}-01'):%B %Y}"


def share(of: Share | None) -> str:
    """Of 100, and in brackets between what the truth is likely to be."""
    if of is None or suppression.share(of.part, of.whole) is None:
        return _TOO_FEW
    low, high = of.interval()
    return f"{of.part / of.whole * 100:.0f} ({low * 100:.0f} to {high * 100:.0f})"


def satisfied(of: Summary) -> str:
    """Satisfaction from 0 to 100, and how many said."""
    said = sum(of.levels)
    score = of.satisfaction
    if score is None or said < suppression.FEWEST:
        return _TOO_FEW
    return f"{score:.0f} ({said:,} said)"


def half(of: Summary) -> str:
    """How long half of those who finished took at most."""
    if of.median is None or of.completion.part < suppression.FEWEST:
        return _TOO_FEW
    return saying.clock(of.median)


def digital(of: TakeUp) -> str:
    """Of 100 people, those who did it alone at a kiosk; what nobody has counted is said."""
    told = share(of.digital)
    return f"{told}, without {' and '.join(of.missing).replace('_', ' ')}" if of.missing else told


def cost(of: Cost | None) -> str:
    """Pounds for each form that was sent."""
    if of is None:
        return _TOO_FEW
    return f"£{of.each:.2f}" if of.each is not None else "Not known"


def group(of: Row) -> str:
    """Who a row of the equity table is about, after "people who did it"."""
    return _GROUPS.get(of.name, of.name)


_PROBLEMS = {"required": "Nothing was answered", "constraint": "The form’s own rule refused it"}
_WHY = {
    "problem_again": "The same problem again",
    "help_again": "Help opened again",
    "speech_again": "Read aloud again and again",
    "retyped": "Cleared and typed again",
    "back_and_forth": "Back and forth",
    "several": "Several of these",
    "missed": "Touches on nothing",
    "silence": "A long silence",
}
_OFFERS = {
    "example": "An example answer",
    "easy": "Easy words",
    "aloud": "Read this aloud",
    "bigger": "Larger words",
    "skip": "Skip and come back",
    "person": "Ask a person",
}


def refused(code: str) -> str:
    """What was wrong with an answer, from the code of the problem."""
    return _PROBLEMS.get(code.partition(".")[0], readable(code))


def why(rule: str) -> str:
    """Why a person seemed stuck, from the rule of struggle."""
    return _WHY.get(rule, readable(rule))


def offer(name: str) -> str:
    """What they were offered."""
    return _OFFERS.get(name, readable(name))


def told(count: int | None) -> str:
    """A count for people; one that is not to be shown is said to be small."""
    return "few" if count is None else f"{count:,}"
