"""Looks a form over for its author: what stops it, and what people at the kiosk would stumble on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.errors import ExpressionError, FormError
from kiosk.forms import xform
from kiosk.forms.form import Form
from kiosk.forms.lint_faults import faults
from kiosk.forms.lint_rules import RULES
from kiosk.forms.readers import read_form
from kiosk.forms.readers.locate import (
    by_path,
    column_of,
    column_of_kind,
    column_with,
    in_words,
    mentioned,
    row_of,
    where,
)
from kiosk.forms.readers.source import SheetRow, Source, UnsoundError

SHOWN = 80  # characters of a cell that are quoted
SHEET = re.compile(
    r"((?:survey|choices|settings|external_choices|entities) [^:“]*(?:“[^”]*”)?): (.*)", re.DOTALL
)
IN_JSON = re.compile(
    r"((?:\S+ )?\w+\[\d[^:]{0,200}|fees|outputs|specialPages|additionalStages|service): (.*)", re.DOTALL
)
NODE = re.compile(r"/data(?:/[\w.-]+)+(?::\w+)?")
CALLED = re.compile(r"[\w:-]+\(")
NO_SUCH_NODE = re.compile(r"reads (\S+?),? but the form has no such node")
NOTHING = (
    "The form has no question that a kiosk can ask, so it is not offered; add one, such as a text question."
)
NAMED_BY_RULES = ("no text in ", "a film (", "a recording (", "a picture (")
CONSTANTS = {"true": "true()", "false": "false()", "null": "''", "yes": "'yes'", "no": "'no'"}


@dataclass(frozen=True)
class Finding:
    """One thing found. ``where`` is a row, column or node ("" for the whole file); ``level`` error or warning."""

    where: str
    sentence: str
    level: str

    def __str__(self) -> str:
        """The line that ``kiosk forms check`` prints."""
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


@dataclass(frozen=True)
class Report:
    """What was found. ``form`` is there exactly when there are no ``errors``; ``places`` are those of its Source."""

    form: Form | None
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    places: Mapping[str, str] = field(default_factory=dict)


def check(path: Path, *others: Path, part: str = "") -> Report:
    """Read, load and look over a form file of any kind. Raises nothing for a bad form: it is reported."""
    wrong: list[Finding] = []
    try:
        source = read_form(path, *others, part=part)
    except FormError as error:
        wrong = [Finding(one.where, tidy(one.sentence), "error") for one in (error, *error.others)]
        if not isinstance(error, UnsoundError):
            return Report(None, tuple(dict.fromkeys(wrong)), ())
        source = error.rest
    rows = by_path(source)
    said = [_said(warning) for warning in source.warnings]
    stopped, form = faults(source, lambda xml: xform.load(xml, source.media))
    wrong += [_error(one, rows) for one in stopped]
    if form is not None:
        said += [Finding(_asks(form, source), NOTHING, "warning")] if _nothing(form) else []
        said += _loader(form, source, rows)
        said += [
            Finding(place, tidy(sentence), "warning")
            for rule in RULES
            for place, sentence in rule(form, source, rows)
        ]
    return Report(None if wrong else form, _placed(wrong, source), _placed(said, source), source.places)


def _placed(findings: Iterable[Finding], source: Source) -> tuple[Finding, ...]:
    """Each finding once; those of a form from JSON at their place in it, such as ``pages[3].components[1]``."""
    if not source.places:
        return tuple(dict.fromkeys(findings))
    at = [replace(one, where=NODE.sub(lambda path: _place(path[0], source), one.where)) for one in findings]
    return tuple(dict.fromkeys(at))


def _place(path: str, source: Source) -> str:
    while path and not source.places.get(path):
        path = path.rpartition("/")[0]
    return source.places.get(path, "") or "the form"


def load(source: Source) -> Form:
    """The form that was read. Raises FormError where the author wrote it: ``survey row 5, column “relevant”``."""
    try:
        return _loaded(source)
    except FormError as error:
        finding = _error(error, by_path(source))
        raise FormError(finding.sentence, finding.where) from error


def _loaded(source: Source) -> Form:
    form = xform.load(source.xml, source.media)
    if _nothing(form):
        raise FormError(NOTHING, _asks(form, source))
    return form


def _nothing(form: Form) -> bool:
    return not any(True for _ in form.controls)


def _asks(form: Form, source: Source) -> str:
    return "survey sheet" if source.sheets else f"/{form.primary.element.name}"


def tidy(sentence: str) -> str:
    """A sentence on one line, with a capital and a full stop."""
    text = " ".join(sentence.split())  # a label that is quoted may have lines
    begun = text if CALLED.match(text) else text[:1].upper() + text[1:]
    return begun + ("" if text.endswith((".", "?", "!")) else ".")


def _said(warning: str) -> Finding:
    found = SHEET.fullmatch(warning) or IN_JSON.fullmatch(warning)
    return Finding(found[1], tidy(found[2]), "warning") if found else Finding("", tidy(warning), "warning")


def _error(error: FormError, rows: Mapping[str, SheetRow]) -> Finding:
    if not error.where.startswith("/"):
        return Finding(mentioned(error.sentence, rows) or error.where, tidy(error.sentence), "error")
    row = row_of(error.where, rows)
    if not isinstance(error, ExpressionError) or not rows:
        column = column_of_kind(row, error.sentence)
        return Finding(where([error.where], rows, column), tidy(in_words(error.sentence, rows)), "error")
    header, text = column_of(row, error.source) if row else ("", "")
    quoted = (text or error.source)[:SHOWN]
    reason = error.reason if ";" in error.reason else f"{error.reason}; correct it"
    sentence = f"{in_words(reason, rows).rstrip('.')}, in “{quoted}”."
    return Finding(where([error.where], rows, header), tidy(sentence), "error")


def _loader(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Iterator[Finding]:
    """The loader's warnings, at the row they come from."""
    for warning in form.warnings:
        path, _, sentence = warning.partition(": ")
        if source.sheets and sentence.startswith(NAMED_BY_RULES):
            continue  # the rules about translations and media name the rows
        missing = NO_SUCH_NODE.search(sentence)
        word = missing[1].rsplit("/", 1)[-1] if missing else ""
        row = row_of(path, rows)
        column = column_with(word, row) if word and row else column_of_kind(row, sentence)
        yield Finding(
            where([path], rows, column), tidy(_reading(word) or in_words(sentence, rows)), "warning"
        )


def _reading(word: str) -> str:
    """A word that was meant as a value but is read as the name of a question."""
    meant = CONSTANTS.get(word.lower(), f"'{word}'")
    said = (
        f"an expression reads a question named “{word}”, but there is none; if it is a value, write {meant}"
    )
    return said if word else ""
