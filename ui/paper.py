"""Draws a slip on paper: as a PDF, in the size of text that its person reads on the screen, never cut off."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from kiosk.printing.papers import Paper, Sheet
from kiosk.printing.slip import Slip
from ui import fonts
from ui.parts.square import Code, code_for, paint, side

POINTS: Mapping[str, float] = {"small": 14, "normal": 16, "large": 20, "largest": 28}
"""Body text by the size of text on the screen: clear print, large print, and two giant ones (RNIB)."""

_REFERENCE = 1.8
_TITLE = 1.3

_GAP = 0.6
"""Over the size of body text."""

_NARROWEST = 3.2
"""Points of text to a millimetre of width at the most: a dozen letters still stand side by side on a roll."""

_CLOSE = QTextFormat.Property.UserProperty.value + 1
"""Marks a block that belongs to the next one."""

_DOTS = 300
_MM = _DOTS / 25.4
_ROLL = 5000.0
"""Millimetres of a roll that are laid out; it is then cut where the words end."""


def draw(slip: Slip, name: str, sheet: Sheet, *, text_size: str, spacing: bool = False) -> Paper:
    """The paper for ``slip``; ``name`` is what CUPS calls the sheet, ``text_size`` a key of POINTS."""
    fonts.load()
    code = code_for(slip.code, sheet.width - 2 * sheet.margin)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    height = sheet.height or _cut(slip, sheet, code, text_size, spacing)
    writer = _writer(buffer, sheet, height)
    page = _Page(slip, sheet.width - 2 * sheet.margin, height - 2 * sheet.margin, code, text_size, spacing)
    page.lay_out(writer)
    painter = QPainter(writer)
    page.paint(painter, writer)
    painter.end()
    media = name if sheet.height else f"Custom.{sheet.width:g}x{height:.0f}mm"
    return Paper(bytes(buffer.data().data()), media)


def _cut(slip: Slip, sheet: Sheet, code: Code, text_size: str, spacing: bool) -> float:
    """Millimetres of a roll that the slip needs."""
    scrap = QBuffer()
    scrap.open(QIODevice.OpenModeFlag.WriteOnly)
    page = _Page(slip, sheet.width - 2 * sheet.margin, _ROLL, code, text_size, spacing)
    page.lay_out(_writer(scrap, sheet, _ROLL))
    return 2 * sheet.margin + page.below_words() / _MM + side(code) + 2 * page.gap / _MM


def _writer(buffer: QBuffer, sheet: Sheet, height: float) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    size = QSizeF(sheet.width, height)
    writer.setPageSize(
        QPageSize(size, QPageSize.Unit.Millimeter, matchPolicy=QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(*(sheet.margin,) * 4))
    writer.setTitle("Handrail")
    return writer


@dataclass
class _Page:
    """The words, laid out for one width; ``width`` and ``height`` are the room within the margins, in mm."""

    slip: Slip
    width: float
    height: float
    code: Code
    text_size: str
    spacing: bool

    @property
    def gap(self) -> float:
        """Between two things, in dots."""
        return _GAP * self._dots()

    def _dots(self) -> float:
        return min(POINTS[self.text_size], self.width / _NARROWEST) / 72 * _DOTS

    def lay_out(self, writer: QPdfWriter) -> None:
        """Breaks the words into lines and pages."""
        slip = self.slip
        self._document = document = QTextDocument()
        document.documentLayout().setPaintDevice(writer)
        document.setDocumentMargin(0)
        document.setPageSize(QSizeF(self.width * _MM, self.height * _MM))
        self._cursor = QTextCursor(document)
        self._say(slip.council)
        self._say(slip.title, _TITLE, bold=True, close=True)
        self._say(slip.service)
        self._say(slip.label, close=True)
        for line in slip.reference.split("\n"):
            self._say(line.replace(" ", "\N{NO-BREAK SPACE}"), _REFERENCE, bold=True, close=True)
        self._say(slip.when)
        for heading, text in slip.said:
            self._say(heading, bold=True, close=True)
            self._say(text)
        self._say(slip.staff)
        self._say(slip.about_code)
        self._keep_together()

    def _say(self, text: str, size: float = 1.0, *, bold: bool = False, close: bool = False) -> None:
        if not text:
            return
        how = QTextBlockFormat()
        how.setProperty(_CLOSE, close)
        rtl = Qt.LayoutDirection.RightToLeft if self.slip.rtl else Qt.LayoutDirection.LeftToRight
        how.setLayoutDirection(rtl)
        how.setBottomMargin(self.gap / 4 if close else self.gap)
        if self.spacing:
            how.setLineHeight(
                fonts.WIDE_LINE * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            )
        looks = QTextCharFormat()
        font = fonts.font(size * self._dots() * fonts.CAP_HEIGHT, bold=bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        looks.setFont(font)
        if self._document.isEmpty():
            self._cursor.setBlockFormat(how)
        else:
            self._cursor.insertBlock(how)
        self._cursor.insertText(text, looks)

    def _keep_together(self) -> None:
        """A heading goes over to the next page with its text, and the words about the code with the code."""
        block = self._document.firstBlock()
        while (following := block.next()).isValid():
            if block.blockFormat().property(_CLOSE) and self._page_of(following) > self._page_of(block):
                _break_before(block)
            block = following
        if self._top_of_code() + side(self.code) * _MM > self._document.pageSize().height():
            _break_before(block)

    def _page_of(self, block: QTextBlock) -> int:
        """The page, from 0, that a block's first line stands on."""
        line = block.layout().lineAt(0)
        middle = block.layout().position().y() + line.y() + line.height() / 2
        return int(middle // self._document.pageSize().height())

    def _top_of_code(self) -> float:
        """Dots from the top of the last page."""
        pages = self._document.pageCount() - 1
        return self.below_words() - pages * self._document.pageSize().height() + self.gap

    def below_words(self) -> float:
        """Dots from the top of the first page to below the last line."""
        last = self._document.lastBlock()
        box = self._document.documentLayout().blockBoundingRect(last)
        return box.bottom()

    def paint(self, painter: QPainter, writer: QPdfWriter) -> None:
        """Page after page, and the code below the last words."""
        high = self.height * _MM
        whole = QRectF(0, 0, self.width * _MM, high)
        pages = self._document.pageCount()
        for page in range(pages):
            if page:
                writer.newPage()
            painter.save()
            painter.translate(0, -page * high)
            self._document.drawContents(painter, whole.translated(0, page * high))
            painter.restore()
        wide = side(self.code) * _MM
        left = whole.width() - wide if self.slip.rtl else 0
        paint(painter, QRectF(left, self._top_of_code(), wide, wide), self.code)


def _break_before(block: QTextBlock) -> None:
    how = block.blockFormat()
    how.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).setBlockFormat(how)
