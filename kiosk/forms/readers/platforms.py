"""Expressions that only another platform can work out: SurveyCTO’s of the device, wq’s of its own."""

import re

from kiosk.forms.readers.book import Book, cell, place, plain_header, rows

DEVICE = re.compile(
    r"(?:duration|device-info|username|caseid|phone-call-log|phone-call-duration|collect-is-phone-app"
    r"|plug-in-metadata)\(\s*(?:'[^'()]*'|\"[^\"()]*\"|\$\{[^{}]*\})?\s*\)",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"([A-Za-z][\w-]*):[\w-]+\([^()]*\)")
KNOWN_PREFIXES = {"jr", "odk", "xf", "fn"}
EXPRESSIONS = {"calculation", "calculate", "constraint", "relevant", "relevance", "required", "default"}
NOTHING = "''"


def leave_out(book: Book) -> list[str]:
    """Empty the cells that are nothing but a call of another platform's function; the warnings say which."""
    declared = " ".join(cell(row, "namespaces") for _, row in rows(book, "settings"))
    warnings = []
    for number, row in rows(book, "survey"):
        for header in [h for h in row if plain_header(h) in EXPRESSIONS]:
            text = row[header].strip()
            prefix = FOREIGN.fullmatch(text)
            theirs = prefix and prefix[1] not in KNOWN_PREFIXES and f"{prefix[1]}=" not in declared
            if not theirs and not DEVICE.fullmatch(text):
                continue
            if plain_header(header) in ("calculation", "calculate"):
                row[header] = NOTHING
            else:
                row.pop(header)
            warnings.append(
                f"{place('survey', number, header)}: “{text[:40]}” belongs to another platform, so it is left out."
            )
    return warnings
