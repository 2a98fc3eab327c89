"""What may be wrong with a kiosk: how bad it is, in one plain sentence, and what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from council_api.fleet.settings import Fleet
from council_api.rollout import numbers
from kiosk.heartbeat import Heartbeat

WELL, NOTE, SOON, TODAY, BROKEN, SILENT = range(6)
"""How bad: a note, to be looked at soon, today, does not work, is not heard."""

LEVELS = ("Well", "Note", "Soon", "Today", "Not working", "Not heard")
"""What each is called."""


@dataclass(frozen=True)
class Kind:
    """One kind of trouble. ``{}`` in ``sentence`` is what it is about. Neither says anything of a person."""

    level: int
    sentence: str
    do: str


@dataclass(frozen=True)
class Condition:
    """That of one kiosk. ``about`` is a number, a day or a name that belongs into the sentence."""

    code: str
    about: str = ""

    @property
    def kind(self) -> Kind:
        """What is said of it."""
        return KINDS[self.code]

    @property
    def sentence(self) -> str:
        """What is wrong."""
        return self.kind.sentence.format(self.about)


KINDS: Mapping[str, Kind] = {
    "silent": Kind(
        SILENT, "It was last heard {}.", "See whether it has power and its network cable, then call IT."
    ),
    "out-of-order": Kind(
        BROKEN, "It can take no forms.", "Ask for the code on its screen: docs/units.md says what each means."
    ),
    "read-only": Kind(
        BROKEN,
        "Its disk cannot be written to.",
        "Switch it off and on. If that does not help, change the disk.",
    ),
    "no-key": Kind(
        BROKEN,
        "It has no key to seal to, so it takes no forms.",
        "Publish a bundle with a newer council key.",
    ),
    "ended": Kind(BROKEN, "{} has ended.", "Bring a new one: docs/bundles.md."),
    "held": Kind(
        TODAY,
        "Submissions that nobody takes: {}.",
        "Open its staff console: ‘Held until you decide’ says why.",
    ),
    "oldest": Kind(
        TODAY,
        "Something has waited in its outbox for {} hours.",
        "See whether it reaches the council’s server.",
    ),
    "failed": Kind(TODAY, "It went back from {}.", "Stop that roll-out. ‘How the kiosk is’ there says why."),
    "voice": Kind(TODAY, "Its voice does not speak.", "Test the voice at its staff console."),
    "disk": Kind(TODAY, "Its disk has {} MB free.", "See that its outbox is sent; remove other files."),
    "clock": Kind(SOON, "Its clock is {} wrong.", "Set the clock, and see that it reaches a time server."),
    "printer": Kind(SOON, "Its printer: {}.", "Go and see to the printer."),
    "device": Kind(
        SOON, "Did not pass today’s test: {}.", "Try it again at the staff console, then change it."
    ),
    "ends": Kind(SOON, "{}.", "Bring a new one before that day: docs/bundles.md."),
    "swap": Kind(SOON, "It writes memory to a disk.", "Switch swap off, or encrypt it."),
    "quiet": Kind(SOON, "It was last heard {}.", "Nothing, if it is switched off just now."),
    "never": Kind(NOTE, "It was never heard.", "Start it, and see that it is enrolled."),
    "untold": Kind(NOTE, "It does not say how it is.", "Update its program."),
    "no-pin": Kind(NOTE, "It has no staff PIN.", "Set one with ‘kiosk pin set’."),
}
"""Every kind, by its code: the worst first. The code is what alerts and files call it."""

STATES: Mapping[str, str] = {
    "works": "works",
    "untested": "not tried today",
    "failed": "did not pass today’s test",
    "missing": "not there",
    "paper": "no paper",
    "jam": "paper stuck",
    "cover": "cover open",
    "ink": "no ink",
    "away": "does not answer",
}
"""How a device is, in a word or two."""

_PRINTER = {
    "paper": "there is no paper",
    "jam": "paper is stuck",
    "cover": "a cover is open",
    "ink": "there is no ink",
    "away": "it does not answer",
    "failed": "the test page did not come",
}
_ENDS = {"sealing_key": "Its last council key", "bundle": "Its bundle", "certificate": "A certificate"}
_MINUTE = 60


def of(beat: Heartbeat, rules: Fleet, clock: int, today: date) -> tuple[Condition, ...]:
    """What is wrong by its own word, the worst first. ``clock``: so many seconds its clock is ahead of ours."""
    found = [*_itself(beat), *_sending(beat, rules), *_ends(beat, rules, today), *_devices(beat)]
    if beat.disk < rules.disk_megabytes:
        found.append(Condition("disk", f"{beat.disk:,}"))
    if abs(clock) >= rules.clock_seconds:
        found.append(Condition("clock", f"{max(abs(clock) // _MINUTE, 1):,} min"))
    order = list(KINDS)
    return tuple(sorted(found, key=lambda one: (-one.kind.level, order.index(one.code))))


def level(conditions: tuple[Condition, ...]) -> int:
    """How bad all of it is."""
    return max((one.kind.level for one in conditions), default=WELL)


def _itself(beat: Heartbeat) -> Iterator[Condition]:
    if beat.state != "works":
        yield Condition(beat.state)
    for release in beat.failed:
        what, _, version = release.partition(" ")
        if numbers(version) > numbers(getattr(beat, what)):  # else it has a newer one by now
            yield Condition("failed", release)
    for code in beat.problems:
        yield Condition(code)


def _sending(beat: Heartbeat, rules: Fleet) -> Iterator[Condition]:
    if beat.held:
        yield Condition("held", f"{beat.held:,}")
    if beat.oldest is not None and beat.oldest >= rules.oldest_hours:
        yield Condition("oldest", f"{beat.oldest:,}")


def _ends(beat: Heartbeat, rules: Fleet, today: date) -> Iterator[Condition]:
    for kind, day in beat.ends.items():
        left = (day - today).days
        if left < 0:
            yield Condition("ended", _ENDS[kind])
        elif left <= rules.ends_days:
            yield Condition("ends", f"{_ENDS[kind]} ends on {day.day} {day:%B %Y}")


def _devices(beat: Heartbeat) -> Iterator[Condition]:
    for name, state in beat.devices.items():
        if name == "printer" and state in _PRINTER:
            yield Condition("printer", _PRINTER[state])
        elif name == "voice" and state in {"missing", "failed"}:
            yield Condition("voice")
        elif state == "failed":
            yield Condition("device", name)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago that was, for people."""
    minutes = max(int((now - moment).total_seconds() // _MINUTE), 0)
    for size, word in ((24 * _MINUTE, "day"), (_MINUTE, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count:,} {word}{'' if count == 1 else 's'} ago"
    return "just now"
