"""``select_one_external`` is ``select_one`` for telephones that were slow with long lists; here it is the same."""

from collections import Counter

from kiosk.forms.readers.book import Book, headers, place, plain_header, rows
from kiosk.forms.readers.doubled import allow_repeats

SAME = {"list_name": "list_name", "name": "name", "value": "name", "label": "label", "caption": "label"}


def bring_in(book: Book) -> list[str]:
    """Move what is asked for from ``external_choices`` into ``choices``, and ask it as ``select_one``."""
    kept, lists = _read(book, "choices"), _read(book, "external_choices")
    taken = {row.get("list_name") for row in kept}
    asked: set[str] = set()
    for _, row in rows(book, "survey"):
        header = next((h for h in row if plain_header(h) == "type"), "")
        kind, _, name = row.get(header, "").strip().partition(" ")
        if kind.lower() != "select_one_external":
            continue
        if not any(one.get("list_name") == name.strip() for one in lists) and name.strip() in taken:
            row[header] = f"select_one {name.strip()}"
        elif lists:
            row[header] = f"select_one {_moved(name.strip(), taken)}"
            asked.add(name.strip())
    if not asked:
        return []
    moved = [
        row | {"list_name": _moved(row["list_name"], taken)} for row in lists if row.get("list_name") in asked
    ]
    if max(Counter((row["list_name"], row.get("name")) for row in moved).values(), default=0) > 1:
        allow_repeats(book)
    columns = [_name(h) for sheet in ("choices", "external_choices") for h in headers(book, sheet)]
    book.update(choices=kept + moved, choices_header=[dict.fromkeys(columns)])
    for gone in ("external_choices", "external_choices_header"):
        book.pop(gone, None)
    return [f"{place('external_choices')}: its lists are read as if they were in the sheet “choices”."]


def _read(book: Book, sheet: str) -> list[dict[str, str]]:
    return [{_name(h): text for h, text in row.items()} for row in book.get(sheet) or ()]


def _name(header: str) -> str:
    return SAME.get(plain_header(header), header)


def _moved(name: str, taken: set[str | None]) -> str:
    return f"{name}_external" if name in taken else name
