"""The voice of Windows or macOS in a process of its own: ``python -m kiosk.speech.stock``.

For trying Handrail out there. It obeys and tells as kiosk/speech/process.py does, through pyttsx3's own driver (SAPI5,
NSSS), which plays by itself: so no device can be named, and earcons and recordings are not heard. Tested with
an engine that is made up, never on those systems.
"""

import json
import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from kiosk.speech.pronounce import Token, spoken
from kiosk.speech.voice import Event

_ALIVE = 0.2
_TURN = 0.01


@dataclass
class _Text:
    """What is being said: ``tokens`` from number ``first`` on. The engine calls it ``name``."""

    order: Mapping[str, Any]
    tokens: list[Token]
    name: str = ""
    first: int = 0
    at: int = 0
    begun: bool = False
    paused: bool = False

    def words(self) -> str:
        return " ".join(token.say for token in self.tokens[self.first :])

    def token(self, place: int) -> int:
        """Which token the character ``place`` of ``words`` is in."""
        starts = [0]
        for token in self.tokens[self.first :]:
            starts.append(starts[-1] + len(token.say) + 1)
        return min(self.first + bisect_right(starts, place) - 1, len(self.tokens) - 1)


class Stock:
    """Obeys orders with ``engine``, which is pyttsx3's. ``turn`` must be called again and again, on one thread."""

    def __init__(self, engine: Any, tell: Callable[[Event], None], clock: Callable[[], float]) -> None:
        self._engine = engine
        self._tell = tell
        self._clock = clock
        self._text: _Text | None = None
        self._told = 0.0
        self._count = 0
        engine.connect("started-utterance", self._started)
        engine.connect("started-word", self._word)
        engine.connect("finished-utterance", self._finished)
        engine.startLoop(False)

    def obey(self, order: Mapping[str, Any]) -> None:
        """Do one order."""
        text = self._text
        match order["do"]:
            case "say":
                self._say(order)
            case "stop":
                self._silence()
                self._text = None
                self._tell(Event("stopped"))
            case "pause" if text is not None:
                text.paused, text.first = True, text.at  # no stock driver keeps its place
                self._silence()
            case "resume" if text is not None and text.paused:
                text.paused = False
                self._begin(text)

    def turn(self) -> None:
        """Lets the engine work."""
        self._engine.iterate()
        text = self._text
        if text is not None and text.begun and not text.paused and self._clock() - self._told >= _ALIVE:
            self._told = self._clock()
            self._tell(Event("alive", text.order["id"]))

    def _say(self, order: Mapping[str, Any]) -> None:
        self._silence()
        language = order["language"].split("-")[0]
        voice = self._voice(language)
        if voice is None:
            self._text = None
            self._tell(Event("failed", order["id"], reason="language"))
            return
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", order["wpm"])
        self._engine.setProperty("volume", order["volume"])
        tokens = [token for sentence in spoken(order["text"], language) for token in sentence.tokens]
        self._text = text = _Text(order, tokens)
        if tokens:
            self._begin(text)
        else:
            self._tell(Event("started", order["id"]))
            self._tell(Event("finished", order["id"]))

    def _begin(self, text: _Text) -> None:
        self._count += 1
        text.name = str(self._count)  # so that what is told of an earlier text counts no more
        self._engine.say(text.words(), text.name)

    def _silence(self) -> None:
        if self._text is not None and self._text.name:
            self._text.name = ""
            self._engine.stop()

    def _voice(self, language: str) -> str | None:
        """The first of the system's voices for a language. They give their languages in several ways."""
        for voice in self._engine.getProperty("voices"):
            for code in voice.languages or []:
                named = code.decode("ascii", "ignore") if isinstance(code, bytes) else str(code)
                if named.strip("\x00\x05").lower().replace("_", "-").split("-")[0] == language:
                    return str(voice.id)
        return None

    def _named(self, name: str) -> _Text | None:
        return self._text if self._text is not None and name and self._text.name == name else None

    def _started(self, name: str) -> None:
        if (text := self._named(name)) is not None and not text.begun:
            text.begun, self._told = True, self._clock()
            self._tell(Event("started", text.order["id"]))

    def _word(self, name: str, location: int, length: int) -> None:
        text = self._named(name)
        if text is None and self._text is not None and name:
            # The driver of SAPI5 gives the word itself in place of the name of what is said.
            there = self._text.words()[location : location + length] == name
            text = self._text if self._text.name and there else None
        if text is not None:
            text.at = text.token(location)
            token = text.tokens[text.at]
            self._tell(Event("word", text.order["id"], token.start, token.end))

    def _finished(self, name: str, completed: bool) -> None:
        if (text := self._named(name)) is not None and completed:
            self._text = None
            self._tell(Event("finished", text.order["id"]))


def main() -> None:
    """Speak what stdin asks for until it ends."""

    def tell(event: Event) -> None:
        os.write(1, json.dumps(asdict(event)).encode() + b"\n")

    orders: SimpleQueue[Mapping[str, Any] | None] = SimpleQueue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            orders.put(json.loads(line))
        orders.put(None)

    try:
        import pyttsx3  # noqa: PLC0415  its absence is an event, not a traceback

        voice = Stock(pyttsx3.init(), tell, monotonic)
    except (ImportError, OSError, RuntimeError):
        tell(Event("failed", reason="voice"))
        return
    Thread(target=listen, daemon=True).start()
    tell(Event("ready"))
    while True:
        voice.turn()
        try:
            order = orders.get(timeout=_TURN)
        except Empty:
            continue
        if order is None:
            os._exit(0)
        voice.obey(order)


if __name__ == "__main__":
    main()
