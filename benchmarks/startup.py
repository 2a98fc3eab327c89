"""How long until somebody can begin: process start to first painted page, and memory, beside Chromium.

    python benchmarks/startup.py [--runs N]

Both run in turns on one virtual screen: the kiosk up to its welcome page (it writes a byte to the file descriptor
in KIOSK_FIRST_PAINT_FD when that is painted), and Chromium in --kiosk mode on a static form page with the same
words (its own first contentful paint, reported over loopback). Chromium has a warm profile, and what it would do
beside showing the page is switched off. Memory is the sum of the resident memory of each process of the tree,
the voice included, two seconds after the first paint. The last line is the figure; medians throughout.
"""

import os
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds after which a window that was not painted never will be."""

LAST_WORDS = 5.0
"""Seconds that a program is given to end."""

SETTLED = 2.0
"""Seconds after the first paint at which memory is read."""

QUIET = 1.0
"""Seconds between the end of one program and the start of the other."""

PACKAGES = {"chromium": "chromium", "Xvfb": "xvfb"}
CHROMIUM = (
    "chromium",
    "--kiosk",
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--disable-gpu",
)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Choose a language</title>
<style>
body {{ font: 26px/1.4 sans-serif; color: #10202b; margin: 48px; }}
button {{ display: block; width: 100%; min-height: 80px; margin: 12px 0; padding: 0 24px; font: inherit;
         font-weight: 700; text-align: left; border: 2px solid #5b6b76; border-radius: 6px; background: #fff; }}
.go {{ background: #08324f; color: #fff; }}
</style>
<h1>Welcome</h1><p>Here you can fill in council forms. You can listen to every page.</p>
<form><fieldset><legend>Choose a language</legend>
<button type="button">English</button><button type="button">Cymraeg</button></fieldset>
<button type="button" class="go">Begin</button></form>
<footer><button type="button">Help</button><button type="button">Ask a person</button>
<button type="button">Language</button><button type="button">Display</button></footer>
<script>
new PerformanceObserver((list) => {{
  if (list.getEntriesByName("first-contentful-paint").length) new Image().src = "http://127.0.0.1:{port}/painted";
}}).observe({{type: "paint", buffered: true}});
</script></html>"""


class NeverPaintedError(Exception):
    """A window did not say that it was painted."""


@dataclass(frozen=True)
class Run:
    """One start: seconds to the first paint, and MiB of resident memory two seconds later."""

    seconds: float
    memory: float


@contextmanager
def screen() -> Iterator[str]:
    """A virtual screen of its own; gives its DISPLAY."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with started(command, dict(os.environ), keep=(write,)):
        os.close(write)
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"


@contextmanager
def started(command: list[str], environment: dict[str, str], keep: tuple[int, ...] = ()) -> Iterator[int]:
    """A program and all that it starts, ended afterwards; gives its process id."""
    process = subprocess.Popen(
        command,
        env=environment,
        pass_fds=keep,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process.pid
    finally:
        family = tree(process.pid)
        process.terminate()
        try:
            process.wait(LAST_WORDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pid in family:
            stop(pid)
        wait_for_end(family)


def stop(pid: int) -> None:
    """End a process that outlived its parent."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def wait_for_end(family: list[int]) -> None:
    """Until all of them are gone, and a moment more: what one program's end takes is not to be the next one's start."""
    limit = time.monotonic() + LAST_WORDS
    while any(Path(f"/proc/{pid}/statm").exists() for pid in family) and time.monotonic() < limit:
        time.sleep(0.05)
    time.sleep(QUIET)


