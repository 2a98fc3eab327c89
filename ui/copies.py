"""The wish for a copy, and the copy: taken when the answers are sent, gone when the visit is over (P7)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from kiosk.config import Config
from kiosk.copies.giving import Giving, Step
from kiosk.stage import Asking, CheckAnswers, Consent, Sending, Sent
from kiosk.visit import Visit

if TYPE_CHECKING:
    from kiosk.copies.answers import Answers
    from ui.window import Window


class Copies:
    """Joins the window to what gives copies. ``wanted`` is what the person chose at check answers."""

    def __init__(self, window: "Window", visit: Visit, config: Config, giving: Giving) -> None:
        self._window = window
        self._visit = visit
        self._config = config
        self._giving = giving
        self._taken: Answers | None = None
        self._unsaid = False
        self.wanted = False
        window.opened.connect(lambda _screen: self._opened())
        window.second.connect(lambda: self.second())
        app = QApplication.instance()
        assert app is not None  # noqa: S101 there is a window
        app.aboutToQuit.connect(giving.close)

    @property
    def step(self) -> Step:
        """How far the copy is; of a short form that lies over another there is none."""
        return self._giving.step if self._visit.beneath is None else Step.NONE

    def words(self) -> str:
        """The sentence for how far it is; "" when there is none."""
        say, fault = self._visit.words.say, self._giving.fault
        match self.step:
            case Step.WAITING:
                return say("copy.wait")
            case Step.DONE:
                return say("copy.done")
            case Step.FAILED if fault is not None:
                return say(f"copy.fault.{fault.value}")
        return ""

    def again(self) -> None:
        """Another stick, or the same after staff looked at it."""
        self._giving.again()
        self._show()

    def drop(self) -> None:
        """The person does not want it after all."""
        self._giving.drop()
        self._window.refresh()
        self._unsaid = False
        self._window.keypad.tell(self._visit.words.say("copy.dropped"))

    def second(self) -> None:
        """A second has passed. What has come of the copy is said where the person can hear and see it (A4)."""
        if self._giving.second():
            self._unsaid = True
            self._window.refresh()
        if self._unsaid and self._visit.aside is None and not self._window.reading:
            self._show()

    def _show(self) -> None:
        self._window.refresh()
        self._unsaid = False
        if words := self.words():
            self._window.keypad.tell(words)

    def _opened(self) -> None:
        visit = self._visit
        if visit.beneath is not None:
            return  # a short form lies over what the copy is of, and that comes back just as it was
        match visit.stage:
            case Sending() if self.wanted:
                from kiosk.copies.answers import answers  # noqa: PLC0415 only for who wants a copy

                self._taken = answers(visit)
            case Sent() if self._taken is not None:
                self._offer(self._taken)
                self._taken = None
            case Sent() | Sending():
                pass
            case Asking() | CheckAnswers() | Consent():
                self._taken = None
            case _:
                self._leave()

    def _offer(self, taken: "Answers") -> None:
        from kiosk.copies.answers import document  # noqa: PLC0415 only for who wants a copy
        from kiosk.printing.slip import slip  # noqa: PLC0415 likewise

        visit, config = self._visit, self._config
        assert isinstance(visit.stage, Sent)  # noqa: S101 _opened asks
        note = slip(visit, config.council_name, config.languages[0], visit.now())
        self._giving.offer(f"{visit.stage.reference}.pdf", partial(document, taken, note))
        self._window.refresh()

    def _leave(self) -> None:
        self.wanted = self._unsaid = False
        self._taken = None
        self._giving.drop()
