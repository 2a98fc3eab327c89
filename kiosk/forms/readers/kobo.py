"""KoboToolbox's own kinds of group, which its server turns into plain ones: a score and a ranking.

A score asks the same choices for each of its rows; a ranking asks for a different choice at each level.
"""

from dataclasses import dataclass, field

from kiosk.forms.readers.book import Book, cell, headers, place, plain_header, rows

LISTS = {"begin_score": "kobo--score-choices", "begin_rank": "kobo--rank-items"}
INSIDE = ("score__row", "rank__level")
ENDS = ("end_score", "end_rank")
MESSAGE = "kobo--rank-constraint-message"


@dataclass
class _Group:
    choices: str
    message: str
    ranked: list[str] = field(default_factory=list)


def plain_groups(book: Book) -> list[str]:
    """Turn scores and rankings into groups on one page; the warnings say where. Rows keep their numbers."""
    kind = next((header for header in headers(book, "survey") if plain_header(header) == "type"), "")
    group: _Group | None = None
    warnings = []
    for number, row in rows(book, "survey"):
        written = row.get(kind, "").strip()
        if choices := cell(row, LISTS.get(written, "")):
            group = _Group(choices, cell(row, MESSAGE))
            row[kind] = "begin_group"
            _fill(book, row, "appearance", "field-list")
            warnings.append(
                f"{place('survey', number)}: “{written}” is read as a group with a question for each row."
            )
        elif group and written in INSIDE:
            row[kind] = f"select_one {group.choices}"
            if written == "rank__level":
                _different(book, row, group)
        elif group and written in ENDS:
            row[kind] = "end_group"
            group = None
    return warnings


def _different(book: Book, row: dict[str, str], group: _Group) -> None:
    if group.ranked:
        _fill(book, row, "constraint", " and ".join(f". != ${{{name}}}" for name in group.ranked))
        _fill(book, row, "constraint_message", group.message)
    group.ranked.append(cell(row, "name"))


def _fill(book: Book, row: dict[str, str], name: str, text: str) -> None:
    """Write a cell that is empty, in a new column when there is none."""
    if not text or cell(row, name):
        return
    header = next((h for h in headers(book, "survey") if plain_header(h) == name), name)
    book["survey_header"][0][header] = None
    row[header] = text
