"""The voice's own process: ``python -m kiosk.speech.process [DEVICE]``.

Orders come as JSON lines on stdin: ``{"do": "say", "id": 1, "text": …, "language": "en", "wpm": 150,
"volume": 1.0}``, and ``stop``, ``pause``, ``resume``. Events go out as JSON lines on stdout
(kiosk/speech/voice.py). Texts and sound exist in pipes and memory only: no file, no command line, no core
dump. It ends when its stdin does.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from kiosk.speech.player import Player
from kiosk.speech.pronounce import sentences
from kiosk.speech.ssml import ssml
from kiosk.speech.voice import Event

ENGINE_VOICES: Mapping[str, str] = {
    "ar": "sem/ar",
    "bn": "inc/bn",
    "cy": "cel/cy",
    "en": "gmw/en",
    "fa": "ira/fa",
    "gu": "inc/gu",
    "pa": "inc/pa",
    "pl": "zlw/pl",
    "ro": "roa/ro",
    "ur": "inc/ur",
}
"""espeak-ng's own name of the voice for a language. It has none for Somali, Pashto or Tigrinya."""

TRUE_SPEED = 1.25
"""True words a minute for each that espeak-ng is asked for, measured on short plain words."""

_PR_SET_PDEATHSIG = 1


class Reader:
    """Turns texts into sound on a thread of its own, while orders are still heard."""

    def __init__(self, engine: Any, player: Player, rate: int, tell: "Teller") -> None:
        self._engine = engine
        self._player = player
        self._rate = rate
        self._tell = tell
        self._orders: SimpleQueue[Mapping[str, Any]] = SimpleQueue()
        self._number = 0
        self._tokens: list[tuple[int, int]] = []
        self._made = 0
        self._base = 0
        self._live = False
        engine.connect("sound", self._on_sound)
        engine.connect("error", self._on_error)
        Thread(target=self._run, name="reader", daemon=True).start()

    def obey(self, order: Mapping[str, Any]) -> None:
        """Do one order. Never waits for the engine."""
        match order["do"]:
            case "say":
                self._player.begin(order["id"])
                self._orders.put(order)
            case "stop":
                self._player.clear()
                self._tell(Event("stopped"))
            case "pause" | "resume":
                self._player.pause(order["do"] == "pause")

    def _run(self) -> None:
        while True:
            self._read(self._orders.get())

    def _read(self, order: Mapping[str, Any]) -> None:
        self._number, self._made, self._live = order["id"], 0, True
        language = order["language"].split("-")[0]
        self._engine.setProperty("voice", ENGINE_VOICES.get(language, "none"))
        if not self._live:
            self._tell(Event("failed", self._number, reason="language"))
            return
        self._engine.setProperty("rate", round(order["wpm"] / TRUE_SPEED))
        self._engine.setProperty("volume", order["volume"])
        for sentence in sentences(order["text"], language):
            self._tokens = [(token.start, token.end) for token in sentence.tokens]
            self._base = self._made
            self._engine.say(ssml(sentence))
            self._engine.runAndWait()
            if not self._live:
                return
        self._player.end(self._number)

    def _on_sound(self, pcm: bytes, marks: list[tuple[str, int]], **_: object) -> None:
        words = [(self._base + ms * self._rate // 1000 * 2, *self._tokens[int(name)]) for name, ms in marks]
        self._made += len(pcm)
        self._live = self._player.put(self._number, pcm, words)
        if not self._live:
            self._engine.stop()

    def _on_error(self, **_: object) -> None:
        """pyttsx3 tells so when a property cannot be set: the voice's data is not on this machine."""
        self._live = False


class Teller:
    """Writes events, one line each, from any thread."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = Lock()

    def __call__(self, event: Event) -> None:
        line = json.dumps(asdict(event)).encode() + b"\n"
        with self._lock:
            os.write(self._descriptor, line)
        if event.name == "failed" and event.id == 0:
            os._exit(1)  # nothing here can speak any more, and other threads hold the interpreter


def main() -> None:
    """Speak what stdin asks for until it ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    tell = Teller(os.dup(1))
    os.dup2(2, 1)  # whatever a library prints must not reach the event pipe
    try:
        import pyttsx3  # noqa: PLC0415  its absence is an event, not a traceback

        from kiosk.speech import driver  # noqa: PLC0415  the same

        engine = pyttsx3.init("kiosk")
        engine.runAndWait()
    except (ImportError, OSError, RuntimeError):
        tell(Event("failed", reason="voice"))
        return
    reader = Reader(
        engine, Player(driver.SAMPLE_RATE, "".join(sys.argv[1:2]), tell), driver.SAMPLE_RATE, tell
    )
    tell(Event("ready"))
    for line in sys.stdin.buffer:
        reader.obey(json.loads(line))
    os._exit(0)  # the kiosk is gone: fall silent at once, with whatever is still being made


if __name__ == "__main__":
    main()
