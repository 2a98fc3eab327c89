"""Every setting of a kiosk: one line each. What holds without it stands in kiosk.config.Config alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.settings.kinds import Choice, File, Flag, InLanguages, Kind, Names, Number, Text, TimeOfDay

HEADPHONES = ("key", "evdev", "pulse", "none")
"""Who can tell that headphones are in: a keypad, the computer's own switch, the sound server, or nobody (A9)."""

VOICES = ("espeak", "natural", "silent")
"""The names of kiosk/speech/voices.py, which is loaded only when somebody is to hear one."""

MOST_KEYS = 2
"""One to sign bundles with, and one in a safe that replaces it."""

DESTINATIONS = "destinations"
"""The one key that holds tables: kiosk/settings/destination.py."""


@dataclass(frozen=True)
class Setting:
    """``about`` is one sentence, for who edits the file. ``without`` says what its absence means that no value can."""

    key: str
    kind: Kind
    about: str
    without: str = ""


def _languages() -> Sequence[str]:
    from kiosk.config import ASSETS  # noqa: PLC0415 it reads by this table

    return sorted(file.stem for file in (ASSETS / "languages").glob("*.toml"))


def _papers() -> Sequence[str]:
    from kiosk.printing.papers import SHEETS  # noqa: PLC0415 few kiosks have a printer

    return tuple(SHEETS)


_LIST = (
    Setting("council_name", InLanguages(), "The council’s name, in each language."),
    Setting("phone", Text(), "The number that 'Ask a person' shows."),
    Setting(
        "languages", Names(1, of=_languages), "The languages offered, in their order; it starts in the first."
    ),
    Setting(
        "px_per_mm", Number(1, 20, or_none=True), "Pixels a millimetre of the glass; 0 when not measured."
    ),
    Setting("mount", Number(0, 2000), "Millimetres from the floor to the screen’s lower edge."),
    Setting("idle_warning", Number(120, 900), "Seconds without a sign of life before the warning."),
    Setting("idle_end", Number(60, 600), "Seconds that the warning stands before the visit ends."),
    Setting("bounce", Number(0, 2), "Seconds for which what was just pressed cannot be pressed again."),
    Setting("keys", Names(1), "The keypads that are read: files of assets/keys, without .toml."),
    Setting(
        "reminder", Number(0, 600), "Seconds of silence until the voice says what to press; 0 for never."
    ),
    Setting("pause_hours", Number(20, 720), "Hours for which what was put aside under a code is kept."),
    Setting("switch_accept", Number(0, 2), "Seconds that a switch must be held to count."),
    Setting("switch_ignore", Number(0, 2), "Seconds after a press in which no other counts."),
    Setting("read_aloud", Flag(), "Whether pages are read aloud from the start."),
    Setting("voice", Choice(lambda: VOICES), "Which voice reads."),
    Setting("headphones", Choice(lambda: HEADPHONES), "Who tells that headphones are in."),
    Setting("on_screen_keyboard", Flag(), "Whether keys can be shown on the screen."),
    Setting(
        "addresses",
        File(),
        "The council’s list of addresses, a CSV file; empty for none.",
        without="made-up addresses of the made-up council; none for any other council",
    ),
    Setting("places", File(), "The places of the area, CSV or GeoJSON; empty for none."),
    Setting("attachments_from", File(), "The folder that people choose files from; empty for none."),
    Setting("scanner", Text(), "The SANE name of the scanner, 'auto' for the first, empty for none."),
    Setting("scanner_dpi", Number(100, 300), "Dots an inch that papers are scanned with."),
    Setting("scanner_colour", Flag(), "Whether papers are scanned in colour."),
    Setting("camera", Text(), "The file of the camera above the desk, 'auto' or empty."),
    Setting("call_desk", Flag(), "Whether the council’s desk page tells that somebody wants a person."),
    Setting("call_command", Names(), "A command that tells staff nearby that somebody wants a person."),
    Setting("call_again_command", Names(), "The command that tells them a second time."),
    Setting("call_again_after", Number(30, 1800), "Seconds until staff are told again."),
    Setting("location", Text(), "Where this kiosk stands, as staff call it."),
    Setting("pay_hosts", Names(), "The hosts that pay pages may lie on."),
    Setting("analytics", Flag(), "Whether the council is told how services went, of nobody."),
    Setting("nightly_restart", TimeOfDay(), "When the program starts afresh at night; empty for never."),
    Setting("windowed", Flag(), "Whether it runs in a window, for trying things out."),
    Setting("bundle_keys", Names(most=MOST_KEYS), "The public keys that may sign bundles."),
    Setting("bundle_sticks", Text(), "Where USB sticks appear; empty for nowhere."),
    Setting("leave_command", Names(), "What is begun when IT end the program at the staff console."),
    Setting("printer", Text(), "The name of the CUPS queue; empty for none."),
    Setting("paper", Choice(_papers), "The paper in the printer."),
    Setting("copies_to", Text(), "Where sticks for copies of answers appear; empty for no copies."),
)

SETTINGS: Mapping[str, Setting] = {setting.key: setting for setting in _LIST}
"""By key, in the order of the example deploy/kiosk.toml. ``destinations`` is beside them."""
