"""The paper of a visit: printed when the person asks for it, and asked about until they have it (A17, P7)."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from kiosk.config import Config
from kiosk.printing.copying import Copy, Copying, Step
from kiosk.printing.papers import SHEETS
from kiosk.stage import Aside, Paused, Paying, Reading, Stage
from kiosk.visit import Visit
from ui.screens.paper import PART
from ui.theme import GAP

if TYPE_CHECKING:
    from kiosk.printing.slip import Slip
    from ui.window import Window


class Printer:
    """Joins the window to what prints. ``second`` is to be called every second; ``now`` is the wall clock."""

    def __init__(
        self, window: "Window", visit: Visit, config: Config, copying: Copying, now: Callable[[], datetime]
    ) -> None:
        self._window = window
        self._visit = visit
        self._config = config
        self._copying = copying
        self._now = now
        self._unsaid = False
        self._of: Stage | None = None
        app = QApplication.instance()
        assert app is not None  # noqa: S101 there is a window
        app.aboutToQuit.connect(copying.close)

    @property
    def copy(self) -> Copy:
        """How far the paper of this page is; that of another is no matter of it."""
        return self._copying.copy if self._shows else Copy()

    @property
    def _shows(self) -> bool:
        return self._visit.aside is Aside.STAFF or self._of == self._visit.stage

    def words(self) -> str:
        """The sentence for how far it is; "" before it was asked for."""
        copy, say = self.copy, self._visit.words.say
        match copy.step:
            case Step.PRINTING:
                return say("printing.wait")
            case Step.ASKING:
                return say("printing.ask")
            case Step.DONE:
                return say("printing.done")
            case Step.FAILED:
                return say(f"printing.fault.{copy.fault.value}" if copy.fault else "printing.nothing")
        return ""

    def print(self) -> None:
        """The person wants a paper."""
        from ui.paper import draw  # noqa: PLC0415 only for who prints

        visit, config = self._visit, self._config
        self._of = visit.stage
        made = self._slip()
        looks = visit.display
        sheet = SHEETS[config.paper]
        self._copying.print(draw(made, config.paper, sheet, text_size=looks.text_size, spacing=looks.spacing))
        self._show()
        self._tell()

    def _slip(self) -> "Slip":
        """What stands on the paper, by the page that shows."""
        from kiosk.pausing.paper import code_slip  # noqa: PLC0415 only for who prints
        from kiosk.printing import page_slip, pay_slip, slip  # noqa: PLC0415 likewise

        visit, config = self._visit, self._config
        match visit.stage:
            case Paused():
                return code_slip(visit, config.council_name)
            case Reading():
                return page_slip.page_slip(visit, config.council_name, self._now())
            case Paying():
                return pay_slip.pay_slip(visit, config.council_name, config.languages[0], config.pay_hosts)
            case _:
                return slip.slip(visit, config.council_name, config.languages[0], self._now())

    def try_out(self) -> bool:
        """Staff want a page that shows whether it prints. False while a person's paper is under way."""
        from kiosk.printing.slip import trial  # noqa: PLC0415 only for who prints
        from ui.paper import draw  # noqa: PLC0415 likewise

        if self.copy.step in {Step.PRINTING, Step.ASKING}:
            return False
        visit, config = self._visit, self._config
        made = trial(visit.words, config.council_name, self._now())
        self._copying.print(draw(made, config.paper, SHEETS[config.paper], text_size="normal"))
        return True

    def set_aside(self) -> Callable[[], object]:
        """Staff use the kiosk: what it gives ends what they printed, and shows how far the person's paper is."""
        before = self._copying.copy

        def back() -> None:
            if self._copying.copy is not before and before.step not in {Step.PRINTING, Step.ASKING}:
                self._copying.stop()
                self._copying.copy = before

        return back

    def came_out(self, *, whole: bool) -> None:
        """The person has the paper in hand, or nothing came out."""
        self._copying.came_out(whole=whole)
        self._show()
        self._tell()

    def stop(self) -> None:
        """The person does not want it after all."""
        self._copying.stop()
        self._show()
        self._unsaid = False
        self._window.keypad.tell(self._visit.words.say("printing.stopped"))

    def leave(self) -> None:
        """The visit is over."""
        self._unsaid = False
        self._of = None
        self._copying.leave()

    def second(self) -> None:
        """A second has passed. What the printer has come to is said once nothing else is being said (A4)."""
        if self._copying.second() and self._shows:
            self._show()
            self._unsaid = True
        if self._unsaid and not self._window.reading:
            self._tell()

    def _show(self) -> None:
        """All of it in sight: a page keeps its place, and what there is to press now may be lower."""
        window = self._window
        window.refresh()
        part = window.sheet.findChild(QWidget, PART)
        if part is not None:
            window.scroller.reveal(part, window.theme.px(GAP))

    def _tell(self) -> None:
        self._unsaid = False
        if words := self.words():
            self._window.keypad.tell(words)
