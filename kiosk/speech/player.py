"""Plays sound through whichever player program this machine has, in the voice's own process."""

import fcntl
import os
import shutil
import subprocess
import termios
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from typing import IO

from kiosk.speech.sound import SAMPLE, louder
from kiosk.speech.voice import Event

_PERIOD = 0.01
_LEAD = 0.025
"""Seconds of sound that are handed on ahead: what stop cannot take back (A3), and what a busy machine may be late."""
_BEYOND = 0.003
"""Seconds from there to the ear, in the sound server: measured by benchmarks/speech.py."""
_AHEAD = 5.0
_ALIVE = 0.2
_DRY = 3.0
"""An engine that made no sound for so long, in the middle of a text, is taken for dead."""
_SETTLED = 1.0
_PIPE = 4096


def _players(rate: int, device: str) -> Iterator[list[str]]:
    """Command lines to try in order: PulseAudio, PipeWire, bare ALSA. Each reads raw sound from its stdin."""
    sound = ["--channels=1", f"--rate={rate}"]
    to = [f"--device={device}"] if device else []
    yield ["pacat", "--raw", "--format=s16le", *sound, "--latency-msec=15", *to]
    target = [f"--target={device}"] if device else []
    for raw in (["--raw"], []):  # PipeWire 1.4 must be told; 0.3 does not know the word
        yield ["pw-cat", "--playback", *raw, "--format=s16", *sound, "--latency=20ms", *target, "-"]
    yield ["aplay", "--quiet", "--file-type=raw", "--format=S16_LE", *sound, "--buffer-time=50000", *to]


def _waiting(pipe: IO[bytes]) -> int:
    """Bytes that the player has not yet taken out of its pipe."""
    found = array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, found)
    return found[0]


@dataclass
class _Track:
    """The sound of one text: ``words`` are (byte it begins at, first character, end)."""

    id: int
    volume: float
    sound: bytearray = field(default_factory=bytearray)
    played: int = 0
    begun: bool = False
    alive: float = 0.0
    dry: float = 0.0
    words: deque[tuple[int, int, int]] = field(default_factory=deque)
    ended: bool = False


