"""The settings of one kiosk, read from one TOML file. What may stand in it: kiosk/settings/table.py."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.council_link import CouncilLink, council_link
from kiosk.errors import ConfigError

if TYPE_CHECKING:
    from kiosk.destinations import DestinationSettings

__all__ = [
    "ASSETS",
    "ENROLLED",
    "Config",
    "CouncilLink",
    "council_link",
    "default_data",
    "file_of",
    "keep",
    "load",
    "made_of",
]

_HERE = Path(__file__).resolve().parent
ASSETS = next(folder for folder in (_HERE.parent / "assets", _HERE / "assets") if folder.is_dir())
"""Beside this package where Handrail is developed, inside it where it is installed."""

ENROLLED, MEASURED = "enrolled.toml", "measured.toml"
"""In the data folder: the settings that the council gave (kiosk/enrolment/taking.py), and what was measured here."""


@dataclass(frozen=True)
class Config:
    """Every setting, with what holds when kiosk.toml says nothing.

    Times are in seconds. ``idle_warning`` is doubled while pages are read aloud and for switches (T1).
    ``px_per_mm`` 0 means: reckon it from the screen's pixels as if it were a common kiosk screen (ui/theme.py),
    until the screen is calibrated. ``mount`` is the height of the screen's lower edge above the floor, in mm:
    usually that of a desk (V11). ``bounce``: for how long what was just pressed cannot be pressed again (M3).
    ``keys`` names the keypads that are read (assets/keys, M8). ``reminder``: after how long a silence the voice
    says what to press, 0 for never (A15). ``switch_accept``: for how long a switch must be held to count;
    ``switch_ignore``: after a press none counts for that long (M9). ``headphones`` is one of
    kiosk.settings.table.HEADPHONES.
    ``bundle_keys`` are the public keys that may sign bundles, two at most; ``bundle_sticks`` is where sticks
    appear, "" for nowhere. ``addresses`` is the list of the council, ``places`` that of its places, or None
    (docs/addresses.md). ``attachments_from``: the folder that people choose files from, or None. ``destinations``:
    where services go whose manifest names one, by that name. ``call_command`` and ``call_again_command`` are the words
    of commands that tell staff nearby that somebody wants a person, () for none; ``call_desk``: they are told at the
    council's desk page; ``call_again_after``: seconds until they are told again (S1).
    ``printer`` is the name of a CUPS queue, "" for none, ``paper`` a name of kiosk/printing/papers.py.
    ``pause_hours``: for how long a visit that is put aside is kept (T3). ``location`` is where the kiosk stands: it
    goes with each submission and each call. ``analytics``: the council is told how services went, of nobody
    (docs/analytics.md). ``leave_command`` is begun when IT end the program at the staff console.
    ``scanner`` is the name of a SANE device, ``camera`` the file of a V4L2 device; "auto" takes the first there is, ""
    none (docs/documents.md). ``copies_to`` is where the sticks appear that staff hold for copies, "" for no copies.
    ``nightly_restart``: from when on the program starts afresh once a night, "" for never (kiosk/nightly.py).
    ``pay_hosts``: pay pages lie on these hosts alone, () for those that manifests name (docs/payments.md).
    """

    data: Path
    council_name: Mapping[str, str] = field(
        default_factory=lambda: {"en": "Merrow Borough Council", "cy": "Cyngor Bwrdeistref Merrow"}
    )
    phone: str = "01632 960 100"
    languages: tuple[str, ...] = ("en", "cy", "pl", "ur")
    px_per_mm: float = 0.0
    mount: float = 750.0
    idle_warning: float = 180.0
    idle_end: float = 60.0
    bounce: float = 0.5
    keys: tuple[str, ...] = ("keyboard", "ez-access", "media", "switches")
    read_aloud: bool = True
    reminder: float = 20.0
    pause_hours: float = 168.0
    switch_accept: float = 0.0
    switch_ignore: float = 0.3
    voice: str = "espeak"
    headphones: str = "key"
    on_screen_keyboard: bool = True
    windowed: bool = False
    addresses: Path | None = ASSETS / "addresses.csv"
    places: Path | None = None
    attachments_from: Path | None = None
    bundle_keys: tuple[str, ...] = ()
    bundle_sticks: str = "/media"
    destinations: "Mapping[str, DestinationSettings]" = field(default_factory=dict)
    call_command: tuple[str, ...] = ()
    call_again_command: tuple[str, ...] = ()
    call_desk: bool = True
    call_again_after: float = 180.0
    printer: str = ""
    paper: str = "A4"
    leave_command: tuple[str, ...] = ()
    copies_to: str = ""
    scanner: str = ""
    scanner_dpi: float = 250.0
    scanner_colour: bool = True
    camera: str = ""
    location: str = ""
    analytics: bool = True
    nightly_restart: str = "03:30"
    pay_hosts: tuple[str, ...] = ()

    @property
    def takes_files(self) -> bool:
        """Whether people have somewhere to take a photo or a letter from."""
        return bool(self.attachments_from or self.scanner or self.camera)


def default_data(environ: Mapping[str, str]) -> Path:
    """Where the outbox lives: KIOSK_DATA, else the user's own data folder."""
    if chosen := environ.get("KIOSK_DATA"):
        return Path(chosen)
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "handrail"


