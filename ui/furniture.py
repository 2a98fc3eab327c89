"""What stands around the page: the band at the top, who helps, the ways on, the caption and the five ways out."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.config import Config
from kiosk.language import pick
from kiosk.stage import Aside, Welcome
from kiosk.visit import Visit
from ui.banner import Banner
from ui.bars import ActionBar, BarButton, BottomBar, TopBar
from ui.parts.caption import Caption
from ui.sheet import Scroller
from ui.theme import Theme

_BAR = (Aside.HELP, Aside.PERSON, Aside.LANGUAGE, Aside.DISPLAY, Aside.STOP)
_ICONS = {
    Aside.HELP: "help",
    Aside.PERSON: "person",
    Aside.LANGUAGE: "language",
    Aside.DISPLAY: "display",
    Aside.STOP: "stop",
}


class Furniture(NamedTuple):
    """All of it, from the top down. The page stands in ``scroller``."""

    top: TopBar
    banner: Banner
    scroller: Scroller
    ways: ActionBar
    caption: Caption
    bar: BottomBar


def furnish(
    window: QWidget, column: QVBoxLayout, visit: Visit, theme: Theme, open_aside: Callable[[Aside], object]
) -> Furniture:
    """Puts it into ``column`` of ``window``, in place of what stood there.

    To be called when the display, the language or the window's size changed.
    """
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    window.setPalette(theme.palette())
    column.setContentsMargins(0, theme.above, 0, theme.beneath)
    words = visit.words
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft if words.rtl else Qt.LayoutDirection.LeftToRight)
    window.setLocale(QLocale(visit.language))  # for a screen reader
    scroller = Scroller()
    made = Furniture(
        top=TopBar(theme),
        banner=Banner(theme, partial(open_aside, Aside.HELPED)),
        scroller=scroller,
        ways=ActionBar((words.say("button.more"), words.say("button.top")), scroller.more, theme),
        caption=_caption(visit, theme, open_aside),
        bar=BottomBar(
            [
                BarButton(_ICONS[aside], words.say(f"bar.{aside.value}"), theme, partial(open_aside, aside))
                for aside in _BAR
            ],
            theme,
        ),
    )
    for part in made:
        column.addWidget(part, 1 if part is scroller else 0)
    for part in (made.top, scroller, made.bar):  # the others say themselves whether they show
        part.show()  # the layout would a moment later, and a Tab until then would pass the page by
    return made


def _caption(visit: Visit, theme: Theme, open_aside: Callable[[Aside], object]) -> Caption:
    caption = Caption(theme)
    caption.say_when_quiet(visit.words.say("top.read_on"))
    caption.offer(visit.words.say("voice.open"), partial(open_aside, Aside.VOICE))
    return caption


def title(visit: Visit, config: Config) -> str:
    """The council, and the service that was chosen; the council in every language while none is chosen (L1)."""
    tongues = visit.languages if isinstance(visit.stage, Welcome) else (visit.language,)
    council = " · ".join(dict.fromkeys(pick(config.council_name, code) for code in tongues))
    named = visit.service if visit.aside is not Aside.STAFF else None  # which it is, is the person's own
    service = named.text("title", visit.language) if named else ""
    return visit.words.joined(council, service) if service else council
