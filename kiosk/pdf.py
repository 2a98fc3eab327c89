"""PDFs that a screen reader reads in order: tagged, with language, title and letters inside (PDF/UA-1)."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from kiosk.config import ASSETS
from kiosk.errors import HandrailError

_FACES = {"Latin": "AtkinsonHyperlegibleNext", "Naskh": "HandrailNaskh"}
_VARIANT = {"pdf_variant": "pdf/ua-1"}
_WEIGHTS = {"Regular": "normal", "Bold": "bold"}


class PdfError(HandrailError):
    """No PDF can be made on this computer."""


def pdf(title: str, body: str, style: str, *, language: str, rtl: bool = False) -> bytes:
    """The PDF of ``body``, which is HTML whose texts are escaped, in its ``style`` (CSS).

    Nothing that they name is fetched, from the network or from the disk; pictures stand in them as data: URLs.
    Takes a second or two, so never in the window's thread. Raises PdfError where Pango is not installed.
    """
    return _written(_rendered(title, body, style, language, rtl=rtl))


def one_page(title: str, tries: Iterable[tuple[str, str]], *, language: str) -> bytes:
    """The PDF of the first of ``tries``, each a body and its style, that fits on one page; else of the last.

    For what belongs on one sheet of paper whatever stands in it. Otherwise as :func:`pdf`.
    """
    rendered = (_rendered(title, body, style, language) for body, style in tries)
    last = None
    for last in rendered:
        if len(last.pages) == 1:
            break
    return _written(last)


def _rendered(title: str, body: str, style: str, language: str, *, rtl: bool = False) -> Any:
    """The pages, as WeasyPrint has them before they are written."""
    try:
        from weasyprint import HTML  # noqa: PLC0415 only for who takes something home
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 likewise
    except (ImportError, OSError) as error:
        raise PdfError(
            "No PDF can be made: install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."
        ) from error
    whole = (
        f'<html lang="{language}" dir="{"rtl" if rtl else "ltr"}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_faces()}{style}</style></head><body>{body}</body></html>"
    )
    fetch_nothing = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    return HTML(string=whole, url_fetcher=fetch_nothing).render(**_VARIANT)


def _written(rendered: Any) -> bytes:
    made: bytes = rendered.write_pdf(**_VARIANT)
    return made


@cache
def _faces() -> str:
    """The letters of the screen, by their own names, so that none of the computer's can take their place."""
    faces = "".join(
        f"@font-face{{font-family:{family};font-weight:{weight};src:url({_letters(f'{file}-{name}.ttf')})}}"
        for family, file in _FACES.items()
        for name, weight in _WEIGHTS.items()
    )
    family = f"font-family:{','.join(_FACES)}"
    return f"{faces}@page{{{family}}}body{{{family}}}"


def _letters(file: str) -> str:
    return f"data:font/ttf;base64,{b64encode((ASSETS / 'fonts' / file).read_bytes()).decode()}"
