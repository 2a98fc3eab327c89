"""Places for kiosks on paper: for each the code, and the square code that a kiosk's scanner reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

import segno

from kiosk.enrolment.codes import grouped
from kiosk.enrolment.offer import Offer
from kiosk.pdf import pdf

_STYLE = """
@page { size: A4; margin: 12mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
body { margin: 0; color: #10202B; font-size: 11pt }
h1 { font-size: 18pt; margin: 0 0 2mm }
p { margin: 0 0 4mm }
section { border-top: 0.3mm solid #5B6B76; padding: 4mm 0; break-inside: avoid; overflow: hidden }
h2 { font-size: 15pt; margin: 0 0 1mm }
img { float: right; width: 34mm; height: 34mm; margin-left: 6mm }
b { font-size: 17pt; letter-spacing: 0.3mm; white-space: nowrap }
dl { margin: 0 } dt { float: left; clear: left; width: 24mm; color: #44525C } dd { margin: 0 0 1mm 24mm }
"""


@dataclass(frozen=True)
class Line:
    """One place, as it was made."""

    offer: Offer
    location: str
    until: datetime


def sheet(lines: Sequence[Line]) -> bytes:
    """The PDF. Raises PdfError where none can be made."""
    head = (
        "<h1>Kiosks to set up</h1><p>At each kiosk choose “A code” and type its code, or let the kiosk’s scanner "
        "read the square. Each code is for one kiosk and once. Keep this paper to yourself until all are used.</p>"
    )
    return pdf("Kiosks to set up", head + "".join(_section(line) for line in lines), _STYLE, language="en")


def square(offer: Offer) -> str:
    """The square code as a data: address of an SVG."""
    address: str = segno.make(offer.to_text(), error="m", micro=False).svg_data_uri(border=4, scale=4)
    return address


def until(moment: datetime) -> str:
    """In words."""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _section(line: Line) -> str:
    offer = line.offer
    code = grouped(offer.code)
    rows = {"Place": line.location, "Address": offer.url, "Number": offer.number, "Until": until(line.until)}
    told = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows.items() if text)
    image = f'<img alt="Square code of {escape(offer.name)}" src="{escape(square(offer))}">'
    return f"<section>{image}<h2>{escape(offer.name)}</h2><dl><dt>Code</dt><dd><b>{code}</b></dd>{told}</dl></section>"
