"""The settings of one kiosk, read from one TOML file."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.errors import ConfigError

if TYPE_CHECKING:
    from kiosk.destinations import DestinationSettings

ASSETS = Path(__file__).resolve().parent.parent / "assets"

_BOUNDS = {
    "px_per_mm": (1.0, 20.0),
    "mount": (0.0, 2000.0),
    "idle_warning": (120.0, 900.0),
    "idle_end": (60.0, 600.0),
    "bounce": (0.0, 2.0),
    "switch_accept": (0.0, 2.0),
    "switch_ignore": (0.0, 2.0),
    "reminder": (0.0, 600.0),
    "pause_hours": (20.0, 720.0),
    "call_again_after": (30.0, 1800.0),
    "scanner_dpi": (100.0, 300.0),
}
"""The least and the most that a screen, or a person, could be used with."""

HEADPHONES = ("key", "evdev", "pulse", "none")
"""Who can tell that headphones are in: a keypad, the computer's own switch, the sound server, or nobody (A9)."""

MOST_KEYS = 2
"""One to sign bundles with, and one in a safe that replaces it."""

_KINDS = {str: "text in quotes", int: "a whole number", float: "a number", bool: "true or false"}


_PLAIN: Mapping[str, type] = {
    "phone": str,
    "px_per_mm": float,
    "mount": float,
    "idle_warning": float,
    "idle_end": float,
    "bounce": float,
    "reminder": float,
    "pause_hours": float,
    "switch_accept": float,
    "switch_ignore": float,
    "read_aloud": bool,
    "voice": str,
    "headphones": str,
    "on_screen_keyboard": bool,
    "windowed": bool,
    "bundle_sticks": str,
    "call_desk": bool,
    "call_again_after": float,
    "printer": str,
    "paper": str,
    "copies_to": str,
    "scanner": str,
    "scanner_dpi": float,
    "scanner_colour": bool,
    "camera": str,
    "location": str,
}
"""The settings that are one value, and the kind that it must be."""


@dataclass(frozen=True)
class CouncilLink:
    """Where submissions go. Made by ``python -m council_api enrol``; without it the kiosk cannot take any.

    ``public_key`` is a PEM text; ``token`` the kiosk's own credential, which opens no submission. ``authority`` is a
    file of certificates to trust instead of the usual ones, ``proxy`` the council's web proxy.
    """

    url: str
    token: str = field(repr=False)
    key_id: str
    public_key: str
    authority: Path | None = None
    proxy: str = field(default="", repr=False)  # it may hold the proxy's own password


@dataclass(frozen=True)
class Config:
    """Every setting, with what holds when kiosk.toml says nothing.

    Times are in seconds. ``idle_warning`` is doubled while pages are read aloud and for switches (T1).
    ``px_per_mm`` 0 means: reckon it from the screen's pixels as if it were a common kiosk screen (ui/theme.py),
    until the screen is calibrated. ``mount`` is the height of the screen's lower edge above the floor, in mm:
    usually that of a desk (V11). ``bounce``: for how long what was just pressed cannot be pressed again (M3).
    ``keys`` names the keypads that are read (assets/keys, M8). ``reminder``: after how long a silence the voice
    says what to press, 0 for never (A15). ``switch_accept``: for how long a switch must be held to count;
    ``switch_ignore``: after a press none counts for that long (M9). ``headphones`` is one of HEADPHONES.
    ``bundle_keys`` are the public keys that may sign bundles, MOST_KEYS at most; ``bundle_sticks`` is where sticks
    appear, "" for nowhere. ``addresses`` is the list of the council, ``places`` that of its places, or None
    (docs/addresses.md). ``attachments_from``: the folder that people choose files from, or None. ``destinations``:
    where services go whose manifest names one, by that name. ``call_command`` and ``call_again_command`` are the words
    of commands that tell staff nearby that somebody wants a person, () for none; ``call_desk``: they are told at the
    council's desk page; ``call_again_after``: seconds until they are told again (S1).
    ``printer`` is the name of a CUPS queue, "" for none, ``paper`` a name of kiosk/printing/papers.py.
    ``pause_hours``: for how long a visit that is put aside is kept (T3). ``location`` is where the kiosk stands: it
    goes with each submission and each call. ``leave_command`` is begun when IT end the program at the staff console.
    ``scanner`` is the name of a SANE device, ``camera`` the file of a V4L2 device; "auto" takes the first there is, ""
    none (docs/documents.md). ``copies_to`` is where the sticks appear that staff hold for copies, "" for no copies.
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

    @property
    def takes_files(self) -> bool:
        """Whether people have somewhere to take a photo or a letter from."""
        return bool(self.attachments_from or self.scanner or self.camera)


def default_data(environ: Mapping[str, str]) -> Path:
    """Where the outbox lives: KIOSK_DATA, else the user's own data folder."""
    if chosen := environ.get("KIOSK_DATA"):
        return Path(chosen)
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "handrail"


