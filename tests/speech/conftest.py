"""The real voice process with a player program of the test's own, whose sound arrives in a pipe."""

import ctypes.util
import os
import queue
import threading

import pytest

from kiosk.speech.voices import own

PATIENCE = 60
"""Seconds before a test gives up on something that must happen. Nothing waits this long but a fault."""


class Sound:
    """What reached the player: every byte is taken from its pipe as it comes. ``over``: a player has ended."""

    def __init__(self, fifo):
        self._news = threading.Condition()
        self.total = 0
        self.loud = 0
        self.quiet_run = 0
        self.over = False
        threading.Thread(target=self._listen, args=(fifo,), daemon=True).start()

    def _listen(self, fifo):
        while True:  # each player opens the pipe anew
            self._listen_to_one(fifo)

    def _listen_to_one(self, fifo):
        with open(fifo, "rb", buffering=0) as pipe:  # noqa: PTH123  a FIFO opened unbuffered
            while piece := pipe.read(65536):
                with self._news:
                    self.total += len(piece)
                    self.loud += len(piece) - piece.count(0)
                    self.quiet_run = (
                        len(piece) - len(piece.rstrip(b"\0")) + (0 if any(piece) else self.quiet_run)
                    )
                    self._news.notify_all()
        with self._news:
            self.over = True
            self._news.notify_all()

    def wait_for(self, what):
        with self._news:
            assert self._news.wait_for(lambda: what(self), PATIENCE), "the sound never did this"


class Events:
    """The events of voices, in order, for a test to wait on."""

    def __init__(self):
        self._queue = queue.Queue()
        self.seen = []

    def put(self, event):
        self._queue.put(event)

    def wait_for(self, name):
        while True:
            event = self._queue.get(timeout=PATIENCE)
            self.seen.append(event)
            if event.name == name:
                return event


@pytest.fixture
def installed():
    if ctypes.util.find_library("espeak-ng") is None:
        pytest.skip("libespeak-ng is not installed on this machine")


@pytest.fixture
def player(installed, tmp_path, monkeypatch):
    """A player program on PATH, alone; returns its Sound."""
    fifo = tmp_path / "sound"
    os.mkfifo(fifo)
    write_player(tmp_path / "bin", f'exec /bin/cat > "{fifo}"')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return Sound(fifo)


@pytest.fixture
def events():
    return Events()


@pytest.fixture
def voices(events, player):
    """A maker of real voices whose events are seen by the test first; all are closed at the end."""
    made = []

    def make(hear):
        def both(event):
            hear(event)
            events.put(event)

        made.append(own("espeak")(both))
        return made[-1]

    make.made = made
    yield make
    for voice in made:
        voice.close()


def write_player(folder, line, name="pacat"):
    folder.mkdir(exist_ok=True)
    script = folder / name
    script.write_text(f"#!/bin/sh\n{line}\n")
    script.chmod(0o755)
