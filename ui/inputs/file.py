"""A file to send: chosen from what there is, looked at, taken away again."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.attachments.attachment import MAX_FILE, Attachment, size_in_words
from kiosk.attachments.kinds import is_taken, kind_of
from kiosk.attachments.offer import Offer
from kiosk.forms.page import Question, Raw
from kiosk.forms.running.attached import in_words
from kiosk.forms.types.date import DATE
from kiosk.language import Words
from ui.inputs.base import Input
from ui.inputs.find import LONG, Find
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.group import Group
from ui.parts.heading import Heading
from ui.parts.preview import Preview
from ui.parts.problem import ProblemLine
from ui.parts.tab_order import in_order
from ui.parts.text import Text
from ui.photo import made_anew
from ui.theme import GAP, Theme


class Source(Protocol):
    """Somewhere that files come from. Both may take a moment and are asked only when the person is on the page."""

    def offers(self) -> Sequence[Offer]:
        """What can be chosen now."""
        ...

    def read(self, offer: Offer) -> bytes | str:
        """All of a file, or the last part of the key ``problem.file.<…>`` that says what is wrong."""
        ...


class FileInput(Input):
    """A list of files until one is chosen; then that one, and buttons for another or none.

    The answer is an Attachment; "" takes it away. ``bring`` gives the sources; without any there is nothing to choose.
    """

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self._kind = question.type if question.type in {"image", "audio", "video"} else "file"
        self._sources: tuple[Source, ...] = ()
        self._offers: list[tuple[Source, Offer]] = []
        self._controls: list[QWidget] = []
        self._given = question.attachment
        self._shown = QWidget()
        self.column.addWidget(self._shown)
        if question.read_only:
            self._fill_with([Text(question.answer, theme, font="bold")], [])
        else:
            self._show()

    def bring(self, sources: Sequence[Source]) -> None:
        """Gives the places that files come from."""
        self._sources = tuple(sources)
        if self._given is None and not self.question.read_only:
            self._show()

    def controls(self) -> Sequence[QWidget]:
        return self._controls

    def fill(self, raw: Raw) -> None:
        for source, offer in self._offers:
            if offer.name == raw:
                self._choose(source, offer)
                return

    # What shows

    def _show(self, problem: str = "") -> None:
        if self._given is not None:
            self._show_given(self._given)
        else:
            self._show_offers(problem)

    def _show_given(self, given: Attachment) -> None:
        said = self._said(given)
        another = self._button("file.another", lambda: self._put(None), said)
        remove = self._button("file.remove", lambda: self._remove())
        seen = [Preview(given.data, said, self.theme)] if given.media_type.startswith("image/") else []
        self._fill_with([*seen, another, remove], [another, remove])

    def _show_offers(self, problem: str) -> None:
        words, theme = self.words, self.theme
        self._offers = [
            (source, offer)
            for source in self._sources
            for offer in source.offers()
            if is_taken(offer.kind, self._kind, self.question.accept)
        ]
        look = self._button("file.look", lambda: self._look(), "" if self._offers else words.say("file.none"))
        parts, controls = self._told(problem)
        if not self._offers:
            self._fill_with([*parts, look], [*controls, look])
            return
        rows = [RadioRow(self._row(offer), theme) for _, offer in self._offers]
        group = Group(self.title)
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP))
        for row, (source, offer) in zip(rows, self._offers, strict=True):
            row.chosen.connect(lambda source=source, offer=offer: self._choose(source, offer))
            column.addWidget(row)
        if len(rows) > LONG:
            finder = Find(rows, theme, words)
            parts.append(finder)
            controls.append(finder.edit)
        self._fill_with([*parts, group, look], [*controls, *rows, look])

    def _told(self, problem: str) -> tuple[list[QWidget], list[QWidget]]:
        """The line that says what is wrong, and the words in it, which take the focus as a page's problems do."""
        if not problem:
            return [], []
        line = ProblemLine(problem, self.theme)
        words = line.findChildren(Text)
        for each in words:
            each.setFocusPolicy(Heading.PAGE)
            each.setAccessibleName(problem)
        return [line], list(words)

    def _fill_with(self, parts: Sequence[QWidget], controls: list[QWidget]) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(GAP))
        for part in parts:
            column.addWidget(part)
        self.column.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh
        self._controls = controls
        in_order(self, controls)
        self.describe(self.description)

    def describe(self, description: str) -> None:
        """Keeps what the first control says of itself."""
        self.description = description
        if self._controls:
            first = self._controls[0]
            own = first.property("own") or first.accessibleDescription()
            first.setProperty("own", own)
            first.setAccessibleDescription(" ".join(part for part in (description, own) if part))

    def _button(self, key: str, press: Callable[[], object], detail: str = "") -> Button:
        button = Button(self.words.say(key), self.theme, press, kind="quiet", detail=detail)
        button.setObjectName(key)
        return button

    def _row(self, offer: Offer) -> str:
        day = DATE.show(offer.modified.isoformat(), self.question, self.words.code)
        size = size_in_words(offer.size)
        return self.words.say("file.row", name=offer.name, kind=offer.kind.called, size=size, date=day)

    def _said(self, given: Attachment) -> str:
        return self.words.say("file.chosen", file=in_words(given, self._kind, self.words.say))

    # What is done

    def _look(self) -> None:
        self._show()
        self._controls[0].setFocus()

    def _choose(self, source: Source, offer: Offer) -> None:
        found = source.read(offer)
        given = found if isinstance(found, str) else self._checked(found, offer)
        if isinstance(given, str):
            self._refuse(given)
            return
        self._put(given)
        self.answered.emit(given)

    def _checked(self, data: bytes, offer: Offer) -> Attachment | str:
        """The file as it is sent; a picture is made anew, so that it holds nothing but what is seen."""
        kind = kind_of(data)
        if kind is None or not is_taken(kind, self._kind, self.question.accept):
            return "kind"
        if kind.group != "image":
            return Attachment(kind.media_type, data, offer.name)
        anew = made_anew(data)
        if anew is None:
            return "picture"
        return "too_big" if len(anew[1]) > MAX_FILE else Attachment(*anew, offer.name)

    def _refuse(self, code: str) -> None:
        said = self.words.say(f"problem.file.{code}", limit=size_in_words(MAX_FILE))
        self._show(said)
        self._controls[0].setFocus()

    def _put(self, given: Attachment | None) -> None:
        self._given = given
        self._show()
        self._controls[0].setFocus()

    def _remove(self) -> None:
        self._put(None)
        self.answered.emit("")
