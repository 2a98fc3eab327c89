"""Pausing, and coming back by code: what its pages show and do (T3)."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.errors import StoreError
from kiosk.pausing import saying
from kiosk.pausing.codes import LENGTH, Code, Misread, parted, read
from kiosk.pausing.cupboard import Cupboard, Found, Kept, Missing, Why
from kiosk.stage import Aside, AToZ, Categories, EnterCode, Keeping, Related, Sent, Services, Welcome
from kiosk.visit import Visit
from ui.errand import when_done

if TYPE_CHECKING:
    from kiosk.speech.voice import Settings
    from ui.window import Window

Own = tuple["Settings", tuple[str, str]]
"""How the person has set the voice, and the keys that their switches send."""


class Pausing(QObject):
    """Joins the window to where visits are put aside.

    ``own`` gives what the person has set beside the display, ``restore`` takes it. ``trouble`` is a key of the words,
    "" for none, ``wait`` the seconds until another code is looked at. ``typed`` is what stands in the boxes of the
    page of the code, and ``misread`` which of them are not understood. It is forgotten when another page opens.
    """

    def __init__(
        self,
        window: "Window",
        visit: Visit,
        cupboard: Cupboard,
        own: Callable[[], Own],
        restore: Callable[[Own], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._cupboard = cupboard
        self._own = own
        self._restore = restore
        self._turn = 0
        self._resumed = self._service = ""
        self.busy = False
        self.trouble, self.wait = "", 0
        self.misread: tuple[int, ...] = ()
        self.typed: tuple[str, ...] = ("",) * LENGTH
        window.opened.connect(self._look)

    # Putting aside.

    @property
    def offered(self) -> bool:
        """Whether there is something that can be put aside now."""
        from kiosk.pausing.steps import can_pause  # noqa: PLC0415 the engine, which a visit under way has loaded

        return can_pause(self._visit)

    def ask(self) -> None:
        """To the page that tells what it means."""
        self._clear()
        self._visit.open(Aside.PAUSE)

    def until(self) -> str:
        """Until when what is put aside now is kept, in words."""
        return saying.moment(self._cupboard.until(), self._visit.words)

    def keep(self) -> None:
        """Put aside. The code shows once it is on the disk; else the person is where they were, and is told."""
        from kiosk.pausing.saved import TooLargeError, saved_of  # noqa: PLC0415 as above
        from kiosk.pausing.steps import put_away  # noqa: PLC0415 as above

        visit = self._visit
        self._clear()
        saved = saved_of(visit, *self._own())
        if saved is None:
            return
        before, visit.stage = visit.stage, Keeping()
        visit.close()

        def done(future: Future[Kept]) -> None:
            if not isinstance(visit.stage, Keeping):
                return  # a fault ended the visit meanwhile: the code is shown to nobody
            try:
                kept = future.result()
            except StoreError as error:
                visit.stage = before
                self.trouble = "pause.large" if isinstance(error, TooLargeError) else "pause.full"
                visit.open(Aside.PAUSE)
            else:
                self._end_resumed()  # it lies under the new code now
                put_away(visit, kept)
            self._window.refresh()

        when_done(self, self._cupboard.keep(saved), done)

    def reach(self, kept: Kept) -> str:
        """Where the code opens now, as a key of the words."""
        everywhere = self._cupboard.everywhere(kept.id)
        return "paused.alone" if everywhere is None else "paused.everywhere" if everywhere else "paused.here"

    # Coming back.

    def begin(self) -> None:
        """To the page on which the code is typed."""
        self._clear()
        self.typed = ("",) * LENGTH
        self._visit.stage = EnterCode()

    @property
    def languages(self) -> list[str]:
        """Those that a code may be of, the visit's first."""
        visit = self._visit
        return [visit.language, *(code for code in visit.languages if code != visit.language)]

    def enter(self, typed: Sequence[str]) -> None:
        """A code was typed, a word in each box or all of them in one. What comes of it shows a moment later."""
        if self.busy:
            return
        self._clear()
        words = [part for each in typed for part in parted(each)]
        self.typed = tuple(words if len(words) == LENGTH else typed)
        code = read(self.typed, self.languages)
        if isinstance(code, Misread):
            self.misread = code.places
            return
        self.busy = True
        self._find(code, self._turn)

    def _find(self, code: Code, turn: int) -> None:
        def done(future: Future[Found | Missing]) -> None:
            if turn != self._turn:
                return  # they have gone, and somebody else may have come
            self.busy = False
            if not isinstance(self._visit.stage, EnterCode) or self._visit.aside is Aside.STAFF:
                return  # staff must not see it open; the code stands there to be entered again
            try:
                self._found(future.result())
            except StoreError:
                self.trouble = "code.disk"
            self._window.refresh()

        when_done(self, self._cupboard.find(code), done)

    def _found(self, found: Found | Missing) -> None:
        if isinstance(found, Missing):
            self.trouble, self.wait = f"code.{found.why.value}", found.wait
            return
        from kiosk.pausing.steps import take_up  # noqa: PLC0415 as above

        if not take_up(self._visit, found.saved):
            self.trouble = "code.form"
            return
        draft = found.saved.draft
        self._resumed, self._service = found.id, draft.service
        self._restore((draft.voice, draft.switches))

    # Inside.

    def _look(self) -> None:
        """Another page shows. What was gone on with is deleted once it is sent: until then the code opens it again.

        Not when another form is sent: one that lies over it, or one that was chosen in its place.
        """
        stage = self._visit.stage
        service = self._visit.service
        if self._visit.beneath is None and service is not None and service.id != self._service:
            self._resumed = ""  # what led to another one was a question before the form
        if isinstance(stage, Sent) and self._visit.beneath is None:
            self._end_resumed()
        if isinstance(stage, Welcome | Categories | Services | AToZ | Related | EnterCode):
            self._resumed = ""
        if not isinstance(stage, EnterCode):
            self.typed = ("",) * LENGTH

    def _end_resumed(self) -> None:
        if self._resumed:
            self._cupboard.ended(self._resumed)
        self._resumed = ""

    def _clear(self) -> None:
        self.trouble, self.wait = "", 0
        self.misread = ()
        self.busy = False
        self._turn += 1


WAITS = f"code.{Why.WAIT.value}"
"""The trouble of somebody who has typed too many codes."""
