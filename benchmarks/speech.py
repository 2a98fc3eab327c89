"""How quickly the voice answers, falls silent and heals; and whether it does what it is told, heard in a null sink.

    python -m benchmarks.speech [--number 50] [--quick]

It starts a sound server of its own, with sinks that nobody hears. Beside Handrail, in turns in the same run, the bare
engine (``espeak-ng`` playing by itself) and stock pyttsx3 say the same. The last line is the figure.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from benchmarks import intelligibility, interruptions, pace
from benchmarks.null_sink import Ear, NullSink, missing
from kiosk.speech.child import ChildVoice
from kiosk.speech.engine import RATE
from kiosk.speech.render import rendered
from kiosk.speech.sound import SAMPLE, heard
from kiosk.speech.speaker import Speaker
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Event, Hear, Settings, Voice
from kiosk.speech.voices import own

LONG = "We have looked at your claim and we need some more information before we can decide it. " * 6
SHORT = (
    "Thank you. Your answer has been saved, and you can change it later by going back to check your answers."
)
LOUD = Settings(volume=1.0, sounds=False)
PATIENCE = 20.0


@dataclass
class Limits:
    """What was promised and missed, as sentences."""

    missed: list[str] = field(default_factory=list)

    def hold(self, name: str, value: float, limit: float, unit: str = "ms") -> None:
        """Remember ``value`` when it is beyond ``limit``."""
        if value > limit:
            self.missed.append(f"{name} {value:.0f} {unit} of {limit:.0f}")


class Talk:
    """A real speaker and the moments of what it tells. ``voices`` are those it has made."""

    def __init__(self, make: Callable[[Hear], Voice]) -> None:
        self.voices: list[Voice] = []
        self.events: SimpleQueue[tuple[float, Event]] = SimpleQueue()
        self._make = make
        self.speaker = Speaker(self._new, lambda _state: None, lambda _spot: None)
        self.speaker.settings = LOUD

    def _new(self, hear: Hear) -> Voice:
        def both(event: Event) -> None:
            self.events.put((time.monotonic(), event))
            hear(event)

        self.voices.append(self._make(both))
        return self.voices[-1]

    def say(self, text: str, language: str = "en") -> float:
        """Says it; gives when it was asked to."""
        moment = time.monotonic()
        self.speaker.say(Utterance(text, language, "page"))
        return moment

    def wait(self, name: str) -> float:
        """When the next event of this name came. Raises RuntimeError when none does."""
        while True:
            try:
                moment, event = self.events.get(timeout=PATIENCE)
            except Empty:
                raise RuntimeError(f"the voice was never {name}") from None
            if event.name == name:
                return moment

    @property
    def pid(self) -> int:
        """The process that speaks now."""
        voice = self.voices[-1]
        assert isinstance(voice, ChildVoice)
        assert voice.pid
        return voice.pid


def main() -> None:
    """Print each figure as it is measured; the last line says whether all are within their limits."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=50, help="of key presses, stops and marked sentences")
    parser.add_argument("--quick", action="store_true", help="the times alone")
    options = parser.parse_args()
    if lacking := missing():
        raise SystemExit(lacking)
    limits = Limits()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with NullSink() as sink:
        os.environ.update(sink.environment)
        ear = Ear(sink).settle()
        keys(ear, options.number, limits)
        lights(ear, max(options.number // 5, 3), limits)
        unplugs(ear, max(options.number // 5, 3), limits)
        stops(ear, options.number, limits)
        peers(ear, options.number)
        crashes(ear, max(options.number // 5, 3), limits)
        marks(ear, max(options.number // 5, 3), limits)
        ear.close()
    if not options.quick:
        talk(limits)
    print(f"load {os.getloadavg()[0]:.1f}")
    print("speech: " + ("; ".join(limits.missed) if limits.missed else "all within their limits"))


def talk(limits: Limits) -> None:
    """What needs no ear."""
    worst = max(
        abs(pace.measured(language, wpm) / wpm - 1) for language in pace.LANGUAGES for wpm in pace.RATES
    )
    print(f"words a minute: at most {worst:.1%} from a step, in {', '.join(pace.LANGUAGES)}")
    limits.hold("words a minute", worst * 100, 10, "%")
    tally = interruptions.run(1000, random.Random(4))
    print(f"1000 utterances: {tally}")
    limits.hold("utterances lost or repeated", len(tally.faults), 0, "")
    intelligibility.main()


def keys(ear: Ear, number: int, limits: Limits) -> None:
    """Key press on the real window to the first sample, and how long its thread is ever held up while it speaks."""
    from benchmarks.gui import Gui  # noqa: PLC0415  Qt is started for this alone

    with tempfile.TemporaryDirectory() as folder:
        gui = Gui(Path(folder))
        rest(0.5)
        gui.press()
        gui.spin(1.0)
        times = []
        dice = random.Random(1)
        for _ in range(number):
            gui.hush()
            gui.spin(dice.uniform(0.3, 0.4))
            moment = gui.press()
            times.append(gui.spin_until(lambda moment=moment: ear.first_after(moment, 0)) - moment)  # type: ignore[misc]
        report("key press to first sample", times, limits, 40, 100)
        ear.deaf = True
        gap = gui.longest_gap(10.0)
        ear.deaf = False
        print(f"window's thread while speaking: longest gap {gap * 1000:.1f} ms")
        limits.hold("the window's thread", gap * 1000, 16)
        memory = gui.voice_memory()
        print(f"voice's process: {memory:.1f} MB")
        limits.hold("voice's process", memory, 45, "MB")
        gui.close()


def lights(ear: Ear, number: int, limits: Limits) -> None:
    """When each word is seen to be marked on the real window, beside when it is heard."""
    from benchmarks import highlight  # noqa: PLC0415  Qt is started for this and for the keys alone
    from benchmarks.gui import Gui  # noqa: PLC0415  likewise

    with tempfile.TemporaryDirectory() as folder:
        gui = Gui(Path(folder))
        found = list(highlight.errors(gui, ear, number))
        for where in ("caption", "page"):
            limits.hold(f"marked on the {where}", highlight.tell(found, where), 60)
        gui.close()


def unplugs(ear: Ear, number: int, limits: Limits) -> None:
    """Headphones are taken out of the real window's kiosk: until it is silent (A9)."""
    from benchmarks import unplugging  # noqa: PLC0415  Qt is started for what needs a window alone
    from benchmarks.gui import Gui  # noqa: PLC0415  likewise

    for name, teller in (("switch", unplugging.switch), ("sound server's port", unplugging.ports)):
        with tempfile.TemporaryDirectory() as folder:
            gui = Gui(Path(folder))
            with teller(gui, Path(folder)) as plug:
                times = list(unplugging.times(gui, ear, number, plug))
            report(f"headphones out ({name}) to silence", times, limits, 200, 200)
            gui.close()


def stops(ear: Ear, number: int, limits: Limits) -> None:
    """Say to the first sample without a window, and stop to silence."""
    told = Talk(own("espeak"))
    told.speaker.warm()
    told.wait("ready")
    starts, ends = [], []
    dice = random.Random(1)
    for _ in range(number):
        moment = told.say(LONG)
        starts.append(sound_after(ear, moment) - moment)
        rest(dice.uniform(0.3, 0.7))
        moment = time.monotonic()
        told.speaker.stop()
        ends.append(ear.last_after(moment) - moment)
    report("asked to say to first sample", starts, limits, 40, 100)
    report("stop to silence", ends, limits, 30, 60)
    told.speaker.forget()


def crashes(ear: Ear, number: int, limits: Limits) -> None:
    """The voice's process is killed in the middle of a text: until the rest of it sounds."""
    times = []
    for _ in range(number):
        told = Talk(own("espeak"))
        told.say(LONG)
        told.wait("started")
        rest(0.7)
        moment = time.monotonic()
        os.kill(told.pid, signal.SIGKILL)
        times.append(sound_after(ear, ear.last_after(moment, quiet=0.04)) - moment)
        told.speaker.forget()
        rest(0.3)
    report("crash to speaking again", times, limits, 500, 500)


def marks(ear: Ear, number: int, limits: Limits) -> None:
    """When a word is told, beside when it sounds: its place in the same sound, counted from the first sample heard."""
    told = Talk(own("espeak"))
    told.speaker.warm()
    told.wait("ready")
    errors = []
    for _ in range(number):
        made = rendered(SHORT, "en", LOUD)
        first = heard(made.sound)[0]
        sounds = sound_after(ear, told.say(SHORT))
        words = iter(made.words)
        while True:
            moment, event = told.events.get(timeout=PATIENCE)
            if event.name == "finished":
                break
            if event.name == "word":
                at, *_ = next(words)
                errors.append(moment - (sounds + (at - first) / SAMPLE / RATE))
        rest(0.4)
    told.speaker.forget()
    off = statistics.median(abs(error) for error in errors) * 1000
    print(
        f"word marks: {len(errors)}, median {off:.1f} ms from the sound, "
        f"{statistics.median(errors) * 1000:+.1f} ms late, worst {max(map(abs, errors)) * 1000:.0f} ms"
    )
    limits.hold("word marks", off, 60)


_STOCK = """
import sys
import pyttsx3
engine = pyttsx3.init()
engine.say("Ready.")
engine.runAndWait()
engine.runAndWait()
print("ready", flush=True)
for line in sys.stdin:
    engine.say(line)
    engine.runAndWait()
"""


def peers(ear: Ear, number: int) -> None:
    """The bare engine and stock pyttsx3, each in a process of its own, saying the same text."""
    times = []
    for _ in range(number):
        moment = time.monotonic()
        with subprocess.Popen(["espeak-ng", "-v", "en", LONG], stderr=subprocess.DEVNULL) as engine:
            times.append(sound_after(ear, moment) - moment)
            engine.kill()
        rest(0.2)
    report("  beside: espeak-ng by itself, started to first sample", times)
    with tempfile.TemporaryDirectory() as folder, stock(Path(folder)) as start:
        times = []
        for _ in range(number):
            process = start()
            rest(0.3)
            moment = time.monotonic()
            assert process.stdin
            process.stdin.write(LONG.encode() + b"\n")
            process.stdin.flush()
            times.append(sound_after(ear, moment) - moment)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            rest(0.2)
        report("  beside: stock pyttsx3 in a process, asked to first sample", times)


@contextmanager
def stock(folder: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts stock pyttsx3, whose aplay is led to the sink by ALSA's own settings."""
    (folder / ".asoundrc").write_text("pcm.!default pulse\nctl.!default pulse\n")
    started: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-c", _STOCK],
            env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        assert process.stdout
        process.stdout.readline()
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def sound_after(ear: Ear, moment: float) -> float:
    """When something sounds. Raises RuntimeError when nothing does."""
    first = ear.first_after(moment, PATIENCE)
    if first is None:
        raise RuntimeError("nothing is heard")
    return first


def report(
    name: str, seconds: list[float], limits: Limits | None = None, median: float = 0, worst: float = 0
) -> None:
    """Prints the median and the worst, and holds them to their limits in ms."""
    middle, most = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"{name}: {len(seconds)} times, median {middle:.1f} ms, worst {most:.1f} ms", flush=True)
    if limits:
        limits.hold(f"{name}, median", middle, median)
        limits.hold(f"{name}, worst", most, worst)


def rest(seconds: float) -> None:
    """Lets time pass."""
    time.sleep(seconds)


if __name__ == "__main__":
    main()
