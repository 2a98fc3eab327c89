"""The kiosk's end of the voice that lives in a process of its own (kiosk/speech/process.py).

espeak-ng can crash and a sound server can hang, so neither may share the kiosk's process. Texts go over a
pipe, never on a command line.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread

from kiosk.speech.voice import Earcon, Event, Hear, Recording, Settings

_ROOT = Path(__file__).parents[2]


class ChildVoice:
    """A Voice whose process, ``command``, starts in the background as soon as this is made.

    One thread starts the process, feeds it and ends it: the kernel kills the process when that thread ends
    (PR_SET_PDEATHSIG), and a full pipe blocks that thread alone. A second thread hears the answers.
    """

    def __init__(self, hear: Hear, command: Sequence[str]) -> None:
        self._hear = hear
        self._command = [sys.executable, *command]
        self._orders: SimpleQueue[bytes | None] = SimpleQueue()
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        Thread(target=self._run, name="voice", daemon=True).start()

    def say(
        self, number: int, text: str, language: str, settings: Settings, recording: Recording | None = None
    ) -> None:
        self._order(
            {
                "do": "say",
                "id": number,
                "text": text,
                "language": language,
                "wpm": settings.wpm,
                "volume": settings.volume,
                "recording": asdict(recording) if recording else None,
            }
        )

    def cue(self, name: Earcon, settings: Settings) -> None:
        self._order({"do": "cue", "name": name, "volume": settings.volume})

    def stop(self) -> None:
        self._order({"do": "stop"})

    def pause(self) -> None:
        self._order({"do": "pause"})

    def resume(self) -> None:
        self._order({"do": "resume"})

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._kill()
        self._orders.put(None)

    @property
    def pid(self) -> int | None:
        """The process's id, once it runs; for diagnosis."""
        with self._lock:
            return self._child.pid if self._child else None

    def _order(self, order: Mapping[str, object]) -> None:
        self._orders.put(json.dumps(order).encode() + b"\n")

    def _run(self) -> None:
        try:
            child = self._start()
        except OSError:
            self._hear(Event("failed", reason="voice"))
            return
        if child is None:
            return
        with child:
            listener = Thread(target=self._listen, args=(child,), name="voice-events", daemon=True)
            listener.start()
            with suppress(BrokenPipeError):
                while (order := self._orders.get()) is not None:
                    self._write(child, order)
            with self._lock:
                self._kill()
                self._child = None
            listener.join()

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if not self._closed:
                self._child = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=_ROOT,
                    start_new_session=True,
                )
            return self._child

    @staticmethod
    def _write(child: subprocess.Popen[bytes], order: bytes) -> None:
        assert child.stdin is not None  # noqa: S101  Popen was asked for the pipe
        rest = memoryview(order)
        while rest:
            rest = rest[os.write(child.stdin.fileno(), rest) :]

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None  # noqa: S101  Popen was asked for the pipe
        for line in child.stdout:
            self._hear(Event(**json.loads(line)))
        with self._lock:
            closed = self._closed
        self._orders.put(None)
        if not closed:
            self._hear(Event("failed", reason="died"))

    def _kill(self) -> None:
        """End the process and its player. Under the lock: a number is given up before its process is reaped."""
        if self._child is not None:
            with suppress(ProcessLookupError):
                if sys.platform == "win32":
                    self._child.kill()  # it plays by itself there: no group to end
                else:
                    os.killpg(self._child.pid, signal.SIGKILL)
