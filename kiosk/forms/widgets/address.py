"""A UK address: chosen from those of a postcode, or typed in five boxes; stored in lines, the postcode last."""

from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import MAX_ANSWER, QuestionType, as_shown, as_stored, problem
from kiosk.forms.types.text import clean
from kiosk.forms.widgets import postcode

BOXES = ("line1", "line2", "town", "county", "postcode")
"""What is typed, in this order. The second and the county need not be."""

_FEWEST = 3
"""Lines of an address: a house, a town and a postcode."""


def parse(raw: Raw, question: Question) -> str | Problem:
    """What was chosen, in its lines; or what was typed in the boxes. A postcode alone is no address yet."""
    if isinstance(raw, str):
        lines = _lines(raw)
        if len(lines) >= _FEWEST:
            return "\n".join(lines)
        read = postcode.parse(raw, question)
        return read if isinstance(read, Problem) else problem("address.choose", question)
    line1, line2, town, county, code = (" ".join(clean(part).split()) for part in (*raw, *[""] * 5)[:5])
    for name, part in (("address.line1", line1), ("address.town", town), ("required.postcode", code)):
        if not part:
            return problem(name, question)
    read = postcode.parse(code, question)
    if isinstance(read, Problem):
        return read
    stored = "\n".join(filter(None, (line1, line2, ", ".join(filter(None, (town, county))), read)))
    if len(stored) > MAX_ANSWER:
        return problem("text.too_long", question, limit=f"{MAX_ANSWER:,}")
    return stored


def boxes(stored: str) -> tuple[str, ...]:
    """What refills the boxes: of more lines than there are boxes, those in the middle come into the second."""
    lines = _lines(stored)
    if len(lines) < _FEWEST:
        return ("", "", "", "", stored)
    town, _, county = lines[-2].partition(", ")
    return (lines[0], ", ".join(lines[1:-2]), town, county, lines[-1])


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in clean(text).split("\n")) if line]


def plausible(random: Random, _question: Question) -> Raw:
    """An address as somebody types it."""
    number = random.randint(1, 99)
    return (
        f"{number} High Street",
        random.choice(["", "Flat 2"]),
        "Cardiff",
        "",
        random.choice(["CF10 3AT", "cf103at"]),
    )


ADDRESS = QuestionType("text", "address", parse, as_stored, as_shown, plausible, required="required.address")
