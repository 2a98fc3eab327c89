"""Harmless differences between kinds of XLSForm, evened out before conversion.

Every change is told, but for capitals and spaces that make no difference.

Nothing here changes what an answer means. What cannot be mended without guessing is left to be refused.
"""

import re

from kiosk.forms.readers.book import SHEETS, Book, cell, headers, listed, place, plain_header, rows
from kiosk.forms.readers.cells import idle_filters, tidy_cells
from kiosk.forms.readers.doubled import leave_out_again, repeated_choices
from kiosk.forms.readers.explain import KNOWN_TYPES
from kiosk.forms.readers.external_choices import bring_in
from kiosk.forms.readers.kobo import plain_groups
from kiosk.forms.readers.own_prefix import declare_own
from kiosk.forms.readers.platforms import leave_out
from kiosk.forms.readers.surveycto import surveycto
from kiosk.forms.readers.typed_widgets import name_widgets
from kiosk.forms.readers.unnamed import leave_out_notes, name_rows

WATCHED = "; it tells how a form is filled in, which a kiosk keeps to itself, so it stays empty"
RECORDS = "; a kiosk has no records to choose from, so the answer is typed"
# What other platforms call a type -> ours, and what the author must know when it is not quite the same.
TYPES = {
    "caseid": ("hidden", "; a kiosk has no case list, so it stays empty"),
    "tel": ("text", ""),
    "telephone": ("text", ""),
    "phone": ("text", ""),
    "textarea": ("text", ""),
    "numeric": ("decimal", ""),
    "double": ("decimal", ""),
    "float": ("decimal", ""),
    "number": ("decimal", ""),
    "url": ("text", ""),
    "comments": ("text", ""),
    "calculate_here": ("calculate", "; it is worked out whenever what it reads changes"),
    **dict.fromkeys(
        ("text audit", "audio audit", "device_info", "devicephonenum", "enumerator"), ("hidden", WATCHED)
    ),
}
OTHER_META = "meta_data"
SPELT = {known.lower(): known for known in KNOWN_TYPES}
TWO_WORDS = re.compile(
    r"(select[\s_]+(?:one|multiple)(?:[\s_]+external|[\s_]+from[\s_]+file)?|rank|"
    r"(?:begin|end)[\s_]+(?:group|repeat|loop))(?: from(?=\s))?(?=\s|$)",
    re.IGNORECASE,
)
TRANSLATED = {"label", "caption", "media", "image", "big-image", "audio", "video"}
DECLARED = {"jr", "odk", "orx", "h", "ev", "entities", "xsd", "xml", ""}
PREFIXED = re.compile(r"^(?:bind|body|control|instance|attribute)::\s*([^:\s]+):[^:]+$", re.IGNORECASE)
ELEMENT = re.compile(r"[^\W\d][\w.-]*")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAMESPACE = re.compile(r"([^\s=\"']+)\s*=")


def normalise(book: Book) -> list[str]:
    """Mend ``book`` in place; the warnings say what was changed, and where."""
    tidy_cells(book)
    return [
        *leave_out_again(book),
        *_invisible(book),
        *plain_groups(book),
        *leave_out_notes(book),
        *name_widgets(book),
        *_types(book),
        *name_rows(book),
        *_kept_names(book),
        *surveycto(book),
        *leave_out(book),
        *declare_own(book),
        *_prefixes(book),
        *_doubled_columns(book),
        *_default_language(book),
        *bring_in(book),
        *repeated_choices(book),
        *idle_filters(book),
        *_odd_choice_columns(book),
    ]


def _types(book: Book) -> list[str]:
    changed: dict[tuple[str, str, str], list[int]] = {}
    for number, row in rows(book, "survey"):
        asked = any(plain_header(h.split(":")[0]) == "label" for h in row)
        for header in row:
            if plain_header(header) not in {"type", "command"}:
                continue
            written = " ".join(row[header].split())
            row[header] = _spelt(written) or row[header]
            meant, reason = _meant(written.lower(), asked)
            if meant:
                row[header] = meant
                changed.setdefault((written, meant, reason), []).append(number)
    return [
        f"{_rows(numbers)}: type “{written}” is read as “{meant}”{reason}."
        for (written, meant, reason), numbers in changed.items()
    ]


def _kept_names(book: Book) -> list[str]:
    """Names that XForms keep for themselves: a group or question “meta”, and the column ``instance::tag`` (CHT)."""
    warnings = []
    for number, row in rows(book, "survey"):
        header = next((h for h in row if plain_header(h) == "name"), "")
        kind = cell(row, "type", "command").lower()
        if row.get(header, "").strip().lower() != "meta" or kind.startswith("end"):
            continue
        if not any("${meta}" in text for _, other in rows(book, "survey") for text in other.values()):
            row[header] = OTHER_META
            warnings.append(
                f"{place('survey', number, header)}: “meta” is kept for the form itself, "
                f"so this is named “{OTHER_META}”."
            )
    for header in [h for h in headers(book, "survey") if plain_header(h) == "instance::tag"]:
        _drop_column(book, "survey", header)
        warnings.append(
            f"{place('survey', None, header)}: left out, because a form cannot use such a column."
        )
    return warnings


