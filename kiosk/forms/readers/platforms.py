"""What only another platform can work out or show: it is left out by name, so that the rest of the form can be used."""

import re
from collections.abc import Iterator

from kiosk.forms.readers.book import Book, cell, columns, listed, place, plain_header, rows

THEIRS = {
    # SurveyCTO
    *("duration", "device-info", "username", "caseid", "phone-call-log", "phone-call-duration", "hash"),
    *(
        "collect-is-phone-app",
        "plug-in-metadata",
        "rank-index",
        "rank-index-if",
        "rank-value",
        "short-geopoint",
    ),
    *("distance-between", "geo-scatter", "relevant", "unique-items", "collect-is-tablet-app"),
    # Medic’s Community Health Toolkit
    *("z-score", "to-bikram-sambat", "parse-timestamp-to-date", "cht:extension-lib", "cht:validate-luhn"),
    "property",  # the device and its owner
}
CALL = re.compile(r"(?<![\w.:$/{-])([A-Za-z][\w:-]*)\s*\(")
AT_SERVER = re.compile(r"\(\s*['\"]@")  # Survey123: pulldata("@geopoint", …)
FOREIGN = re.compile(r"([A-Za-z][\w-]*):[\w-]+")
KNOWN_PREFIXES = {"jr", "odk", "xf", "fn", "cht"}
EXPRESSIONS = {"calculation", "calculate", "constraint", "relevant", "relevance", "required", "default"}
NOTHING = "''"
MOST = 20  # calls taken out of one expression
LONGEST = 5_000  # characters of an expression that is looked into
INSIDE = re.compile(r"\s*\./[\w-]+\s*=\s*'[^']*'\s*")
NO_LABEL = "NO_LABEL"


def leave_out(book: Book) -> list[str]:
    """Put nothing in the place of another platform's functions; the warnings say where."""
    declared = " ".join(cell(row, "namespaces") for _, row in rows(book, "settings"))
    warnings = []
    for number, row in rows(book, "survey"):
        for header in [h for h in row if plain_header(h) in EXPRESSIONS and "(" in row[h][:LONGEST]]:
            text, left = _without(row[header].strip()[:LONGEST], declared)
            plain = plain_header(header) == "default" and text != NOTHING  # words, as likely as not
            if not left or plain or len(row[header]) > LONGEST:
                continue
            if text != NOTHING or plain_header(header) in ("calculation", "calculate"):
                row[header] = text
            else:
                row.pop(header)
            warnings.append(
                f"{place('survey', number, header)}: “{left[:40]}” belongs to another platform, so it is left out."
            )
    return [*warnings, *_inside_out(book), *_no_labels(book)]


def _without(text: str, declared: str) -> tuple[str, str]:
    """An expression with nothing in the place of their calls, and the first call taken out."""
    first = ""
    for _ in range(MOST):
        found = next(_calls(text, declared), None)
        if found is None:
            break
        start, end = found
        first = first or text[start:end]
        text = text[:start] + NOTHING + text[end:]
    return text, first


def _calls(text: str, declared: str) -> Iterator[tuple[int, int]]:
    """Where calls of their functions begin and end."""
    for found in CALL.finditer(text):
        name = found[1]
        prefix = FOREIGN.fullmatch(name)
        foreign = prefix and prefix[1] not in KNOWN_PREFIXES and f"{prefix[1]}=" not in declared
        asked = name == "pulldata" and AT_SERVER.match(text, found.end() - 1)
        before = text[: found.start()]
        quoted = before.count("'") % 2 or before.count('"') % 2
        if (name in THEIRS or foreign or asked) and not quoted and (end := _closed(text, found.end())):
            yield found.start(), end


def _closed(text: str, at: int) -> int:
    """Where the bracket that is open at ``at`` has been closed; 0 when it is not."""
    depth, quote = 1, ""
    for place_, sign in enumerate(text[at:], start=at + 1):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if not depth:
                return place_
    return 0


def _inside_out(book: Book) -> list[str]:
    """A group of Medic's that is asked when a question inside it says so: it could never begin, so it is asked."""
    warnings = []
    for number, row in rows(book, "survey"):
        if not cell(row, "type").lower().startswith("begin"):
            continue
        for header in [
            h for h in row if plain_header(h) in ("relevant", "relevance") and INSIDE.fullmatch(row[h])
        ]:
            row.pop(header)
            warnings.append(
                f"{place('survey', number, header)}: a group cannot wait for a question inside it, so this is left out."
            )
    return warnings


def _no_labels(book: Book) -> list[str]:
    """Medic writes NO_LABEL where nothing is shown."""
    found: list[str] = []
    for number, row in rows(book, "survey"):
        empty = [h for h in columns(book, "survey", "label", "hint") if row.get(h, "").strip() == NO_LABEL]
        for header in empty:
            row.pop(header)
        found += [str(number)] if empty else []
    return [f"survey row{'s'[: len(found) > 1]} {listed(found)}: “{NO_LABEL}” is not shown."] if found else []
