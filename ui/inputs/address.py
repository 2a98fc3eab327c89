"""An address: found by its postcode in the council's list and chosen, or typed (C2, C7, C10)."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.addresses import finder
from kiosk.config import Config
from kiosk.forms.page import Question, Raw
from kiosk.forms.widgets.address import BOXES, boxes
from kiosk.language import Words
from ui.inputs.base import Input
from ui.inputs.date import labelled
from ui.inputs.find import LONG, Find
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.edit import Edit
from ui.parts.enter_box import EnterBox
from ui.parts.group import Group
from ui.parts.text import Text
from ui.theme import GAP, Theme

_WIDTHS = (40, 40, 30, 30, 12)
_POSTCODE = 4
_WRONG = {"address.line1": 0, "address.town": 2}


class AddressInput(Input):
    """First a box for the postcode, a button that finds, and what was found; or five boxes to type in.

    The answer is the address as text in lines, or the postcode alone while none is chosen; or what the boxes hold.
    Where the kiosk has no list of addresses there are the boxes only. ``addresses`` gives the addresses of a postcode.
    """

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self.addresses: Callable[[str], Sequence[str]] | None = None
        self._held: Raw = question.raw
        self._controls: list[QWidget] = []
        self._shown: QWidget | None = None
        self._show()

    def furnish(self, config: Config) -> None:
        self.addresses = finder(config)
        self._show()

    def controls(self) -> Sequence[QWidget]:
        return [each for each in self._controls if not each.isHidden()]

    def focus_target(self) -> QWidget | None:
        """The box that the problem is about."""
        code = self.question.problem.code if self.question.problem else ""
        if self._types and code:
            return self._boxes[_WRONG.get(code, _POSTCODE if "postcode" in code else 0)]
        return super().focus_target()

    def fill(self, raw: Raw) -> None:
        self._held = raw
        self._show()
        self.answered.emit(raw)

    @property
    def _types(self) -> bool:
        """Whether the person types: there is no list, or they chose to, or what they answered is not in it."""
        if self.addresses is None or isinstance(self._held, tuple):
            return True
        return "\n" in self._held and self._held not in self.addresses(self._held.rpartition("\n")[2])

    def _show(self) -> None:
        """Shows the one way or the other, with what is held."""
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = QWidget()
        self._below = QVBoxLayout(self._shown)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(self.theme.px(2 * GAP))
        self._controls = []
        if self.question.read_only:
            self._below.addWidget(Text(self.question.answer, self.theme, font="bold"))
        elif self._types:
            self._show_boxes()
        else:
            self._show_postcode()
        self.column.addWidget(self._shown)
        self.describe(self.description)
        self._order()

    def _order(self) -> None:
        for before, after in pairwise(self.controls()):
            self.setTabOrder(before, after)

    def _turn(self, held: Raw) -> None:
        self._held = held
        self._show()
        self.answered.emit(held)
        if (first := next(iter(self.controls()), None)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, name: str, box: Edit, text: str) -> Edit:
        box.part = self.words.say(f"address.{name}")
        box.setAccessibleName(self.words.say("input.date_part", part=box.part, label=self.title))
        box.setText(text)
        self._controls.append(box)
        return box

    # Typed.

    def _show_boxes(self) -> None:
        texts = (
            boxes(self._held)
            if isinstance(self._held, str)
            else (*self._held, *[""] * len(BOXES))[: len(BOXES)]
        )
        code = self.question.problem.code if self.question.problem else ""
        wrong = _WRONG.get(code, _POSTCODE) if code else -1
        self._boxes: list[Edit] = []
        for place, (name, width, text) in enumerate(zip(BOXES, _WIDTHS, texts, strict=True)):
            box = self._box(name, Edit(self.theme, width, wrong=place == wrong), text)
            box.textEdited.connect(
                lambda _text: self.answered.emit(tuple(each.text() for each in self._boxes))
            )
            self._boxes.append(box)
            self._below.addWidget(labelled(box.part, box, self.theme))
        if self.addresses is not None:
            self._button("search", lambda: self._turn(self._boxes[_POSTCODE].text()), "address.search")

    def _button(self, key: str, press: Callable[[], object], name: str) -> Button:
        button = Button(self.words.say(f"address.{key}"), self.theme, press, kind="secondary")
        button.setObjectName(name)
        self._controls.append(button)
        self._below.addWidget(button)
        return button

    # Found.

    def _show_postcode(self) -> None:
        held = self._held if isinstance(self._held, str) else ""
        edit = EnterBox(self.theme, _WIDTHS[_POSTCODE], wrong=self.question.problem is not None)
        self._edit = self._box("postcode", edit, held.rpartition("\n")[2])
        edit.entered.connect(lambda: self._look())
        edit.textEdited.connect(lambda text: self._typed(text))
        self._below.addWidget(labelled(edit.part, edit, self.theme))
        self._button("find", lambda: self._look(), "address.find")
        self._told = Text("", self.theme)
        self._told.hide()
        self._below.addWidget(self._told)
        self._list = QWidget()
        self._below.addWidget(self._list)
        self._button("type", lambda: self._turn(("", "", "", "", self._edit.text())), "address.type")
        if "\n" in held:
            self._show_found(held)

    def _typed(self, text: str) -> None:
        """Another postcode: what was found for the one before is no longer on offer."""
        self._told.hide()
        self._list_rows((), "")
        self.answered.emit(text)

    def _look(self) -> None:
        said = self._show_found("")
        self._told.say(said)
        self._told.show()
        self._edit.outcome = said
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._told, said))
        self.told.emit(said)

    def _show_found(self, chosen: str) -> str:
        """Rows for the addresses of the postcode; the words that say how many there are."""
        found = self.addresses(self._edit.text()) if self.addresses is not None else ()
        self._list_rows(found, chosen)
        return self.words.say("address.found", count=len(found)) if found else self.words.say("address.none")

    def _list_rows(self, found: Sequence[str], chosen: str) -> None:
        old, self._list = self._list, Group(self.title)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(GAP))
        rows = [RadioRow(address.replace("\n", ", "), self.theme) for address in found]
        for row, address in zip(rows, found, strict=True):
            row.setChecked(address == chosen)
            row.chosen.connect(lambda row=row, address=address: self._choose(rows, row, address))
        fields: list[QWidget] = []
        if len(rows) > LONG:
            narrow = Find(rows, self.theme, self.words)
            narrow.told.connect(self.told)
            column.addWidget(narrow)
            fields = [narrow.edit]
        for row in rows:
            column.addWidget(row)
        self._below.replaceWidget(old, self._list)
        old.hide()
        old.deleteLater()
        self._list.setVisible(bool(rows))
        head, foot = self._controls[:2], self._controls[-1]
        self._controls = [*head, *fields, *rows, foot]
        self._order()

    def _choose(self, rows: Sequence[RadioRow], chosen: RadioRow, address: str) -> None:
        for row in rows:
            row.setChecked(row is chosen)
        self.answered.emit(address)
