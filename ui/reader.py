"""Reads aloud what is opened and what takes focus. Widgets never speak: this is the one way to the voice."""

from collections.abc import Callable
from typing import Protocol
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk.forms.page import Choice
from kiosk.speech import utterance
from kiosk.speech.speaker import Speaker, Spot, State
from kiosk.speech.utterance import Utterance
from kiosk.stage import Asking, Sent
from kiosk.visit import Visit
from ui.inputs.base import Input
from ui.parts.button import Button
from ui.parts.caption import Caption
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.problem import sentence
from ui.screens.screen import Screen


class Shell(Protocol):
    """What the reader needs of the window."""

    caption: Caption

    def set_reading(self, reading: bool) -> None:
        """Show in the top band whether it is reading aloud."""

    def set_voice_trouble(self, words: str) -> None:
        """Say on screen that the voice cannot speak; "" when it can."""


class Reader(QObject):
    """Joins the window, the visit and the speaker. Lives as long as the window.

    ``new_speaker`` gets the two callables that a Speaker is made with.
    """

    # From whichever thread the voice calls back on, to the window's.
    _state = Signal(object)
    _spot = Signal(object)

    def __init__(
        self,
        shell: Shell,
        visit: Visit,
        new_speaker: Callable[[Callable[[State], None], Callable[[Spot], None]], Speaker],
    ) -> None:
        super().__init__()
        self._shell = shell
        self._visit = visit
        self._state.connect(self._show_state)
        self._spot.connect(self._show_spot)
        self._speaker = new_speaker(self._state.emit, self._spot.emit)
        self._said_for: QWidget | None = None
        self._watched: WeakSet[QWidget] = WeakSet()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 there is a window
        app.focusChanged.connect(self._focused)

    def opened(self, screen: Screen) -> None:
        """A page was opened, and something on it has the focus: read the page from its top."""
        self._said_for = QApplication.focusWidget()
        if isinstance(self._visit.stage, Sent) and self._visit.aside is None:
            self._say(self._whole(screen))
        elif isinstance(self._visit.stage, Asking) and self._visit.aside is None:
            self._say(self._question())
        else:
            self._say(utterance.notice(screen.texts(), self._visit.language))

    def spell(self) -> None:
        """Say the reference again, letter by letter."""
        if isinstance(self._visit.stage, Sent):
            code = self._visit.stage.reference
            self._say(utterance.spelled(code, self._visit.words.say, self._visit.language))

    def silence(self) -> None:
        """Any key or touch stops the voice at once (A3)."""
        self._speaker.stop()

    def forget(self) -> None:
        """The visit is over: silence, and nothing of it is kept."""
        self._speaker.forget()
        self._shell.caption.clear()

    def _whole(self, screen: Screen) -> Utterance:
        """The page of the reference: all of it, and not to be cut short by the kiosk (A4)."""
        assert isinstance(self._visit.stage, Sent)  # noqa: S101 called for that stage alone
        said = utterance.reference(self._visit.stage.reference, self._visit.words.say, self._visit.language)
        heading, *rest = screen.texts()
        text = " ".join(utterance.notice(part, said.language).text for part in ([heading], [said.text], rest))
        return Utterance(text, said.language, said.kind)

    def _question(self) -> Utterance:
        page, words = self._visit.page, self._visit.words
        if page.problems:
            shown = [sentence(problem, words) for _, problem in page.problems]
            return utterance.problems(shown, words.say, self._visit.language)
        return utterance.page(page, self._visit.words.say, self._visit.form_language)

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, RadioRow | CheckRow) and new not in self._watched:
            self._watched.add(new)
            new.toggled.connect(lambda _on, row=new: self._toggled(row))
        # A page that is taken away hands its focus on for a moment: only where it comes to rest is said.
        QTimer.singleShot(0, self, self._rested)

    def _rested(self) -> None:
        new = QApplication.focusWidget()
        if new is None or new is self._said_for:
            return
        self._said_for = new
        said = self._describe(new)
        if said is not None:
            self._say(said)

    def _toggled(self, row: RadioRow | CheckRow) -> None:
        if row.hasFocus() and (row.isChecked() or isinstance(row, CheckRow)):
            said = self._describe(row)
            if said is not None:
                self._say(said)

    def _describe(self, widget: QWidget) -> Utterance | None:
        """What a control says when it takes focus."""
        say, language = self._visit.words.say, self._visit.language
        name, hint = widget.accessibleName(), widget.accessibleDescription()
        match widget:
            case RadioRow() | CheckRow():
                return utterance.choice(
                    Choice("", widget.words),
                    say,
                    language,
                    chosen=widget.isChecked(),
                    many=isinstance(widget, CheckRow),
                    place=_place(widget),
                )
            case QLineEdit():
                return utterance.field(name, widget.text(), say, language, hint=hint)
            case QPlainTextEdit():
                return utterance.field(name, widget.toPlainText(), say, language, hint=hint)
            case Button():
                return utterance.control(name, say, language, press="press", hint=hint)
            case _:
                return utterance.notice([name], language) if name else None

    def _say(self, said: Utterance) -> None:
        if not self._visit.display.read_aloud:
            return
        self._speaker.say(said)
        if self._speaker.state.name != "broken":
            self._shell.caption.show_words(said.text)

    def _show_state(self, state: State) -> None:
        self._shell.set_reading(state.name == "speaking")
        broken = state.name == "broken"
        self._shell.set_voice_trouble(
            self._visit.words.say(f"speech.broken.{state.reason}") if broken else ""
        )
        if broken or state.name == "quiet":
            self._shell.caption.clear()

    def _show_spot(self, spot: Spot) -> None:
        if self._shell.caption.text == spot.utterance.text:
            self._shell.caption.mark(spot.start, spot.end - spot.start)


def _place(row: QWidget) -> tuple[int, int]:
    """Which of how many, counted from 1."""
    holder = row.parentWidget()
    while holder is not None and not isinstance(holder, Input):
        holder = holder.parentWidget()
    rows = list(holder.controls()) if isinstance(holder, Input) else [row]
    return rows.index(row) + 1, len(rows)
