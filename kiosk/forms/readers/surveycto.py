"""What SurveyCTO has of its own: ``index()``, the number of the entry of a repeat, and fields drawn by plug-ins."""

import re

from kiosk.forms.readers.book import Book, cell, listed, plain_header, rows

INDEX = re.compile(r"(?<![\w-])index\(\s*\)")
EXPRESSIONS = {"calculation", "calculate", "constraint", "relevant", "relevance", "required", "default"}
EXPRESSIONS |= {"repeat_count", "choice_filter", "read_only", "readonly"}
PLUG_IN = re.compile(r"custom-([\w-]{1,60})(?:\(.*\))?", re.DOTALL)


def surveycto(book: Book) -> list[str]:
    """Write ``index()`` as ODK does, ``position(..)``, and leave plug-ins out; the warnings name the plug-ins."""
    plug_ins: dict[str, list[str]] = {}
    inside: list[str] = []  # the groups and repeats around a row, innermost last
    for number, row in rows(book, "survey"):
        kind = "_".join(cell(row, "type", "command").lower().split())
        if kind.startswith("end_") and inside:
            inside.pop()
        _index(row, inside, begins=kind == "begin_repeat")
        if kind.startswith("begin_"):
            inside.append(kind)
        for header in [h for h in row if plain_header(h) == "appearance"]:
            if found := PLUG_IN.search(row[header]):
                plug_ins.setdefault(found[1], []).append(str(number))
                row[header] = PLUG_IN.sub("", row[header]).strip()
    return [
        f"survey row{'s'[: len(at) > 1]} {listed(at)}, column “appearance”: the plug-in “{name}” is SurveyCTO’s, "
        "so the question is asked as its type says."
        for name, at in plug_ins.items()
    ]


def _index(row: dict[str, str], inside: list[str], *, begins: bool) -> None:
    for header in [h for h in row if plain_header(h) in EXPRESSIONS and INDEX.search(row[h])]:
        column = plain_header(header)
        own = begins and column != "repeat_count"
        if not own and "begin_repeat" not in inside:
            continue
        up = 0 if own else 1 + inside[::-1].index("begin_repeat")
        steps = "/".join([".."] * up) or "."
        start = "current()/" if column == "choice_filter" else ""
        row[header] = INDEX.sub(f"position({start}{steps})", row[header])
