"""What was found, for people and for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.checking.found import State
from kiosk.checking.running import Result, count, worst_first

FORMAT = 1
"""Of the JSON: it rises when a key goes or means something else. One more key may come at any time."""

WORDS: Mapping[State, str] = {
    State.FAILS: "not working",
    State.ATTENTION: "to look at",
    State.OK: "working",
    State.NOT_HERE: "not here",
}
_MARKS: Mapping[State, str] = {State.FAILS: "✗", State.ATTENTION: "!", State.OK: "✓", State.NOT_HERE: "–"}


@dataclass(frozen=True)
class Kiosk:
    """Which kiosk was checked, when, by which program. ``by`` is who did it, "" for nobody in particular."""

    name: str
    place: str
    version: str
    at: datetime
    council: str
    phone: str
    by: str = ""


def summary(results: Sequence[Result]) -> str:
    """The count, the worst first."""
    counts = ((count(results, state), words) for state, words in WORDS.items())
    return ", ".join(f"{number} {words}" for number, words in counts if number)


def lines(kiosk: Kiosk, results: Sequence[Result]) -> Iterator[str]:
    """The plain list, worst first, with what to do below each."""
    place = f", {kiosk.place}" if kiosk.place else ""
    yield f"{kiosk.name}{place}: {summary(results)}. ({kiosk.at:%d %B %Y, %H:%M}; Handrail {kiosk.version})"
    width = max(len(result.check.title) for result in results)
    for result in worst_first(results):
        found = result.found
        yield f"{_MARKS[found.state]} {result.check.title:{width}}  {found.sentence}"
        if found.mend:
            yield f"  {'':{width}}  → {found.mend}"


def document(kiosk: Kiosk, results: Sequence[Result], mistakes: Sequence[str] = ()) -> dict[str, object]:
    """As JSON has it (docs/kiosk-check.md). ``mistakes`` are all those of kiosk.toml."""
    return {
        "format": FORMAT,
        "kiosk": kiosk.name,
        "place": kiosk.place,
        "version": kiosk.version,
        "at": kiosk.at.isoformat(timespec="seconds"),
        "counts": {state.value: count(results, state) for state in State},
        "mistakes": list(mistakes),
        "checks": [
            {
                "name": result.check.name,
                "title": result.check.title,
                "state": result.found.state.value,
                "sentence": result.found.sentence,
                "mend": result.found.mend,
                "seconds": round(result.seconds, 3),
            }
            for result in worst_first(results)
        ],
    }
