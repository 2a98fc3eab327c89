"""The words a minute that each voice truly speaks, at each step and in each language; and what reaches a step.

    python -m benchmarks.pace [--voice espeak|natural] [--find]

``--find`` searches for what espeak-ng must be asked for: the tables of kiosk/speech/pace.py.
"""

import argparse
import json
import subprocess
import sys

from kiosk.language import Words
from kiosk.speech.render import rendered
from kiosk.speech.steps import RATES
from kiosk.speech.voice import Settings

LANGUAGES = ("en", "cy", "pl", "ur")
KEYS = ("consent.seal", "receipt.offline", "unusable.form", "help.touch", "help.safe", "person.staff")
"""What is read to be measured: words that every kiosk says, in each language."""


def passage(language: str) -> str:
    """About a hundred words, the same content in each language."""
    words = Words(language)
    return " ".join(words.say(key) for key in KEYS)


def measured(language: str, wpm: int, voice: str = "espeak") -> float:
    """True words a minute at a step, the pauses of the passage included."""
    text = passage(language)
    return len(text.split()) * 60 / rendered(text, language, Settings(wpm, 1.0), voice).seconds


def main() -> None:
    """Print a line for each language and step."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--voice", default="espeak")
    parser.add_argument("--find", action="store_true")
    options = parser.parse_args()
    worst = 0.0
    for language in ("en",) if options.voice == "natural" else LANGUAGES:
        if options.find:
            print(f'    "{language}": {found(language)},')
            continue
        true = {wpm: measured(language, wpm, options.voice) for wpm in RATES}
        worst = max(worst, *(abs(got / wpm - 1) for wpm, got in true.items()))
        print(language, ", ".join(f"{wpm}: {got:.0f}" for wpm, got in true.items()))
    if not options.find:
        print(f"pace: at most {worst:.1%} from its step")


def found(language: str) -> dict[int, tuple[int, int]]:
    """For each step the rate and gap of espeak-ng that come nearest to it, the gap as small as may be."""
    return {wpm: _nearest(language, wpm) for wpm in RATES}


def _nearest(language: str, wpm: int) -> tuple[int, int]:
    """Slow steps are made of gaps between words rather than of drawn-out sounds (A7: the pitch stays)."""
    slowest = {65: 100, 90: 100}.get(wpm, 80)
    low, high = slowest, 450
    while low < high:
        rate = (low + high) // 2
        if _true(language, rate, 0) < wpm:
            low = rate + 1
        else:
            high = rate
    if low > slowest or wpm > min(RATES[2:]):
        return low, 0
    gap = 0
    while _true(language, slowest, gap) > wpm:
        gap += 1
    return slowest, gap


def _true(language: str, rate: int, gap: int) -> float:
    text = passage(language)
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps([text, language, rate, gap]),
        capture_output=True,
        text=True,
        check=True,
    )
    return len(text.split()) * 60 / float(done.stdout)


_PROGRAM = """
import json, sys
from kiosk.speech import driver, pace
from kiosk.speech.engine import RATE, read
from kiosk.speech.espeak import Espeak
text, language, rate, gap = json.load(sys.stdin)
pace.ESPEAK = dict.fromkeys(("en", language), {100: (rate, gap)})
made = []
read(text, language, 100, [Espeak(driver.start())], lambda sound, words: not made.append(len(sound)))
print(sum(made) / 2 / RATE)
"""


if __name__ == "__main__":
    main()
