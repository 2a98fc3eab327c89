"""The rules about how a form is written: what people read and hear, in every language of the form (C6, C13)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kiosk.forms.form import Control, Element, Form
from kiosk.forms.readers.book import plain_header
from kiosk.forms.readers.locate import column_named, row_of, where
from kiosk.forms.readers.source import SheetRow, Source
from kiosk.forms.table import Table
from kiosk.forms.wording import Text
from kiosk.language import in_form
from kiosk.plain_language import AGE, BANNED, SENTENCE, blaming, reading_age, sentences, too_long, words

Told = Iterator[tuple[str, str]]

MOST_CHOICES = 5
"""More than that cannot be kept in mind while they are read out (C14)."""

ENOUGH_WORDS = 20
"""A reading age of fewer words says nothing."""

ENOUGH_IN_LONG = 30
"""Where a sentence is too long already, which by itself makes a text hard."""

LEEWAY = 3
"""Years over the age aimed at before one text is told: the measure is rough on a few sentences."""

CARD = re.compile(
    r"\b(?:(?:bank|credit|debit|payment) card|card(?:holder| security)|cv[vc]2?\b|security code on|"
    r"rhif (?:y |eich )?cerdyn (?:banc|credyd|debyd)|cerdyn (?:banc|credyd|debyd)|"
    r"kart[aęy] (?:bankow|kredytow|płatnicz|debetow)\w*)",
    re.IGNORECASE,
)
"""What a question about a bank card says, in the languages that have one word for it."""

SEARCHED = {"autocomplete", "minimal", "quick", "search", "image-map"}
QUOTED = 60


def long_sentences(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Sentences that are too long to follow when they are read out."""
    for path, column, text in _texts(form.body):
        for language, said in _said(text, form):
            if longest := too_long(said):
                count = len(words(longest))
                yield (
                    _place(path, column, language, source, rows),
                    f"a sentence has {count} words (“{longest[:QUOTED]}…”); write two, of {SENTENCE} words at most.",
                )


def hard_words(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """English texts that need more schooling than many people had."""
    for path, column, text in _texts(form.body):
        for language, said in _said(text, form):
            enough = ENOUGH_IN_LONG if too_long(said) else ENOUGH_WORDS
            if _code(language) != "en" or len(words(said)) < enough:
                continue
            age = reading_age(sentences(said))
            if age > AGE + LEEWAY:
                yield (
                    _place(path, column, language, source, rows),
                    f"the reading age is {age:.0f} years; use shorter words and sentences, for {AGE} years.",
                )


def blaming_messages(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Messages that blame or beg, where the person needs to know what to do."""
    for control in form.controls:
        bind = control.bind
        for column, text in (
            ("constraint_message", bind.constraint_message),
            ("required_message", bind.required_message),
        ):
            for language, said in _said(text, form) if text else ():
                if word := blaming(said, _code(language)):
                    yield (
                        _place(control.path, column, language, source, rows),
                        f"the message says “{word}”; say what to do, such as “Enter a date after today”.",
                    )


def long_lists(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Lists to choose from that are long, and have no box to find one in."""
    for control in form.controls:
        count = _choices(control, form)
        if count > MOST_CHOICES and not control.appearance & SEARCHED:
            how = "make it an autocomplete field" if source.places else "write “autocomplete” here"
            yield (
                where([control.path], rows, "appearance" if source.sheets else ""),
                f"there are {count} choices; {how} so that people can search, or ask in two steps.",
            )


def asked_twice(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Questions in different parts of the form that ask the same in the same words."""
    seen: dict[tuple[str, str], list[str]] = {}
    for control in form.controls:
        if control.label is None or control.bind.read_only is not None:  # a note asks nothing
            continue
        label = next((said for _, said in _said(control.label, form)), "")
        if len(words(label)) > 2:  # noqa: PLR2004 - “Your name” may be asked of several people
            seen.setdefault((label.casefold(), control.type), []).append(control.path)
    for (label, _), paths in seen.items():
        if len({path.rpartition("/")[0] for path in paths}) > 1:
            yield (
                where(paths, rows, column_named(source, "label")),
                f"“{label[:QUOTED].capitalize()}” is asked more than once; ask once, or say what is different.",
            )


def bank_cards(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Questions for the number or the code of a bank card, which no kiosk may be given."""
    for control in form.controls:
        if control.label is None or control.bind.read_only is not None:
            continue
        for language, said in _said(control.label, form):
            if found := CARD.search(said):
                yield (
                    _place(control.path, "label", language, source, rows),
                    f"it asks for a bank card (“{found[0]}”); never ask for one here: see docs/payments.md.",
                )


def _texts(elements: Sequence[Element]) -> Iterator[tuple[str, str, Text]]:
    for element in elements:
        if element.label is not None:
            yield element.path, "label", element.label
        if isinstance(element, Control):
            yield from ((element.path, "hint", text) for text in (element.hint,) if text)
            yield from ((element.path, "guidance_hint", text) for text in (element.guidance,) if text)
        else:
            yield from _texts(element.children)


def _said(text: Text, form: Form) -> Iterator[tuple[str, str]]:
    """The words in each language that has its own; an answer in them counts as one word."""
    for language in form.languages:
        if text.languages and language not in text.languages:
            continue
        said = "".join(part if isinstance(part, str) else "…" for part in text.template(language))
        if said.strip():
            yield language, said.strip()


def _code(language: str) -> str:
    return next((code for code in BANNED if in_form(code, [language])), "en" if language == "default" else "")


def _choices(control: Control, form: Form) -> int:
    if control.itemset is None:
        return len(control.items)
    if "[" in control.itemset.nodes.source:
        return 0  # how many are left by a filter is not known here
    name = control.itemset.nodes.source.partition("'")[2].partition("'")[0]
    holder = form.instances.get(name)
    listed = holder.element if holder is not None else None
    if isinstance(listed, Table):
        return len(listed.column(""))
    return len(listed.children) if listed is not None else 0


def _place(path: str, column: str, language: str, source: Source, rows: Mapping[str, SheetRow]) -> str:
    """The cell that a text was written in."""
    row = row_of(path, rows) if source.sheets and path else None
    written = [h for h in (row.cells if row else ()) if plain_header(h.split(":")[0]) == column]
    exact = next((h for h in written if language in h), written[0] if written else "")
    return where([path], rows, exact) if path else ""


WRITING = (long_sentences, hard_words, blaming_messages, long_lists, asked_twice, bank_cards)
