"""What a voice is: something that says one text at a time and tells how it gets on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

EventName = Literal["ready", "started", "word", "alive", "finished", "stopped", "failed"]
Earcon = Literal["move", "choose", "problem", "page", "end"]
EARCONS: Mapping[str, Earcon] = {"page": "page", "control": "move", "problem": "problem"}
"""What goes by itself before an utterance of a kind; nothing before one that is no step of the person's."""

Reason = Literal["", "voice", "sound", "language", "died", "hung"]


@dataclass(frozen=True)
class Event:
    """Something that happened to a voice.

    ``ready``: it can speak. ``started``, ``finished``: the text with this ``id`` began to sound, or was said to
    its end. ``word``: characters ``start`` to ``end`` of it sound now. ``alive``: sound still flows, told some
    times a second. ``stopped``: no more sound is sent. ``failed``: it cannot speak, for a ``reason``: ``voice`` (no
    engine), ``sound`` (nothing to play it on), ``language`` (no voice for this one), ``died`` (its process
    ended).
    """

    name: EventName
    id: int = 0
    start: int = 0
    end: int = 0
    reason: Reason = ""


@dataclass(frozen=True)
class Settings:
    """How to speak: ``wpm`` true words a minute (A7: 150 at first), ``volume`` from 0.0 to 1.0.

    The volume at first leaves 18 dB to make it louder by, for a kiosk whose amplifier is set so that it is heard
    well as it is (A6). ``sounds``: whether earcons go before what is said.
    """

    wpm: int = 150
    volume: float = 0.1259
    sounds: bool = True


@dataclass(frozen=True)
class Recording:
    """A person saying ``words``: ``file`` is the path of a WAV file that stands for the whole of them."""

    words: str
    file: str


class Voice(Protocol):
    """Speaks for a Speaker. No method may wait: the person's next key press would wait with it.

    Events go to the callable that the voice was made with, from any thread.
    """

    def say(
        self, number: int, text: str, language: str, settings: Settings, recording: Recording | None = None
    ) -> None:
        """Speak ``text`` now, in place of whatever is being said. Its events carry ``number`` as their id.

        Where there is a ``recording``, of which ``text`` is the whole or the end, it is heard in place of the voice;
        if it cannot be played, the voice speaks.
        """

    def cue(self, name: Earcon, settings: Settings) -> None:
        """Play an earcon before what is said next; not over speech, and only if this voice can."""

    def stop(self) -> None:
        """Fall silent, and tell ``stopped``."""

    def pause(self) -> None:
        """Fall silent, keeping the place."""

    def resume(self) -> None:
        """Go on from the place kept."""

    def close(self) -> None:
        """End for good and forget everything said. No event follows."""


Hear = Callable[[Event], None]
