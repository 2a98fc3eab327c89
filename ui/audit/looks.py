"""In how many ways a page can look: the axes come from the kiosk's own tables, so a new option is walked by itself."""

import dataclasses
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk import display as tables
from kiosk.config import ASSETS
from kiosk.display import Display
from ui.audit.covering import Row

SHAPES = ((1280, 1024), (1080, 1920), (1920, 1080))
INPUTS = ("touch", "five keys", "keyboard")
STRETCHED = "en+40%"
"""Not a language: English whose every sentence is 40 % longer (V3)."""


@dataclass(frozen=True)
class Look:
    """One way that a page can look and be used. ``shape`` is the window's size in pixels."""

    display: Display
    language: str
    shape: tuple[int, int]
    input: str = "five keys"
    online: bool = True

    def __str__(self) -> str:
        """For the report: ``large, cream, cy, 1080x1920, touch``; only what is not as at first."""
        shown = [self.display.text_size, self.display.theme]
        for field in dataclasses.fields(Display):
            value = getattr(self.display, field.name)
            if field.name not in {"text_size", "theme"} and value != field.default:
                shown.append(f"{field.name} {value}".lower())
        shown += [self.language, "{}x{}".format(*self.shape), self.input]
        return ", ".join([*shown, *([] if self.online else ["offline"])])


def axes(languages: Sequence[str] = ()) -> dict[str, Sequence[object]]:
    """Every axis with its values; those of the display have its fields' names."""
    found: dict[str, Sequence[object]] = {
        field.name: _values(field.name, field.default) for field in dataclasses.fields(Display)
    }
    found["language"] = tuple(languages) or (*all_languages(), STRETCHED)
    found["shape"] = SHAPES
    found["input"] = INPUTS
    found["online"] = (True, False)
    return found


def look(row: Row) -> Look:
    """The look that a row of the covering stands for."""
    own = {field.name: row[field.name] for field in dataclasses.fields(Display)}
    rest = {name: row[name] for name in ("language", "shape", "input", "online")}
    return Look(Display(**own), **rest)  # type: ignore[arg-type]  # the values are the fields' own


def all_languages() -> tuple[str, ...]:
    """The codes of the languages that there are words for, English first."""
    codes = sorted(file.stem for file in (ASSETS / "languages").glob("*.toml"))
    return tuple(sorted(codes, key=lambda code: code != "en"))


def _values(name: str, default: object) -> Sequence[object]:
    """The values of a field of Display: both of a bool, those of a Literal, else the table that holds the default."""
    if isinstance(default, bool):
        return (default, not default)
    kind = typing.get_type_hints(Display)[name]
    if typing.get_origin(kind) is typing.Literal:
        return typing.get_args(kind)
    for table_name, table in vars(tables).items():
        if table_name.isupper() and isinstance(table, Mapping | tuple) and default in table:
            return tuple(table)
    return (default,)
