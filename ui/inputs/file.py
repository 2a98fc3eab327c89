"""A file to send: chosen from what there is, looked at, taken away again."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kiosk.attachments import pdf
from kiosk.attachments.attachment import MAX_FILE, Attachment, size_in_words
from kiosk.attachments.folder import MOST_OFFERED
from kiosk.attachments.kinds import is_taken, kind_of
from kiosk.attachments.offer import Offer
from kiosk.attachments.pages import file_of, is_made, pages_of
from kiosk.forms.page import Question, Raw
from kiosk.forms.running.attached import in_words
from kiosk.forms.types.date import DATE
from kiosk.language import Words
from ui.errand import PATIENCE, Errand, end_all
from ui.inputs.aiming import Aiming, Watcher
from ui.inputs.base import Input
from ui.inputs.find import LONG, Find
from ui.inputs.taking import Pages, Taken, Taker, focusable, page_of, taken, waiting
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.group import Group
from ui.parts.preview import Preview
from ui.parts.problem import ProblemLine
from ui.parts.tab_order import in_order
from ui.parts.text import Text
from ui.photo import made_anew
from ui.picture_advice import of_photo
from ui.theme import GAP, Theme


@runtime_checkable
class Files(Protocol):
    """Somewhere that files lie. Both may take a while, and are asked in a thread of their own."""

    def offers(self) -> Sequence[Offer]:
        """What can be chosen now."""
        ...

    def read(self, offer: Offer) -> bytes | str:
        """All of a file, or the last part of the key ``problem.file.<…>`` that says what is wrong."""
        ...


Device = Taker | Watcher
Source = Files | Device
"""Where a file can come from at a kiosk: it lies there, or a device makes it."""
Found = TypeVar("Found")


class FileInput(Input):
    """A list of files and the devices that make one, until there is one; then that one, and what can be done with it.

    The answer is an Attachment; "" takes it away. ``bring`` gives the sources; without any there is nothing to choose.
    """

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self._kind = question.type if question.type in {"image", "audio", "video"} else "file"
        self._files: list[Files] = []
        self._devices: list[Device] = []
        self._offers: list[tuple[Files, Offer]] = []
        self._controls: list[QWidget] = []
        self._given = question.attachment
        self._pages: Pages | None = None
        self._acting = False
        self._errand = Errand(self)
        self._shown = QWidget()
        self.column.addWidget(self._shown)
        if question.read_only:
            self._fill_with([Text(question.answer, theme, font="bold")], [])
        else:
            self._show()

    @property
    def busy(self) -> bool:
        """Whether something is read, looked for or made just now."""
        return self._errand.running

    def bring(self, sources: Sequence[Source]) -> None:
        """Gives the places that files come from."""
        makes = is_made(self._kind, self.question.accept)
        self._files = [source for source in sources if isinstance(source, Files)]
        self._devices = [source for source in sources if not isinstance(source, Files) and makes]
        if not self.question.read_only:
            self._pages = None if self._given is None else self._paged(self._given)
            self._show()

    def controls(self) -> Sequence[QWidget]:
        return self._controls

    def fill(self, raw: Raw) -> None:
        for source, offer in self._offers:
            if offer.name == raw:
                self._choose(source, offer)
                return

    def refused(self, before: Attachment | None, said: str) -> None:
        """The visit has no room for what was given: what was there before is there again, and is told why."""
        self._given = before
        self._pages = None if before is None else self._paged(before)
        self._show(said)

    # What shows

    def _show(self, problem: str = "", advice: str = "") -> None:
        given = self._given
        if given is None:
            self._look_for_files(problem)
        elif self._pages is not None:
            shown = self._pages.parts(
                advice, self._step(self._show), self._step(self._remove), theme=self.theme, words=self.words
            )
            self._fill_with(*shown, problem)
        else:
            self._show_given(given, problem)

    def _show_given(self, given: Attachment, problem: str) -> None:
        said = self._said(given)
        another = self._button("file.another", lambda: self._put(None), said)
        remove = self._button("file.remove", self._remove)
        seen = [Preview(given.data, said, self.theme)] if given.media_type.startswith("image/") else []
        self._fill_with([*seen, another, remove], [another, remove], problem)

    def _look_for_files(self, problem: str) -> None:
        self._offers = []
        if not self._files:
            self._show_offers(problem)
            return
        kind, accept, files = self._kind, self.question.accept, tuple(self._files)

        def look(_stop: Event) -> list[tuple[Files, Offer]]:
            return [
                (source, offer)
                for source in files
                for offer in source.offers()
                if is_taken(offer.kind, kind, accept)
            ]

        self._begin(look, lambda found: self._found(found, problem), "files", PATIENCE)

    def _found(self, offers: list[tuple[Files, Offer]], problem: str) -> None:
        self._offers = offers
        self._show_offers(problem)

    def _show_offers(self, problem: str) -> None:
        words, theme = self.words, self.theme
        parts: list[QWidget] = []
        controls: list[QWidget] = []
        for device in self._devices:
            button = Button(
                words.say(f"taking.take.{device.name}"),
                theme,
                self._step(partial(self._take, device, 0)),
                icon=device.name,
                detail=words.say(f"taking.how.{device.name}"),
            )
            button.setObjectName(f"taking.take.{device.name}")
            parts.append(button)
            controls.append(button)
        if self._files or not self._devices:
            nothing = "" if self._offers else words.say("file.none")
            look = self._button("file.look", self._show, nothing)
            rows, more = self._rows() if self._offers else ([], [])
            if len(self._offers) >= MOST_OFFERED:
                more.append(Text(words.say("file.newest", number=MOST_OFFERED), theme, "quiet"))
            parts += [*more, look]
            controls += [*rows, look]
        self._fill_with(parts, controls, problem)

    def _rows(self) -> tuple[list[QWidget], list[QWidget]]:
        """What can take the focus among the files, and what shows of them."""
        words, theme = self.words, self.theme
        rows = [RadioRow(self._row(offer), theme) for _, offer in self._offers]
        group = Group(self.title)
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP))
        for row, (source, offer) in zip(rows, self._offers, strict=True):
            row.chosen.connect(self._step(partial(self._choose, source, offer)))
            column.addWidget(row)
        if len(rows) <= LONG:
            return [*rows], [group]
        finder = Find(rows, theme, words)
        return [finder.edit, *rows], [finder, group]

    def _fill_with(self, parts: Sequence[QWidget], controls: Sequence[QWidget], problem: str = "") -> None:
        """The focus comes along if it was here, and after whatever the person did here."""
        held = self._acting or self._holds_focus()
        lines: list[QWidget] = [ProblemLine(problem, self.theme)] if problem else []
        first = [focusable(words, problem) for line in lines for words in line.findChildren(Text)]
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(GAP))
        for part in [*lines, *parts]:
            column.addWidget(part)
        self.column.replaceWidget(self._shown, fresh)
        fresh.show()  # now, and not by the layout soon: the focus goes to what is in sight
        self._shown.hide()
        end_all(self._shown)
        self._shown.deleteLater()
        self._shown = fresh
        self._controls = [*first, *controls]
        in_order(self, self._controls)
        self.describe(self.description)
        if held and self._controls:
            self._controls[0].setFocus()

    def _holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def describe(self, description: str) -> None:
        """Keeps what the first control says of itself."""
        self.description = description
        if self._controls:
            first = self._controls[0]
            own = first.property("own") or first.accessibleDescription()
            first.setProperty("own", own)
            first.setAccessibleDescription(" ".join(part for part in (description, own) if part))

    def _button(self, key: str, press: Callable[[], object], detail: str = "") -> Button:
        button = Button(self.words.say(key), self.theme, self._step(press), kind="quiet", detail=detail)
        button.setObjectName(key)
        return button

    def _row(self, offer: Offer) -> str:
        day = DATE.show(offer.modified.isoformat(), self.question, self.words.code)
        size = size_in_words(offer.size)
        return self.words.say("file.row", name=offer.name, kind=offer.kind.called, size=size, date=day)

    def _said(self, given: Attachment) -> str:
        return self.words.say("file.chosen", file=in_words(given, self._kind, self.words.say))

    # What is done

    def _step(self, step: Callable[[], object]) -> Callable[[], None]:
        """What a button does: whatever shows next takes the focus."""

        def taken_here() -> None:
            self._acting = True
            step()
            self._acting = False

        return taken_here

    def _begin(
        self, job: Callable[[Event], Found], then: Callable[[Found], object], what: str, patience: float = 0.0
    ) -> None:
        """Something slow: that it is under way shows until it has come to something."""

        def come(found: Found) -> None:
            elsewhere = not self._acting and not self._holds_focus()
            then(found)
            if elsewhere and isinstance(self._controls[0], Text):
                said = self._controls[0].accessibleName()
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
                self.told.emit(said)

        self._errand.run(job, come, patience)
        if self._errand.running:
            self._fill_with(*waiting(what, self._step(self._stop), self.theme, self.words))

    def _stop(self) -> None:
        self._errand.stop()
        if self._given is None:
            self._show_offers("")
        else:
            self._show()

    def _choose(self, source: Files, offer: Offer) -> None:
        kind, accept = self._kind, self.question.accept
        self._begin(lambda _stop: read_and_checked(source, offer, kind, accept), self._read, "file", PATIENCE)

    def _read(self, found: Attachment | str) -> None:
        if isinstance(found, str):
            self._refuse(f"problem.file.{found}")
            return
        self._put(found)
        self.answered.emit(found)

    def _take(self, device: Device, number: int) -> None:
        """A page of a device, in the place of page ``number`` or behind the last."""
        took = partial(self._took, device, number)
        if not isinstance(device, Watcher):
            self._begin(partial(taken, device), took, device.name)
            return
        aiming = Aiming(device, self._step(self._stop), self.theme, self.words)
        aiming.told.connect(self.told)
        aiming.failed.connect(took)
        aiming.shot.connect(lambda data: self._begin(lambda _stop: page_of(data, of_photo), took, "photo"))
        self._fill_with([aiming], aiming.controls)

    def _took(self, device: Device, number: int, found: Taken) -> None:
        if isinstance(found, str):
            self._refuse(f"taking.trouble.{device.name}.{found}")
            return
        page, advice = found
        pages = list(self._pages.pages) if self._pages else []
        pages[number : number + 1] = [page]
        self._keep(device, pages, number, advice)

    def _keep(self, device: Device, pages: Sequence[bytes], at: int, advice: str = "") -> None:
        """These pages are the answer from now on; the one at ``at`` shows."""
        media_type, data = file_of(pages, self._kind, self.question.accept)
        if len(data) > MAX_FILE:
            self._refuse("taking.full")
            return
        key = f"taking.pages.{device.name}" if len(pages) > 1 else f"taking.name.{device.name}"
        given = Attachment(media_type, data, self.words.say(key, number=len(pages)), by=device.name)
        self._given, self._pages = given, self._paged(given, at)
        self._show(advice=advice)
        self.answered.emit(given)

    def _paged(self, given: Attachment, at: int = -1) -> Pages | None:
        """The pages of what a device here has made."""
        for device in self._devices:
            if device.name == given.by and (found := pages_of(given.media_type, given.data)):
                take = partial(self._take, device)
                return Pages(
                    given, found, at % len(found), self.question, take=take, keep=partial(self._keep, device)
                )
        return None

    def _refuse(self, key: str) -> None:
        self._show(self.words.say(key, limit=size_in_words(MAX_FILE)))

    def _put(self, given: Attachment | None) -> None:
        self._given, self._pages = given, None
        self._show()

    def _remove(self) -> None:
        self._put(None)
        self.answered.emit("")


def read_and_checked(source: Files, offer: Offer, kind: str, accept: frozenset[str]) -> Attachment | str:
    """The file as it is sent, or the last part of ``problem.file.<…>``; slow.

    A picture is made anew, so that it holds nothing but what is seen.
    """
    data = source.read(offer)
    if isinstance(data, str):
        return data
    found = kind_of(data)
    if found is None or not is_taken(found, kind, accept):
        return "kind"
    if found.extension == "pdf" and (wrong := pdf.fault(data)):
        return wrong
    if found.group != "image":
        return Attachment(found.media_type, data, offer.name)
    anew = made_anew(data)
    if anew is None:
        return "picture"
    return "too_big" if len(anew[1]) > MAX_FILE else Attachment(*anew, offer.name)
