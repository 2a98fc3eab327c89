"""On which line of a TOML text a key stands, which Python's reader does not tell."""

import re
import tomllib

_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?$")
_KEY = re.compile(r"""\s*([\w-]+|"[^"\n]*"|'[^'\n]*')\s*[.=]""")


def line_of(text: str, path: tuple[str, ...]) -> int:
    """The line, counted from 1, on which ``path`` is first written in a text that is TOML; 0 when it is not found.

    ``path`` is a key, below the names of its tables.
    """
    table: tuple[str, ...] = ()
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        here = _place(line, table)
        if here is None or not _begins_anew("\n".join(lines[: number - 1])):
            continue
        if line.lstrip().startswith("["):
            table = here
        if here[: len(path)] == path:
            return number
    return line_of(text, path[:-1]) if path else 0


def _place(line: str, table: tuple[str, ...]) -> tuple[str, ...] | None:
    """What a line that begins something is the beginning of."""
    if header := _HEADER.match(line):
        return tuple(part.strip().strip("\"'") for part in header[1].split("."))
    if _KEY.match(line):
        return (*table, *(part.strip().strip("\"'") for part in line.partition("=")[0].split(".")))
    return None


def _begins_anew(before: str) -> bool:
    """Whether the line after this one is no part of a text or a list that goes over several."""
    try:
        tomllib.loads(before)
    except tomllib.TOMLDecodeError:
        return False
    return True
