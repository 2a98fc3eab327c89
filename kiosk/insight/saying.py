"""The figures as sentences that a service manager can read out."""

from kiosk.insight.changes import Change, Effect
from kiosk.insight.kinds import Pages, title_of
from kiosk.insight.ranking import Place

_PARTS = {
    "stopped": "{here} of {all} people stopped on this page; on pages like it {usual} do.",
    "twice": "{here} of {all} people were told the same problem again; on pages like it {usual} are.",
    "slow": "{here} of {all} people took three times as long here as elsewhere; on pages like it {usual} do.",
}
_MOVES = {
    "finished": ("More people sent the form", "Fewer people sent the form", "People send the form as often"),
    "time": ("Sending it takes longer", "Sending it takes less time", "Sending it takes as long"),
    "stopped": ("More people stopped on “{page}”", "Fewer people stopped on “{page}”", ""),
    "told": ("More people met a problem on “{page}”", "Fewer people met a problem on “{page}”", ""),
    "seconds": ("“{page}” takes longer", "“{page}” takes less time", ""),
}
_TIMES = frozenset({"time", "seconds"})
_MINUTE = 60


def number(count: float) -> str:
    """A count, to the person."""
    return f"{round(count):,}"


def percent(value: float) -> str:
    """A share of 0 to 1; tenths only where they are all there is."""
    return f"{value * 100:.1f} %" if 0 < value < 0.01 else f"{value * 100:.0f} %"  # noqa: PLR2004, one in a hundred


def time(seconds: float) -> str:
    """So long, as one would say it."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} seconds" if whole != 1 else "1 second"
    minutes, left = divmod(whole, _MINUTE)
    said = "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{said} {left} s" if left and minutes < 10 else said  # noqa: PLR2004, seconds say nothing of ten minutes


def clock(seconds: float) -> str:
    """The same for a table."""
    minutes, left = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {left:02} s" if minutes else f"{left} s"


def why(place: Place) -> str:
    """Why it is among the places to change: in people, beside what is usual, the way that stands out most first."""
    page = place.figures
    (part, (here, usual)), *_ = place.parts.items()
    first = _PARTS[part].format(here=number(here), all=number(page.reached), usual=number(usual))
    return (
        f"{first} In all {number(place.troubled)} were lost or held up here: {number(place.extra)} more than is usual, "
        f"and almost certainly at least {number(place.least)} more."
    )


def did(effect: Effect, pages: Pages, service: str, sides: tuple[str, str] = ("before", "after")) -> str:
    """What another wording did to one figure, and how far that may be chance. ``sides`` are what to call the two."""
    more, fewer, same = _MOVES[effect.measure]
    moved = effect.moved
    said = same if not moved.certain else more if moved.value > 0 else fewer
    words = said.format(page=title_of(pages, service, effect.page))
    shown = time if effect.measure in _TIMES else percent
    figures = f"{words}, as far as can be told" if not moved.certain else words
    figures += f": {shown(effect.before)} {sides[0]}, {shown(effect.after)} {sides[1]}"
    return f"{figures}; the difference is likely to be {_between(effect)}."


def _between(effect: Effect) -> str:
    moved = effect.moved
    times = effect.measure in _TIMES
    low, high = (value if times else value * 100 for value in (moved.low, moved.high))
    unit = "seconds" if times else "points"
    if moved.certain:
        small, large = sorted((abs(low), abs(high)))
        return f"between {small:.0f} and {large:.0f} {unit}"
    less, more = ("shorter", "longer") if times else ("down", "up")
    return f"between {abs(low):.0f} {unit} {less} and {high:.0f} {more}"


def changed(change: Change) -> str:
    """What stands over a change of wording: when it was, and how many visits each side has."""
    before, after = change.before, change.after
    first, second = ("few" if side.visits is None else number(side.visits) for side in (before, after))
    counts = f"{first} visits with {{0}}, {second} with {{1}}"
    if change.together:
        return (
            f"Two wordings at once since {after.first}: " + counts.format(before.variant, after.variant) + "."
        )
    return f"Changed on {after.first}: " + counts.format("the wording before", "the new one") + "."


TOO_FEW = "Too few visits to tell what it did."
