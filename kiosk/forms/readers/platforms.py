"""Expressions that only another platform can work out: SurveyCTO’s of the device, wq’s of its own."""

import re

from kiosk.forms.readers.book import Book, cell, place, plain_header, rows

DEVICE = re.compile(
    r"(?<![\w-])(?:duration|device-info|username|caseid|phone-call-log|phone-call-duration|collect-is-phone-app"
    r"|plug-in-metadata)\(\s*(?:'[^'()]*'|\"[^\"()]*\"|\$\{[^{}]*\})?\s*\)",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"([A-Za-z][\w-]*):[\w-]+\([^()]*\)")
KNOWN_PREFIXES = {"jr", "odk", "xf", "fn"}
EXPRESSIONS = {"calculation", "calculate", "constraint", "relevant", "relevance", "required", "default"}
NOTHING = "''"


def leave_out(book: Book) -> list[str]:
    """Put nothing in the place of another platform's functions; the warnings say where."""
    declared = " ".join(cell(row, "namespaces") for _, row in rows(book, "settings"))
    warnings = []
    for number, row in rows(book, "survey"):
        for header in [h for h in row if plain_header(h) in EXPRESSIONS]:
            text = row[header].strip()
            prefix = FOREIGN.fullmatch(text)
            theirs = prefix and prefix[1] not in KNOWN_PREFIXES and f"{prefix[1]}=" not in declared
            called = DEVICE.search(text)
            if not theirs and not called:
                continue
            left = text[:40]
            if called and called[0] != text:
                left = called[0][:40]
                row[header] = DEVICE.sub(NOTHING, text)
            elif plain_header(header) in ("calculation", "calculate"):
                row[header] = NOTHING
            else:
                row.pop(header)
            warnings.append(
                f"{place('survey', number, header)}: “{left}” belongs to another platform, so it is left out."
            )
    return warnings
