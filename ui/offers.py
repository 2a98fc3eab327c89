"""The one quiet offer of a page: made when somebody seems stuck, gone when answered or when the page is left."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import Shiboken

from kiosk import meanwhile, skipping
from kiosk.analytics.happenings import Began, Ended, Happening, Left, OfferMade, OfferTaken, Over, Stirred
from kiosk.display import TEXT_SIZES
from kiosk.forms.page import Question
from kiosk.keys import Command
from kiosk.stage import Aside, Asking
from kiosk.struggle.scene import Scene
from kiosk.struggle.settings import Struggle
from kiosk.struggle.watcher import Watcher
from kiosk.visit import Visit
from ui.description import sentences
from ui.parts.button import Button
from ui.parts.focus import INNER, OUTER
from ui.parts.offer_strip import OfferStrip
from ui.theme import TARGET

if TYPE_CHECKING:
    from ui.noticing import Noticing
    from ui.window import Window

_LEAST = 2 * TARGET
"""How much of the page must stay in sight above an offer, in mm."""
_NARROW = 3 * TARGET
"""The least width of an offer beside the keys on the screen, in mm."""
_SIZES = tuple(TEXT_SIZES)
_QUIET = frozenset({"example", "easy", "skip"})
"""What may be offered where somebody else may be looking: nothing sounds or grows, and nobody comes (P6)."""
_EXAMPLE = "shown"
"""What stands there once an example was asked for."""
_MOST = 3
"""Examples at once: they take the page's room."""


