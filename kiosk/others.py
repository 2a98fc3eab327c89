"""What may be said of how other people fared with a form, from what the council told last."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kiosk import variants
from kiosk.catalogue import Service
from kiosk.language import Words
from kiosk.measures.figures import FEW_MINUTES, MOST_BYTES, Figure, read

FILE = "figures.json"
"""In the data folder."""

Others = Callable[[Service], Figure | None]
"""Gives what is known of a service's form as this kiosk shows it."""


def told_in(folder: Path, today: Callable[[], date]) -> Others:
    """What the file in ``folder`` says on the day; nothing where there is none, or it is another thing."""

    def of(service: Service) -> Figure | None:
        try:
            with (folder / FILE).open("rb") as file:
                found = read(file.read(MOST_BYTES + 1))
        except OSError:
            return None
        return found.of(service.id, variants.digest(service), today()) if found is not None else None

    return of


def in_words(figure: Figure, words: Words) -> str:
    """That 8 of 10 people finished this here in about 12 minutes, say."""
    where, time = "here" if figure.here else "all", "about" if figure.minutes else "quick"
    return words.say(f"figures.{where}_{time}", tenths=figure.tenths, minutes=figure.minutes or FEW_MINUTES)
