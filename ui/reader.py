"""Reads aloud what is opened and what takes focus. Widgets never speak: this is the one way to the voice."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from kiosk.private import PrivateListening
from kiosk.speech import utterance
from kiosk.speech.speaker import Speaker, Spot, State
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Earcon, Settings
from kiosk.stage import Aside, Goodbye, Unusable, Welcome
from kiosk.visit import Visit
from ui import earcons, page_speech
from ui.describe import Describer, in_order
from ui.echo import Echo
from ui.heard import show_state
from ui.parts.choice import CheckRow, RadioRow
from ui.screens.screen import Screen
from ui.spoken_word import SpokenWord
from ui.way import Ways, unasked

if TYPE_CHECKING:
    from ui.window import Window

_WARNINGS = {60, 30, 10}
"""At how many seconds left the idle warning is said again; more often would be noise (T2)."""


class Reader(QObject):
    """Joins the window, the visit and the speaker. Lives as long as the window.

    ``new_speaker`` gets the two callables that a Speaker is made with. The window's ``opened`` and ``second``,
    and the ``alive`` of its activity, are to be connected to ``opened``, ``second`` and ``silence``; what tells of
    headphones to ``plugged``. ``spot`` carries each Spot that sounds, and None when nothing does.
    """

    spot = Signal(object)
    closing = Signal()
    # From whichever thread the voice calls back on, to the window's.
    _state = Signal(object)
    _word = Signal(object)

    def __init__(
        self,
        window: "Window",
        visit: Visit,
        new_speaker: Callable[[Callable[[State], None], Callable[[Spot], None]], Speaker],
    ) -> None:
        super().__init__()
        self._window = window
        self._visit = visit
        self._state.connect(self._show_state)
        self._word.connect(self._show_spot)
        # Not bound signals: what holds the speaker (a timer's thread, say) must hold what it speaks to.
        self._speaker = new_speaker(lambda state: self._state.emit(state), lambda spot: self._word.emit(spot))
        self._speaker.warm()
        self._said_for: QWidget | None = None
        self._said: Utterance | None = None
        self._at: Spot | None = None  # where in what is said now
        self._cut: Spot | None = None  # where the last key cut it short
        self._waits: Spot | None = None
        self._kept: Spot | None = None  # where the page was cut that the page of the voice lies over
        self._greeted = False
        self._answered_miss = False
        self._beside = False
        self._watched: WeakSet[QWidget] = WeakSet()
        self._private = PrivateListening()
        self._ways = Ways(window, visit)
        self._describe = Describer(visit, self._private, self._ways.say)
        self._echo = Echo(visit, lambda: self._describe.may_tell, self.typed, self)
        window.typing.may_tell = lambda: self._describe.may_tell
        self.spot.connect(SpokenWord(window, self).follow)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 there is a window
        self._app = app
        app.focusChanged.connect(self._focused)
        app.aboutToQuit.connect(self.close)

    # What the window tells.

    def opened(self, screen: Screen) -> None:
        """A page was opened, and something on it has the focus: read the page from its top.

        The welcome is not read until somebody is there: the first key brings that (A2, A10).
        """
        stage, describe = self._visit.stage, self._describe
        if isinstance(stage, Welcome | Goodbye) or stage == Unusable("unusable.fault"):
            self.forget()
        if self._beside or self._private.stopped or self._speaker.state.name == "broken":
            self._show_state(self._speaker.state)  # the language may be another now
        if self._visit.aside is Aside.VOICE:
            self._kept = self._kept or self._cut
        self._said_for = QApplication.focusWidget()
        describe.group = page_speech.only_question(screen)
        self._greeted = not isinstance(stage, Welcome)
        describe.page = page_speech.page(screen, self._visit, self._say_words, may_tell=describe.may_tell)
        if self._greeted or self._visit.aside is not None:
            first = describe.control(screen.first) if screen.first is not None else None
            self._say(first or describe.page)

    def second(self) -> None:
        """A second has passed: the idle warning is said again near its end."""
        if self._private.stopped and not self._window.caption.trouble:
            self._show_state(self._speaker.state)
        if self._visit.aside is Aside.IDLE and (left := self._visit.seconds_left) in _WARNINGS:
            words, page = self._visit.words, self._describe.page
            said = words.say("idle.left", count=left)
            if page is None or said not in page.text:  # the warning has just said it
                self._say(utterance.notice([said], words.code))

    def silence(self) -> None:
        """Any key or touch stops the voice at once (A3); the first at the welcome begins it."""
        self._cut = self._at if self._speaker.state.name == "speaking" else None
        self._speaker.stop()
        if not self._greeted:
            QTimer.singleShot(0, self, self._greet)

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
        said = self._describe.touched(found)
        if said is not None and found is not None and not isinstance(found, QLabel):
            self._said_for = found  # the focus follows, and says no more
        if said is not None:
            self._say(said)

    def typed(self, text: str, code: str) -> None:
        """A key was pressed on a keyboard: what it wrote, or did, in the language ``code`` (M11)."""
        self._say(utterance.notice([text], code))

    def plugged(self, present: bool) -> None:
        """Headphones went in: the voice begins (A2). They came out: silence, until the person asks for it (A9)."""
        if self._visit.aside is Aside.STAFF:  # staff may be heard only where they have just chosen it (A17)
            self._private.plug(present, used=False)
            self._speaker.stop()
            self._window.go(lambda: self._visit.show(replace(self._visit.display, read_aloud=False)))
            return
        used = self._greeted or self._visit.aside is not None
        if not self._private.plug(present, used=used):
            return
        if not present:
            self._cut = self._waits = None
            self._speaker.stop()
            self._show_state(self._speaker.state)
            return
        if not self._visit.display.read_aloud:
            self._window.go(lambda: self._visit.show(replace(self._visit.display, read_aloud=True)))
        self._show_state(self._speaker.state)
        if not self._greeted and self._visit.aside is None:
            self._greet()
        elif (page := self._describe.page) is not None:
            self._say(page)

    def give_way(self, runs: bool) -> None:
        """A screen reader ``runs`` beside us: it alone speaks, so that nothing is said twice (D3); or no longer."""
        self._beside = runs
        self._speaker.stop()
        self._show_state(self._speaker.state)
        if not runs and self._greeted and self._describe.page is not None:
            self._say(self._describe.page)

    # What the person asks of the voice.

    def tell(self, words: str, *, anyway: bool = False) -> bool:
        """Says something of the kiosk's own now; whether there is a voice to say it.

        ``anyway``: also from the loudspeaker after headphones were taken out; nothing of the person is in it.
        """
        silent = self._beside or not self._visit.display.read_aloud or self._speaker.state.name == "broken"
        if silent or (self._private.stopped and not anyway):
            return False
        told = utterance.notice([words], self._visit.language)
        focus = QApplication.focusWidget()
        if focus is not None and focus is not self._said_for:  # it would cut this short a moment later
            self._said_for = focus
            here = self._describe.control(focus)
            told = utterance.joined([told, here]) or told if here is not None and here != self._said else told
        self._voice(told)
        return True

    def wanted(self) -> None:
        """The person pressed something of the voice's own: if it had stopped with the headphones, it is back."""
        if self._private.stopped:
            self._private.wanted()
            self._show_state(self._speaker.state)

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
    def kept(self) -> Spot | None:
        """Where the page was cut that the page of the voice lies over; None when it had been heard to its end."""
        return self._kept

    def resume(self, kept: Spot | None) -> None:
        """Goes on from there; without it the page is said from its top (A3)."""
        if kept is not None:
            self._voice(utterance.since(kept.utterance, kept.start))
        elif self._describe.page is not None:
            self._say(self._describe.page)

    def where(self) -> None:
        """Says which service, which question of how many, and what has the focus."""
        focus = QApplication.focusWidget()
        control = self._describe.alone(focus) if focus is not None else None
        control = None if control is self._describe.page else control
        self._say(page_speech.where(self._window.showing, self._visit, control))

    def read(self) -> None:
        """Reads all that is shown: the top band, then the page with every choice and what is in every box (A1)."""
        quiet = Describer(self._visit, self._private, unasked)
        window = self._window
        page = [*in_order(window.top), *in_order(window.banner), *in_order(window.sheet)]
        strip = window.offers.strip if window.offers is not None else None
        offer = strip.heard if strip is not None else []
        shown = [*page, *offer, *(b for b in window.ways.buttons if not b.isHidden())]
        if (said := page_speech.whole(shown, quiet, self._visit)) is not None:
            self._say(said)

    def spell(self) -> None:
        """Says the reference letter by letter; where there is none, what has the focus (A12)."""
        focus, words = QApplication.focusWidget(), self._visit.words
        said = page_speech.spelled(self._visit)
        if said is None and focus is not None:
            value = self._describe.value(focus)
            said = utterance.notice(
                [*map(self._echo.called, value)] or [words.say("touch.empty")], words.code
            )
        if said is not None:
            self._say(said)

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

    def forget(self) -> None:
        """The visit is over: silence, and nothing of it is kept."""
        self._speaker.forget()
        self._drop()
        self._private.forget()
        self._ways.forget()
        self._window.caption.clear()
        self.spot.emit(None)
        self._show_state(self._speaker.state)
        self._speaker.warm()

    def set_aside(self) -> Callable[[], None]:
        """Staff use the kiosk: what was said cannot be heard again. What it gives brings the person's voice back."""
        private, settings, ways = self._private.set_aside(), self.settings, self._ways.set_aside()
        self._drop()
        self.settings = Settings()
        self._show_state(self._speaker.state)

        def back() -> None:
            self._drop()
            self._speaker.stop()
            self.settings = settings
            private()
            ways()
            self._show_state(self._speaker.state)

        return back

    def try_out(self, words: str) -> None:
        """Says something whatever is set: staff test the sound."""
        self._voice(utterance.notice([words], self._visit.language))

    @property
    def in_headphones(self) -> bool:
        """Whether something tells that headphones are in."""
        return self._private.present

    def close(self) -> None:
        """The window goes away: so do the voice and its process, and nothing more is told to the window."""
        self._app.aboutToQuit.disconnect(self.close)  # once is enough
        self._app.focusChanged.disconnect(self._focused)
        self._state.disconnect(self._show_state)
        self._word.disconnect(self._show_spot)
        self._echo.follow(None)
        self.closing.emit()
        self._speaker.forget()

    # Inside.

    def _drop(self) -> None:
        self._said = self._at = self._cut = self._waits = self._kept = None
        self._describe.page = self._describe.group = None

    def _say_words(self, key: str, **params: object) -> str:
        return self._ways.say(self._visit.words)(key, **params)

    def _greet(self) -> None:
        if self._greeted or not isinstance(self._visit.stage, Welcome) or self._visit.aside is not None:
            return
        self._greeted = True
        self._said_for = QApplication.focusWidget()
        self._describe.page = said = page_speech.welcome(self._visit, self._say_words)
        focus = self._said_for
        if isinstance(focus, QPushButton) and self._describe.words_of(focus).code == said.language:
            said = utterance.notice(
                [said.text, focus.accessibleName()], said.language
            )  # no more: 15 seconds (A2)
        self._say(said)

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._echo.follow(new)
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
        said = self._describe.control(new)
        if said is not None and said != self._said:  # the same page drawn anew says nothing new
            self._say(said, earcons.of(new))

    def _toggled(self, row: RadioRow | CheckRow) -> None:
        if row.hasFocus() and (row.isChecked() or isinstance(row, CheckRow)):
            self._say(self._describe.choice(row), "choose")

    def _say(self, said: Utterance, earcon: Earcon | None = None) -> None:
        if self._beside or self._private.stopped or not self._visit.display.read_aloud:
            return
        self._said = said
        if self._visit.aside is not Aside.VOICE:
            self._kept = None
        self._voice(page_speech.voiced(said, self._visit, may_tell=self._describe.may_tell), earcon)

    def _voice(self, said: Utterance, earcon: Earcon | None = None) -> None:
        held = (
            self._at is not None and self._at.utterance.essential and self._speaker.state.name == "speaking"
        )
        self._waits = None
        self._at = self._at if held else Spot(said, 0, 0)
        earcons.follow(self, self._visit.display)
        self._speaker.say(said, earcon)
        if not held and self._speaker.state.name != "broken":
            self._window.caption.show_words(said.text)

    def _show_state(self, state: State) -> None:
        words, stopped = self._visit.words, self._private.stopped
        show_state(self._window, words, state, beside=self._beside, stopped=stopped)
        if state.name in {"broken", "quiet"}:
            self.spot.emit(None)

    def _show_spot(self, spot: Spot) -> None:
        self._at = spot
        if self._window.caption.text != spot.utterance.text:
            self._window.caption.show_words(spot.utterance.text)
        self._window.caption.mark(spot.start, spot.end - spot.start)
        self.spot.emit(spot)
