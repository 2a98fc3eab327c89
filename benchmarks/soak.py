"""Whether a day leaves anything behind: 24 hours of visits at 100 times their speed, in the real program.

    python -m benchmarks.soak [--hours 24] [--speed 100] [--seed 1]

All that ``kiosk run`` joins together, on a screen that is not there, with a council of its own on loopback. The
program's clock runs --speed times as fast, and so does its tick of a second. Visits follow one another: every service,
in every language, size and set of colours; some look at Help and Display, some ask a question, some walk away and
leave the kiosk to end their visit, and staff look at the console. The council is out of reach for two hours.
At the end of each hour memory is read, and what the program holds open. The last line is the growth of memory an hour,
by least squares over the hours after the first, as a share of what it was then: 1 % is the limit.
"""

import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random

import click

LIMIT = 0.01
"""Of what the memory was after the first hour, an hour."""

HOUR = 3600.0


@dataclass(frozen=True)
class Reading:
    """What the program held at the end of an hour: bytes, and counts."""

    hour: int
    memory: int
    files: int
    threads: int
    children: int
    widgets: int
    visits: int


def growth(readings: list[Reading]) -> float:
    """Of memory, an hour, as a share of what the first of ``readings`` has."""
    hours = [each.hour for each in readings]
    middle = sum(hours) / len(hours)
    across = sum((hour - middle) ** 2 for hour in hours)
    slope = sum((each.hour - middle) * each.memory for each in readings) / across
    return slope / readings[0].memory


class FastClock:
    """Seconds that pass ``speed`` times as fast."""

    def __init__(self, speed: float) -> None:
        self._really = time.monotonic
        self.speed = speed
        self._start = self._really()

    def __call__(self) -> float:
        return self._start + (self._really() - self._start) * self.speed

    @property
    def passed(self) -> float:
        """Seconds since it was made."""
        return self() - self._start


@click.command()
@click.option("--hours", default=24, show_default=True)
@click.option("--speed", default=100.0, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--voice", default="silent", show_default=True, help="As in kiosk.toml.")
def main(hours: int, speed: float, seed: int, voice: str) -> None:
    """Soak."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("subprocess", "queue", "concurrent.futures", "requests"):
        import_module(name)  # these wait for others than the kiosk, by a clock that goes as it always does
    import_module("ui")  # first, as in the program: it undoes what PySide does to every import after it
    clock = FastClock(speed)
    time.monotonic = clock  # before any part of the kiosk is loaded, which take it from there
    from benchmarks.soaking import soak  # noqa: PLC0415 Qt asks for its platform when it is loaded

    with tempfile.TemporaryDirectory(prefix="handrail-soak-") as folder:
        readings = soak(Path(folder), clock, hours, Random(seed), voice=voice, told=_told)
    rate = growth(readings[1:])
    held = {(each.files, each.threads, each.children) for each in readings[1:]}
    click.echo(
        f"{readings[-1].visits} visits in {hours} hours; held open at the end of an hour: {sorted(held)}"
    )
    click.echo(f"growth of memory an hour: {rate:+.3%} (limit {LIMIT:.0%})")
    sys.exit(rate > LIMIT)


def _told(reading: Reading) -> None:
    click.echo(
        f"hour {reading.hour:2}: {reading.memory / 2**20:6.1f} MB, {reading.files} files, {reading.threads} threads,"
        f" {reading.children} children, {reading.widgets} widgets, {reading.visits} visits"
    )


def read(hour: int, widgets: int, visits: int) -> Reading:
    """What this process holds now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    me = os.getpid()
    children = Path(f"/proc/{me}/task/{me}/children").read_text(encoding="ascii").split()
    return Reading(
        hour,
        pages * os.sysconf("SC_PAGE_SIZE"),
        len(list(Path("/proc/self/fd").iterdir())),
        len(list(Path("/proc/self/task").iterdir())),
        len(children),
        widgets,
        visits,
    )


if __name__ == "__main__":
    main()
