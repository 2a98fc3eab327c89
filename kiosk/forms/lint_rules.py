"""The rules of lint: each looks at a whole form and yields a place and a sentence, once for all its rows."""

import re
from collections.abc import Callable, Iterator, Mapping

from kiosk.forms.form import Control, Form
from kiosk.forms.lint_easy_read import easy_read_lines
from kiosk.forms.lint_examples import example_lines
from kiosk.forms.lint_media import media_cells
from kiosk.forms.lint_reach import never_asked, never_chosen, no_such_list
from kiosk.forms.lint_widgets import misplaced_widgets, mistyped_widgets
from kiosk.forms.lint_writing import WRITING
from kiosk.forms.loading.drafting import constant
from kiosk.forms.readers.book import cell, listed, place, plain_header
from kiosk.forms.readers.locate import column_named, where
from kiosk.forms.readers.source import SheetRow, Source
from kiosk.language import is_other

Told = Iterator[tuple[str, str]]
Rule = Callable[[Form, Source, Mapping[str, SheetRow]], Told]

LONGEST_LABEL = 200  # characters; at the kiosk's largest text more does not fit one screen
PATTERN = re.compile(r"regex\s{0,9}\([^,]{1,300},\s{0,9}(?:'([^']*)'|\"([^\"]*)\")")
WORD = re.compile(r"[A-Za-z]\w*")
CLOCK = re.compile(r"(?<!\w)\.\s*[<>]=?\s*['\"]\d\d?:\d\d")
LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|\$\{[^}]*\}|instance\s*\(.*|/[\w./-]*")
FILTER_WORD = re.compile(r"(?<![\w.:@/$-])[A-Za-z_][\w.-]*(?![\w.:-]*\s*[(:/])")
NOT_COLUMNS = {"and", "or", "div", "mod", "not", "name", "value", "label", "itextid"}
TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


def missing_messages(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Questions whose answer can be refused without the form saying why."""
    checked = [c.path for c in form.controls if c.bind.constraint and c.bind.constraint_message is None]
    needed = [
        c.path
        for c in form.controls
        if constant(c.bind.required) is not False and c.bind.required_message is None
    ]
    if checked:
        yield (
            where(checked, rows, column_named(source, "constraint")),
            "there is a constraint but no constraint_message; write what a good answer is.",
        )
    if needed and not source.places:  # form builders have words of their own for it
        yield (
            where(needed, rows, column_named(source, "required")),
            "required has no required_message; write what to enter, such as “Enter your name”.",
        )


def open_patterns(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Patterns that mean one thing here (the whole answer) and another in Enketo (a part of it)."""
    for control in form.controls:
        for single, double in PATTERN.findall(
            control.bind.constraint.source if control.bind.constraint else ""
        ):
            pattern = single or double
            if not (pattern.startswith("^") and pattern.endswith("$")):
                sentence = f"the pattern “{pattern[:60]}” has no ^ or $; begin it with ^ and end it with $."
                yield where([control.path], rows, column_named(source, "constraint")), sentence


def long_labels(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Questions that fill the screen before the answer comes into sight."""
    long = [control.path for control in form.controls if len(_words(control, form)) > LONGEST_LABEL]
    if long:
        yield (
            where(long, rows, column_named(source, "label")),
            f"the label is over {LONGEST_LABEL} characters; move some of it to the hint.",
        )


def same_labels(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Questions of one group that check answers would show under the same words."""
    seen: dict[tuple[str, str], list[Control]] = {}
    for control in form.controls:
        group = control.path.rpartition("/")[0]
        seen.setdefault((group, _words(control, form).casefold()), []).append(control)
    for (_, words), alike in seen.items():
        if words and len(alike) > 1:
            label = _words(alike[0], form)[:60]
            yield (
                where([c.path for c in alike], rows, column_named(source, "label")),
                f"these questions have one label, “{label}”; tell them apart.",
            )


def same_choices(_form: Form, source: Source, _rows: Mapping[str, SheetRow]) -> Told:
    """Choices of one list that look and sound alike."""
    seen: dict[tuple[str, ...], list[str]] = {}
    for row in source.sheets.get("choices", ()):
        filters = tuple(
            text for header, text in row.cells.items() if plain_header(header) not in ("name", "value")
        )
        if cell(row.cells, "label"):
            seen.setdefault((cell(row.cells, "list_name", "list name"), *filters), []).append(str(row.number))
    for numbers in seen.values():
        if len(numbers) > 1:
            yield (
                f"choices rows {listed(numbers)}, column “{column_named(source, 'label', 'choices')}”",
                "these choices of one list have the same label; tell them apart.",
            )


def missing_translations(_form: Form, source: Source, _rows: Mapping[str, SheetRow]) -> Told:
    """Cells that are empty in one language and filled in another."""
    for sheet, filled in source.sheets.items():
        for base in TRANSLATED:
            family = [h for h in source.headers.get(sheet, ()) if plain_header(h.split(":")[0]) == base]
            for header in family if len(family) > 1 else ():
                if is_other(header):
                    continue  # what it leaves out is said as it is to everybody
                gaps = [
                    str(row.number)
                    for row in filled
                    if row.cells.get(header, "-") == "-" and any(row.cells.get(h, "-") != "-" for h in family)
                ]
                if gaps:
                    which = f"row {gaps[0]}" if len(gaps) == 1 else f"rows {listed(gaps)}"
                    spot = place(sheet, None, header).replace("sheet", which, 1)
                    yield spot, "the translation is missing, so another language is shown; write it."


def never_required(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """A word such as “required” in the column required reads a node of that name, which there is not."""
    names = {path.rpartition("/")[2] for path in form.binds}
    wrong = [
        path
        for path, bind in form.binds.items()
        if bind.required and WORD.fullmatch(bind.required.source) and bind.required.source not in names
    ]
    if wrong:
        yield (
            where(wrong, rows, "required" if source.sheets else ""),
            "this word means nothing here, so an answer is not required; write yes or no.",
        )


def times(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """A time is no number, so that ``. > '09:00'`` is never true and no answer is ever taken."""
    for control in form.controls:
        if (
            control.type == "time"
            and control.bind.constraint
            and CLOCK.search(control.bind.constraint.source)
        ):
            yield (
                where([control.path], rows, "constraint" if source.sheets else ""),
                "a time compared like this takes no answer; write decimal-time(.) > decimal-time('09:00').",
            )


def filters(_form: Form, source: Source, _rows: Mapping[str, SheetRow]) -> Told:
    """Filters that read a column which the choices do not have: nothing could ever be chosen."""
    known = {plain_header(header) for header in source.headers.get("choices", ())} | NOT_COLUMNS
    for row in source.sheets.get("survey", ()):
        kind, text = cell(row.cells, "type"), cell(row.cells, "choice_filter")
        if not text or "_from_file" in kind or "external" in kind:
            continue
        for word in FILTER_WORD.findall(LITERAL.sub("''", text)):
            if plain_header(word) not in known:
                yield (
                    place("survey", row.number, "choice_filter"),
                    f"the choices have no column “{word}”, so nothing can be chosen; add it or correct the name.",
                )


def _words(control: Control, form: Form) -> str:
    parts = control.label.template(form.default_language) if control.label else ()
    return "".join(part if isinstance(part, str) else "…" for part in parts)


RULES: tuple[Rule, ...] = (
    missing_messages,
    open_patterns,
    long_labels,
    same_labels,
    same_choices,
    never_required,
    times,
    filters,
    missing_translations,
    easy_read_lines,
    example_lines,
    never_asked,
    never_chosen,
    no_such_list,
    misplaced_widgets,
    mistyped_widgets,
    media_cells,
    *WRITING,
)
