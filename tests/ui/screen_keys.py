"""The keys on the screen, as a test opens and presses them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.kiosk_rig import settle
from ui.parts.edit import Edit

KEY = Qt.Key
FIELDS = 3
"""The rig's page of boxes, and its date."""
DATE = 2


def open_keys(at_rest, number=FIELDS, **wishes):
    """A kiosk whose first box was touched, and the hand that did it."""
    kiosk, hand = at_rest(number=number, **wishes)
    box = kiosk.page.findChildren(Edit)[0]
    box.setFocus()
    settle()
    hand.tap(box)
    hand.wait(1)
    return kiosk, hand, box


def board(kiosk):
    return kiosk.window.typing.board


def key(kiosk, what):
    """The key that writes ``what`` now, or does it."""
    return next(b for b in board(kiosk).buttons if what in (b.words, b.key.act))


def tap(kiosk, hand, *whats):
    for what in whats:
        hand.tap(key(kiosk, what))
        hand.wait(0.6)  # longer than what guards keys that have just come under the finger


def listen(kiosk):
    said = []
    kiosk.window.typing.said.connect(lambda text, _code: said.append(text))
    return said


def letter(kiosk, text):
    QTest.keyClick(kiosk.window.windowHandle(), text)
    settle()
