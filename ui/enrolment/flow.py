"""Which page comes when while a kiosk is set up, and what each of them says."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.enrolment import offer, sticks
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.offer import Offer
from kiosk.enrolment.request import Request
from kiosk.enrolment.trouble import KEYS, TroubleError
from kiosk.errors import HandrailError
from kiosk.language import Words
from ui.enrolment.shell import Build, Sheet, Shell
from ui.errand import Errand
from ui.parts.button import Button
from ui.parts.edit import Edit
from ui.parts.square import Square
from ui.parts.text import Text
from ui.theme import Theme

LOOK = 2000
"""Milliseconds between two looks for a stick."""
OPENS = 30_000
"""Milliseconds after which a kiosk that is set up opens by itself."""
_SQUARE = 60.0
_MOST_SHOWN = 100

Found = tuple[tuple[Path, Offer | Answer], ...]


class Steps(Protocol):
    """What is done, in threads of its own (kiosk/cli/enrolling.py). All raise HandrailError, with nothing done."""

    def enrolled(self) -> bool: ...
    def found(self) -> Found: ...
    def request(self) -> Request: ...
    def write_request(self) -> Path: ...
    def offered(self, offer: Offer, /) -> Offer: ...
    def by_offer(self, offer: Offer, /) -> Answer: ...
    def by_answer(self, answer: Answer, /) -> object: ...
    def first_bundle(self) -> int: ...


class Flow(QObject):
    """The way through the pages. ``done`` tells that the kiosk is set up and may open.

    ``clock_off`` tells of an answer whether this kiosk's clock is wrong.
    """

    done = Signal()

    def __init__(self, shell: Shell, steps: Steps, clock_off: Callable[[Answer], bool]) -> None:
        super().__init__(shell)
        self._shell = shell
        self._steps = steps
        self._clock_off = clock_off
        self._errand = Errand(shell)
        self._looking = Errand(shell)
        self._refused: set[Path] = set()
        self._typed = {"address": "", "code": ""}
        self._looks = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK)
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.timeout.connect(self.done)

    # The ways.

    def ways(self) -> None:
        """What staff have in their hands."""
        ways = (
            ("by_code", self.code),
            ("by_stick", self.stick),
            ("by_square", self.square),
            ("by_hand", self.hand),
        )

        def build(theme: Theme, words: Words) -> Sheet:
            buttons = [
                Button(
                    words.say(f"enrol.{name}"),
                    theme,
                    press,
                    detail=words.say(f"enrol.{name}_detail"),
                )
                for name, press in ways
            ]
            return Sheet(words.say("enrol.title"), [Text(words.say("enrol.about"), theme), *buttons])

        self._show(build, looks=True)

    def code(self) -> None:
        """An address and a code, typed."""

        def build(theme: Theme, words: Words) -> Sheet:
            address = self._box(theme, words, "address", 45)
            code = self._box(theme, words, "code", 20)
            parts: list[QWidget] = []
            for name, box in (("address", address), ("code", code)):
                label = Text(words.say(f"enrol.{name}"), theme, font="bold")
                parts += [label, Text(words.say(f"enrol.{name}_hint"), theme, "quiet"), box]
            code.returnPressed.connect(self._by_code)
            address.returnPressed.connect(code.setFocus)
            go = Button(words.say("enrol.go_on"), theme, self._by_code, kind="primary")
            sheet = [*parts, go, self._back(theme, words)]
            return Sheet(
                words.say("enrol.by_code"), sheet, ((address, "email"), (code, "digits")), address, self.ways
            )

        self._show(build)

    def _by_code(self) -> None:
        text = self._typed["address"] + self._typed["code"]
        try:
            if offer.MARK.strip() in text.upper():  # the scanner typed into a box
                self.confirm(None, offer.of_text(text[text.upper().index(offer.MARK.strip()) :]))
                return
            typed = offer.typed(self._typed["address"], self._typed["code"])
            job = partial(self._steps.by_offer, typed)
            self._working(
                "working", job, partial(self._taken, None), self.code, partial(self._compare, typed)
            )
        except TroubleError as error:
            self.trouble(error, self.code)

    def stick(self) -> None:
        """A stick by the council."""
        self._refused = set()
        self._show(partial(self._waiting, "put_stick"), looks=True)

    def square(self) -> None:
        """A square code, read by the scanner, which types."""

        def build(theme: Theme, words: Words) -> Sheet:
            box = Edit(theme, 30)
            box.setAccessibleName(words.say("enrol.hold_square"))
            box.returnPressed.connect(lambda: self._scanned(box.text()))
            parts = [Text(words.say("enrol.hold_square_wait"), theme), box, self._back(theme, words)]
            return Sheet(words.say("enrol.hold_square"), parts, first=box, back=self.ways)

        self._show(build)

    def _scanned(self, text: str) -> None:
        try:
            self.confirm(None, offer.of_text(text))
        except TroubleError as error:
            self.trouble(error, self.square)

    def hand(self) -> None:
        """No network: the question goes by stick, or is read off this page."""
        self._refused = set()
        self._working("working", self._steps.request, self._asked, self.ways)

    def _asked(self, request: Request, *, written: bool = False) -> None:
        def build(theme: Theme, words: Words) -> Sheet:
            lines = [
                words.say("enrol.written" if written else "enrol.ask_write"),
                words.say("enrol.ask_compare", number=request.fingerprint),
                words.say("enrol.ask_back"),
            ]
            write = Button(words.say("enrol.write"), theme, partial(self._write, request), kind="primary")
            square = Square(request.to_text(), _SQUARE, theme)
            texts = [Text(line, theme) for line in lines]
            return Sheet(
                words.say("enrol.ask"), [*texts, write, square, self._back(theme, words)], back=self.ways
            )

        self._show(build, looks=True)

    def _write(self, request: Request) -> None:
        def wrote(_file: Path) -> None:
            self._asked(request, written=True)

        self._working("working", self._steps.write_request, wrote, self.hand)

    # Sticks, looked for while a page stands that waits for one.

    def look(self) -> None:
        """Once every LOOK, while a page waits for it: what is on the sticks; or somebody used the command meanwhile."""
        if self._looks and self._steps.enrolled():
            self.done.emit()
        elif self._looks and not self._looking.running:
            self._looking.run(lambda _stop: _look(self._steps), self._seen)

    def _seen(self, found: Found) -> None:
        if not self._looks:
            return
        new = [(file, one) for file, one in found if file not in self._refused]
        if len(new) == 1 or (new and isinstance(new[0][1], Answer)):
            self.confirm(*new[0])
        elif new:
            self._choose(new[:_MOST_SHOWN])

    def _choose(self, found: Sequence[tuple[Path, Offer | Answer]]) -> None:
        """The stick is for many kiosks: which of them is this."""

        def build(theme: Theme, words: Words) -> Sheet:
            buttons = [
                Button(words.say("enrol.name", name=one.name), theme, partial(self.confirm, file, one))
                for file, one in found
            ]
            return Sheet(words.say("enrol.by_stick"), [*buttons, self._back(theme, words)], back=self.ways)

        self._show(build)

    def confirm(self, file: Path | None, one: Offer | Answer) -> None:
        """Asks whether it is their council. Nothing is sent or written before somebody says so."""

        def build(theme: Theme, words: Words) -> Sheet:
            host = one.host if isinstance(one, Offer) else Offer(one.url, "").host
            lines = [words.say("enrol.at", host=host)]
            if one.name:
                lines.insert(0, words.say("enrol.name", name=one.name))
            number = one.fingerprint if isinstance(one, Answer) else one.number
            if number:
                lines += [words.say("enrol.number", number=number), words.say("enrol.compare")]
            told = [Text(line, theme, font="bold") for line in lines]
            yes = Button(words.say("enrol.right"), theme, partial(self._use, file, one), kind="primary")
            no = Button(words.say("enrol.wrong"), theme, partial(self._leave, file), kind="secondary")
            about = Text(words.say("enrol.is_right_about"), theme)
            return Sheet(
                words.say("enrol.is_right"), [*told, about, yes, no], back=partial(self._leave, file)
            )

        self._show(build)

    def _leave(self, file: Path | None) -> None:
        if file is not None:
            self._refused.add(file)
        self.ways()

    def _use(self, file: Path | None, one: Offer | Answer) -> None:
        if isinstance(one, Offer):
            self._ask(one, file)
            return

        def take() -> Answer:
            self._steps.by_answer(one)
            return one

        self._working("working", take, partial(self._taken, file), self.ways)

    # Asking, and what came of it.

    def _ask(self, one: Offer, file: Path | None = None) -> None:
        again = self.code if file is None and not one.pin else self.ways
        self._working("working", partial(self._steps.by_offer, one), partial(self._taken, file), again)

    def _taken(self, file: Path | None, answer: Answer) -> None:
        if file is not None:
            sticks.mark_used(file)
        self._working("services", self._bundle, partial(self._finished, answer), self.ways)

    def _bundle(self) -> int:
        try:
            return self._steps.first_bundle()
        except HandrailError:
            return 0  # it is tried again by the kiosk itself, which says so to staff

    def _finished(self, answer: Answer, version: int) -> None:
        def build(theme: Theme, words: Words) -> Sheet:
            host = Offer(answer.url, "").host
            lines = [words.say("enrol.done_at", name=answer.name, host=host)]
            lines.append(words.say("enrol.done_services" if version else "enrol.done_no_services"))
            if self._clock_off(answer):
                lines.append(words.say("enrol.done_clock"))
            told = [Text(line, theme) for line in lines]
            open_ = Button(words.say("enrol.open"), theme, self.done.emit, kind="primary")
            return Sheet(words.say("enrol.done"), [*told, open_])

        self._show(build)
        self._opening.start(OPENS)

    def trouble(self, error: HandrailError, again: Callable[[], object]) -> None:
        """What went wrong, and what to do."""
        key = error.key if isinstance(error, TroubleError) and error.key in KEYS else "fault"

        def build(theme: Theme, words: Words) -> Sheet:
            parts: list[QWidget] = [Text(words.say(f"enrol.trouble.{key}"), theme)]
            if key in {"settings", "fault"}:
                parts.append(Text(str(error), theme, "quiet"))
            parts.append(Button(words.say("enrol.again"), theme, again, kind="primary"))
            parts.append(Button(words.say("enrol.other"), theme, self.ways, kind="secondary"))
            return Sheet(words.say("enrol.stopped"), parts, back=self.ways)

        self._show(build)

    def _compare(self, typed: Offer) -> None:
        """The council's certificates are its own: staff compare their number before the code is sent."""
        offered = partial(self._steps.offered, typed)
        self._working("working", offered, partial(self.confirm, None), self.code)

    def _working(
        self,
        name: str,
        job: Callable[[], object],
        then: Callable[..., object],
        again: Callable[[], object],
        unproven: Callable[[], object] | None = None,
    ) -> None:
        """``unproven`` is done where whoever answers is not known by the usual certificates."""
        self._show(partial(self._waiting, name))

        def come(result: object) -> None:
            if unproven and isinstance(result, TroubleError) and result.key == "untrusted":
                unproven()
            elif isinstance(result, HandrailError):
                self.trouble(result, again)
            else:
                then(result)

        self._errand.run(lambda _stop: _result(job), come)

    def _waiting(self, name: str, theme: Theme, words: Words) -> Sheet:
        """A page that waits: for a stick or for the council, with a way back, or for work that ends by itself."""
        more = "put_stick_wait" if name == "put_stick" else "working_wait"
        parts: list[QWidget] = [Text(words.say(f"enrol.{more}"), theme)]
        if name == "services":
            return Sheet(words.say(f"enrol.{name}"), parts)
        return Sheet(words.say(f"enrol.{name}"), [*parts, self._back(theme, words)], back=self.ways)

    # Parts.

    def _show(self, build: Build, *, looks: bool = False) -> None:
        self._looks = looks
        self._errand.stop()
        self._shell.show_page(build)

    def _box(self, theme: Theme, words: Words, name: str, wide: int) -> QLineEdit:
        box = Edit(theme, wide)
        box.setObjectName(name)
        box.setText(self._typed[name])
        box.setMaxLength(300)
        box.setAccessibleName(words.say(f"enrol.{name}"))
        box.setAccessibleDescription(words.say(f"enrol.{name}_hint"))
        box.textChanged.connect(partial(self._typed.__setitem__, name))
        return box

    def _back(self, theme: Theme, words: Words) -> Button:
        return Button(words.say("button.back"), theme, self.ways, kind="secondary")


def _look(steps: Steps) -> Found:
    try:
        return steps.found()
    except HandrailError:
        return ()  # whoever needs one tries again


def _result(job: Callable[[], object]) -> object:
    """What a job gives, or why it could not."""
    try:
        return job()
    except HandrailError as error:
        return error
    except Exception as error:  # noqa: BLE001 nobody is to wait for ever; its words may hold a path, no more
        return TroubleError("fault", type(error).__name__)
