"""What the bars show of the voice: whether it speaks, and why it does not."""

from typing import TYPE_CHECKING

from kiosk.language import Words
from kiosk.speech.speaker import State

if TYPE_CHECKING:
    from ui.window import Window


def show_state(window: "Window", words: Words, state: State, *, beside: bool, stopped: bool) -> None:
    """To be called when any of it changed. ``beside``: a screen reader runs; ``stopped``: headphones were taken out."""
    window.set_reading(state.name == "speaking")
    broken = state.name == "broken"
    trouble = "speech.beside" if beside else f"speech.broken.{state.reason}" if broken else ""
    window.set_voice_trouble(words.say(trouble) if trouble else "")
    window.caption.withhold(useless=beside)
    if not trouble:
        window.caption.show_trouble(words.say("speech.private.unplugged") if stopped else "")
    if broken or state.name == "quiet":
        window.caption.clear()