class Player:
    """An open stream that plays one track at a time, and silence in between: HDMI swallows first syllables.

    Silence is handed on as it is due, a hundredth of a second at a time, so that a new track begins at once; of a
    track a little more, so that it does not break off. ``tell`` gets started, word, alive and finished when that
    sound is heard, not when it is handed on (A5); and failed with ``sound`` once no player works.
    """

    def __init__(self, rate: int, device: str, tell: Callable[[Event], None]) -> None:
        self._bytes = rate * SAMPLE
        self._tell = tell
        self._commands = _players(rate, device)
        self._environment = dict(os.environ)  # as it is now: the engine changes it while it starts
        self._change = Condition()
        self._track: _Track | None = None
        self._cue = bytearray()
        self._told: deque[tuple[float, Event]] = deque()
        self._until = 0.0
        self._paused = False
        Thread(target=self._run, name="player", daemon=True).start()

    def begin(self, number: int, volume: float) -> None:
        """A new track, in place of any other; an earcon that sounds is heard out first."""
        with self._change:
            self._drop()
            self._track = _Track(number, volume)
            self._change.notify_all()

    def put(self, number: int, sound: bytes, words: list[tuple[int, int, int]]) -> bool:
        """Add to the track; waits while much is unplayed. False when that track is over: make no more."""
        with self._change:
            self._change.wait_for(lambda: not self._current(number) or not self._full())
            track = self._track
            if track is None or track.id != number:
                return False
            track.sound += sound
            track.words.extend(words)
            self._change.notify_all()
            return True

    def end(self, number: int) -> None:
        """The track is complete; ``finished`` follows when it has been played."""
        with self._change:
            if self._track is not None and self._current(number):
                self._track.ended = True
                self._change.notify_all()

    def cue(self, sound: bytes, volume: float) -> None:
        """An earcon, before the track that comes; not at all while one sounds (A10)."""
        with self._change:
            if self._track is None or not self._track.begun:
                self._cue = bytearray(louder(sound, volume))
                self._change.notify_all()

    def clear(self) -> None:
        """Silence, now; drops the track."""
        with self._change:
            self._drop()
            self._cue.clear()
            self._change.notify_all()

    def pause(self, paused: bool) -> None:
        with self._change:
            self._paused = paused
            self._change.notify_all()

    def _drop(self) -> None:
        self._track, self._paused = None, False
        self._told.clear()

    def _current(self, number: int) -> bool:
        return self._track is not None and self._track.id == number

    def _full(self) -> bool:
        return self._track is not None and len(self._track.sound) > _AHEAD * self._bytes

    def _run(self) -> None:
        for command in self._commands:
            program = shutil.which(command[0])
            if program is None:
                continue
            began = monotonic()
            with (
                suppress(OSError),
                subprocess.Popen(
                    [program, *command[1:]],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                    env=self._environment,
                ) as player,
            ):
                assert player.stdin is not None  # noqa: S101  Popen was asked for the pipe
                fcntl.fcntl(player.stdin, fcntl.F_SETPIPE_SZ, _PIPE)
                self._feed(player.stdin)
            if monotonic() - began > _SETTLED:
                break  # it did work: to be tried first by the process that takes this one's place
        self._tell(Event("failed", reason="sound"))

    def _feed(self, pipe: IO[bytes]) -> None:
        """Write for ever; ends with BrokenPipeError when the player does."""
        while True:
            with self._change:
                now = monotonic()
                # After it ran dry, what comes next is heard at once; after the sound server stood still, not before
                # all that waits in the pipe: no more is to pile up behind it.
                self._until = max(self._until, now + _waiting(pipe) / self._bytes)
                events = self._ripe(now)
                sound = b"" if events else self._next(now)
                if not events and not sound:
                    self._change.wait(self._rest(now))
            for event in events:
                self._tell(event)
            if sound:
                pipe.write(sound)

    def _ripe(self, now: float) -> list[Event]:
        """What is heard by now."""
        events = []
        while self._told and self._told[0][0] <= now:
            events.append(self._told.popleft()[1])
        return events

    def _rest(self, now: float) -> float:
        """Seconds until there is something to do, if nothing changes."""
        write = self._until - (_LEAD - _PERIOD if self._sounds() else 0) - now
        return max(min([write, *(due - now for due, _ in list(self._told)[:1])]), 0.001)

    def _sounds(self) -> bool:
        track = self._track
        return bool(self._cue or (track is not None and track.sound and not self._paused))

    def _next(self, now: float) -> bytes:
        """What to hand on now: of a track or an earcon up to _LEAD ahead, of silence none."""
        size = int(self._bytes * _PERIOD) // SAMPLE * SAMPLE
        track = self._track
        if self._sounds():
            if self._until - now > _LEAD - _PERIOD:
                return b""
            if self._cue:
                sound = bytes(self._cue[:size])
                del self._cue[:size]
            else:
                assert track is not None  # noqa: S101  it sounds
                sound = self._of(track, size)
        elif self._until > now:
            self._over(track)
            return b""
        else:
            sound = bytes(size)
            self._wait(track)
        self._until += len(sound) / self._bytes
        self._over(track)
        return sound

    def _wait(self, track: _Track | None) -> None:
        """The engine makes its next sentence: a slow one is alive all the same."""
        if track is None or not track.begun or self._paused or track.ended or self._until > track.dry + _DRY:
            return
        if self._until - track.alive >= _ALIVE:
            track.alive = self._until
            self._told.append((self._until, Event("alive", track.id)))

    def _of(self, track: _Track, size: int) -> bytes:
        sound = bytes(track.sound[:size])
        del track.sound[:size]
        heard = self._until + _BEYOND
        if not track.begun:
            track.begun, track.alive = True, heard
            self._told.append((heard, Event("started", track.id)))
        elif heard - track.alive >= _ALIVE:
            track.alive = heard
            self._told.append((heard, Event("alive", track.id)))
        while track.words and track.words[0][0] < track.played + len(sound):
            at, start, end = track.words.popleft()
            late = max(at - track.played, 0) / self._bytes
            self._told.append((heard + late, Event("word", track.id, start, end)))
        track.played += len(sound)
        track.dry = heard
        self._change.notify_all()
        return louder(sound, track.volume)

    def _over(self, track: _Track | None) -> None:
        """Tells the end of a track that is complete and handed on, and lets it go."""
        if track is None or track.sound or not track.ended or self._cue:
            return
        heard = self._until + _BEYOND
        if not track.begun:
            self._told.append((heard, Event("started", track.id)))
        self._told.extend((heard, Event("word", track.id, start, end)) for _, start, end in track.words)
        self._told.append((heard, Event("finished", track.id)))
        self._track = None
