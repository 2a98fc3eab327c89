"""What each control says when it is reached, and what is said of where one is (A16)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kiosk.confirming import aloud
from kiosk.forms.page import Choice, Row
from kiosk.language import Words
from kiosk.private import PrivateListening
from kiosk.speech import utterance
from kiosk.speech.utterance import Say, Utterance
from kiosk.stage import Asking
from kiosk.visit import Visit
from ui.description import sentences
from ui.inputs.base import Input
from ui.keyboard.key import KeyButton, tongue
from ui.parts.answer_check import AnswerCheck
from ui.parts.button import Button
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.edit import Edit, Field, typed
from ui.parts.heading import Heading
from ui.parts.masked_edit import MaskedEdit
from ui.parts.problem import ProblemSummary
from ui.parts.row import AnswerRow
from ui.sheet import Sheet

Choosable = RadioRow | CheckRow

_OWN: dict[str, utterance.Press] = {
    "action.back": "back",
    "action.primary": "on",
    "action.more": "more",
    "bar.help": "help",
    "bar.person": "person",
    "bar.language": "language",
    "bar.display": "display",
    "bar.stop": "stop",
    "caption.voice": "voice",
    "top.leave": "leave",
}


class Describer:
    """Describes controls one after the other: what two of them share is said only when one comes in from elsewhere.

    ``group`` is what the last one stood in; ``page`` what the page itself says, which is said at its heading.
    ``say_in`` puts what to press for how the person works now.
    """

    def __init__(self, visit: Visit, private: PrivateListening, say_in: Callable[[Words], Say]) -> None:
        self._visit = visit
        self._private = private
        self._say_in = say_in
        self.group: QWidget | None = None
        self.page: Utterance | None = None

    @property
    def may_tell(self) -> bool:
        """Whether what the person answered may be said: only they hear it, or they chose so (A9)."""
        return self._private.present or self._visit.display.answers_aloud

    def touched(self, found: QWidget | None) -> Utterance | None:
        """What a finger that explores hears of ``found``; None is empty space (M6)."""
        visit, words = self._visit, self._visit.words
        if found is not None and isinstance(line := found.parentWidget(), AnswerRow):
            found = found if self.may_tell else line.change  # which says no more than may be said
        if found is None:
            return utterance.notice([words.say("touch.empty")], words.code)
        if isinstance(found, QLabel):
            asks = isinstance(visit.stage, Asking) and visit.aside is None
            code = visit.form_language if asks and _on_sheet(found) else words.code
            return utterance.notice([found.text()], code)
        return self.control(found)

    def control(self, widget: QWidget) -> Utterance | None:
        """What a control says when it takes focus."""
        words = self.words_of(widget)
        say = self._say_in(words)
        name, hint = widget.accessibleName(), widget.accessibleDescription()
        match widget:
            case RadioRow() | CheckRow():
                return self.choice(widget)
            case QLineEdit() | QPlainTextEdit():
                return self._field(widget, words)
            case KeyButton():
                entered = self.group is not widget.parentWidget()
                self.group = widget.parentWidget()
                if entered:
                    return utterance.notice([words.say("keyboard.enter"), name], words.code)
                return utterance.notice([name], tongue(name, words))
            case QPushButton() if isinstance(line := widget.parentWidget(), AnswerRow):
                return self._row(line, widget, words)
            case QPushButton():
                press = _does(widget, words)
                if isinstance(widget, Button):  # each of its lines is a sentence
                    hint = utterance.notice(widget.readings()[1].splitlines(), words.code).text
                return utterance.control(name, say, words.code, press=press, hint=hint)
            case Heading(level=1):
                return self.page
            case _:
                return utterance.notice([name], words.code) if name else None

    def choice(self, row: Choosable) -> Utterance:
        """What a choice says when it is reached, and again when it is chosen."""
        words = self.words_of(row)
        label = row.words
        if isinstance(row, AnswerCheck):
            given = row.answer if self.may_tell else words.say("speech.private.given")
            label = sentences((row.label, given))
        return utterance.choice(
            Choice("", sentences((label, row.shows)) if row.shows else label),
            self._say_in(words),
            words.code,
            chosen=row.isChecked(),
            many=isinstance(row, CheckRow),
            place=place(row),
            context=self._entered(row),
        )

    def alone(self, widget: QWidget) -> Utterance | None:
        """What it says by itself: without what it stands in."""
        before, self.group = self.group, _group_of(widget)
        said = self.control(widget)
        self.group = before
        return said

    def words_of(self, widget: QWidget) -> Words:
        """An utterance is in one language: of the form's own text, else of the visit, else of a language's slab."""
        if isinstance(widget.parentWidget(), ProblemSummary) or isinstance(_group_of(widget), Input):
            return Words(self._visit.form_language)
        tongues = (Words(code) for code in self._visit.languages)
        own = (words for words in tongues if words.say("language.own_name") == widget.accessibleName())
        return next(own, self._visit.words)

    def value(self, widget: QWidget) -> str:
        """What a person would have spelled of it: what was typed, else its words; "" where that may not be said."""
        if isinstance(widget, MaskedEdit):
            return ""
        if isinstance(widget, Field):
            return typed(widget) if self.may_tell else ""
        if isinstance(widget, AnswerCheck) and not self.may_tell:
            return widget.label
        text = widget.text() if isinstance(widget, QLabel) else widget.accessibleName()
        return text if self.may_tell else aloud(self._visit, text)

    def _row(self, line: AnswerRow, button: QPushButton, words: Words) -> Utterance:
        say, given = self._say_in(words), line.answer
        if not self.may_tell and given != words.say("check.empty"):
            given = words.say("speech.private.given")
        if button is line.remove:
            return utterance.control(button.accessibleName(), say, words.code, press="remove", value=given)
        return utterance.row(Row("", "", line.label, given, line.section), say, words.code)

    def _field(self, box: Field, words: Words) -> Utterance:
        held, masked, fixed = typed(box), isinstance(box, MaskedEdit), box.isReadOnly()
        value = ""
        if held and masked:
            held = words.say("form.masked", count=len(held))
        elif held and not fixed and not self.may_tell:
            value = self._kept(words)
        if held and isinstance(box, Edit):
            held = box.unit + held.removeprefix(box.unit)
        part, outcome = (box.part, box.outcome) if isinstance(box, Edit) else ("", "")
        context = self._entered(box)
        label = part or next(iter(context), box.accessibleName())
        return utterance.field(
            label,
            held,
            self._say_in(words),
            words.code,
            hint=outcome if part else " ".join(context[1:]),
            context=context if part else (),
            read_only=fixed,
            value=value,
        )

    def _kept(self, words: Words) -> str:
        """That there is an answer, and once a visit why it is not said."""
        parts = [words.say("speech.private.typed")]
        if not self._private.explained:
            self._private.explained = True
            parts.append(words.say("speech.private.how"))
        return " ".join(parts)

    def _entered(self, control: QWidget) -> tuple[str, ...]:
        """The question that ``control`` belongs to, with its problem and hint, unless it has just been said."""
        group = _group_of(control)
        if group is None or group is self.group:
            return ()
        self.group = group
        if isinstance(group, Input):
            return (group.title, group.description)
        return (group.accessibleName(),)


def _does(button: QPushButton, words: Words) -> utterance.Press:
    """What the kiosk's own buttons do; the others say it in their own words."""
    if isinstance(button.parentWidget(), ProblemSummary):
        return "problem"
    own = _OWN.get(button.objectName(), "press")
    if own == "more" and button.accessibleName() == words.say("button.top"):
        return "top"
    if own == "on" and button.accessibleName() != words.say("button.continue"):
        return "press"
    return own


