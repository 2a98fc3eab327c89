"""A sound server of our own with nothing but null sinks, and an ear that tells when one of them sounds.

For the speech benchmark, and for the tests that kill the server or unplug a device.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import IO, Self

RATE = 48000
LOUD = 60
"""A sample beyond this is sound: espeak-ng's own noise floor is 0."""
_PAUSE = 0.15
"""Seconds of silence that part two sentences; within a word there are shorter ones."""
_BLOCK = RATE // 1000 * 2  # a millisecond, in bytes

SINK = "nul"
OTHER = "jack"

_PROGRAMS = {
    "pulseaudio": ("pulseaudio",),
    "pipewire": ("pipewire", "pipewire-pulse", "wireplumber", "dbus-run-session"),
}
_PARTS = """
pipewire &
until [ -S "$XDG_RUNTIME_DIR/pipewire-0" ]; do sleep 0.02; done
wireplumber & pipewire-pulse & wait
"""
_PIPEWIRE = ["dbus-run-session", "--", "sh", "-c", _PARTS]
"""Three programs and a bus of their own: its graph, who joins the streams in it, and PulseAudio's protocol."""


def missing(server: str = "pulseaudio") -> str:
    """What this machine lacks to run ``server``, "pulseaudio" or "pipewire", as a sentence; "" when nothing."""
    wanted = ("pacat", "parec", "pactl", *_PROGRAMS[server])
    lacking = [program for program in wanted if not shutil.which(program)]
    return f"No {' and no '.join(lacking)} on this machine: install {server}." if lacking else ""


