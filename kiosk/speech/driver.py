"""A driver module for pyttsx3, ``pyttsx3.init("kiosk")``: espeak-ng without sound of its own.

The driver that pyttsx3 brings for Linux writes each text to a WAV file, plays it with a program that cannot
be stopped, and says the last text again when it has none. This one uses pyttsx3's own binding of libespeak-ng
in synchronous mode: sound is handed over while it is made, with no file and no thread. ``engine.say`` takes
SSML; ``sound`` is told with each piece: ``pcm`` (16 bit, mono, ``SAMPLE_RATE``) and ``marks`` (name, and
milliseconds from the start of the text).

Imported in the voice's own process alone (kiosk/speech/process.py, render.py).
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyttsx3
from pyttsx3.drivers import _espeak
from pyttsx3.drivers.espeak import EspeakDriver

_PIECE_MS = 60
_GO_ON, _ABORT = 0, 1
_WORD_GAP = 7
"""espeak-ng's parameter that pyttsx3 has no name for."""


@contextmanager
def _no_server() -> Iterator[None]:
    """The library looks for a sound server that it is never to play to, and waits for ever for one that hangs."""
    before = os.environ.get("PULSE_SERVER")
    os.environ["PULSE_SERVER"] = "unix:/dev/null"
    try:
        yield
    finally:
        del os.environ["PULSE_SERVER"]
        if before is not None:
            os.environ["PULSE_SERVER"] = before


with _no_server():
    SAMPLE_RATE: int = _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, _PIECE_MS)


def buildDriver(proxy: Any) -> "KioskDriver":  # noqa: N802  the name that pyttsx3 calls
    """Called by pyttsx3. Raises RuntimeError when libespeak-ng has no voice data."""
    if SAMPLE_RATE <= 0:
        raise RuntimeError("libespeak-ng could not start")
    return KioskDriver(proxy)


class KioskDriver(EspeakDriver):  # type: ignore[misc]  # pyttsx3 publishes no types
    """Voices and properties are EspeakDriver's; speaking is ours."""

    def __init__(self, proxy: Any) -> None:  # EspeakDriver's own would start it in another mode
        self._proxy = proxy
        self._aborted = False
        _espeak.SetSynthCallback(self._on_sound)

    def say(self, text: str) -> None:
        self._aborted = False
        flags = _espeak.CHARS_UTF8 | _espeak.SSML | _espeak.ENDPAUSE
        _espeak.Synth(text.encode("utf-8", "replace"), flags=flags)

    def stop(self) -> None:
        """Within ``sound``: make no more of this text."""
        self._aborted = True

    def startLoop(self) -> None:  # noqa: N802  pyttsx3's name
        """Everything is done in say; a run of the loop only empties pyttsx3's queue."""
        self._proxy.setBusy(False)

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802  pyttsx3's name
        """Knows ``gap`` besides: hundredths of a second between words at the usual rate."""
        if name == "gap":
            _espeak.SetParameter(_WORD_GAP, value, 0)
        else:
            super().setProperty(name, value)

    def _on_sound(self, wave: Any, count: int, events: Any) -> int:
        marks = []
        at = 0
        while (event := events[at]).type != _espeak.EVENT_LIST_TERMINATED:
            if event.type == _espeak.EVENT_MARK:
                marks.append((event.id.name.decode(), event.audio_position))
            at += 1
        pcm = ctypes.string_at(wave, count * ctypes.sizeof(ctypes.c_short)) if wave and count > 0 else b""
        self._proxy.notify("sound", pcm=pcm, marks=marks)
        return _ABORT if self._aborted else _GO_ON


sys.modules["pyttsx3.drivers.kiosk"] = sys.modules[__name__]  # where pyttsx3.init looks for a driver by name


def start() -> Any:
    """pyttsx3's engine with this driver. Raises RuntimeError as buildDriver does."""
    engine = pyttsx3.init("kiosk")
    engine.runAndWait()
    return engine