def in_order(sheet: QWidget) -> list[QWidget]:
    """All that can be heard on a page, from its top to its end: texts, and controls with what they hold."""
    shown = [each for each in sheet.findChildren(QWidget) if each.isVisible()]
    heard = [
        each for each in shown if isinstance(each, QLabel | QAbstractButton | QLineEdit | QPlainTextEdit)
    ]
    return sorted(heard, key=lambda each: _top(each, sheet))


def _top(widget: QWidget, sheet: QWidget) -> tuple[int, int]:
    at = widget.mapTo(sheet, widget.rect().topLeft())
    across = -at.x() if sheet.layoutDirection() == Qt.LayoutDirection.RightToLeft else at.x()
    return at.y(), across


def _group_of(control: QWidget) -> QWidget | None:
    """The input around a control of a form; else the named group that a choice stands in."""
    holder = control.parentWidget()
    while holder is not None and not isinstance(holder, Input):
        holder = holder.parentWidget()
    if holder is None and isinstance(control, RadioRow | CheckRow):
        return control.parentWidget()
    return holder


def place(row: Choosable) -> tuple[int, int]:
    """Which of how many that show, counted from 1."""
    holder = row.parentWidget()
    among = holder.children() if holder else [row]
    rows = [r for r in among if isinstance(r, RadioRow | CheckRow) and not r.isHidden()]  # some step aside
    return rows.index(row) + 1, len(rows)


def _on_sheet(text: QWidget) -> bool:
    """Whether it stands on the page, not on the bars around it."""
    holder = text.parentWidget()
    while holder is not None and not isinstance(holder, Sheet):
        holder = holder.parentWidget()
    return holder is not None