def file_of(environ: Mapping[str, str] = os.environ) -> Path:
    """The file that :func:`load` reads: KIOSK_CONFIG, else kiosk.toml in the data folder. It need not be there."""
    chosen = environ.get("KIOSK_CONFIG")
    return Path(chosen) if chosen else default_data(environ) / "kiosk.toml"


def load(environ: Mapping[str, str] = os.environ, path: Path | None = None) -> Config:
    """The configuration: ``path``, else KIOSK_CONFIG, else kiosk.toml in the data folder, else what is built in.

    What that file does not say is as the council gave it when it enrolled the kiosk (enrolled.toml in the data folder);
    what was measured at the kiosk (measured.toml there) holds before both.
    Raises ConfigError that tells every mistake in a file: its line, its key and what to write.
    """
    needed = path is not None or bool(environ.get("KIOSK_CONFIG"))
    data, file = default_data(environ), path or file_of(environ)
    settings: dict[str, Any] = {}
    for each in (data / ENROLLED, file, data / MEASURED):
        if each.exists() or (needed and each == file):
            settings |= _settings(each)
    return made_of(settings, environ)


def _settings(file: Path) -> Mapping[str, Any]:
    from kiosk.settings.reading import read  # noqa: PLC0415 a kiosk without a file waits for nothing

    found = read(file)
    if found.mistakes:
        from kiosk.settings.mistakes import told  # noqa: PLC0415 only for who made one

        raise ConfigError(told(file, found.mistakes))
    return found.values


def made_of(settings: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration with these settings, as kiosk.settings.reading has them, and what is built in for the rest."""
    windowed = {"windowed": True} if environ.get("KIOSK_WINDOWED", "") not in {"", "0"} else {}
    config = Config(data=default_data(environ), **{**settings, **windowed})
    if "addresses" in settings or config.council_name == Config(config.data).council_name:
        return config
    return replace(config, addresses=None)  # the made-up ones are of the made-up council


def keep(key: str, value: float, environ: Mapping[str, str] = os.environ) -> Path:
    """Keeps a number that was measured here for :func:`load`, in the file that it reads; gives the file.

    Where KIOSK_CONFIG names one that the kiosk may not write, as where it was installed, that is measured.toml in the
    data folder. Raises ConfigError when neither can be written.
    """
    from kiosk.settings.keeping import keep_in  # noqa: PLC0415 only once a screen was measured

    file, measured = file_of(environ), default_data(environ) / MEASURED
    try:
        keep_in(file, key, value)
        measured.unlink(missing_ok=True)
    except ConfigError:
        if not environ.get("KIOSK_CONFIG"):
            raise
        file = measured
        keep_in(file, key, value)
    return file
