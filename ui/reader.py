"""Reads aloud what is opened and what takes focus. Widgets never speak: this is the one way to the voice."""

from collections.abc import Callable
from typing import Protocol
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kiosk.forms.page import Choice, Row
from kiosk.language import Words
from kiosk.speech import utterance
from kiosk.speech.speaker import Speaker, Spot, State
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Asking, Goodbye, Unusable, Welcome
from kiosk.visit import Visit
from ui import page_speech
from ui.inputs.base import Input
from ui.keyboard.key import KeyButton, tongue
from ui.parts.caption import Caption
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.edit import Edit
from ui.parts.heading import Heading
from ui.parts.masked_edit import MaskedEdit
from ui.parts.problem import ProblemSummary
from ui.parts.row import AnswerRow
from ui.screens.screen import Screen
from ui.sheet import Sheet

_WARNINGS = {60, 30, 10}
"""At how many seconds left the idle warning is said again; more often would be noise (T2)."""


class Shell(Protocol):
    """What the reader needs of the window."""

    caption: Caption

    def set_reading(self, reading: bool) -> None:
        """Show in the top band whether it is reading aloud."""

    def set_voice_trouble(self, words: str) -> None:
        """Say on screen that the voice cannot speak; "" when it can."""


class Reader(QObject):
    """Joins the window, the visit and the speaker. Lives as long as the window.

    ``new_speaker`` gets the two callables that a Speaker is made with. The window's ``opened`` and ``second``,
    and the ``alive`` of its activity, are to be connected to ``opened``, ``second`` and ``silence``.
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
        # Not bound signals: what holds the speaker (a timer's thread, say) must hold what it speaks to.
        self._speaker = new_speaker(lambda state: self._state.emit(state), lambda spot: self._spot.emit(spot))
        self._speaker.warm()
        self._said_for: QWidget | None = None
        self._said: Utterance | None = None
        self._at: Spot | None = None  # where in what is said now
        self._cut: Spot | None = None  # where the last key cut it short
        self._waits: Spot | None = None
        self._page: Utterance | None = None
        self._group: QWidget | None = None
        self._greeted = False
        self._answered_miss = False
        self._beside = False
        self._watched: WeakSet[QWidget] = WeakSet()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 there is a window
        self._app = app
        app.focusChanged.connect(self._focused)
        app.aboutToQuit.connect(self.close)

    def opened(self, screen: Screen) -> None:
        """A page was opened, and something on it has the focus: read the page from its top.

        The welcome is not read until somebody is there: the first key brings that (A2, A10).
        """
        stage = self._visit.stage
        if isinstance(stage, Welcome | Goodbye) or stage == Unusable("unusable.fault"):
            self.forget()
        if self._beside or self._speaker.state.name == "broken":
            self._show_state(self._speaker.state)  # the language may be another now
        self._said_for = QApplication.focusWidget()
        self._group = page_speech.only_question(screen)
        self._greeted = not isinstance(stage, Welcome)
        self._page = page_speech.page(screen, self._visit)
        if self._greeted or self._visit.aside is not None:
            first = self._describe(screen.first) if screen.first is not None else None
            self._say(first or self._page)

    def tell(self, words: str) -> bool:
        """Says something of the kiosk's own now; whether there is a voice to say it."""
        if self._beside or not self._visit.display.read_aloud or self._speaker.state.name == "broken":
            return False
        self._voice(utterance.notice([words], self._visit.language))
        return True

    def again(self) -> None:
        """Says once more what was said last, from its beginning."""
        if self._said is not None:
            self._say(self._said)

    def pause(self) -> None:
        """For the key that makes the voice wait. Like any key it has silenced it; the next such key goes on there."""
        if self._cut is not None:
            self._waits, self._cut = self._cut, None
        elif self._waits is not None:
            self._voice(utterance.since(self._waits.utterance, self._waits.start))
        else:
            self.again()

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or waits to be gone on with."""
        return self._speaker.state.name == "speaking" or self._waits is not None

    @property
    def settings(self) -> Settings:
        """How fast and how loud it is for the rest of the visit."""
        return self._speaker.settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._speaker.settings = settings

    def spell(self) -> None:
        """Say the reference again, letter by letter."""
        said = page_speech.spelled(self._visit)
        if said is not None:
            self._say(said)

    def silence(self) -> None:
        """Any key or touch stops the voice at once (A3); the first at the welcome begins it."""
        self._cut = self._at if self._speaker.state.name == "speaking" else None
        self._speaker.stop()
        if not self._greeted:
            QTimer.singleShot(0, self, self._greet)

    def give_way(self, runs: bool) -> None:
        """A screen reader ``runs`` beside us: it alone speaks, so that nothing is said twice (D3); or no longer."""
        self._beside = runs
        self._speaker.stop()
        self._show_state(self._speaker.state)
        if not runs and self._greeted and self._page is not None:
            self._say(self._page)

    def missed(self, tapped: bool) -> None:
        """A touch met nothing to press (M2). ``tapped``: it was lifted soon, so it was no hand laid down to rest.

        Such a hand must not take away what is being said: then only the tap is answered.
        """
        if not self._greeted:
            self._answered_miss = True
            QTimer.singleShot(0, self, self._greet)
            return
        words = self._visit.words
        said = utterance.notice([words.say("touch.nothing")], words.code)
        if tapped and self._answered_miss:
            return
        self._answered_miss = tapped or self._speaker.state.name != "speaking"
        if self._answered_miss:
            self._say(said)

    def heard(self, found: QWidget | None) -> None:
        """A finger that explores came upon ``found``, or upon nothing (M6)."""
        words = self._visit.words
        if found is None:
            self._say(utterance.notice([words.say("touch.empty")], words.code))
        elif isinstance(found, QLabel):
            asks = isinstance(self._visit.stage, Asking) and self._visit.aside is None
            code = self._visit.form_language if asks and _on_sheet(found) else words.code
            self._say(utterance.notice([found.text()], code))
        elif (said := self._describe(found)) is not None:
            self._said_for = found  # the focus follows, and says no more
            self._say(said)

    def typed(self, text: str, code: str) -> None:
        """A key on the screen was pressed: what it wrote, or did, in the language ``code`` (M11)."""
        self._say(utterance.notice([text], code))

    def second(self) -> None:
        """A second has passed: the idle warning is said again near its end."""
        if self._visit.aside is Aside.IDLE and (left := self._visit.seconds_left) in _WARNINGS:
            words = self._visit.words
            said = words.say("idle.left", count=left)
            if self._page is None or said not in self._page.text:  # the warning has just said it
                self._say(utterance.notice([said], words.code))

    def forget(self) -> None:
        """The visit is over: silence, and nothing of it is kept."""
        self._speaker.forget()
        self._said = self._page = self._group = self._at = self._cut = self._waits = None
        self._shell.caption.clear()
        self._speaker.warm()

    def close(self) -> None:
        """The window goes away: so do the voice and its process, and nothing more is told to the window."""
        self._app.aboutToQuit.disconnect(self.close)  # once is enough
        self._app.focusChanged.disconnect(self._focused)
        self._state.disconnect(self._show_state)
        self._spot.disconnect(self._show_spot)
        self._speaker.forget()

    def _greet(self) -> None:
        if self._greeted or not isinstance(self._visit.stage, Welcome) or self._visit.aside is not None:
            return
        self._greeted = True
        self._said_for = QApplication.focusWidget()
        self._page = said = page_speech.welcome(self._visit)
        control = self._describe(self._said_for) if self._said_for is not None else None
        if control not in {None, said} and control.language == said.language:
            said = utterance.notice([said.text, control.text], said.language)
        self._say(said)

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, RadioRow | CheckRow) and new not in self._watched:
            self._watched.add(new)
            new.toggled.connect(lambda _on, row=new: self._toggled(row))
        if isinstance(new, MaskedEdit) and new not in self._watched:
            self._watched.add(new)
            new.typed.connect(lambda: self.tell(self._visit.words.say("keyboard.typed")))  # never what (A8)
        # A page that is taken away hands its focus on for a moment: only where it comes to rest is said.
        QTimer.singleShot(0, self, self._rested)

    def _rested(self) -> None:
        new = QApplication.focusWidget()
        if new is None or new is self._said_for:
            return
        self._said_for = new
        said = self._describe(new)
        if said is not None and said != self._said:  # the same page drawn anew says nothing new
            self._say(said)

    def _toggled(self, row: RadioRow | CheckRow) -> None:
        if row.hasFocus() and (row.isChecked() or isinstance(row, CheckRow)):
            self._say(self._row(row, self._form_words(row)))

    def _describe(self, widget: QWidget) -> Utterance | None:
        """What a control says when it takes focus."""
        words = self._form_words(widget)
        name, hint = widget.accessibleName(), widget.accessibleDescription()
        match widget:
            case RadioRow() | CheckRow():
                return self._row(widget, words)
            case QLineEdit() | QPlainTextEdit():
                return self._field(widget, words)
            case KeyButton():
                entered = self._group is not widget.parentWidget()
                self._group = widget.parentWidget()
                if entered:
                    return utterance.notice([words.say("keyboard.enter"), name], words.code)
                return utterance.notice([name], tongue(name, words))
            case QPushButton() if isinstance(line := widget.parentWidget(), AnswerRow):
                return utterance.row(
                    Row("", "", line.label, line.answer, line.section), words.say, words.code
                )
            case QPushButton():
                press: utterance.Press = (
                    "problem" if isinstance(widget.parentWidget(), ProblemSummary) else "press"
                )
                return utterance.control(name, words.say, words.code, press=press, hint=hint)
            case Heading(level=1):
                return self._page
            case _:
                return utterance.notice([name], words.code) if name else None

    def _row(self, row: RadioRow | CheckRow, words: Words) -> Utterance:
        return utterance.choice(
            Choice("", row.words),
            words.say,
            words.code,
            chosen=row.isChecked(),
            many=isinstance(row, CheckRow),
            place=_place(row),
            context=self._entered(row),
        )

    def _field(self, box: QLineEdit | QPlainTextEdit, words: Words) -> Utterance:
        typed = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
        if typed and isinstance(box, MaskedEdit):
            typed = words.say("form.masked", count=len(typed))
        part = box.part if isinstance(box, Edit) else ""
        context = self._entered(box)
        label = part or next(iter(context), box.accessibleName())
        return utterance.field(
            label,
            typed,
            words.say,
            words.code,
            hint="" if part else " ".join(context[1:]),
            context=context if part else (),
            read_only=box.isReadOnly(),
        )

    def _entered(self, control: QWidget) -> tuple[str, ...]:
        """The question that ``control`` belongs to, with its problem and hint, unless it has just been said."""
        group = _group_of(control)
        if group is None or group is self._group:
            return ()
        self._group = group
        if isinstance(group, Input):
            return (group.title, group.description)
        return (group.accessibleName(),)

    def _form_words(self, widget: QWidget) -> Words:
        """An utterance is all in one language: of the form's own text, else of the visit, else of a language's slab."""
        if isinstance(widget.parentWidget(), ProblemSummary) or isinstance(_group_of(widget), Input):
            return Words(self._visit.form_language)
        tongues = (Words(code) for code in self._visit.languages)
        own = (words for words in tongues if words.say("language.own_name") == widget.accessibleName())
        return next(own, self._visit.words)

    def _say(self, said: Utterance) -> None:
        if self._beside or not self._visit.display.read_aloud:
            return
        self._said = said
        self._voice(page_speech.voiced(said, self._visit))

    def _voice(self, said: Utterance) -> None:
        held = (
            self._at is not None and self._at.utterance.essential and self._speaker.state.name == "speaking"
        )
        self._waits = None
        self._at = self._at if held else Spot(said, 0, 0)
        self._speaker.say(said)
        if not held and self._speaker.state.name != "broken":
            self._shell.caption.show_words(said.text)

    def _show_state(self, state: State) -> None:
        self._shell.set_reading(state.name == "speaking")
        broken = state.name == "broken"
        trouble = "speech.beside" if self._beside else f"speech.broken.{state.reason}" if broken else ""
        self._shell.set_voice_trouble(self._visit.words.say(trouble) if trouble else "")
        if broken or state.name == "quiet":
            self._shell.caption.clear()

    def _show_spot(self, spot: Spot) -> None:
        self._at = spot
        if self._shell.caption.text != spot.utterance.text:
            self._shell.caption.show_words(spot.utterance.text)
        self._shell.caption.mark(spot.start, spot.end - spot.start)


def _group_of(control: QWidget) -> QWidget | None:
    """The input around a control of a form; else the named group that a choice stands in."""
    holder = control.parentWidget()
    while holder is not None and not isinstance(holder, Input):
        holder = holder.parentWidget()
    if holder is None and isinstance(control, RadioRow | CheckRow):
        return control.parentWidget()
    return holder


def _on_sheet(text: QWidget) -> bool:
    """Whether it stands on the page, not on the bars around it."""
    holder = text.parentWidget()
    while holder is not None and not isinstance(holder, Sheet):
        holder = holder.parentWidget()
    return holder is not None


def _place(row: RadioRow | CheckRow) -> tuple[int, int]:
    """Which of how many, counted from 1."""
    holder = row.parentWidget()
    among = holder.children() if holder else [row]
    rows = [
        r for r in among if isinstance(r, RadioRow | CheckRow) and not r.isHidden()
    ]  # some may step aside
    return rows.index(row) + 1, len(rows)