def tree(root: int) -> list[int]:
    """A process and all below it, by their ids."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue  # it has just ended
        children.setdefault(int(parent), []).append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def memory(root: int) -> float:
    """MiB of resident memory of a process and all below it, shared pages counted in each."""
    pages = 0
    for pid in tree(root):
        try:
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue  # it has just ended
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measured(pid: int, begin: float, painted: int, name: str) -> Run:
    """Wait until ``painted``, a file descriptor, can be read."""
    if not select.select([painted], [], [], PATIENCE)[0]:
        raise NeverPaintedError(f"{name} painted nothing within {PATIENCE:.0f} seconds.")
    seconds = time.monotonic() - begin
    time.sleep(SETTLED)
    return Run(seconds, memory(pid))


def kiosk(command: list[str], environment: dict[str, str]) -> Run:
    """One start of the kiosk."""
    read, write = os.pipe()
    begin = time.monotonic()
    with started(command, environment | {"KIOSK_FIRST_PAINT_FD": str(write)}, keep=(write,)) as pid:
        os.close(write)
        try:
            run = measured(pid, begin, read, "The kiosk")
            if os.read(read, 1) == b"":
                raise NeverPaintedError("The kiosk ended before its first page was painted.")
            return run
        finally:
            os.close(read)


def chromium(profile: Path, environment: dict[str, str]) -> Run:
    """One start of Chromium on the static page."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        page = profile.with_suffix(".html")
        page.write_text(PAGE.format(port=listener.getsockname()[1]), encoding="utf-8")
        begin = time.monotonic()
        with started([*CHROMIUM, f"--user-data-dir={profile}", page.as_uri()], environment) as pid:
            return measured(pid, begin, listener.fileno(), "Chromium")


def table(runs: dict[str, list[Run]]) -> dict[str, Run]:
    """Print every run and the medians; gives the medians."""
    middle = {}
    print(f"{'':10} {'first paint, s':>24} {'memory, MiB':>24}")
    for name, all_runs in runs.items():
        for number, run in enumerate(all_runs, 1):
            print(f"{name + ' ' + str(number):10} {run.seconds:>24.2f} {run.memory:>24.0f}")
        middle[name] = Run(
            statistics.median(run.seconds for run in all_runs),
            statistics.median(run.memory for run in all_runs),
        )
    for name, run in middle.items():
        print(f"{name:10} {run.seconds:>17.2f} median {run.memory:>17.0f} median")
    return middle


@click.command(help=__doc__ and __doc__.partition("\n")[0])
@click.option("--runs", default=5, show_default=True, type=click.IntRange(min=1), help="Starts of each.")
@click.argument("command", nargs=-1)
def main(runs: int, command: tuple[str, ...]) -> None:
    """COMMAND, after --, starts another kiosk than ``python -m kiosk run``."""
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if missing:
        click.echo(f"Install what is missing first: apt-get install {' '.join(missing)}", err=True)
        sys.exit(2)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended too
    start = list(command) or [sys.executable, "-m", "kiosk", "run"]
    with tempfile.TemporaryDirectory(prefix="startup-") as name, screen() as display:
        folder = Path(name)
        data = folder / "kiosk"
        data.mkdir()
        enrol = ["enrol", "bench", "--data", str(folder / "council"), "--out", str(data / "council.toml")]
        subprocess.run(
            [sys.executable, "-m", "council_api", *enrol], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "KIOSK_DATA": str(data),
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),  # compiled once, as an installed kiosk is
            "PYTHONDONTWRITEBYTECODE": "",
        }
        results: dict[str, list[Run]] = {"kiosk": [], "Chromium": []}
        try:
            with click.progressbar(
                range(runs + 1), label="Starting both in turns", file=sys.stderr
            ) as rounds:
                for number in rounds:
                    pair = kiosk(start, environment), chromium(folder / "profile", environment)
                    if number:  # the first warms the caches and the profile
                        results["kiosk"].append(pair[0])
                        results["Chromium"].append(pair[1])
        except NeverPaintedError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    middle = table(results)
    ours, theirs = middle["kiosk"], middle["Chromium"]
    print(
        f"startup: {ours.seconds / theirs.seconds:.2f} of Chromium's time, "
        f"{ours.memory / theirs.memory:.2f} of its memory"
    )


if __name__ == "__main__":
    main()
