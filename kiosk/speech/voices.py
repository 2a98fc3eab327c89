"""The voices there are, by the name that the configuration gives."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from kiosk.speech.child import ChildVoice
from kiosk.speech.voice import Earcon, Event, Hear, Recording, Settings, Voice

Make = Callable[[Hear], Voice]
"""Returns at once: what is slow happens on a thread or in a process of the voice."""


class SilentVoice:
    """For a kiosk without speech: says at once that there is no voice, so that the screen can tell."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    def say(
        self,
        number: int,
        text: str,  # noqa: ARG002  the protocol's arguments
        language: str,  # noqa: ARG002  likewise
        settings: Settings,  # noqa: ARG002  likewise
        recording: Recording | None = None,  # noqa: ARG002  likewise
    ) -> None:
        self._hear(Event("failed", number, reason="voice"))

    def cue(self, name: Earcon, settings: Settings) -> None:
        pass

    def stop(self) -> None:
        self._hear(Event("stopped"))

    def pause(self) -> None:
        pass

    def resume(self) -> None:
        pass

    def close(self) -> None:
        pass


def own(engine: str, prompts: Path | None = None, device: str = "") -> Make:
    """A voice of this project's, with ``engine`` one of ``espeak`` and ``natural``; on Windows and macOS the system's.

    ``prompts``: a folder of recorded sentences. ``device``: where to play, for the sound server; "" for its own choice.
    """
    if sys.platform in {"win32", "darwin"}:
        return partial(ChildVoice, command=["-m", "kiosk.speech.stock"])
    return partial(ChildVoice, command=["-m", "kiosk.speech.process", engine, device, str(prompts or "")])


VOICES: Mapping[str, str] = MappingProxyType(
    {
        "espeak": "",
        "natural": "hibari",
        "silent": "",
    }
)
"""The names that ``voice`` in kiosk.toml may have, and the package that each needs."""


def installed(name: str) -> bool:
    """Whether the package that one of VOICES needs is here."""
    return not VOICES[name] or find_spec(VOICES[name]) is not None


def choose(name: str, prompts: Path | None = None) -> tuple[Make, str]:
    """The voice called ``name``; or the nearest to it that is here, and a sentence for staff that tells why."""
    if name not in VOICES:
        known = ", ".join(VOICES)
        return SilentVoice, f"There is no voice {name!r}: write one of {known} in kiosk.toml."
    if name == "silent":
        return SilentVoice, ""
    if not installed(name):
        return own("espeak", prompts), (
            f"The voice {name!r} is not installed, so espeak speaks in its place: "
            f"install the package {VOICES[name]}-tts, or write espeak in kiosk.toml."
        )
    return own(name, prompts), ""
