"""What of a form is other at a kiosk than in the builder, as it is told to the author."""

from collections.abc import Iterable

from kiosk.forms.readers.book import listed

ELSEWHERE = {
    "fees": "a fee is paid in the builder; a kiosk takes no money, so nothing is asked for it.",
    "outputs": "where answers are sent to is set for the service on the kiosk, and not read from here.",
    "specialPages": "what shows once the answers are sent is set for the service on the kiosk, and not read from here.",
    "additionalStages": "what staff fill in afterwards is no part of a visit: it is left out.",
}
ENDED = "the way ends on this page; at a kiosk what was answered can still be sent."


def together(warnings: Iterable[str]) -> tuple[str, ...]:
    """The same sentence about several places is said once."""
    places: dict[str, list[str]] = {}
    for warning in warnings:
        at, colon, sentence = warning.partition(": ")
        places.setdefault(sentence if colon else warning, []).append(at if colon else "")
    return tuple(f"{listed(at)}: {sentence}" if at[0] else sentence for sentence, at in places.items())
