"""The JSON of the UK government's digital form builder, versions 1 and 2, as an XForm.

Two files that ask the same in English and Welsh become one form with two languages: give both, or name the
Welsh one like the English one with ``.cy`` before the ending (``form.json`` and ``form.cy.json``).
"""

from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import FormError
from kiosk.forms.readers.digital_form_builder.building import build
from kiosk.forms.readers.digital_form_builder.pairing import told_apart
from kiosk.forms.readers.json_document import Json, looks_like_json, parse
from kiosk.forms.readers.sniff import content
from kiosk.forms.readers.source import Source
from kiosk.forms.readers.wellformed import check

MOST_PAGES = 1_000
MOST_COMPONENTS = 5_000
MOST_ON_A_PAGE = 200


def recognises(data: bytes) -> bool:
    """Whether a file is a form of the builder: JSON with pages."""
    return looks_like_json(data) and b'"pages"' in data.replace(b"\0", b"")


def read(path: Path, others: Sequence[Path] = (), _part: str = "") -> Source:
    """Read a form, and the same form in another language. Raises FormError, one plain sentence with the place."""
    beside = path.with_suffix(f".cy{path.suffix}")
    files = [path, *others] if others or not beside.is_file() else [path, beside]
    if len(files) > 2:  # noqa: PLR2004 - English and Welsh
        raise FormError("A form can be given in two languages at most: give one file for each.")
    documents = [_document(file) for file in files]
    languages = told_apart(documents, [file.stem for file in files])
    if len(set(languages)) < len(languages):
        raise FormError(
            f"“{files[0].name}” and “{files[1].name}” are both in {languages[0].partition(' ')[0]}: "
            "give one file in English and one in Welsh."
        )
    made = build(documents[0], documents[1] if len(documents) > 1 else None, languages, path.stem)
    check(made.xml, path.name)
    return made


def _document(path: Path) -> Json:
    document = parse(content(path), path.name)
    if not any(page.text("path") for page in document.each("pages")):
        raise FormError(f"“{path.name}” has no pages: export the form from the form builder again.")
    if len(document.each("pages")) > MOST_PAGES:
        raise FormError(f"It has more than {MOST_PAGES:,} pages: split it.", "pages")
    for page in document.each("pages"):
        if len(page.each("components")) > MOST_ON_A_PAGE:
            raise FormError(f"This page has more than {MOST_ON_A_PAGE} components: split it.", page.at)
    if sum(len(page.each("components")) for page in document.each("pages")) > MOST_COMPONENTS:
        raise FormError(f"It has more than {MOST_COMPONENTS:,} components: split it.", "pages")
    return document
