"""In how many ways a page can look: the axes come from the kiosk's own tables, so a new option is walked by itself."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.config import ASSETS
from kiosk.display import Display
from ui.audit.covering import Row
from ui.screens import display, ways
from ui.screens.setting import Setting

SHAPES = ((1280, 1024), (1080, 1920), (1920, 1080))
INPUTS = ("touch", "five keys", "keyboard")
LEFT_OUT = {"curtain"}
"""A blank screen has nothing to measure: tests hold that it is blank (P2)."""
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


def axes() -> dict[str, Sequence[object]]:
    """Every axis with its values; those of the display have its fields' names."""
    found: dict[str, Sequence[object]] = {
        field.name: _values(field.name, field.default) for field in dataclasses.fields(Display)
    }
    found["language"] = (*all_languages(), STRETCHED)
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
    """What the screens Display and Ways offer for a field of Display; its default alone when they offer nothing."""
    offered = [value for _, field, values in _settings() if field == name for _, value in values]
    return tuple(offered) if offered and name not in LEFT_OUT else (default,)


def _settings() -> Iterator[Setting]:
    """The settings of both screens, by themselves or in a table."""
    names = {field.name for field in dataclasses.fields(Display)}
    for module in (display, ways):
        for value in vars(module).values():
            if isinstance(value, tuple):
                yield from (each for each in (value, *value) if _is_setting(each, names))


def _is_setting(value: object, names: set[str]) -> bool:
    return isinstance(value, tuple) and len(value) == 3 and value[1] in names  # noqa: PLR2004 see Setting
