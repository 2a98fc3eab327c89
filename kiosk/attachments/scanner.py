"""A scanner, by the ``scanimage`` of Debian's sane-utils: why a program and no binding, decision 0038.

What is scanned comes through a pipe and is never a file. The scanner's driver, which reads what a network or a cable
brings, runs in that process and not in the kiosk's.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event

from kiosk import log
from kiosk.attachments.program import Program, whole

DEVICE = re.compile(r"[\w.:/\\@%+,=~ -]{1,200}")
"""What the name of a device may look like in kiosk.toml; none begins with a hyphen."""
ACROSS, DOWN = 210, 297
"""Millimetres of an A4 page."""
MOST_BYTES = 60_000_000
"""Of one page: A4 in colour at 300 dots an inch has 26 million."""
_SCAN_SECONDS = 120.0
_LOOK_SECONDS = 20.0
_MOST_SAID = 200_000

_TROUBLES: Mapping[str, str] = {
    "Document feeder out of documents": "empty",
    "Document feeder jammed": "jam",
    "Scanner cover is open": "cover",
    "Device busy": "busy",
}
"""What SANE says (sane_strstatus), and the last part of ``taking.trouble.scanner.<…>``; all else is "away"."""
_NUMBER = r"\d{1,6}(?:\.\d{1,6})?"
"""What a device says of itself may be anything."""
_LAST_WORDS = r"sane_(?:start|read): [^\n]+\n"


@dataclass(frozen=True)
class Scanner:
    """The scanner with this name, "auto" for the first there is. It may take minutes: not for the window's thread.

    ``dots`` an inch; ``seconds`` that a page may take; ``more`` are options of scanimage. ``environ`` is
    where PATH and SANE_CONFIG_DIR are looked up.
    """

    device: str
    dots: int = 250
    colour: bool = True
    environ: Mapping[str, str] | None = None
    seconds: float = _SCAN_SECONDS
    more: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "scanner"

    def take(self, stop: Event) -> bytes | str:
        """One page as a picture in PNM, or what is wrong: the last part of ``taking.trouble.scanner.<…>``.

        "" when ``stop`` was set.
        """
        device = self.found(stop)
        if not device:
            return "" if stop.is_set() else self._away("SANE knows no scanner")
        known = self._ask(("-d", device, "-A"), stop)
        if isinstance(known, str):
            return "" if stop.is_set() else known
        command = ("scanimage", "-d", device, "--format=pnm", *self._wishes(known.decode(errors="replace")))
        return self._run((*command, *self.more), stop, self.seconds, MOST_BYTES)

    def found(self, stop: Event) -> str:
        """Its name, or that of the first there is; "" for none."""
        if self.device != "auto":
            return self.device
        found = self._ask(("-f", "%d%n"), stop)
        lines = found.decode(errors="replace").splitlines() if isinstance(found, bytes) else []
        return next((line for line in lines if DEVICE.fullmatch(line)), "")

    def ready(self, device: str, stop: Event) -> str:
        """What is wrong with a device, as :meth:`take` has it; "" when it answers. Scans nothing."""
        known = self._ask(("-d", device, "-A"), stop)
        return known if isinstance(known, str) else ""

    def _ask(self, options: tuple[str, ...], stop: Event) -> bytes | str:
        return self._run(("scanimage", *options), stop, _LOOK_SECONDS, _MOST_SAID)

    def _run(self, command: tuple[str, ...], stop: Event, seconds: float, most: int) -> bytes | str:
        environ = os.environ if self.environ is None else self.environ
        kept = {
            name: environ[name] for name in ("PATH", "SANE_CONFIG_DIR", "LD_LIBRARY_PATH") if name in environ
        }
        try:
            with Program(command, stop, seconds, kept, last_words=_LAST_WORDS) as program:
                written = whole(program, most)
        except OSError as error:
            return self._away(f"{command[0]} cannot be run: {error.strerror}. Install Debian's sane-utils")
        if stop.is_set():
            return ""
        if program.late and (said := re.search(_LAST_WORDS, program.said)):
            return self._trouble(said[0])
        if written is None or program.late:
            return self._away("it sends more than a page" if written is None else "it does not answer")
        if program.code:
            return self._trouble(program.said)
        return written

    def _trouble(self, said: str) -> str:
        for sentence, code in _TROUBLES.items():
            if sentence in said:
                log.warning("Nothing was scanned: %s.", code)
                return code
        return self._away(said.strip().rpartition("\n")[2][:200])

    def _away(self, why: str) -> str:
        log.error("The scanner %s cannot be used: %s. See docs/documents.md.", self.device, why.rstrip("."))
        return "away"

    def _wishes(self, told: str) -> tuple[str, ...]:
        """What this device is asked for, out of what it says it can do: devices name and bound these as they like."""
        wishes: list[str] = []
        if mode := _mode(told, colour=self.colour):
            wishes += ["--mode", mode]
        if dots := _dots(told, self.dots):
            wishes += ["--resolution", str(dots)]
        for option, wanted in (("-x", ACROSS), ("-y", DOWN)):
            if found := re.search(rf"^ +{option} -?{_NUMBER}\.\.({_NUMBER})mm", told, re.MULTILINE):
                wishes += [option, f"{min(wanted, float(found[1])):g}"]
        return tuple(wishes)


def _mode(told: str, *, colour: bool) -> str:
    found = re.search(r"^ +--mode (\S.*?) \[", told, re.MULTILINE)
    modes = found[1].split("|") if found else []
    wanted = r"colou?r" if colour else r"gr[ae]y"
    return next((mode for mode in modes if re.search(wanted, mode, re.IGNORECASE)), "")


def _dots(told: str, wanted: int) -> int:
    """The fewest that are enough, else the most there are; 0 when the device does not say."""
    begins = r"^ +--resolution (?:auto\|)?"
    if between := re.search(rf"{begins}({_NUMBER})\.\.({_NUMBER})dpi", told, re.MULTILINE):
        return round(min(max(wanted, float(between[1])), float(between[2])))
    found = re.search(rf"{begins}({_NUMBER}(?:\|{_NUMBER})*)dpi", told, re.MULTILINE)
    there = sorted(float(one) for one in found[1].split("|")) if found else [0.0]
    return round(next((one for one in there if one >= wanted), there[-1]))
