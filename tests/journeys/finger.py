"""A person with one finger and nothing else: taps what shows, More for what does not, and the keys on the screen."""

from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from tests.journeys.keyboard import LINES, _path_of
from tests.ui.hand import Hand
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.edit import Edit

MOST_PAGES = 30
PAUSE = 0.6
"""Seconds between two taps: longer than any guard against taps that were not meant."""
_ACTS = {" ": "space", "\n": "line"}


class Finger:
    """Taps in the window of ``kiosk``; knows only what shows."""

    def __init__(self, kiosk):
        self._kiosk = kiosk
        self._window = kiosk.window
        self._hand = Hand(kiosk)
        self.taps = 0

    def tap(self, widget):
        """Brings ``widget`` into sight and taps its middle."""
        for _ in range(MOST_PAGES):
            if not self._window.scroller.isAncestorOf(widget) or self._in_sight(widget):
                break
            self._touch(self._window.ways.more)
        self._touch(widget)

    def choose(self, words):
        """Taps what says ``words``."""
        self.tap(self._one(QAbstractButton, lambda button: getattr(button, "words", None) == words))

    def go_on(self):
        """Taps the one way on."""
        self._touch(self._window.ways.primary)

    def answer(self, question, raw):
        """Gives ``raw`` as a person would: types it, or taps each choice."""
        match question.input:
            case kind if kind in LINES | {"multiline"}:
                self._type(self._boxes(question)[0], raw if isinstance(raw, str) else " ".join(raw))
            case "date":
                parts = raw if isinstance(raw, tuple) else raw.split("/")
                for box, part in zip(self._boxes(question), parts, strict=True):
                    self._type(box, part)
            case "choice_one":
                self._rows(question, {raw})
            case _:
                self._rows(question, set(raw) if isinstance(raw, tuple) else {raw})

    def _touch(self, widget):
        self.taps += 1
        self._hand.wait(PAUSE)
        self._hand.tap(widget)

    def _in_sight(self, widget):
        return self._kiosk.at(self._window.scroller).contains(self._kiosk.at(widget).center())

    def _one(self, kind, wanted):
        return next(
            w
            for w in self._window.findChildren(QAbstractButton)
            if isinstance(w, kind) and w.isVisible() and wanted(w)
        )

    def _boxes(self, question):
        found = [*self._window.findChildren(Edit), *self._window.findChildren(QPlainTextEdit)]
        return [box for box in found if box.isVisible() and _path_of(box) == question.path]

    def _type(self, box, text):
        self.tap(box)
        for letter in text:
            self._letter(letter)
        assert self._in_sight(box), "what is typed into is covered"
        self._key("done")
        assert (box.text() if isinstance(box, Edit) else box.toPlainText()) == text

    def _letter(self, letter):
        if letter in _ACTS:
            self._key(_ACTS[letter])
            return
        for page in ("latin" if letter.isascii() and letter.isalpha() else "signs", "letters", "more"):
            if self._keys(letter) or self._keys(letter.lower()):
                break
            if self._keys(page):
                self._key(page)
        if not self._keys(letter):
            self._key("capitals")
        self._key(letter)

    def _keys(self, what):
        buttons = self._window.typing.board.buttons
        return [button for button in buttons if what in (button.words, button.key.act)]

    def _key(self, what):
        self._touch(self._keys(what)[0])

    def _rows(self, question, wanted):
        for choice in question.choices:
            row = self._one(
                RadioRow | CheckRow,
                lambda r, choice=choice: r.words == choice.label and _path_of(r) == question.path,
            )
            if (choice.value in wanted) != row.isChecked() and (
                isinstance(row, CheckRow) or choice.value in wanted
            ):
                self.tap(row)
