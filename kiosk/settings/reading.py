"""kiosk.toml, read and checked by the table: every mistake in it at once, and all that is right."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.errors import ConfigError
from kiosk.settings.mistakes import Mistake, nearest
from kiosk.settings.table import DESTINATIONS, SETTINGS

_EXAMPLE = "deploy/kiosk.toml explains every key"
_AT = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
_NOT_TOML: Mapping[str, tuple[str, str]] = {
    "Cannot overwrite a value": ("the same key stands here for the second time", "Take one of them out."),
    "Invalid value": (
        "what stands after = is no value",
        "Put text in straight quotes; write true or false small.",
    ),
    "Expected '=' after a key": (
        "there is no = after the key",
        "Write key = value, or begin a remark with #.",
    ),
    "Unterminated string": ("a text does not end", "Close its quotes on the same line."),
    "Unclosed array": ("a list does not end", "Close it with ]."),
    "Expected newline": (
        "something stands after the value",
        "Put a remark behind #, and each key on its own line.",
    ),
}
"""What Python's reader complains of, by how it begins, in words that say what to do."""


@dataclass(frozen=True)
class Read:
    """``values`` are those that are right, as Config has them."""

    values: Mapping[str, Any]
    mistakes: tuple[Mistake, ...]


def read(file: Path) -> Read:
    """All of a file. Raises ConfigError only when it cannot be read at all."""
    text = _text_of(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Read({}, (_not_toml(str(error), text),))
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, value in table.items():
        if key == DESTINATIONS:
            values[key], found = _destinations(value, text, file.parent)
            mistakes += found
        elif key not in SETTINGS:
            mistakes.append(_unknown(key, text))
        elif wrong := SETTINGS[key].kind.wrong(value):
            mistakes.append(Mistake(key, wrong, _instead(key), _line(text, key)))
        else:
            values[key] = SETTINGS[key].kind.made(value, file.parent)
    return Read(values, tuple(sorted(mistakes, key=lambda mistake: mistake.line)))


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{file} cannot be read ({error.strerror}): check that it is there.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not a TOML file: save it as text in UTF-8.") from error


def _not_toml(said: str, text: str) -> Mistake:
    found = _AT.fullmatch(said)
    reason = found[1] if found else said
    line = int(found[2]) if found and found[2] else len(text.splitlines())
    known = (words for begin, words in _NOT_TOML.items() if reason.startswith(begin))
    wrong, mend = next(known, (f"this is not a TOML file as it stands ({reason})", "Mend that line."))
    return Mistake("", wrong, mend, line)


def _unknown(key: str, text: str) -> Mistake:
    near = nearest(key, (*SETTINGS, DESTINATIONS))
    mend = f"Write {near}, or take it out." if near else f"Take it out, or mend its name: {_EXAMPLE}."
    return Mistake(key, "is no setting of Handrail", mend, _line(text, key))


def _instead(key: str) -> str:
    from kiosk.settings.defaults import defaults, in_toml  # noqa: PLC0415 only for who made a mistake

    kept = defaults().get(key)
    if kept is None or SETTINGS[key].kind.wrong(kept):
        return f"Write it as the example does: {_EXAMPLE}."
    return f"What holds without it is {key} = {in_toml(kept)}."


def _line(text: str, *path: str) -> int:
    from kiosk.settings.lines import line_of  # noqa: PLC0415 only for who made a mistake

    return line_of(text, path)


def _destinations(tables: object, text: str, beside: Path) -> tuple[dict[str, Any], list[Mistake]]:
    from kiosk.destinations import faults, made  # noqa: PLC0415 few kiosks have any

    if not isinstance(tables, dict):
        line = _line(text, DESTINATIONS)
        return {}, [Mistake(DESTINATIONS, "must be tables", "Write each as [destinations.NAME].", line)]
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for name, table in tables.items():
        found = tuple(_strays(name, table, text))
        if isinstance(table, dict):
            table = {key: value for key, value in table.items() if key not in SETTINGS}  # noqa: PLW2901 no strays
        for key, wrong, mend in faults(name, table, beside):
            path = (DESTINATIONS, name, key) if key else (DESTINATIONS, name)
            found += (Mistake(f"[destinations.{name}]", wrong, mend, _line(text, *path)),)
        if found:
            mistakes += found
        else:
            values[name] = made(name, table, beside)
    return values, mistakes


def _strays(name: str, table: object, text: str) -> Iterator[Mistake]:
    """Settings of the kiosk that stand below a table's head, where TOML makes them part of that table."""
    for key in table if isinstance(table, dict) else ():
        if key in SETTINGS:
            where = _line(text, DESTINATIONS, name, key)
            wrong = f"stands below [destinations.{name}]"
            yield Mistake(key, wrong, "Move it above the first line in square brackets.", where)
