"""Speech into memory instead of into the air: for samples, and for what is measured.

``rendered`` is the kiosk's end. This file run as a module is the process that it starts, for an engine can crash.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.errors import SpeechError
from kiosk.speech.engine import RATE, Words
from kiosk.speech.sound import louder
from kiosk.speech.voice import Settings

_ROOT = Path(__file__).parents[2]
_PATIENCE = 120.0


@dataclass(frozen=True)
class Rendering:
    """``sound`` as in kiosk/speech/sound.py at RATE; each of ``words`` begins at a byte of it."""

    sound: bytes
    words: Words

    @property
    def seconds(self) -> float:
        return len(self.sound) / 2 / RATE


def rendered(
    text: str, language: str, settings: Settings, engine: str = "espeak", prompts: Path | None = None
) -> Rendering:
    """What the voice would play. Raises SpeechError when there is no such voice, or none for the language."""
    order = {"text": text, "language": language, **asdict(settings)}
    command = [sys.executable, "-m", "kiosk.speech.render", engine, str(prompts or "")]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(order).encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SpeechError("The voice did not answer: try again.") from error
    if done.returncode:
        raise SpeechError(
            f"The voice {engine} cannot speak {language!r} on this kiosk: 'kiosk voices' lists what each can."
        )
    head, _, sound = done.stdout.partition(b"\n")
    return Rendering(sound, [(at, start, end) for at, start, end in json.loads(head)])


def main() -> int:
    """One order from stdin; its words as a line of JSON and then its sound to stdout. 1: nothing can say it."""
    from kiosk.speech.engine import read  # noqa: PLC0415  only in the process of its own
    from kiosk.speech.process import engines  # noqa: PLC0415  likewise

    order = json.load(sys.stdin)
    sound, words = bytearray(), []

    def take(piece: bytes, found: Words) -> bool:
        sound.extend(piece)
        words.extend(found)
        return True

    try:
        found = engines(*sys.argv[1:3])
    except (ImportError, OSError, RuntimeError):
        return 1
    if read(order["text"], order["language"], order["wpm"], found, take) != "said":
        return 1
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n" + louder(bytes(sound), order["volume"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
