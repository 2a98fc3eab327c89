"""The one window. What it shows is a function of the visit's stage and aside."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kiosk import meanwhile
from kiosk.config import Config
from kiosk.keys import Command
from kiosk.stage import Aside, Asking, Consent, Goodbye, Related, Sending, Sent, Unusable, Welcome
from kiosk.visit import Visit
from ui.bookmark import Bookmark
from ui.description import introduce
from ui.errand import end_all, when_done
from ui.furniture import furnish, title
from ui.keyboard.typing import Typing
from ui.keypad import Keypad, read
from ui.parts.button import Button
from ui.parts.focus import INNER, OUTER
from ui.screens import screen_for
from ui.screens.screen import Action, Room, Screen, Step
from ui.sheet import Sheet
from ui.theme import GAP, Theme

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ui.activity import Activity
    from ui.calls import Calls
    from ui.copies import Copies
    from ui.curtain import Curtain
    from ui.desk import Desk
    from ui.offers import Offers
    from ui.pausing import Pausing
    from ui.printing import Printer


class Window(QWidget):
    """Draws the visit, and passes on what the person does.

    ``opened`` carries the Screen each time another page shows (the reader listens). Keys go to
    its ``keypad`` first, and what no control takes goes there again (M7). ``ask`` is given what the page of the
    voice asks of it.
    """

    opened = Signal(object)
    second = Signal()

    def __init__(self, visit: Visit, config: Config, online: Callable[[], bool], size: QSize) -> None:
        super().__init__()
        self._visit = visit
        self._config = config
        self._is_online = online
        self._online = online()
        self._reading = False
        self._trouble = ""
        self._shown: tuple[object, ...] = ()
        self._furnished: tuple[object, ...] = ()
        self._spell: Callable[[], None] | None = None
        self.ask: Callable[[Command], object] = lambda _command: None
        self.pace: Callable[[int], object] = lambda _wpm: None
        self.dictate: Callable[[Sequence[str]], object] = lambda _parts: None
        self.preset: Callable[[str], object] = lambda _name: None
        self.activity: Activity | None = None
        self.desk: Desk | None = None
        self.printer: Printer | None = None
        self.pausing: Pausing | None = None
        self.calls: Calls | None = None
        self.copies: Copies | None = None
        self.offers: Offers | None = None
        self.keypad = Keypad(self, visit, lambda: read(config))
        self._bookmark = Bookmark(self)
        self.typing = Typing(self, visit, wanted=config.on_screen_keyboard)
        self.setWindowTitle("Handrail")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 widgets need one
        app.focusChanged.connect(self._reveal)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(1000)
        self.resize(size)
        self.refresh()

    # What others ask of the window.

    @property
    def page(self) -> object:
        """Which page shows: equal for as long as it is the same."""
        return self._shown

    @property
    def showing(self) -> Screen:
        """What it shows."""
        return self._screen

    @property
    def learning(self) -> bool:
        """Whether a key is only to say what it is (A14): on the page that teaches the buttons, and in their test."""
        return self._visit.aside is Aside.LEARN or (self.desk is not None and self.desk.tries_keys)

    @property
    def first(self) -> QWidget:
        """What the page begins with for who moves by key."""
        screen = self._screen
        return screen.summary.title if screen.summary is not None else screen.first or screen.heading

    def open(self, aside: Aside) -> None:
        """Opens something over the page, save for the moment in which answers are sent: nothing may come between."""
        if isinstance(self._visit.stage, Sending):
            return
        if aside is Aside.PERSON and self.calls is not None:
            self.calls.call()
        self.go(lambda: self._visit.open(aside))

    @property
    def column(self) -> QVBoxLayout:
        """What the page and the bars stand in."""
        return self._layout

    def go(self, step: Step) -> None:
        """Runs a step of the visit, then shows where it led."""
        step()
        self.refresh()

    def refresh(self) -> None:
        """Shows the visit as it stands; keeps focus and place when it is still the same page."""
        visit, desk = self._visit, self.desk
        if self._shown[1:2] == (None,) and visit.aside is not None:
            self._bookmark.put(visit.stage)
        came_back = desk is not None and desk.settle()
        page = (visit.stage, visit.aside, desk.place if desk is not None else ())
        self.typing.close()
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and page == self._shown else ""
        place = self.scroller.verticalScrollBar().value() if page == self._shown else 0
        if focus is not None and self._furnished and not self.bar.isAncestorOf(focus):
            focus.clearFocus()  # what is taken away would hand it on to Help, and Orca 48 would say so
        looks = (visit.display, visit.language, self._spell, self.size())
        if looks != self._furnished:
            self._furnish()
            self._furnished = looks
        screen = screen_for(visit.stage, visit.aside)(self._room())
        self._show(screen)
        if page != self._shown and isinstance(visit.stage, Welcome | Goodbye | Related | Unusable):
            self.clear_clipboard()
            if self.printer is not None:
                self.printer.leave()
            self.typing.forget()
        self._draw_curtain()
        same = page == self._shown and screen.summary is None
        self._shown = page
        self._focus(screen, name)
        if visit.aside is None:
            if came_back:
                self._bookmark.go_back(visit.stage)
            self._bookmark.forget()
        if same:
            self.scroller.verticalScrollBar().setValue(place)
        else:
            self.opened.emit(screen)

    @staticmethod
    def clear_clipboard() -> None:
        """Both of them: what was marked can be pasted with the middle button on X11 (P1)."""
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)

    def submit(self, ask: "Callable[[], Future[str]] | None" = None) -> None:
        """Consent: sends, or asks the outbox ``ask``. What came of it arrives later, on this thread."""
        future = (ask or self._visit.submit)()
        when_done(self, future, self._committed)

    def wake(self) -> bool:
        """A sign of life. True when it took the idle warning away, and so must do nothing else."""
        warned = self._visit.aside is Aside.IDLE
        self._visit.activity()
        if self.desk is not None and self.desk.stir():
            warned = True
        if warned:
            self.refresh()
        return warned

    def give_voice(self, spell: Callable[[], None]) -> None:
        """There is a voice: from now on captions show, and ``spell`` says the reference letter by letter."""
        self._spell = spell
        self.refresh()

    @property
    def reading(self) -> bool:
        """Whether a voice is speaking now."""
        return self._reading

    def set_reading(self, reading: bool) -> None:
        """Whether a voice is speaking now."""
        if reading != self._reading:
            self._reading = reading
            self.show_status()

    def set_voice_trouble(self, words: str) -> None:
        """Says on screen that the voice cannot speak; "" when it can."""
        if words != self._trouble:
            self._trouble = words
            self.caption.show_trouble(words)
            self._draw_curtain()
            if isinstance(self._visit.stage, Sent):
                self.refresh()  # it offers to spell the reference only while there is a voice

    @cached_property
    def curtain(self) -> "Curtain":
        """What blanks the screen for who listens; made with the voice, after the first paint."""
        from ui.curtain import Curtain  # noqa: PLC0415 the first paint does not wait for it

        return Curtain(self, self._visit)

    def _draw_curtain(self) -> None:
        if self._spell is not None:  # without a voice there is none to draw
            self.curtain.follow(heard=not self._trouble)

    # Furniture: made anew when the display, the language or the window's size changes.

    def _furnish(self) -> None:
        visit = self._visit
        self.theme = theme = Theme(visit.display, self._config.px_per_mm, self.size(), self._config.mount)
        made = furnish(self, self._layout, visit, theme, self.open)
        self.top, self.banner, self.scroller, self.ways, self.caption, self.bar = made
        self.caption.show_trouble(self._trouble)
        self.caption.setVisible(visit.display.read_aloud and self._spell is not None)
        bar = self.scroller.verticalScrollBar()
        bar.rangeChanged.connect(lambda: self._show_more())
        bar.valueChanged.connect(lambda: self._show_more())
        self.show_status()

    def _room(self) -> Room:
        spell = None if self._trouble else self._spell
        return Room(
            self._visit,
            self.theme,
            self._config,
            self._online,
            self.go,
            self.submit,
            self.ask,
            self._tell,
            spell,
            self.desk,
            self.printer,
            self.pausing,
            self.calls,
            preset=lambda name: self.preset(name),  # the first page is drawn before there are any
            copies=self.copies,
            dictate=self.dictate,
        )

    def _tell(self, words: str, instead: str = "") -> None:
        self.keypad.tell(instead if instead and not self.typing.may_tell() else words)

    def _show(self, screen: Screen) -> None:
        self._screen = screen
        old = self.scroller.takeWidget()
        if old is not None:
            old.hide()
            end_all(old)
            old.deleteLater()
        self._show_title()
        self.banner.follow(self._visit)
        back, primary = self._button(screen.back, "back"), self._button(screen.primary, "primary")
        self.ways.show_actions(back, primary)
        self.sheet = sheet = Sheet(screen, self.theme)
        self.scroller.setWidget(sheet)
        introduce(screen.heading, sheet)
        asking = isinstance(self._visit.stage, Asking) and self._visit.aside is None
        sheet.setLocale(QLocale(self._visit.form_language if asking else self._visit.language))
        leave = [self.top.leave] if self.top.leave is not None else []  # last, so one key back from the top
        help_ = [self.banner.button] if self.banner.button is not None and not self.banner.isHidden() else []
        voice = [self.caption.opener] if self.caption.opener is not None else []
        offer = self.offers.buttons if self.offers is not None else []
        chain = [sheet.last_control(), *offer, *self.ways.buttons, *voice, *self.bar.buttons, *help_, *leave]
        self.last: QWidget = chain[-1]
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)
        self.ways.show_more(shown=False, at_end=False)  # its bar must not be what makes the page too long
        self._layout.activate()
        self._show_more()

    def _button(self, action: Action | None, name: str) -> Button | None:
        if action is None:
            return None
        made = Button(
            action.words,
            self.theme,
            lambda: self.go(action.run),
            kind="primary" if name == "primary" else "secondary",
        )
        made.setObjectName(f"action.{name}")
        return made

    def _show_title(self) -> None:
        visit = self._visit
        self.top.title.say(title(visit, self._config))
        hidden = not meanwhile.sensitive(visit) or isinstance(visit.stage, Sending)
        self.top.show_leave("" if hidden else visit.words.say("top.leave"), partial(self.go, visit.end))

    def show_status(self) -> None:
        """Shows at the top what the kiosk is doing, the most important alone."""
        if self.calls is not None and (line := self.calls.line()):
            self.top.show_status("person", line)
        elif not self._online:
            self.top.show_status("offline", self._visit.words.say("top.offline"))
        elif self._reading:
            self.top.show_status("speaker", self._visit.words.say("top.reading"))
        else:
            self.top.show_status("", "")

    def _show_more(self) -> None:
        beyond = self.scroller.verticalScrollBar().maximum()
        self.ways.show_more(shown=beyond > self.ways.spare, at_end=self.scroller.at_end)

    # Focus.

    def _focus(self, screen: Screen, name: str) -> None:
        target = self.first
        if name and screen.summary is None:
            # Not self.findChild: what was just replaced is still a child of the window, and dies a moment later.
            found = [*self.scroller.findChildren(QWidget), *self.ways.buttons, *self.bar.buttons]
            same = (each for each in found if each.objectName() == name and not _put_away(each))
            target = next(same, target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.scroller.isAncestorOf(new):
            self._bookmark.touched(new)
            self.scroller.reveal(new, self.theme.px(INNER + OUTER + GAP))

    # What Qt tells the window.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Brought back by the desktop it would be asked before what came after it.
        if not event.spontaneous():
            self.windowHandle().installEventFilter(self.keypad)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.typing.key(event):
            self.keypad.untaken(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished and event.size() != self.theme.window:
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._config.windowed)

    def _tick(self) -> None:
        if self._reading and self._visit.aside is not Aside.IDLE:
            self._visit.activity()  # a voice still reading is no silence (T1)
        online = self._is_online()
        turned = online != self._online
        self._online = online
        if turned:
            self.show_status()
        if self.desk is not None and self.desk.is_open:
            self.desk.second()
        elif self._visit.tick():
            if isinstance(self._visit.stage, Welcome):
                self._shown = ()  # read from its top again, also to who comes after somebody who only looked
            self.refresh()
        elif turned and isinstance(self._visit.stage, Consent | Sent):
            self.refresh()
        elif self._screen.every_second is not None:
            self._screen.every_second()
        self.second.emit()

    def _committed(self, outcome: "Future[str]") -> None:
        if isinstance(self._visit.stage, Sending):
            self.go(lambda: self._visit.committed(outcome))


def _put_away(widget: QWidget) -> bool:
    """Whether it was hidden on purpose: what has just been made is hidden too, and about to show."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
