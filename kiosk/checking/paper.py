"""What was found on one page of A4, for the folder that lies beside a kiosk."""

from collections.abc import Sequence
from html import escape

from kiosk.checking.found import State, plain
from kiosk.checking.running import Result, worst_first
from kiosk.checking.telling import WORDS, Kiosk, summary
from kiosk.pdf import one_page

_STYLE = """
@page { size: A4; margin: 14mm 15mm }
body { margin: 0; color: #10202B; font-size: 10pt; line-height: 1.25 }
h1 { font-size: 18pt; line-height: 1.15; margin: 0 0 1mm }
p { margin: 0 0 1mm; overflow-wrap: anywhere }
.count { font-size: 13pt; font-weight: bold; margin: 2mm 0 }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
th, td { text-align: start; vertical-align: top; padding: 1mm 1.5mm; border-top: 0.2mm solid #5B6B76;
  overflow-wrap: anywhere }
.what { width: 21mm }
.state { width: 22mm }
.fails { font-weight: bold }
td p { margin: 0 }
td p + p { font-weight: normal }
.less { font-size: 9pt; line-height: 1.2 }
.less th, .less td { padding: 0.6mm 1.5mm }
.small { font-size: 8pt; line-height: 1.1 }
.small th, .small td { padding: 0.35mm 1.5mm }
.sign { margin-top: 7mm; line-height: 1.8 }
.sign span { white-space: nowrap; margin-right: 4mm }
"""
_TRIES: Sequence[tuple[str, int, int]] = (
    ("usual", 400, 400),
    ("less", 250, 200),
    ("small", 85, 90),
)
"""Sizes, each with how many characters of a sentence and of what to do stand on paper: all of it is on the screen."""


def paper(kiosk: Kiosk, results: Sequence[Result]) -> bytes:
    """The PDF, tagged. Raises PdfError where none can be made."""
    title = f"Kiosk check: {plain(kiosk.name, 50)}"
    tries = ((f"<h1>{escape(title)}</h1>{_body(kiosk, results, *sizes)}", _STYLE) for sizes in _TRIES)
    return one_page(title, tries, language="en")


def _body(kiosk: Kiosk, results: Sequence[Result], size: str, most: int, most_mend: int) -> str:
    rows = "".join(_row(each, most, most_mend) for each in worst_first(results))
    place = plain(kiosk.place, 100) or "No place is written in kiosk.toml"
    return (
        f"<p>{escape(place)}. {kiosk.at:%d %B %Y, %H:%M}. Handrail {escape(plain(kiosk.version, 30))}.</p>"
        f"<p>{escape(plain(kiosk.council, 80))}: {escape(plain(kiosk.phone, 40))}</p>"
        f'<p class="count">{escape(summary(results))}</p>'
        f'<table class="{size}"><thead><tr><th scope="col" class="what">What</th>'
        '<th scope="col" class="state">State</th><th scope="col">What was found, and what to do</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f'<p class="sign"><span>Checked by: {escape(plain(kiosk.by, 50)) or "_" * 26}</span>'
        f" <span>Signature: {'_' * 26}</span> <span>Next check: {'_' * 12}</span></p>"
    )


def _row(result: Result, most: int, most_mend: int) -> str:
    found = result.found
    told = f"<p>{escape(plain(found.sentence, most))}</p>"
    if found.mend:
        told += f"<p>To do: {escape(plain(found.mend, most_mend))}</p>"
    bold = ' class="fails"' if found.state is State.FAILS else ""
    return f'<tr{bold}><th scope="row">{result.check.title}</th><td>{WORDS[found.state]}</td><td>{told}</td></tr>'