def load(environ: Mapping[str, str] = os.environ, path: Path | None = None) -> Config:
    """The configuration: ``path``, else KIOSK_CONFIG, else kiosk.toml in the data folder, else what is built in.

    Raises ConfigError with the file, the key and what to do.
    """
    data = default_data(environ)
    named = path or (Path(environ["KIOSK_CONFIG"]) if environ.get("KIOSK_CONFIG") else None)
    file = named or data / "kiosk.toml"
    settings: dict[str, Any] = {}
    if named is not None or file.exists():
        settings = _settings(file)
    if environ.get("KIOSK_WINDOWED", "") not in {"", "0"}:
        settings["windowed"] = True
    config = Config(data=data, **settings)
    if "addresses" in settings or config.council_name == Config(data).council_name:
        return config
    return replace(config, addresses=None)  # the made-up ones are of the made-up council


def keep(key: str, value: float, environ: Mapping[str, str] = os.environ) -> Path:
    """Writes one number into the file that :func:`load` reads, the rest of it as it was; gives the file.

    Raises ConfigError when the file cannot be written.
    """
    chosen = environ.get("KIOSK_CONFIG")
    file = Path(chosen) if chosen else default_data(environ) / "kiosk.toml"
    line = f"{key} = {value:g}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        mended, found = re.subn(rf"^{key}\s*=.*$", line, text, count=1, flags=re.MULTILINE)
        fresh = file.with_name(f"{file.name}.new")
        fresh.write_text(mended if found else f"{line}\n{text}", encoding="utf-8")
        fresh.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be written: {error}. Write {line} into it by hand.") from error
    return file


def council_link(path: Path) -> CouncilLink | None:
    """The council's address and keys from council.toml in the data folder, or None when there is no such file."""
    if not path.exists():
        return None
    table = _read(path).get("council", {})
    names = ("url", "token", "key_id", "public_key")
    missing = [name for name in names if not isinstance(table.get(name), str)]
    if missing:
        raise ConfigError(
            f"{path} has no {missing[0]} under [council]: make the file again with 'python -m council_api enrol'."
        )
    more: dict[str, Any] = {"proxy": table.get("proxy", "")}
    if table.get("authority"):
        more["authority"] = path.parent / str(table["authority"])
        if not more["authority"].is_file():
            raise ConfigError(
                f"{path}: the file of certificates {more['authority']} is not there: put it there."
            )
    return CouncilLink(**{name: table[name] for name in names}, **more)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}): check that it is there.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not a TOML file: {error}. Mend that line.") from error


def _settings(path: Path) -> dict[str, Any]:
    """The keys of kiosk.toml that were given, checked one by one."""
    settings: dict[str, Any] = {}
    for key, value in _read(path).items():
        if key == "destinations":
            from kiosk.destinations import read  # noqa: PLC0415 few kiosks have any

            settings[key] = read(value, path)
        elif key in _SHAPED:
            fits, made = _SHAPED[key]
            if not fits(value):
                raise ConfigError(f"{path}: {key} is not written as the example in deploy/kiosk.toml shows.")
            settings[key] = made(path, value)
        elif key in _PLAIN:
            settings[key] = _checked(path, key, value, _PLAIN[key])
        else:
            raise ConfigError(
                f"{path} has a key {key!r} that Handrail does not know: take it out or mend its name."
            )
    return settings


def _names(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(name, str) for name in value)


def _names_or_none(value: object) -> bool:
    return value == [] or _names(value)


def _keys(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MOST_KEYS and _names(value)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(isinstance(v, str) for v in value.values())


def _as_it_is(_path: Path, value: Any) -> object:
    return value


def _in_order(_path: Path, value: Any) -> object:
    return tuple(value)


def _beside(path: Path, value: Any) -> object:
    return path.parent / value if value else None


def _spoken(path: Path, codes: Any) -> object:
    there = sorted(file.stem for file in (ASSETS / "languages").glob("*.toml"))
    for code in codes:
        if code not in there:
            raise ConfigError(f"{path}: there is no language {code!r}. Write some of {', '.join(there)}.")
    return tuple(codes)


_SHAPED: Mapping[str, tuple[Callable[[object], bool], Callable[[Path, Any], object]]] = {
    "council_name": (_texts, _as_it_is),
    "languages": (_names, _spoken),
    "keys": (_names, _in_order),
    "leave_command": (_names, _in_order),
    "bundle_keys": (_keys, _in_order),
    "call_command": (_names_or_none, _in_order),
    "call_again_command": (_names_or_none, _in_order),
    "addresses": (_text, _beside),
    "places": (_text, _beside),
    "attachments_from": (_text, _beside),
}
"""What is no plain value: how it is to be written, and what is made of it."""


def _checked(path: Path, key: str, value: object, kind: type) -> object:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, kind):
        raise ConfigError(f"{path}: {key} must be {_KINDS[kind]}.")
    if key == "headphones" and value not in HEADPHONES:
        raise ConfigError(f"{path}: headphones must be one of {', '.join(HEADPHONES)}.")
    if key == "paper":
        from kiosk.printing.papers import SHEETS  # noqa: PLC0415 few settings name one

        if value not in SHEETS:
            raise ConfigError(f"{path}: paper must be one of {', '.join(SHEETS)}.")
    if isinstance(value, float):
        least, most = _BOUNDS[key]
        if not least <= value <= most and (key, value) != ("px_per_mm", 0.0):
            raise ConfigError(f"{path}: {key} must be between {least:g} and {most:g}.")
    return value
