"""How a setting is written in kiosk.toml: what is wrong with a value, what is made of it, how an editor is told."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

_TIME = "|([01][0-9]|2[0-3]):[0-5][0-9]"


class Kind(Protocol):
    """One way of writing a setting."""

    def wrong(self, value: object) -> str:
        """What the value must be, as the end of a sentence that begins with the key; "" when it is that."""

    def made(self, value: Any, beside: Path) -> object:
        """The value as Config has it; paths are reckoned from the folder ``beside``."""

    def schema(self) -> Mapping[str, object]:
        """The same for an editor, in the words of JSON Schema."""


@dataclass(frozen=True)
class Number:
    """From ``least`` to ``most``; ``or_none``: 0 as well, whatever they are."""

    least: float
    most: float
    or_none: bool = False

    def wrong(self, value: object) -> str:
        bounds = f"{self.least:g} to {self.most:g}{', or 0' if self.or_none else ''}"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"must be a number without quotes, {bounds}"
        fits = self.least <= value <= self.most or (self.or_none and value == 0)
        return "" if fits else f"must be between {bounds.replace(' to ', ' and ')}"

    def made(self, value: Any, beside: Path) -> object:  # noqa: ARG002  as Kind has it
        return float(value)

    def schema(self) -> Mapping[str, object]:
        between = {"type": "number", "minimum": self.least, "maximum": self.most}
        return {"anyOf": [{"const": 0}, between]} if self.or_none else between


class Flag:
    """true or false."""

    def wrong(self, value: object) -> str:
        return "" if isinstance(value, bool) else "must be true or false, without quotes"

    def made(self, value: Any, beside: Path) -> object:  # noqa: ARG002  as Kind has it
        return value

    def schema(self) -> Mapping[str, object]:
        return {"type": "boolean"}


class Text:
    """Text in quotes."""

    def wrong(self, value: object) -> str:
        return "" if isinstance(value, str) else "must be text in quotes"

    def made(self, value: Any, beside: Path) -> object:  # noqa: ARG002  as Kind has it
        return value

    def schema(self) -> Mapping[str, object]:
        return {"type": "string"}


class File(Text):
    """The path of a file or folder, from the folder of kiosk.toml on; "" for none."""

    def made(self, value: Any, beside: Path) -> object:
        return beside / value if value else None


class TimeOfDay(Text):
    """Hours and minutes; "" for never."""

    def wrong(self, value: object) -> str:
        fits = isinstance(value, str) and re.fullmatch(_TIME, value)
        return "" if fits else 'must be a time in quotes, such as "03:30", or "" for never'

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "pattern": f"^({_TIME})$"}


@dataclass(frozen=True)
class Choice:
    """One of a few names."""

    names: Callable[[], Sequence[str]]

    def wrong(self, value: object) -> str:
        names = self.names()
        return "" if value in names else f"must be one of {', '.join(names)}, in quotes"

    def made(self, value: Any, beside: Path) -> object:  # noqa: ARG002  as Kind has it
        return value

    def schema(self) -> Mapping[str, object]:
        return {"type": "string", "enum": list(self.names())}


@dataclass(frozen=True)
class Names:
    """A list of texts, ``least`` to ``most`` of them (0: any number); where ``of`` is given, of those alone."""

    least: int = 0
    most: int = 0
    of: Callable[[], Sequence[str]] | None = None

    def wrong(self, value: object) -> str:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            return 'must be a list of texts, such as ["one", "two"]'
        if len(value) < self.least:
            return "must have something between its brackets"
        if self.most and len(value) > self.most:
            return f"must have {self.most} at most"
        known = self.of() if self.of else ()
        strange = [each for each in value if known and each not in known]
        return f"must have none but {', '.join(known)}; there is no {strange[0]!r}" if strange else ""

    def made(self, value: Any, beside: Path) -> object:  # noqa: ARG002  as Kind has it
        return tuple(value)

    def schema(self) -> Mapping[str, object]:
        item: dict[str, object] = {"type": "string"}
        if self.of:
            item["enum"] = list(self.of())
        bounds = {"minItems": self.least} if self.least else {}
        bounds |= {"maxItems": self.most} if self.most else {}
        return {"type": "array", "items": item, **bounds}


class InLanguages:
    """A text for each of some languages."""

    def wrong(self, value: object) -> str:
        fits = isinstance(value, dict) and value and all(isinstance(each, str) for each in value.values())
        return "" if fits else 'must have a text for each language, such as { en = "…", cy = "…" }'

    def made(self, value: Any, beside: Path) -> object:  # noqa: ARG002  as Kind has it
        return value

    def schema(self) -> Mapping[str, object]:
        return {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}
