"""What a file's page shows while a device works, and once it has made pages: each looked at, made again, taken away."""

from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.attachments.attachment import Attachment
from kiosk.attachments.pages import MOST_PAGES, is_made
from kiosk.forms.page import Question
from kiosk.language import Words
from ui import photo
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.preview import Preview
from ui.parts.text import Text
from ui.picture_advice import of_scan
from ui.theme import GAP, Theme


@runtime_checkable
class Taker(Protocol):
    """A device that makes a picture of a page when it is asked to, and takes its time."""

    @property
    def name(self) -> str:
        """The last part of the keys of its words, such as ``taking.take.<…>``."""
        ...

    def take(self, stop: Event) -> bytes | str:
        """A picture, or the last part of the key ``taking.trouble.<name>.<…>``; "" when ``stop`` was set."""
        ...


Taken = tuple[bytes, str] | str
"""A page as a JPEG and what is to be told of it (``taking.advice.<…>``), or what is wrong."""


def taken(device: Taker, stop: Event) -> Taken:
    """One page of a device; slow."""
    found = device.take(stop)
    return found if isinstance(found, str) else page_of(found, of_scan)


def page_of(data: bytes, advice: Callable[[QImage], str]) -> Taken:
    """A picture as a page that can be sent; slow."""
    image = photo.opened(data)
    return "away" if image is None else (photo.page(image), advice(image))


def focusable(words: Text, said: str) -> Text:
    """Words that take the focus, as a page's problems do: whoever cannot see the page hears them first."""
    words.setFocusPolicy(Heading.PAGE)
    words.setAccessibleName(said)
    return words


def waiting(
    what: str, stop: Callable[[], object], theme: Theme, words: Words
) -> tuple[list[QWidget], list[QWidget]]:
    """That something is done now, and how to end it; and what of it takes the focus."""
    told = focusable(Text(said := words.say(f"taking.wait.{what}"), theme, font="bold"), said)
    button = Button(words.say("taking.cancel"), theme, stop, kind="quiet")
    button.setObjectName("taking.cancel")
    both: list[QWidget] = [told, button]
    return both, both


def beside(preview: Preview, buttons: Sequence[Button], theme: Theme) -> QWidget:
    """A picture and its buttons, side by side where there is room, so that all of it is seen at once."""
    holder, column = QWidget(), QVBoxLayout()
    room = theme.column_width - preview.width() - theme.px(2 * GAP)
    wide = room >= max(button.sizeHint().width() for button in buttons)
    line = QHBoxLayout(holder) if wide else QVBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(2 * GAP if wide else GAP))
    column.setSpacing(theme.px(GAP))
    for button in buttons:
        column.addWidget(button)
    column.addStretch(1)
    line.addWidget(preview, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(column, 1)
    return holder


class Pages:
    """The pages of one file, and what can be done with the one that shows, ``at``, counted from 0.

    ``take`` asks the device for a page in the place of the page with this number; ``keep`` puts others in the place of
    all pages, and has the one with this number shown.
    """

    def __init__(
        self,
        given: Attachment,
        pages: Sequence[bytes],
        at: int,
        question: Question,
        *,
        take: Callable[[int], object],
        keep: Callable[[Sequence[bytes], int], object],
    ) -> None:
        self.pages = tuple(pages)
        self._by = given.by
        self._at = at
        self._take = take
        self._keep = keep
        more = len(pages) + 1
        self._more = more <= MOST_PAGES and is_made(question.type, question.accept, more)

    def parts(
        self,
        advice: str,
        show: Callable[[], object],
        remove: Callable[[], object],
        theme: Theme,
        words: Words,
    ) -> tuple[list[QWidget], list[QWidget]]:
        """All that shows of them, and what of it takes the focus.

        ``show`` shows what has changed, ``remove`` takes all away.
        """
        said = self._said(advice, words)
        buttons: list[Button] = []
        for key, press in (*self._steps(show), (f"taking.remove.{self._by}", remove)):
            button = Button(words.say(key), theme, press, kind="quiet")
            button.setObjectName(key)
            buttons.append(button)
        good = advice in {"", "good"}
        told: QWidget = Text(said, theme, font="bold") if good else notice(said, theme, icon="warning")
        line = told if isinstance(told, Text) else told.findChildren(Text)[0]
        seen = Preview(self.pages[self._at], said, theme)
        return [told, beside(seen, buttons, theme)], [focusable(line, said), *buttons]

    def _steps(self, show: Callable[[], object]) -> Iterator[tuple[str, Callable[[], object]]]:
        """The words of each button, and what it does."""
        last = len(self.pages) - 1
        if self._more:
            yield f"taking.add.{self._by}", lambda: self._take(last + 1)
        yield f"taking.again.{self._by}", lambda: self._take(self._at)
        if self._at > 0:
            yield "taking.before", lambda: self._turn(-1, show)
        if self._at < last:
            yield "taking.after", lambda: self._turn(1, show)
        if last > 0:
            yield "taking.remove_page", lambda: self._remove()

    def _said(self, advice: str, words: Words) -> str:
        """What is told of the page that shows."""
        say = words.say
        told = say(f"taking.advice.{advice}") if advice else ""
        several = len(self.pages) > 1
        which = say("taking.page", number=self._at + 1, all=len(self.pages)) if several else ""
        return " ".join(part for part in (say(f"taking.have.{self._by}"), which, told) if part)

    def _turn(self, by: int, show: Callable[[], object]) -> None:
        self._at += by
        show()

    def _remove(self) -> None:
        left = [page for number, page in enumerate(self.pages) if number != self._at]
        self._keep(left, max(0, self._at - 1))