class Offers(QObject):
    """Joins the rules of kiosk/struggle to the window. Lives as long as it.

    The offer stands between the page and what leads on. It takes room from the page's foot alone, so that nothing that
    shows changes its place; and it waits until no finger presses, nobody speaks, and what has the focus would stay in
    sight. ``wpm`` gives the speed of the voice in words a minute; ``warning`` is after how many seconds of silence the
    idle warning comes to who does not listen.
    """

    def __init__(
        self,
        window: "Window",
        visit: Visit,
        noticing: "Noticing",
        struggle: Struggle,
        *,
        wpm: Callable[[], int],
        warning: float,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._noticing = noticing
        self._wpm = wpm
        self._warning = warning
        self._watcher = Watcher(struggle, self._scene)
        self._seen: Scene | None = None
        self._standing = ""
        self._before: QWidget | None = None
        self.strip: OfferStrip | None = None
        noticing.listeners.append(self.hear)
        window.offers = self
        window.opened.connect(lambda _screen: self._turned())
        window.second.connect(self.second)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 there is a window
        app.focusChanged.connect(self._focused)

    @property
    def buttons(self) -> list[Button]:
        """Those that show, in their order."""
        strip = self.strip
        if strip is None or strip.theme is not self._window.theme:  # it goes with all that is furnished anew
            return []
        return strip.buttons

    def hear(self, happening: Happening) -> None:
        """Something happened in the visit."""
        self._watcher.hear(happening)
        self._seen = None
        if isinstance(happening, Began | Left | Ended | Over):
            self._standing = ""

    def second(self) -> None:
        """A second has passed: there may be something to offer, or room for it now."""
        window, now = self._window, self._noticing.clock()
        if window.reading:
            self._watcher.hear(Stirred(now))  # a voice that reads is no silence
            return
        if self.strip is not None and self.strip.theme is not window.theme:
            self.strip = None  # it went with all that was furnished anew
        if not self._standing:
            self._take_down()
        if self.strip is not None or self._covered or self._pressed:
            return
        if self._standing:
            self._show(self._standing)
            return
        wish = self._watcher.wish(now)
        if wish is not None and self._show(wish.offer):
            self._standing = wish.offer
            self._noticing.tell(OfferMade(now, wish.rule, wish.offer))
            words = self._visit.words
            self._tell(words.say("offer.said", question=words.say(f"offer.{wish.offer}")))

    def give_way(self, *, away: bool) -> None:
        """Whether the on-screen keyboard needs its room; when it has gone, that of the box is found anew."""
        self._take_down()
        if not away:
            self._come_back()

    # What there is to know.

    def _scene(self) -> Scene:
        if self._seen is None:
            window, display = self._window, self._visit.display
            buttons = [each.accessibleName() for each in window.sheet.findChildren(QAbstractButton)]
            controls = [each for each in window.sheet.findChildren(QWidget) if _is_stop(each)]
            slowly = display.slowly or self._visit.helped is not None
            self._seen = Scene(
                can=self._can(),
                words=sum(len(text.split()) for text in (*window.showing.texts(), *buttons)),
                stops=len(controls) + len(window.ways.buttons) + len(window.bar.buttons),
                spoken=self._wpm() if display.read_aloud else 0,
                scan=display.scan if display.switches else 0.0,
                company=self._visit.helped is not None,
                warning=self._warning * (2 if slowly else 1),
            )
        return self._seen

    def _can(self) -> frozenset[str]:
        visit, window = self._visit, self._window
        display, asked = visit.display, self._questions()
        page = visit.filling.page(visit.stage.key) if isinstance(visit.stage, Asking) else None
        easily = page is not None and bool(page.easy or any(each.easy for each in asked))
        called = window.calls is not None and window.calls.open is not None
        can = {
            "aloud": not display.read_aloud and not window.caption.trouble,
            "bigger": display.text_size != _SIZES[-1] and not display.curtain,
            "example": any(each.example for each in asked),
            "easy": easily and not display.easy_read,
            "skip": skipping.offered(visit),
            "person": not called and visit.helped is None,
        }
        found = frozenset(offer for offer, possible in can.items() if possible)
        return found & _QUIET if meanwhile.sensitive(visit) else found

    @property
    def _covered(self) -> bool:
        """Whether something lies over the page that the offer is for: a question to the council, or another form."""
        return self._visit.aside is not None or meanwhile.has_answers(self._visit)

    def _questions(self) -> tuple[Question, ...]:
        return self._visit.page.questions if isinstance(self._visit.stage, Asking) else ()

    @property
    def _pressed(self) -> bool:
        activity = self._window.activity
        return activity is not None and activity.touch.pressed

    # How it stands there.

    def _turned(self) -> None:
        """A page shows, or shows again: what stood there before something was opened over it is back at once."""
        self._take_down()
        self._come_back()

    def _come_back(self) -> None:
        """The person has just made room, or another page of it: so what has the focus may be brought into sight."""
        window = self._window
        if not self._standing or self._covered or not self._show(self._standing, anyway=True):
            return
        window.column.activate()
        if (focus := window.focusWidget()) is not None and window.scroller.isAncestorOf(focus):
            window.scroller.reveal(focus, window.theme.px(INNER + OUTER))

    def _show(self, standing: str, *, anyway: bool = False) -> bool:
        """Whether there was room; ``anyway`` there is: the person has just asked for it, or moved on the page."""
        window = self._window
        strip = OfferStrip(*self._parts(standing), window.theme)
        height = strip.height_at(window.width())
        if anyway or self._fits(height):
            strip.setFixedHeight(height)
            window.column.insertWidget(window.column.indexOf(window.scroller) + 1, strip)
        elif (beside := self._beside_keys(standing)) is not None:
            strip.deleteLater()
            strip = beside
        else:
            strip.deleteLater()
            return False
        strip.show()
        self.strip = strip
        for before, after in pairwise([window.sheet.last_control(), *strip.buttons]):
            QWidget.setTabOrder(before, after)
        if window.activity is not None:
            window.activity.touch.changed()
        return True

    def _beside_keys(self, standing: str) -> OfferStrip | None:
        """In the room that the keys on the screen leave, where that is enough: nothing gives way to it there."""
        window, board = self._window, self._window.typing.board
        room = board.spare if board is not None else QRect()
        if room.width() < window.theme.px(_NARROW):
            return None
        strip = OfferStrip(*self._parts(standing), window.theme, room.width())
        height = strip.height_at(room.width())
        if height > room.height() or strip.minimumSizeHint().width() > room.width():
            strip.deleteLater()
            return None
        strip.setParent(board)
        strip.setGeometry(room.x(), room.y(), room.width(), height)
        return strip

    def _parts(self, standing: str) -> tuple[str, list[Button]]:
        if standing == _EXAMPLE:
            return "\n".join(self._examples()), [self._button("offer.close", self._done, "close")]
        buttons = [
            self._button(f"offer.{standing}_yes", self._take, "yes"),
            self._button("offer.no", self._done, "no"),
        ]
        return self._visit.words.say(f"offer.{standing}"), buttons

    def _button(self, key: str, press: Callable[[], object], name: str) -> Button:
        made = Button(self._visit.words.say(key), self._window.theme, press, kind="secondary")
        made.setObjectName(f"offer.{name}")
        return made

    def _examples(self) -> list[str]:
        """Of what still waits for an answer, or a better one."""
        words, asked = self._visit.words, self._questions()
        given = [each for each in asked if each.example]
        waits = [each for each in given if each.problem is not None or not each.answer] or given
        if len(asked) == 1:
            return [words.say("offer.shown", example=each.example) for each in waits]
        most = 1 if self._window.theme.is_large else _MOST
        return [words.say("offer.shown_of", label=each.label, example=each.example) for each in waits[:most]]

    def _fits(self, height: int) -> bool:
        """Whether enough of the page stays in sight, and with it what has the focus: nothing may be scrolled for it."""
        window, theme = self._window, self._window.theme
        left = window.scroller.height() - height
        focus = window.focusWidget()
        if focus is None or not window.scroller.isAncestorOf(focus):
            return left >= theme.px(_LEAST)
        top = focus.mapTo(window.scroller, QPoint(0, 0)).y()
        needed = top + min(focus.height(), theme.px(TARGET)) + theme.px(INNER + OUTER)
        return left >= max(theme.px(_LEAST), needed)

    def _take_down(self) -> None:
        strip, self.strip = self.strip, None
        if strip is None or not Shiboken.isValid(strip):
            return
        window = self._window
        focus = window.focusWidget()
        if focus is not None and strip.isAncestorOf(focus):
            was = self._before
            back = was if was is not None and Shiboken.isValid(was) and was.isVisible() else window.first
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        window.column.removeWidget(strip)
        strip.hide()
        strip.deleteLater()

    def _focused(self, old: QWidget | None, new: QWidget | None) -> None:
        if self.strip is not None and new in self.buttons and old not in self.buttons:
            self._before = old

    # What comes of it.

    def _done(self) -> None:
        self._standing = ""
        self._take_down()

    def _take(self) -> None:
        offer = self._standing
        self._done()
        self._noticing.tell(OfferTaken(self._noticing.clock()))
        visit, window = self._visit, self._window
        match offer:
            case "aloud":
                self._set(read_aloud=True)
                self._read()
            case "easy":
                self._set(easy_read=True)
                window.opened.emit(window.showing)  # other words are another page to whoever hears it
                window.showing.heading.setFocus(Qt.FocusReason.OtherFocusReason)
                self._read()
            case "bigger":
                self._set(text_size=_SIZES[_SIZES.index(visit.display.text_size) + 1])
            case "example":
                self._standing = _EXAMPLE
                self._show(_EXAMPLE, anyway=True)
                self._tell(sentences(self._examples()))
            case "skip":
                window.go(lambda: skipping.skip(visit))
            case "person":
                window.open(Aside.PERSON)

    def _set(self, **chosen: Any) -> None:
        visit = self._visit
        self._window.go(lambda: visit.show(replace(visit.display, **chosen)))

    def _read(self) -> None:
        """All of the page: once what has the focus now has had its turn, or it would cut this short."""
        QTimer.singleShot(0, self, lambda: self._window.keypad.asked.emit(Command.READ))

    def _tell(self, words: str) -> None:
        """Where who stands by could be told something by it, into headphones alone (P6)."""
        if self._noticing.hears() or not meanwhile.sensitive(self._visit):
            self._window.keypad.tell(words)


def _is_stop(widget: QWidget) -> bool:
    return widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
