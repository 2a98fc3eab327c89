"""What the voice says of the keyboard on the screen: each key, each word, and nothing of a masked box (M11, A8)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.journeys.keyboard import Citizen, Keyboard
from tests.journeys.kiosk import Listener
from tests.journeys.test_four_languages import four
from tests.ui.kiosk_rig import settle
from ui.parts.edit import Edit

KEY = Qt.Key
BOX = (
    "What is your full name? You have typed: w1. If you are joining for a child, enter the child’s name. "
    "Type your answer. Then press Tab to go on."
)


def begun(kiosk, language="en"):
    """A kiosk at the first question of joining the library, the keyboard open by Select; what is said from then on."""
    here = four(kiosk, language=language) if language == "ur" else kiosk(voice=Listener, language=language)
    keyboard = Keyboard(here.window, down=KEY.Key_Down, up=KEY.Key_Up)
    Citizen(here, keyboard, {}).come("library-membership")
    box = keyboard.to(lambda widget: isinstance(widget, Edit), "the box")
    start = len(here.said)
    keyboard.press(KEY.Key_Return)
    return here, keyboard, box, lambda: here.said[start:]


def test_keys_are_said_when_reached_and_when_typed_and_words_when_they_end(kiosk):
    """M11, A5: one node has focus, highlight and speech; the first key says how to go on."""
    here, keyboard, box, said = begun(kiosk)
    for key in ("Right", "Return", "Left", "Up", "Return"):
        keyboard.press(KEY[f"Key_{key}"])
    board = here.window.typing.board
    for act in ("space", "delete", "done"):
        next(b for b in board.buttons if b.key.act == act).setFocus()
        settle()
        keyboard.press(KEY.Key_Return)
    assert [text for _language, text in said()] == [
        "Keyboard. Use the arrows to find a letter. Select types it. q.",
        "w.",
        "w.",
        "q.",
        "1.",
        "1.",
        "Space.",
        "w1.",
        "Delete.",
        "deleted Space.",
        "Done.",
        BOX,
    ]
    assert box.text() == "w1"


def test_latin_letters_among_urdu_are_said_in_english(kiosk):
    """L2: each stretch in the voice of its language."""
    here, keyboard, _box, said = begun(kiosk, "ur")
    for what in ("latin", "a"):
        next(b for b in here.window.typing.board.buttons if what in (b.key.act, b.key.text)).setFocus()
        settle()
        keyboard.press(KEY.Key_Return)
    assert said()[-1] == ("en", "a.")


def test_a_masked_box_is_never_read_out(kiosk):
    """A8: neither letter nor word; Delete says only that it was done."""
    here, keyboard, box, said = begun(kiosk)
    box.setEchoMode(QLineEdit.EchoMode.Password)
    keyboard.press(KEY.Key_Return)
    board = here.window.typing.board
    for act in ("space", "delete"):
        next(b for b in board.buttons if b.key.act == act).setFocus()
        settle()
        keyboard.press(KEY.Key_Return)
    assert [text for _language, text in said()][1:] == ["typed.", "Space.", "typed.", "Delete.", "deleted."]
