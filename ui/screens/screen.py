"""What a screen is made from, and what it gives the window to show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from kiosk.config import Config
from kiosk.keys import Command
from kiosk.language import Words
from kiosk.visit import Visit
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.problem import ProblemSummary
from ui.parts.text import Text
from ui.theme import GAP, Theme

if TYPE_CHECKING:
    from ui.calls import Calls
    from ui.copies import Copies
    from ui.desk import Desk
    from ui.pausing import Pausing
    from ui.printing import Printer

Step = Callable[[], object]
Found = TypeVar("Found", bound=QWidget)


@dataclass(frozen=True)
class Room:
    """What a screen may read and do.

    ``go(step)`` runs a step of the visit and then shows where it led. ``submit`` sends, or asks the
    outbox what it is given to ask (Visit.find_sent). ``online`` tells whether
    the council can be reached now. ``spell`` says the reference letter by letter, None when there is no voice.
    ``ask`` is what a button of the page of the voice does. ``tell`` says words aloud, where there is a voice;
    with a second text it says that instead where others may hear what the person answers (A9). ``desk`` is what the
    pages of staff show and do, None where there are none; ``pausing`` likewise what is put aside under a code and
    ``copies`` what goes onto a stick. ``preset`` sets a preset, or takes it back; ``dictate`` says parts at the
    speed of a hand that writes.
    """

    visit: Visit
    theme: Theme
    config: Config
    online: bool
    go: Callable[[Step], None]
    submit: Callable[..., None]
    ask: Callable[[Command], object]
    tell: Callable[..., object]
    spell: Callable[[], None] | None = None
    desk: "Desk | None" = None
    printer: "Printer | None" = None
    pausing: "Pausing | None" = None
    calls: "Calls | None" = None
    preset: Callable[[str], object] = lambda _name: None
    copies: "Copies | None" = None
    dictate: Callable[[Sequence[str]], object] = lambda _parts: None

    @property
    def words(self) -> Words:
        """The words in the language of the visit."""
        return self.visit.words

    def step(self, step: Step) -> Step:
        """What a button does: ``step``, then show where it led."""
        return lambda: self.go(step)


@dataclass(frozen=True)
class Action:
    """A button of the window's own: what it says and what it does."""

    words: str
    run: Step


@dataclass
class Screen:
    """What is shown between the bars.

    ``over`` is the small line above the heading; ``body`` lies below it; ``side`` at its right where the screen
    is wide enough, else below. ``summary`` takes the focus when there are problems, else ``first``, else the
    heading. ``every_second`` is called while the screen shows. ``numbered`` are pressed by 1, 2, 3 and so on, where no
    keypad has those keys for anything else.
    """

    heading: Heading
    body: Sequence[QWidget] = ()
    primary: Action | None = None
    back: Action | None = None
    over: str = ""
    side: QWidget | None = None
    summary: ProblemSummary | None = None
    first: QWidget | None = None
    every_second: Callable[[], None] | None = None
    numbered: Sequence[Button] = ()

    def find(self, kind: type[Found]) -> list[Found]:
        """The widgets of a kind, in the order shown."""
        found: list[Found] = []
        for part in [*self.body, *([self.side] if self.side else [])]:
            found += [part] if isinstance(part, kind) else part.findChildren(kind)
        return found

    def problems(self) -> tuple[str, ...]:
        """The sentences of the problem summary, if there is one."""
        return self.summary.problems if self.summary is not None else ()

    def texts(self) -> tuple[str, ...]:
        """All that can be read, in the order shown, the heading first."""
        return (self.heading.text(), *(label.text() for label in self.find(QLabel)))


def stack(parts: Sequence[QWidget], theme: Theme, gap: float = GAP, holder: QWidget | None = None) -> QWidget:
    """Widgets one below the other, ``gap`` mm apart; in ``holder`` if given."""
    holder = holder or QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(gap))
    for part in parts:
        layout.addWidget(part)
        if part is not parts[-1]:
            layout.addSpacing(below(part, theme, gap))
    return holder


def below(part: QWidget, theme: Theme, gap: float) -> int:
    """The pixels between ``part`` and what follows beyond ``gap`` mm: wide spacing sets paragraphs apart (V8)."""
    paragraph = isinstance(part, Text) and not isinstance(part, Heading)
    return theme.px(theme.below(gap)) - theme.px(gap) if paragraph else 0


def written(slab: Found, words: Words) -> Found:
    """A slab that names a language, laid out and spoken as that language is, whatever the page's own is."""
    way = Qt.LayoutDirection.RightToLeft if words.rtl else Qt.LayoutDirection.LeftToRight
    slab.setLayoutDirection(way)
    slab.setLocale(QLocale(words.code))
    return slab


def alike(slabs: Sequence[Button], theme: Theme, columns: int) -> QWidget:
    """Slabs side by side, all of the height that the tallest of them needs (L1: languages are equal)."""
    width = (theme.column_width - (columns - 1) * theme.px(GAP + 1)) // columns
    tallest = max(slab.heightForWidth(width) for slab in slabs)
    for slab in slabs:
        slab.setMinimumHeight(tallest)
    return grid(slabs, theme, columns)


def grid(
    parts: Sequence[QWidget], theme: Theme, columns: int | None = None, holder: QWidget | None = None
) -> QWidget:
    """Slabs side by side in two columns of equal width, or in one where two would be narrow; in ``holder`` if given."""
    columns = columns or theme.columns
    holder = holder or QWidget()
    layout = QGridLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(GAP + 1))
    for number, part in enumerate(parts):
        layout.addWidget(part, number // columns, number % columns)
    for column in range(columns):
        layout.setColumnStretch(column, 1)
    return holder
