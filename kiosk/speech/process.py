"""The voice's own process: ``python -m kiosk.speech.process ENGINE DEVICE PROMPTS``.

``ENGINE`` is ``espeak`` or ``natural``; ``DEVICE`` may be "" for the usual one, ``PROMPTS`` a folder of recorded
sentences (kiosk/speech/prompts.py). Orders come as JSON lines on stdin: ``{"do": "say", "id": 1, "text": …,
"language": "en", "wpm": 150, "volume": 1.0, "recording": null}``, where it may be ``{"words": …, "file": …}``;
``{"do": "cue", "name": "move", "volume": 1.0}``; and ``stop``, ``pause``, ``resume``. Events go out as JSON lines on
stdout (kiosk/speech/voice.py). Texts and sound exist in pipes and memory only: no file, no command line, no core dump.
It ends when its stdin does.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from kiosk import memory
from kiosk.speech import earcons
from kiosk.speech.engine import RATE, Engine, Outcome, Take, Words, read
from kiosk.speech.player import Player
from kiosk.speech.prompts import Prompts, play
from kiosk.speech.voice import Event, Recording

_PR_SET_PDEATHSIG = 1
_TURN = 0.001
"""Seconds until a thread that works must let the one that plays have its turn."""
_BEFORE_OTHERS = -10
"""A voice that waits for its turn breaks off. Only where the machine's owner lets it (systemd's LimitNICE)."""


def engines(name: str, prompts: str) -> list[Engine]:
    """What says a sentence, in the order to be asked. Raises ImportError, OSError or RuntimeError without espeak-ng."""
    from kiosk.speech import driver  # noqa: PLC0415  its absence is an event, not a traceback
    from kiosk.speech.espeak import Espeak  # noqa: PLC0415  likewise

    espeak = Espeak(driver.start())
    found: list[Engine] = [Prompts(Path(prompts))] if prompts else []
    if name == "natural":
        from kiosk.speech.natural import Natural, model  # noqa: PLC0415  slow, and not always there

        found.append(Natural(model(), espeak))
    return [*found, espeak]


class Reader:
    """Turns texts into sound on a thread of its own, while orders are still heard."""

    def __init__(self, engines: Sequence[Engine], player: Player, tell: "Teller") -> None:
        self._engines = engines
        self._player = player
        self._tell = tell
        self._orders: SimpleQueue[Mapping[str, Any]] = SimpleQueue()
        Thread(target=self._run, name="reader", daemon=True).start()

    def obey(self, order: Mapping[str, Any]) -> None:
        """Do one order. Never waits for the engine."""
        match order["do"]:
            case "say":
                self._player.begin(order["id"], order["volume"])
                self._orders.put(order)
            case "cue":
                self._player.cue(earcons.sound(order["name"]), order["volume"])
            case "stop":
                self._player.clear()
                self._tell(Event("stopped"))
            case "pause" | "resume":
                self._player.pause(order["do"] == "pause")

    def _run(self) -> None:
        while True:
            self._read(self._orders.get())

    def _read(self, order: Mapping[str, Any]) -> None:
        number = order["id"]

        def take(sound: bytes, words: Words) -> bool:
            return self._player.put(number, sound, words)

        match self._make(order, take):
            case "said":
                self._player.end(number)
            case "none":
                self._tell(Event("failed", number, reason="language"))

    def _make(self, order: Mapping[str, Any], take: Take) -> Outcome:
        text, language, wpm = order["text"], order["language"], order["wpm"]
        if recorded := order.get("recording"):
            outcome = play(Recording(**recorded), text, language, wpm, take)
            if outcome != "none":
                return outcome
        return read(text, language, wpm, self._engines, take)


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
    memory.no_core_files()
    memory.keep_to_ourselves()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    sys.setswitchinterval(_TURN)
    with suppress(PermissionError):
        os.nice(_BEFORE_OTHERS)
    tell = Teller(os.dup(1))
    os.dup2(2, 1)  # whatever a library prints must not reach the event pipe
    engine, device, prompts = sys.argv[1:4]
    player = Player(RATE, device, tell)  # its program starts while the engine is loaded
    try:
        found = engines(engine, prompts)
    except (ImportError, OSError, RuntimeError):
        tell(Event("failed", reason="voice"))
        return
    reader = Reader(found, player, tell)
    tell(Event("ready"))
    for line in sys.stdin.buffer:
        reader.obey(json.loads(line))
    os._exit(0)  # the kiosk is gone: fall silent at once, with whatever is still being made


if __name__ == "__main__":
    main()
