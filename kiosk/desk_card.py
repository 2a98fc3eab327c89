"""The card that lies at the desk: what library staff do with the kiosk, on one sheet of A4, in their language."""

import re
from collections.abc import Mapping
from html import escape

from markdown_it import MarkdownIt

from kiosk.config import ASSETS, Config
from kiosk.errors import ConfigError
from kiosk.language import Words
from kiosk.pdf import pdf

_FOLDER = ASSETS / "desk-card"
_STYLE = """
@page { size: A4; margin: 12mm 15mm 10mm }
body { color: #10202B; font-size: 11.5pt; line-height: 1.3 }
h1 { font-size: 23pt; line-height: 1.1; margin: 0 0 2mm }
h2 { font-size: 14.5pt; margin: 4mm 0 1mm; padding-top: 1.5mm; border-top: 0.5mm solid #0B3354 }
p, ul { margin: 0 0 1.5mm } ul { padding-left: 5mm } li { margin-bottom: 1mm }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 }
th, td { text-align: left; vertical-align: top; padding: 1.2mm 2mm; border: 0.2mm solid #5B6B76 }
.whom { table-layout: fixed } .whom td { height: 9mm; overflow-wrap: anywhere }
"""
_BLANKS: Mapping[str, tuple[str, str, str]] = {
    "en": ("This kiosk", "IT, by telephone", "The council, by telephone"),
    "cy": ("Y ciosg hwn", "TG, dros y ffôn", "Y cyngor, dros y ffôn"),
}
"""What a hand fills in, or kiosk.toml does."""


def languages() -> tuple[str, ...]:
    """Those that there is a card in."""
    return tuple(_BLANKS)


def desk_card(config: Config, language: str) -> bytes:
    """The sheet, as a PDF. Raises ConfigError for a language without one, and PdfError."""
    if language not in _BLANKS:
        raise ConfigError(f"There is no card for the desk in {language!r}: write {' or '.join(_BLANKS)}.")
    words = Words(language)
    text = (_FOLDER / f"{language}.md").read_text(encoding="utf-8")
    # The kiosk's own words come from where the kiosk has them, so that the card names what stands on the buttons.
    named = re.sub(r"\{([a-z_.]+)\}", lambda key: f"**{words.say(key[1])}**", text)
    body = MarkdownIt().enable("table").render(named)
    title = re.match(r"# (.+)", named)
    assert title is not None  # noqa: S101 both of ours begin with one
    return pdf(title[1], body + _whom(config, language), _STYLE, language=language)


def _whom(config: Config, language: str) -> str:
    """Where it stands, and whom to call."""
    known = (config.location, "", config.phone)
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in _BLANKS[language])
    cells = "".join(f"<td>{escape(each)}</td>" for each in known)
    return f'<table class="whom"><tr>{heads}</tr><tr>{cells}</tr></table>'
