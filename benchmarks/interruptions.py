"""Many utterances, cut short at random: what reaches the player, sample by sample.

Each is a recorded sentence whose every sample is its own number, so that the sound tells what was said: the speaker,
the voice's process and its player are the real ones, the player program is a pipe.

    python -m benchmarks.interruptions [--number 1000]
"""

import argparse
import os
import random
import tempfile
import wave
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Condition, Thread

from kiosk.speech.engine import RATE
from kiosk.speech.prompts import LIST
from kiosk.speech.speaker import Speaker
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Event, Hear, Settings, Voice
from kiosk.speech.voices import own

FIRST = 1000
"""The number of the first; a sample of 0 is silence."""
PATIENCE = 20.0
FATES = ("at once", "begun", "stopped", "whole", "whole")
"""When an utterance is cut: by the next at once, by the next when it has begun, by stop; or not at all."""

PLAIN = Settings(volume=1.0, sounds=False)

Told = SimpleQueue[tuple[str, int]]


@dataclass(frozen=True)
class Tally:
    """How it went. ``faults`` says what was lost, repeated or out of its turn; ``restarts`` counts new processes."""

    whole: int
    cut: int
    visits: int
    restarts: int
    faults: tuple[str, ...]


class _Heard:
    """The samples that the player got, as pairs of (number, how many), silence left out."""

    def __init__(self, fifo: Path) -> None:
        self.runs: list[tuple[int, int]] = []
        self._news = Condition()
        self._fifo = fifo
        Thread(target=self._listen, daemon=True).start()

    def settle(self, last: tuple[int, int]) -> None:
        """Returns when ``last`` has come through the pipe, or does not come."""
        with self._news:
            self._news.wait_for(lambda: self.runs[-1:] == [last], PATIENCE)

    def _listen(self) -> None:
        while self._fifo.exists():  # each player opens it anew
            with self._fifo.open("rb", buffering=0) as pipe:
                rest = b""
                while piece := pipe.read(65536):
                    rest += piece
                    whole = len(rest) // 2 * 2
                    for sample, run in groupby(array("h", rest[:whole])):
                        if sample:
                            self._add(sample, len(list(run)))
                    rest = rest[whole:]

    def _add(self, sample: int, count: int) -> None:
        with self._news:
            if self.runs and self.runs[-1][0] == sample:
                count += self.runs.pop()[1]
            self.runs.append((sample, count))
            self._news.notify_all()


def run(number: int, dice: random.Random) -> Tally:
    """``number`` utterances in visits of about fifty; each is cut at once, when it begins, at a word, or never."""
    with tempfile.TemporaryDirectory() as name, _player(Path(name)) as heard:
        lengths = _record(Path(name) / "prompts" / "en", number, dice)
        made: list[Voice] = []
        states: Told = SimpleQueue()
        make = own("espeak", Path(name) / "prompts")

        def new_voice(hear: Hear) -> Voice:
            def hear_too(event: Event) -> None:
                hear(event)
                if event.name in {"started", "finished"}:
                    states.put((event.name, event.id))

            made.append(make(hear_too))
            return made[-1]

        speaker = Speaker(new_voice, lambda _state: None, lambda _spot: None)
        whole, visits = _talk(speaker, states, number, dice)
        heard.settle((number - 1 + FIRST, lengths[-1]))
        speaker.forget()
        faults = tuple(_faults(heard.runs, whole, lengths))
        return Tally(len(whole), number - len(whole), visits, len(made) - visits, faults)


def _talk(speaker: Speaker, told: Told, number: int, dice: random.Random) -> tuple[set[int], int]:
    """Says them all; gives those that were let finish, and how many visits there were."""
    whole: set[int] = set()
    visits, again = 1, 0
    speaker.settings = PLAIN
    for which in range(number):
        if which and dice.random() < 1 / 50:
            speaker.forget()
            speaker.settings = PLAIN
            visits += 1
        speaker.say(Utterance(f"Number {which}.", "en", "page"))
        fate = dice.choice(FATES) if which < number - 1 else "whole"
        if fate in {"begun", "stopped"}:
            _wait(told, "started", which + 1 + again)
        if fate == "stopped":
            speaker.stop()
        if fate == "whole":
            again = _wait(told, "finished", which + 1 + again) - which - 1
            whole.add(which)
    return whole, visits


def _wait(told: Told, name: str, least: int) -> int:
    """Until the voice tells ``name`` of its text number ``least`` or a later one; gives which. It counts from 1."""
    while True:
        try:
            event, which = told.get(timeout=PATIENCE)
        except Empty:
            raise RuntimeError(f"nothing was {name} in {PATIENCE:.0f} seconds") from None
        if event == name and which >= least:
            return which


def _faults(runs: list[tuple[int, int]], whole: set[int], lengths: list[int]) -> Iterator[str]:
    heard = dict(runs)
    order = [number for number, _ in runs]
    if order != sorted(set(order)):
        yield "heard again, or after what came later: " + ", ".join(
            str(a - FIRST) for a, b in pairwise(order) if b <= a
        )
    for which in sorted(whole):
        if heard.get(which + FIRST, 0) != lengths[which]:
            yield f"{which}: {heard.get(which + FIRST, 0)} of {lengths[which]} samples"


def _record(folder: Path, number: int, dice: random.Random) -> list[int]:
    """The recordings, 20 to 100 ms each; gives their lengths in samples."""
    folder.mkdir(parents=True)
    lengths = [dice.randrange(RATE // 50, RATE // 10) for _ in range(number)]
    for which, length in enumerate(lengths):
        with wave.open(str(folder / f"{which}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(array("h", [which + FIRST] * length).tobytes())
    listing = "".join(f'"Number {which}." = "{which}.wav"\n' for which in range(number))
    (folder / LIST).write_text(listing, encoding="utf-8")
    return lengths


@contextmanager
def _player(folder: Path) -> Iterator[_Heard]:
    """A player program alone on PATH, for the processes that are started meanwhile."""
    fifo, program = folder / "sound", folder / "bin" / "pacat"
    os.mkfifo(fifo)
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec /bin/cat > "{fifo}"\n')
    program.chmod(0o755)
    before = os.environ["PATH"]
    os.environ["PATH"] = str(program.parent)
    try:
        yield _Heard(fifo)
    finally:
        os.environ["PATH"] = before


def main() -> None:
    """Print what became of them; the last line is the figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=1000)
    tally = run(parser.parse_args().number, random.Random(4))
    for fault in tally.faults:
        print(fault)
    print(
        f"interruptions: {tally.whole} whole, {tally.cut} cut short, {tally.visits} visits, {tally.restarts} voices "
        f"started again, {len(tally.faults)} lost, repeated or out of turn"
    )


if __name__ == "__main__":
    main()
