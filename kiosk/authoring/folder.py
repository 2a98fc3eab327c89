"""A service's folder as its author has it: the manifest, the sheet of each wording, and all that is wrong with them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kiosk import catalogue
from kiosk.authoring.wordings import differences
from kiosk.catalogue import Service
from kiosk.errors import ConfigError, FormError
from kiosk.forms import lint, lint_manifest
from kiosk.forms.form import Form
from kiosk.forms.lint import Finding, Report
from kiosk.forms.lint_writing import ENOUGH_WORDS, LEEWAY, QUOTED
from kiosk.forms.readers import read_form
from kiosk.forms.readers.source import Source
from kiosk.language import in_form
from kiosk.plain_language import AGE, SENTENCE, blaming, reading_age, sentences, too_long, words

MANIFEST = "manifest.toml"
FORM = "form"
OTHER = "form-b"
"""The name of the second wording, without its ending."""

_SHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".md", ".json")
_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".numbers"})
"""What spreadsheet programs write, read here or not."""
_TEXTS = ("title", "summary", "before", "consent", "send", "done", "next", "contact")
_LEFT_OUT = ("~", ".", "Thumbs.db", "desktop.ini")
"""How files begin that a spreadsheet program or a desktop left there."""


def sheet_of(folder: Path, name: str = FORM) -> Path:
    """The file that its author writes a form in; the published form.xml where there is no sheet. Raises FormError."""
    found = [file for ending in _SHEETS if (file := folder / f"{name}{ending}").is_file()]
    published = folder / f"{name}.xml"
    others = [
        file.name for file in sorted(folder.iterdir()) if file.suffix.lower() in _BOOKS and belongs(file)
    ]
    if not found and others:
        raise FormError(
            f"there is “{others[0]}”, and a form is read from {name}.xlsx: save it under that name, for Excel.",
            str(folder),
        )
    if not found and published.is_file():
        return published
    if len(found) != 1:
        raise FormError(
            f"there are {len(found)} files named {name}.*, and one is needed: leave one.", str(folder)
        )
    return found[0]


def has_other(folder: Path) -> bool:
    """Whether there is a second wording."""
    return any((folder / f"{OTHER}{ending}").is_file() for ending in (*_SHEETS, ".xml"))


def read(sheet: Path) -> tuple[Source, Form]:
    """A sheet, and the form that it is. Raises FormError where something stops it, with the row and the column."""
    source = read_form(sheet)
    return source, lint.load(source)


def belongs(file: Path) -> bool:
    """Whether a file of the folder is the author's, and not one that a program left there."""
    return not file.name.startswith(_LEFT_OUT)


def check(folder: Path, shelf: Path | None = None) -> tuple[tuple[Path, Report], ...]:
    """All that is wrong with a service's folder, file by file: its sheets, its manifest, its two wordings.

    ``shelf`` is the folder of the services that it is to stand among: those beside it otherwise, and ours where it
    lies by itself.
    """
    if shelf is None:
        shelf = folder.parent if (folder.parent / "categories.toml").is_file() else catalogue.BUILT_IN
    made: list[tuple[Path, Report]] = []
    two = has_other(folder)
    for name in (FORM, OTHER) if two else (FORM,):
        try:
            sheet = sheet_of(folder, name)
            report = lint.check(sheet)
        except FormError as error:
            sheet, report = folder / name, Report(None, (_told(error),), ())
        made.append((sheet, report))
    found = [*_manifest(folder, made[0][1].form, shelf)]
    if two and all(report.form is not None for _, report in made):
        (one, a), (other, b) = (read(sheet) for sheet, _ in made)
        found += [Finding(made[1][0].name, each, "error") for each in differences(one.xml, other.xml, (a, b))]
    errors = tuple(each for each in found if each.level == "error")
    rest = tuple(each for each in found if each.level != "error")
    return (*made, (folder / MANIFEST, Report(None, errors, rest)))


def _told(error: FormError) -> Finding:
    return Finding(error.where, lint.tidy(error.sentence), "error")


def _manifest(folder: Path, form: Form | None, shelf: Path) -> Iterator[Finding]:
    if not (folder / MANIFEST).is_file():
        yield Finding("", "There is none: 'kiosk forms new' makes one.", "error")
        return
    try:
        service = catalogue.read_service(folder / MANIFEST, published=False)
    except ConfigError as error:
        yield Finding("", str(error), "error")
        return
    for each in lint_manifest.check_service(service, form, shelf):
        yield replace(each, where="" if each.where == MANIFEST else each.where)
    codes = service.languages or ("en",)
    for code in codes if form is not None else ():
        if not in_form(code, form.languages if form is not None else ()) and code != "en":
            sentence = f"it says that the form is in “{code}”, and the form has no such columns."
            yield Finding("languages", lint.tidy(sentence), "warning")
    for name in _TEXTS:
        yield from _words(name, service, codes)


def _words(name: str, service: Service, codes: tuple[str, ...]) -> Iterator[Finding]:
    texts = getattr(service, name)
    for code in codes:
        said = texts.get(code, "")
        where = f"[{name}] {code}"
        if texts and not said:
            yield Finding(where, "It is not there, and English is shown: write it.", "warning")
            continue
        if longest := too_long(said):
            sentence = f"A sentence is over {SENTENCE} words (“{longest[:QUOTED]}…”): write two."
            yield Finding(where, sentence, "warning")
        elif (
            code == "en" and len(words(said)) >= ENOUGH_WORDS and reading_age(sentences(said)) > AGE + LEEWAY
        ):
            yield Finding(where, f"It is hard to read: write for an age of {AGE} years.", "warning")
        if word := blaming(said, code):
            yield Finding(where, f"It says “{word}”: say what to do.", "warning")
