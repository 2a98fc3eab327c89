"""Plays sound through whichever player program this machine has, in the voice's own process."""

import fcntl
import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic, sleep
from typing import IO

from kiosk.speech.voice import Event

_SAMPLE = 2
_PERIOD = 0.02
_LEAD = 2
_AHEAD = 5.0
_PIPE = 4096


def _players(rate: int, device: str) -> Iterator[list[str]]:
    """Command lines to try in order: PulseAudio, PipeWire, bare ALSA. Each reads raw sound from its stdin."""
    sound = ["--channels=1", f"--rate={rate}"]
    to = [f"--device={device}"] if device else []
    yield ["pacat", "--raw", "--format=s16le", *sound, "--latency-msec=20", *to]
    target = [f"--target={device}"] if device else []
    for raw in (["--raw"], []):  # PipeWire 1.4 must be told; 0.3 does not know the word
        yield ["pw-cat", "--playback", *raw, "--format=s16", *sound, "--latency=20ms", *target, "-"]
    yield ["aplay", "--quiet", "--file-type=raw", "--format=S16_LE", *sound, "--buffer-time=50000", *to]


@dataclass
class _Track:
    """The sound of one text: ``words`` are (byte it begins at, first character, end)."""

    id: int
    sound: bytearray = field(default_factory=bytearray)
    played: int = 0
    told: int = -1
    words: deque[tuple[int, int, int]] = field(default_factory=deque)
    ended: bool = False


class Player:
    """An open stream that plays one track at a time, and silence in between: HDMI swallows first syllables.

    It is fed by the clock, a period at a time through a small pipe, so that what it has been given and cannot
    take back is a few hundredths of a second (A3). ``tell`` gets started, word, alive, finished, and failed
    with ``sound`` once no player works.
    """

    def __init__(self, rate: int, device: str, tell: Callable[[Event], None]) -> None:
        self._rate = rate
        self._tell = tell
        self._commands = _players(rate, device)
        self._change = Condition()
        self._track: _Track | None = None
        self._paused = False
        Thread(target=self._run, name="player", daemon=True).start()

    def begin(self, number: int) -> None:
        with self._change:
            self._track, self._paused = _Track(number), False
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
            return True

    def end(self, number: int) -> None:
        """The track is complete; ``finished`` follows when it has been played."""
        with self._change:
            if self._track is not None and self._current(number):
                self._track.ended = True

    def clear(self) -> None:
        """Silence, now; drops the track."""
        with self._change:
            self._track, self._paused = None, False
            self._change.notify_all()

    def pause(self, paused: bool) -> None:
        with self._change:
            self._paused = paused

    def _current(self, number: int) -> bool:
        return self._track is not None and self._track.id == number

    def _full(self) -> bool:
        return self._track is not None and len(self._track.sound) > _AHEAD * self._rate * _SAMPLE

    def _run(self) -> None:
        for command in self._commands:
            program = shutil.which(command[0])
            if program is None:
                continue
            with (
                suppress(OSError),
                subprocess.Popen(
                    [program, *command[1:]],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                ) as player,
            ):
                assert player.stdin is not None  # noqa: S101  Popen was asked for the pipe
                fcntl.fcntl(player.stdin, fcntl.F_SETPIPE_SZ, _PIPE)
                self._feed(player.stdin)
        self._tell(Event("failed", reason="sound"))

    def _feed(self, pipe: IO[bytes]) -> None:
        """Write for ever; ends with BrokenPipeError when the player does."""
        size = int(self._rate * _PERIOD) * _SAMPLE
        pipe.write(bytes(size * _LEAD))
        due = monotonic()
        while True:
            sound, events = self._next(size)
            pipe.write(sound.ljust(size, b"\0"))
            for event in events:
                self._tell(event)
            due += _PERIOD
            wait = due - monotonic()
            if wait > 0:
                sleep(wait)
            else:
                due = monotonic()

    def _next(self, size: int) -> tuple[bytes, list[Event]]:
        with self._change:
            track = self._track
            if track is None or self._paused:
                return b"", []
            sound = bytes(track.sound[:size])
            del track.sound[:size]
            track.played += len(sound)
            events = list(self._events(track, sound))
            self._change.notify_all()
            return sound, events

    def _events(self, track: _Track, sound: bytes) -> Iterator[Event]:
        second = track.played // (self._rate * _SAMPLE)
        if sound and track.told < 0:
            yield Event("started", track.id)
        elif sound and second > track.told:
            yield Event("alive", track.id)
        track.told = max(track.told, second) if sound else track.told
        while track.words and track.words[0][0] <= track.played:
            _, start, end = track.words.popleft()
            yield Event("word", track.id, start, end)
        if not track.sound and track.ended:
            if track.told < 0:
                yield Event("started", track.id)
            yield Event("finished", track.id)
            self._track = None
