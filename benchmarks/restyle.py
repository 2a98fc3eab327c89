"""How long a person waits for larger words or other colours, and for a sign that a touch was felt.

    python -m benchmarks.restyle [--rounds 40]

A page of 40 widgets (headings, hints, boxes, rows to choose) is shown in every size and every theme in turn, and
painted each time; then its rows are touched one after the other, each until it has been painted pressed. The peer is
stock Qt doing the same in the same run: 40 widgets in a scroll area, restyled by font and palette, and its radio
buttons touched through Qt's own mouse. Everything is painted in memory (Qt's offscreen platform). The last line is
the figure.
"""

import argparse
import itertools
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QPalette, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from benchmarks.pages import LIMIT, SIZE, Painted, open_kiosk, show, twentieth
from kiosk.display import TEXT_SIZES, THEMES
from kiosk.visit import Visit
from ui.activity import Activity
from ui.app import application
from ui.parts.choice import RadioRow
from ui.parts.text import Text
from ui.touch import Touch
from ui.window import Window

WIDGETS = 40
TEXTS, CHOICES, ROWS = 6, 4, 4
"""Questions to type an answer to, with a hint each; questions to choose an answer to; choices of each."""
STOCK_FONTS = (22, 28, 36, 46)
STOCK_GROUNDS = ("white", "#FFF8E7", "black")


def main() -> None:
    """Print p50, p95 and the slowest of both, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application()
    panel = QTest.createTouchDevice()
    with tempfile.TemporaryDirectory() as folder:
        window, visit = open_kiosk(Path(folder), form())
        window.activity = Activity(window.windowHandle(), window.wake, Touch(window, visit, 0.0))
        stock = Stock()
        shown = count(window)
        if shown != WIDGETS or len(stock.page.findChildren(QWidget)) != WIDGETS:
            raise SystemExit(f"the page has {shown} widgets, and was to have {WIDGETS}")
        ours, theirs = restyled(window, visit, stock, options.rounds)
        felt, felt_stock = touched(window, stock, panel, options.rounds)
    show("kiosk, restyled", ours, "times")
    show("stock Qt, restyled", theirs, "times")
    show("kiosk, touched", felt, "times")
    show("stock Qt, touched", felt_stock, "times")
    style, touch = twentieth(ours), twentieth(felt)
    print(
        f"restyle: p95 {style:.0f} ms of {LIMIT:.0f} ms allowed, {style / twentieth(theirs):.1f} times stock Qt;"
        f" touch to feedback: p95 {touch:.1f} ms of {LIMIT:.0f} ms, {touch / twentieth(felt_stock):.1f} times"
    )


def form() -> str:
    """One page: two lines of heading, then the questions."""
    names = [f"q{n}" for n in range(TEXTS + CHOICES)]
    asked = "".join(
        f'<input ref="/data/g/{name}"><label>What is your {name}?</label><hint>As on your letter.</hint></input>'
        for name in names[:TEXTS]
    )
    items = "".join(f"<item><label>Answer number {n}</label><value>a{n}</value></item>" for n in range(ROWS))
    asked += "".join(
        f'<select1 ref="/data/g/{name}"><label>Which {name} is yours?</label>{items}</select1>'
        for name in names[TEXTS:]
    )
    binds = "".join(f'<bind nodeset="/data/g/{name}" type="string" required="true()"/>' for name in names)
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>A full page</h:title><model><instance>'
        f'<data id="full" version="1"><g>{"".join(f"<{name}/>" for name in names)}</g></data></instance>{binds}'
        f'</model></h:head><h:body><group ref="/data/g" appearance="field-list"><label>About you</label>{asked}'
        "</group></h:body></h:html>"
    )


def count(window: Window) -> int:
    """How many widgets of the page show something."""
    page = window.scroller.widget()
    return sum(len(page.findChildren(kind)) for kind in (Text, QLineEdit, RadioRow))


class Stock(QWidget):
    """As many labels, boxes and radio buttons in a scroll area, restyled as Qt's own documentation does."""

    def __init__(self) -> None:
        super().__init__()
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        for kind, number in ((QLabel, WIDGETS - TEXTS - CHOICES * ROWS), (QLineEdit, TEXTS)):
            for _ in range(number):
                column.addWidget(kind("What should we know about you?"))
        self.rows = [QRadioButton(f"Answer number {n}") for n in range(CHOICES * ROWS)]
        for row in self.rows:
            column.addWidget(row)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.page)
        outside = QVBoxLayout(self)
        outside.addWidget(self.area)
        self.resize(SIZE)
        self.show()

    def restyle(self, pixels: int, ground: str) -> None:
        """Another font and another palette for all."""
        font = self.font()
        font.setPixelSize(pixels)
        self.page.setFont(font)
        palette = QPalette(QColor(ground))
        self.page.setPalette(palette)


def restyled(window: Window, visit: Visit, stock: Stock, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds until all of the page has been laid out and painted anew, of both in turns."""
    looks = itertools.cycle(itertools.product(TEXT_SIZES, THEMES))
    plain = itertools.cycle(itertools.product(STOCK_FONTS, STOCK_GROUNDS))
    ours, theirs = [], []

    def sheet() -> QWidget:
        return window.scroller.widget()  # of a scroller that is itself made anew

    for size, theme in itertools.islice(looks, rounds):
        look = replace(visit.display, text_size=size, theme=theme)
        ours.append(timed(lambda look=look: window.go(lambda: visit.show(look)), sheet))
        pixels, ground = next(plain)
        theirs.append(timed(lambda p=pixels, g=ground: stock.restyle(p, g), lambda: stock.page))
    return ours, theirs


def touched(
    window: Window, stock: Stock, panel: QPointingDevice, rounds: int
) -> tuple[list[float], list[float]]:
    """Milliseconds from a finger's coming down to the row painted as pressed, of both in turns."""
    ours, theirs = [], []
    for number in range(rounds):
        rows = window.scroller.widget().findChildren(RadioRow)
        for top, row, into in (
            (window, rows[number % len(rows)], ours),
            (stock, stock.rows[number % 16], theirs),
        ):
            top.activateWindow()
            QApplication.processEvents()  # the focus comes back, and the page with it
            (window.scroller if top is window else stock.area).ensureWidgetVisible(row)
            QApplication.processEvents()
            into.append(touch(top, row, panel))
    return ours, theirs


def touch(top: QWidget, row: RadioRow | QRadioButton, panel: QPointingDevice) -> float:
    """One finger on one row, and off it again."""
    handle = top.windowHandle()
    at = row.mapTo(top, QPoint(10, row.height() // 2))
    taken = timed(lambda: QTest.touchEvent(handle, panel).press(0, at, handle).commit(), lambda: row)
    if not row.isDown():
        raise SystemExit("a touch was not felt")
    away = at + QPoint(0, 200)
    QTest.touchEvent(handle, panel).move(0, away, handle).commit()
    QTest.touchEvent(handle, panel).release(0, away, handle).commit()
    QApplication.processEvents()
    return taken


def timed(act: Callable[[], object], painted_on: Callable[[], QWidget]) -> float:
    """Milliseconds from ``act`` until the widget that it leaves has been painted."""
    QApplication.processEvents()
    before = Painted()
    widget = painted_on()
    widget.installEventFilter(before)
    begin = time.perf_counter()
    act()
    after = Painted()
    if (now := painted_on()) is not widget:
        now.installEventFilter(after)
    while not (before.done or after.done):
        QApplication.processEvents()
    taken = (time.perf_counter() - begin) * 1000
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return taken


if __name__ == "__main__":
    main()
