"""Printed cards that set presets: an icon, words in two languages, and the square code that the scanner reads (S4)."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import segno

from kiosk.config import ASSETS
from kiosk.language import RIGHT_TO_LEFT, Words
from kiosk.pdf import pdf
from kiosk.presets import PRESETS, card

SETS: tuple[tuple[str, ...], ...] = (*((name,) for name in PRESETS), ("large", "listen"))
"""What the cards set when nothing else is asked for."""

_INK = "#10202B"
_STYLE = f"""
@page {{ size: A4; margin: 0 }}
body {{ margin: 0; color: {_INK} }}
section {{ float: left; box-sizing: border-box; width: 105mm; height: 148.5mm; padding: 9mm; text-align: center;
  border: 0.2mm dashed #5B6B76; break-inside: avoid }}
h1, h2 {{ font-size: 28pt; line-height: 1.15; margin: 0 0 2mm }}
h2 {{ font-size: 22pt; font-weight: normal }}
p {{ font-size: 16pt; line-height: 1.3; margin: 1mm 0 }}
i {{ display: inline-block; width: 22mm; height: 22mm; margin: 0 1mm 2mm; background-size: 100% }}
.code {{ width: 46mm; height: 46mm }}
"""
"""Four cards of A6 on a sheet of A4, to be cut along the lines."""


def cards(sets: Sequence[Sequence[str]], languages: Sequence[str]) -> bytes:
    """The cards for each of ``sets``, names of PRESETS, in each of ``languages``. Raises PdfError."""
    first = Words(languages[0])
    body = "".join(_card(names, [Words(code) for code in languages]) for names in sets)
    return pdf(first.say("presets.cards"), body, _STYLE, language=first.code, rtl=first.rtl)


def _card(names: Sequence[str], tongues: Sequence[Words]) -> str:
    text = card(names)
    icons = "".join(f'<i style="background-image:url({_icon(PRESETS[name][0])})"></i>' for name in names)
    parts = [f"<div>{icons}</div>"]
    parts += [
        _words(level, names, words) for level, words in zip(_levels(len(tongues)), tongues, strict=True)
    ]
    code = segno.make(text, error="m", micro=False).svg_data_uri(border=4, scale=4)
    parts.append(f'<p><img class="code" alt="{escape(text)}" src="{escape(code)}"></p>')
    parts += [_line("p", words.say("presets.how"), words) for words in tongues]
    return f"<section>{''.join(parts)}</section>"


def _levels(count: int) -> list[str]:
    return ["h1", *["h2"] * (count - 1)]


def _words(level: str, names: Sequence[str], words: Words) -> str:
    return _line(level, " + ".join(words.say(f"presets.{name}") for name in names), words)


def _line(tag: str, text: str, words: Words) -> str:
    way = "rtl" if words.code in RIGHT_TO_LEFT else "ltr"
    return f'<{tag} lang="{words.code}" dir="{way}">{escape(text)}</{tag}>'


def _icon(name: str) -> str:
    """A drawing as a background, which no screen reader hears of: the words say the same."""
    drawing = (ASSETS / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", _INK)
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"
