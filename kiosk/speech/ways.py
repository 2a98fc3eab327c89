"""How to put what to press: for a keyboard, a keypad, a finger or switches, each in its own words (A16)."""

from dataclasses import dataclass
from typing import Literal

from kiosk.language import Words
from kiosk.speech.utterance import Say

Kind = Literal["keyboard", "pad", "touch", "explore", "one_switch", "two_switches"]

_HINTS = ("speech.page.", "speech.press.")
_VARIANTS: dict[Kind, str] = {
    "pad": "speech.pad.",
    "explore": "speech.pad.",
    "one_switch": "speech.pad.",
    "two_switches": "speech.pad.",
    "touch": "speech.touch.",
}
"""Where the words of a way differ from those for a keyboard by more than what is pressed."""


@dataclass(frozen=True)
class Way:
    """How the person works now. ``move`` and ``choose``: how a keypad's own keys are pressed, in this language.

    They are parts of a sentence that begin with a small letter: "press the round key".
    """

    kind: Kind = "keyboard"
    move: str = ""
    choose: str = ""


def say_for(words: Words, way: Way) -> Say:
    """Words.say, with each sentence that tells what to press put for ``way``."""
    own = {"move": way.move, "moving": way.move, "choose": way.choose}

    def clause(name: str) -> str:
        """Inside a sentence: it has no mark of direction of its own."""
        return own[name] or words.say(f"speech.way.{way.kind}.{name}").lstrip("\u200f")

    def say(key: str, **params: object) -> str:
        if not key.startswith(_HINTS):
            return words.say(key, **params)
        variant = key.replace("speech.", _VARIANTS.get(way.kind, "speech."), 1)
        clauses = {name: clause(name) for name in own} if way.kind != "touch" else {}
        large = {name.capitalize(): text[:1].upper() + text[1:] for name, text in clauses.items()}
        said = words.say(variant if words.has(variant) else key, **params, **clauses, **large)
        for text in (*clauses.values(), *large.values()):
            said = said.replace(f"\u2068{text}\u2069", text)  # part of the sentence, nothing foreign in it
        return said

    return say
