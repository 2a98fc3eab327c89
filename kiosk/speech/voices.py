"""The voices there are, by the name that the configuration gives."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kiosk.speech.espeak import EspeakVoice
from kiosk.speech.voice import Event, Hear, Settings, Voice


class SilentVoice:
    """For a kiosk without speech: says at once that there is no voice, so that the screen can tell."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    def say(self, number: int, text: str, language: str, settings: Settings) -> None:  # noqa: ARG002  the protocol's arguments
        self._hear(Event("failed", number, reason="voice"))

    def stop(self) -> None:
        self._hear(Event("stopped"))

    def pause(self) -> None:
        pass

    def resume(self) -> None:
        pass

    def close(self) -> None:
        pass


VOICES: Mapping[str, Callable[[Hear], Voice]] = MappingProxyType(
    {"espeak": EspeakVoice, "silent": SilentVoice}
)
"""Name to maker. A maker returns at once: what is slow happens on a thread or in a process of the voice."""
