"""How many words of thirty sentences of a kiosk a speech recogniser understands, for each English voice.

    python -m benchmarks.intelligibility

It needs pocketsphinx, whose model is inside the package: an American voice, read text. It is a ruler for one voice
beside another and no more: a person understands far better, and a British voice is at a disadvantage.
"""

import re
from array import array
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.sentences import SENTENCES
from kiosk.errors import SpeechError
from kiosk.speech.engine import RATE
from kiosk.speech.render import rendered
from kiosk.speech.sound import at_rate
from kiosk.speech.voice import Settings

ITS_RATE = 16000


def main() -> None:
    """Print the word error rate of each voice, or why there is none."""
    if find_spec("pocketsphinx") is None:
        print("intelligibility: not measured, for the package pocketsphinx is not installed")
        return
    decoder = import_module("pocketsphinx").Decoder(samprate=ITS_RATE, loglevel="FATAL")
    for voice in ("espeak", "natural"):
        try:
            wrong, words = errors(decoder, voice)
        except SpeechError:
            print(f"intelligibility, {voice}: not measured, for this voice is not installed")
            continue
        print(
            f"intelligibility, {voice}: {wrong / words:.1%} of {words} words wrong in {len(SENTENCES)} sentences"
        )


def errors(decoder: Any, voice: str) -> tuple[int, int]:
    """Words wrong, and words in all."""
    wrong = total = 0
    for sentence in SENTENCES:
        sound = rendered(sentence, "en", Settings(volume=1.0), voice).sound
        decoder.start_utt()
        decoder.process_raw(at_rate(array("h", sound), 0.0, RATE / ITS_RATE)[0].tobytes(), full_utt=True)
        decoder.end_utt()
        hypothesis = decoder.hyp()
        said = re.findall(r"[a-z']+", sentence.lower())
        wrong += distance(said, hypothesis.hypstr.split() if hypothesis else [])
        total += len(said)
    return wrong, total


def distance(said: list[str], heard: list[str]) -> int:
    """The fewest words to put in, take out or change to make one of the other."""
    row = list(range(len(heard) + 1))
    for word in said:
        last, row[0] = row[0], row[0] + 1
        for at, other in enumerate(heard, 1):
            last, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, last + (word != other))
    return row[-1]


if __name__ == "__main__":
    main()
