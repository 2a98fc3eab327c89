"""JSON that somebody else wrote: bounded when read, and every value knows its place (``pages[3].title``)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.errors import FormError

MOST_BYTES = 5_000_000
MOST_DEEP = 60
MOST_VALUES = 200_000
START = re.compile(rb"[\s\xef\xbb\xbf]*(?:\{\s*[\"}]|\[\s*[\[{\]\"0-9])")


@dataclass(frozen=True)
class Json:
    """A value and where it stands. What is missing, or of another kind than asked for, reads as empty."""

    value: object
    at: str = ""

    def get(self, name: str) -> "Json":
        """The value under a name."""
        found = self.value.get(name) if isinstance(self.value, dict) else None
        return Json(found, f"{self.at}.{name}" if self.at else name)

    def text(self, name: str) -> str:
        """The text or number under a name, as text."""
        found = self.get(name).value
        if isinstance(found, bool):
            return str(found).lower()
        return str(found).strip() if isinstance(found, str | int | float) else ""

    def flag(self, name: str, otherwise: bool = False) -> bool:
        """Whether the value under a name is true; ``"true"`` is too."""
        found = self.text(name).lower()
        return found == "true" if found in ("true", "false") else otherwise

    def each(self, name: str) -> list["Json"]:
        """The objects of the list under a name."""
        return [one for one in self.get(name).entries() if isinstance(one.value, dict)]

    def entries(self) -> Iterator["Json"]:
        """The values of a list, or of an object, one by one."""
        if isinstance(self.value, list):
            yield from (Json(value, f"{self.at}[{number}]") for number, value in enumerate(self.value))
        elif isinstance(self.value, dict):
            yield from (Json(value, f"{self.at}.{name}") for name, value in self.value.items())


def looks_like_json(data: bytes) -> bool:
    """Whether bytes begin as JSON does: an object, or a list."""
    start = data[:1024]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", errors="ignore").encode(errors="ignore")
    return START.match(start) is not None


def parse(data: bytes, name: str) -> Json:
    """The JSON in ``data``. Raises FormError, one plain sentence, when it cannot be read or is too much."""
    if len(data) > MOST_BYTES:
        raise FormError(f"“{name}” is over {MOST_BYTES // 1_000_000} MB: shorten its lists.")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        value = json.loads(text, parse_constant=lambda _: None)
    except UnicodeDecodeError:
        raise FormError(f"“{name}” is in an encoding that cannot be read: save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise FormError(
            f"This is not sound JSON ({error.msg}): correct the line, or export the form again.",
            f"line {error.lineno}",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise FormError(f"“{name}” has a number that is far too long: correct it.") from None
    _bound(value)
    return Json(value)


def _bound(value: object) -> None:
    level = [value]
    seen = depth = 0
    while level:
        depth += 1
        seen += len(level)
        if depth > MOST_DEEP:
            raise _too_deep()
        if seen > MOST_VALUES:
            raise FormError("The file holds too many values: shorten its lists.")
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        ]


def _too_deep() -> FormError:
    return FormError(f"Values are more than {MOST_DEEP} deep inside one another: export the form again.")