class NullSink:
    """A sound server with two sinks that nobody hears, ``SINK`` and ``OTHER``, for who has ``environment``."""

    def __init__(self, server: str = "pulseaudio") -> None:
        self._of = server
        self._folder = tempfile.TemporaryDirectory(prefix="handrail-sink-")
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._folder.cleanup()

    @property
    def environment(self) -> Mapping[str, str]:
        """What leads the programs started with it to this server, and to no other."""
        folder = self._folder.name
        return {
            "PULSE_SERVER": f"unix:{folder}/native",
            "PULSE_CLIENTCONFIG": "/dev/null",
            "PIPEWIRE_RUNTIME_DIR": folder,
        }

    def start(self) -> None:
        """Returns once it takes clients. Raises RuntimeError when it does not start."""
        folder = Path(self._folder.name)
        for socket in ("native", "pipewire-0"):
            (folder / socket).unlink(missing_ok=True)
        own = {name: str(folder) for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "TMPDIR")}
        self._server = subprocess.Popen(
            _pulseaudio(folder) if self._of == "pulseaudio" else _PIPEWIRE,
            env={**os.environ, **self.environment, **own},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(400):
            if self.control("info") and self._furnished():
                return
            with suppress(subprocess.TimeoutExpired):
                self._server.wait(0.05)
                break
        self.kill()
        raise RuntimeError(f"{self._of} did not start")

    def _furnished(self) -> bool:
        """Whether both sinks are there. PipeWire is asked for them once it can be."""
        have = self.control("list", "short", "sinks").split()
        for name in (SINK, OTHER):
            if name not in have and self._of == "pipewire":
                self.control("load-module", "module-null-sink", f"sink_name={name}", f"rate={RATE}")
        return {SINK, OTHER} <= set(have)

    def kill(self) -> None:
        """As when it crashes."""
        if self._server is not None:
            self.signal(signal.SIGKILL)
            self._server.wait()
            self._server = None

    def signal(self, number: int) -> None:
        """To the server and all that it is made of: SIGSTOP is a server that hangs."""
        assert self._server
        with suppress(ProcessLookupError):
            os.killpg(self._server.pid, number)

    def unplug(self, name: str) -> None:
        """As when a device is pulled out: its sink goes away."""
        for line in self.control("list", "short", "modules").splitlines():
            if f"sink_name={name} " in f"{line} ":
                self.control("unload-module", line.split()[0])

    def control(self, *words: str) -> str:
        """What ``pactl`` says to ``words``; "" when it fails."""
        done = subprocess.run(
            ["pactl", *words],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout if done.returncode == 0 else ""


def _pulseaudio(folder: Path) -> list[str]:
    modules = (
        f"module-native-protocol-unix auth-anonymous=1 socket={folder / 'native'}",
        f"module-null-sink sink_name={SINK} rate={RATE}",
        f"module-null-sink sink_name={OTHER} rate={RATE}",
    )
    options = ("-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes")
    return ["pulseaudio", *options, *(part for module in modules for part in ("-L", module))]


class Ear:
    """Listens to a sink, and remembers when it was loud, by the monotonic clock, to about 5 ms.

    What it hears is right once :meth:`settle` has returned.
    """

    def __init__(self, sink: NullSink, name: str = SINK) -> None:
        self._news = Condition()
        self._loud: deque[tuple[float, float]] = deque(maxlen=20000)
        self.heard_to = 0.0
        self.deaf = False
        """Whether it only lets the sound by, so that listening takes no time from what is measured."""
        self._recorder = subprocess.Popen(
            [
                "parec",
                f"--device={name}.monitor",
                "--raw",
                "--format=s16le",
                "--channels=1",
                f"--rate={RATE}",
                "--latency-msec=5",
            ],
            env={**os.environ, **sink.environment},
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        assert self._recorder.stdout is not None
        Thread(target=self._listen, args=(self._recorder.stdout,), daemon=True).start()
        self._began = monotonic()

    def settle(self) -> Self:
        """Wait for what a null sink may have rendered ahead: 2 s."""
        self._until(lambda: self.heard_to > self._began + 3, 20)
        return self

    def close(self) -> None:
        self._recorder.kill()
        self._recorder.wait()

    def first_after(self, moment: float, patience: float = 10.0) -> float | None:
        """When the first sound at or after ``moment`` began; None when there was none in time."""
        found: list[float] = []

        def sounded() -> bool:
            found[:] = [max(begin, moment) for begin, end in self._loud if end > moment][:1]
            return bool(found)

        return found[0] if self._until(sounded, patience) else None

    def last_after(self, moment: float, quiet: float = 0.3, patience: float = 20.0) -> float:
        """When the sound of ``moment`` ended: ``quiet`` seconds follow it. ``moment`` when it was quiet then."""
        self._until(lambda: self.heard_to > max(moment, self._last()) + quiet, patience)
        return max(moment, self._last())

    def bursts(self, since: float) -> list[float]:
        """When sound began anew after a pause, from ``since`` on."""
        return bursts(begin for begin, _end in tuple(self._loud) if begin >= since)

    def _last(self) -> float:
        return self._loud[-1][1] if self._loud else 0.0

    def _until(self, what: Callable[[], bool], patience: float) -> bool:
        with self._news:
            return self._news.wait_for(what, patience)

    def _listen(self, pipe: IO[bytes]) -> None:
        rest = b""
        while piece := pipe.read(65536):
            now = monotonic()
            if self.deaf:
                continue
            rest += piece
            whole = len(rest) // _BLOCK * _BLOCK
            begin = now - len(rest) / 2 / RATE
            spans = [
                (begin + at / 2 / RATE, begin + (at + _BLOCK) / 2 / RATE)
                for at in range(0, whole, _BLOCK)
                if _is_loud(rest[at : at + _BLOCK])
            ]
            rest = rest[whole:]
            with self._news:
                self._loud.extend(spans)
                self.heard_to = now
                self._news.notify_all()


def bursts(loud: Iterable[float]) -> list[float]:
    """The first of moments that are loud, and each that comes after a pause."""
    found, last = [], -_PAUSE
    for moment in loud:
        if moment - last >= _PAUSE:
            found.append(moment)
        last = moment
    return found


def _is_loud(block: bytes) -> bool:
    if not any(block):
        return False
    samples = array("h", block)
    return max(samples) > LOUD or min(samples) < -LOUD
