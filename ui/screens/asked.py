"""The questions of a page with their inputs, kept in step with the answers while they are given."""

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kiosk.forms.page import Given, Page, Question
from ui.description import sentences
from ui.errand import end_all
from ui.inputs import INPUTS
from ui.inputs.base import Input
from ui.inputs.file import FileInput
from ui.keyboard.key import KeyButton
from ui.parts.form_picture import form_picture
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.problem import ProblemLine, sentence
from ui.parts.tab_order import in_order
from ui.parts.text import Text
from ui.screens.screen import Room, stack
from ui.sources import sources_of
from ui.theme import GAP


def why(question: Question, room: Room) -> Panel:
    """Why we ask this."""
    title = Heading(room.words.say("question.why"), room.theme, level=3)
    return Panel([title, Text(question.guidance, room.theme)], room.theme)


class Asked(QWidget):
    """Every question of the page: label (unless it is the heading), hint, why we ask, problem, input.

    An answer may make other questions of the same page come, go or change; those alone are built anew, so that
    what is being typed is never touched.
    """

    def __init__(self, page: Page, room: Room) -> None:
        super().__init__()
        self._room = room
        self._blocks: dict[str, tuple[Question, QWidget, Input]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(room.theme.px(3 * GAP))
        self._show(page)

    def lead(self, path: str) -> None:
        """Moves the focus to the answer at ``path``."""
        if (target := self._blocks[path][2].focus_target()) is not None:
            target.setFocus()

    def _answered(self, path: str, given: Given) -> None:
        before, _block, field = self._blocks[path]
        problem = self._room.visit.answer(path, given)
        if problem is not None and isinstance(field, FileInput):
            # Pages that were scanned before are not lost by one more.
            self._room.visit.answer(path, before.attachment or "")
            field.refused(before.attachment, sentence(problem, self._room.words))
        self._show(self._room.visit.page, keep=path)

    def _told(self, said: str) -> None:
        """Not to who walks the keys with switches: they would wait at every letter. The box says it as they return."""
        if not (self._room.visit.display.switches and isinstance(QApplication.focusWidget(), KeyButton)):
            self._room.tell(said)

    def _show(self, page: Page, keep: str = "") -> None:
        wanted = {question.path: question for question in page.questions}
        for path in [path for path in self._blocks if path not in wanted]:
            self._drop(path)
        for place, question in enumerate(page.questions):
            before = self._blocks.get(question.path)
            if before is not None and (question.path == keep or before[0] == question):
                self._blocks[question.path] = (question, *before[1:])
                continue
            if before is not None:
                self._drop(question.path)
            alone = len(page.questions) == 1 and question.label == page.heading
            block, field = self._block(question, alone=alone)
            self._layout.insertWidget(place, block)
            self._blocks[question.path] = (question, block, field)
        ordered = [self._blocks[question.path][2] for question in page.questions]
        controls = [control for field in ordered for control in field.controls()]
        in_order(self, controls)

    def _drop(self, path: str) -> None:
        _question, block, _field = self._blocks.pop(path)
        self._layout.removeWidget(block)
        block.hide()
        end_all(block)
        block.deleteLater()

    def _picture(self, question: Question) -> QWidget | None:
        service = self._room.visit.service
        if question.picture is None or service is None:
            return None
        return form_picture(question.picture, service.folder, self._room.theme)

    def _block(self, question: Question, *, alone: bool) -> tuple[QWidget, Input]:
        theme, words = self._room.theme, self._room.words
        field = INPUTS[question.input](question, theme, words)
        field.furnish(self._room.config)
        if isinstance(field, FileInput):
            field.bring(sources_of(self._room.config))
        field.answered.connect(lambda raw: self._answered(question.path, raw))
        field.told.connect(lambda said: self._told(said))
        field.told_private.connect(lambda said, instead: self._room.tell(said, instead))
        hint = question.hint or (words.say(field.hint_key) if field.hint_key else "")
        said = sentence(question.problem, words) if question.problem else ""
        parts: list[QWidget] = []
        if not alone:
            parts.append(Heading(field.title, theme, level=3))
        if hint:
            parts.append(Text(hint, theme, "quiet"))
        if (picture := self._picture(question)) is not None:
            parts.append(picture)
        if question.guidance and not alone:
            parts.append(why(question, self._room))
        if said:
            parts.append(ProblemLine(said, theme))
        parts.append(field)
        error = words.say("problem.error", problem=said) if said else ""
        reason = f"{words.say('question.why')}: {question.guidance}" if question.guidance else ""
        shows = question.picture.shows if question.picture else ""
        shown = words.say("question.picture", shows=shows) if shows else ""
        field.describe(sentences(part for part in (error, hint, shown, reason) if part))
        if question.pictures and (service := self._room.visit.service):
            field.illustrate(service.folder)
        return stack(parts, theme, 1.5 * GAP), field
