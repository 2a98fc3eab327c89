"""A program that makes pictures: run without a shell, its output in memory alone, ended with all that it started."""

import contextlib
import os
import re
import selectors
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from threading import Event
from time import monotonic, sleep
from typing import Self

_BLOCK = 1 << 18
_LOOK = 0.1
"""Seconds between two looks whether it is to stop."""
_GRACE = 3.0
"""Seconds that a program has to take the lamp of a scanner home before it is killed."""
_LAST = 1.0
"""Seconds that it has to end once it has said its last words: scanimage may hang in giving the device back."""
_STEP = 0.01
_MOST_SAID = 20_000


class Program:
    """One run of ``argv``, as a context; leaving it ends the program and all that it started.

    ``stop`` may be set by another thread. It may take ``seconds`` in all, and write nothing for ``silence`` of them;
    ``late``: it took longer. ``last_words`` match a complaint after which nothing more comes. ``code`` is its exit code
    once it is over, ``said`` what it complained of. Raises OSError on entering when there is no such program.
    """

    def __init__(
        self,
        argv: Sequence[str],
        stop: Event,
        seconds: float,
        environ: Mapping[str, str],
        *,
        last_words: str = r"(?!)",
        silence: float = inf,
    ) -> None:
        self._argv = argv
        self._stop = stop
        self._seconds = seconds
        # In English, whatever the machine's language is: what it says is read by us.
        self._environ = {**environ, "LC_ALL": "C"}
        self._last_words = last_words
        self._silence = silence
        self._over = False
        self.late = False
        self.code: int | None = None
        self._said = bytearray()

    @property
    def said(self) -> str:
        return self._said.decode(errors="replace")

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._environ,
            start_new_session=True,
        )
        return self

    def pieces(self) -> Iterator[bytes]:
        """What it writes, as it comes, until it ends, is stopped, or its time is over (``late``)."""
        out, complaints = self._process.stdout, self._process.stderr
        assert out is not None and complaints is not None  # noqa: S101 PT018 both are pipes
        end = monotonic() + self._seconds
        heard = monotonic()
        with selectors.DefaultSelector() as ready:
            ready.register(out, selectors.EVENT_READ)
            ready.register(complaints, selectors.EVENT_READ)
            while ready.get_map() and not self._stop.is_set():
                if monotonic() > min(end, heard + self._silence):
                    self.late = True
                    return
                for key, _events in ready.select(_LOOK):
                    if not (piece := os.read(key.fd, _BLOCK)):
                        ready.unregister(key.fileobj)
                    elif key.fileobj is out:
                        yield piece
                        heard = monotonic()
                    else:
                        self._said += piece[: _MOST_SAID - len(self._said)]
                        if re.search(self._last_words, self.said):
                            end = min(end, monotonic() + _LAST)
            self._over = not ready.get_map()

    def __exit__(self, *_error: object) -> None:
        process = self._process
        if not self._over:
            _signal(process.pid, signal.SIGTERM)
        _await_end(process.pid)
        # What it started, too. Until it is buried, its number is no other's.
        _signal(process.pid, signal.SIGKILL)
        self.code = process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def _await_end(process: int) -> None:
    """Waits until it is over, or its grace is; it is not buried yet."""
    end = monotonic() + _GRACE
    look = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, process, look) is None and monotonic() < end:
        sleep(_STEP)


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def whole(program: Program, most: int) -> bytes | None:
    """All that a program writes; None when that is more than ``most`` bytes."""
    written = bytearray()
    for piece in program.pieces():
        if len(written) + len(piece) > most:
            return None
        written += piece
    return bytes(written)
