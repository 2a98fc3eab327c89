"""What stands in the copy, as plain values, taken before the answers are forgotten."""

from dataclasses import dataclass
from html import escape
from itertools import groupby

from kiosk.forms.page import Row
from kiosk.language import RIGHT_TO_LEFT, Words
from kiosk.pdf import pdf
from kiosk.printing.slip import Slip
from kiosk.visit import Visit

STYLE = """
@page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 14pt } }
body { font-size: 16pt; line-height: 1.5; text-align: start }
h1 { font-size: 22pt; line-height: 1.2 }
h2 { font-size: 19pt; line-height: 1.2; margin-top: 12mm }
h3 { font-size: 16pt; margin-bottom: 1mm }
h1, h2, h3 { break-after: avoid }
p { margin-top: 0; white-space: pre-line; overflow-wrap: anywhere }
.reference { font-size: 28pt; font-weight: bold }
"""
"""Large print (16 points and more), words that no line cuts off, a heading never alone at the foot of a page."""


@dataclass(frozen=True)
class Answers:
    """One person's answers, in memory alone. ``form_language`` is what the questions stand in."""

    rows: tuple[Row, ...]
    language: str
    form_language: str
    consent: str


def answers(visit: Visit) -> Answers:
    """While they are being sent: a moment later the visit has them no more."""
    return Answers(visit.rows, visit.language, visit.form_language, visit.consent_text)


def document(given: Answers, slip: Slip) -> bytes:
    """The copy as a PDF: the reference and what happens next, every question with its answer, what was agreed to.

    Each question is a heading, so that a screen reader goes from one to the next. Raises PdfError.
    """
    words = Words(given.language)
    title = f"{words.say('copy.heading')}: {slip.service or slip.council}"
    body = [_said("p", slip.council), _said("h1", title), _said("p", slip.label)]
    body += [f'<p class="reference"><bdi>{escape(slip.reference)}</bdi></p>', _said("p", slip.when)]
    body += [_said(*each) for heading, text in slip.said for each in (("h2", heading), ("p", text))]
    form = _tongue(given.form_language)
    for section, rows in groupby(given.rows, key=lambda row: row.section):
        body.append(_said("h2", section, form) if section else _said("h2", words.say("copy.heading")))
        for row in rows:
            body.append(_said("h3", row.label, form))
            body.append(_said("p", row.answer, form) if row.answer else _said("p", words.say("check.empty")))
    body += [_said("h2", words.say("copy.agreed")), _said("p", given.consent)]
    return pdf(title, "".join(body), STYLE, language=given.language, rtl=slip.rtl)


def _tongue(code: str) -> str:
    return f' lang="{code}" dir="{"rtl" if code in RIGHT_TO_LEFT else "ltr"}"'


def _said(tag: str, text: str, tongue: str = "") -> str:
    return f"<{tag}{tongue}>{escape(text)}</{tag}>"
