"""A whole desktop that nobody sees: X server, window manager, D-Bus and AT-SPI, all private to one test.

Standard library alone. Every process is started here in a group of its own and ended with it.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

NEEDS = ("Xvfb", "dbus-daemon", "openbox", "xprop", "xdotool", "gdbus", "orca", "speech-dispatcher")
BUS_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
STEP = 0.05


def missing() -> list[str]:
    """The programs that this machine lacks."""
    lacking = [name for name in NEEDS if shutil.which(name) is None]
    return lacking if BUS_LAUNCHER.exists() else [*lacking, str(BUS_LAUNCHER)]


def release(program: str) -> str:
    """The first number of a program's version; "" without the program."""
    if shutil.which(program) is None:
        return ""
    said = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False, timeout=30
    ).stdout
    return next(iter(re.findall(r"\d+", said)), "")


def _fields(stat: Path) -> list[str]:
    """What proc(5) tells of a process or thread from its state on; the session is the fourth."""
    return stat.read_text().rpartition(")")[2].split()


class Desktop:
    """``with Desktop() as desktop: desktop.start([...])``. ``screen_reader``: whether its switch for one is on."""

    def __init__(self, size: str = "1280x1024x24", *, screen_reader: bool = True) -> None:
        self._size = size
        self._screen_reader = screen_reader
        self._processes: list[subprocess.Popen[bytes]] = []
        self.folder = Path(tempfile.mkdtemp(prefix="handrail-desktop-"))
        self.env: dict[str, str] = {}

    def __enter__(self) -> Self:
        runtime, home = self.folder / "run", self.folder / "home"
        runtime.mkdir(mode=0o700)
        home.mkdir()
        self.env = {k: v for k, v in os.environ.items() if k in {"PATH", "LANG", "LC_ALL", "TMPDIR"}}
        self.env |= {
            "LANG": self.env.get("LANG", "C.UTF-8"),
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "GSETTINGS_BACKEND": "memory",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONUNBUFFERED": "1",
        }
        try:
            self._rise()
        except BaseException:
            self._fall()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._fall()

    def start(
        self, command: Sequence[str], env: dict[str, str] | None = None, fds: Sequence[int] = ()
    ) -> subprocess.Popen:
        """Starts a program on this desktop; what it prints goes to ``<folder>/<n>-<name>.log``."""
        name = f"{len(self._processes):02d}-{Path(command[0]).name}.log"
        with (self.folder / name).open("wb") as log:
            process = subprocess.Popen(
                command,
                env=self.env | (env or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=fds,
            )
        self._processes.append(process)
        return process

    def run(self, *command: str) -> str:
        """Runs a program to its end and gives what it printed."""
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=True, timeout=30)
        return done.stdout

    def keys(self, *names: str) -> None:
        """Presses keys through the X server, as a keyboard would."""
        self.run("xdotool", "key", "--delay", "20", *names)

    def type(self, text: str) -> object:
        """Types text through the X server."""
        self.run("xdotool", "type", "--delay", "20", text)

    def wait(self, until: Callable[[], bool], process: subprocess.Popen, what: str, steps: int = 400) -> None:
        """Waits until something holds, as long as ``process`` lives; looks again every STEP seconds."""
        for _ in range(steps):
            if until():
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STEP)
                raise AssertionError(
                    f"{process.args} ended with {process.returncode} before {what}; {self.folder}"
                )
        raise AssertionError(f"{what} did not come; {self.folder}")

    def is_idle(self) -> bool:
        """Whether every process started here, and every child of theirs, sleeps: nothing is under way.

        A process that waits for a busy machine does not sleep, so this holds on a slow one too.
        """
        sessions = {process.pid for process in self._processes}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                if int(_fields(stat)[3]) in sessions and any(
                    _fields(task)[0] not in "SZX" for task in stat.parent.glob("task/*/stat")
                ):
                    return False
        return True

    def _rise(self) -> None:
        display = self._told(
            "Xvfb", "-displayfd", "{fd}", "-screen", "0", self._size, "-nolisten", "tcp", "-noreset"
        )
        self.env["DISPLAY"] = f":{display}"
        address = self._told("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address
        switch = f"--screen-reader={int(self._screen_reader)}"
        self.start([str(BUS_LAUNCHER), "--launch-immediately", "--a11y=1", switch])
        self.run("gdbus", "wait", "--session", "--timeout", "20", "org.a11y.Bus")
        manager = self.start(["openbox", "--sm-disable"])
        self.wait(self._is_managed, manager, "the window manager")

    def _told(self, *command: str) -> str:
        """Starts a program that writes one line to a file descriptor when it is ready, and gives that line."""
        read, write = os.pipe()
        self.start([part.format(fd=write) for part in command], fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            line = pipe.readline().strip()
        assert line, f"{command[0]} did not start; {self.folder}"
        return line

    def _is_managed(self) -> bool:
        return "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    def _fall(self) -> None:
        for process in reversed(self._processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