def _spelt(written: str) -> str:
    """A type in the letters that XLSForm writes it with; "" when it is not known."""
    if head := TWO_WORDS.match(written):
        return "_".join(head[1].lower().split()) + written[head.end() :]
    return SPELT.get(written.lower(), "")


def _meant(written: str, asked: bool) -> tuple[str, str]:
    if written == "email" and asked:  # by itself "email" is the address set up on a telephone
        return "text", ""
    if written.startswith("hidden "):
        return "hidden", ""
    if written.startswith("db:"):
        return "text", RECORDS
    if written.startswith(("sensor_", "speed violations")):
        return "hidden", WATCHED
    return TYPES.get(written, ("", ""))


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return place("survey", numbers[0])
    return f"survey rows {listed([str(number) for number in numbers])}"


def _prefixes(book: Book) -> list[str]:
    """Columns of another platform (``bind::esri:fieldType``) would make an XForm that is not XML."""
    declared = {p for _, row in rows(book, "settings") for p in NAMESPACE.findall(cell(row, "namespaces"))}
    warnings = []
    for header in headers(book, "survey"):
        prefix = PREFIXED.match(header)
        if prefix and prefix[1].lower() not in DECLARED and prefix[1] not in declared:
            _drop_column(book, "survey", header)
            warnings.append(
                f"{place('survey', None, header)}: left out, because the settings column “namespaces” "
                f"does not say what “{prefix[1]}” is."
            )
    return warnings


def _doubled_columns(book: Book) -> list[str]:
    """``image`` and ``media::image`` name one column; when one of the two is empty it can go."""
    warnings = []
    for sheet in ("survey", "choices"):
        by_meaning: dict[str, str] = {}
        for header in headers(book, sheet):
            meaning = "::".join(
                part for part in map(plain_header, re.split(r"::?", header)) if part not in {"media", "bind"}
            )
            other = by_meaning.setdefault(meaning, header)
            if other == header:
                continue
            empty = next(
                (h for h in (header, other) if not any(row.get(h) for _, row in rows(book, sheet))), None
            )
            if empty:
                _drop_column(book, sheet, empty)
                by_meaning[meaning] = other if empty == header else header
                warnings.append(
                    f"{place(sheet, None, empty)}: left out: it is empty, and another column means the same."
                )
    return warnings


def _default_language(book: Book) -> list[str]:
    """``label`` is in the default language; where ``label::`` that language is there too, it says more."""
    language = next((cell(row, "default_language") for _, row in rows(book, "settings")), "")
    warnings = []
    for sheet in ("survey", "choices") if language else ():
        named = {h.partition("::")[0].strip(): h for h in headers(book, sheet) if _language(h) == language}
        for plain in [h for h in headers(book, sheet) if h in named]:
            for _, row in rows(book, sheet):
                if plain in row:
                    row.setdefault(named[plain], row[plain])
            _drop_column(book, sheet, plain)
            warnings.append(
                f"{place(sheet, None, plain)}: read only where “{named[plain]}” is empty: both are in the "
                "form’s default language."
            )
    return warnings


def _language(header: str) -> str:
    return header.partition("::")[2].strip()


def _odd_choice_columns(book: Book) -> list[str]:
    """A column of choices becomes an element of each; what cannot be one is some other tool's, or a note."""
    warnings = []
    for header in headers(book, "choices"):
        first = plain_header(header.split(":")[0])
        if first not in TRANSLATED and not ELEMENT.fullmatch(plain_header(header)):
            _drop_column(book, "choices", header)
            warnings.append(
                f"{place('choices', None, header)}: left out, because a form cannot use such a column."
            )
    return warnings


def _invisible(book: Book) -> list[str]:
    """Control characters, which word processors leave behind and XML does not allow, become spaces."""
    warnings = []
    for sheet in SHEETS:
        for number, row in rows(book, sheet):
            for header in [h for h in row if CONTROL.search(row[h])]:
                row[header] = CONTROL.sub(" ", row[header])
                warnings.append(f"{place(sheet, number, header)}: an invisible character was taken out.")
    return warnings


def _drop_column(book: Book, sheet: str, header: str) -> None:
    book[f"{sheet}_header"][0].pop(header, None)
    for _, row in rows(book, sheet):
        row.pop(header, None)
