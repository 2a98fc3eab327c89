"""What the builder's conditions can ask about: each field of each page, where its answer is, and of what kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    """One field. ``kind`` is text, number, date, yes_no, choice, choices or many (asked many times over)."""

    name: str
    path: str
    kind: str
    page: int
    section: str = ""
    id: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)

    def code(self, value: str) -> str:
        """How a value is stored here."""
        if self.kind == "yes_no":
            return {"yes": "true", "no": "false"}.get(value.lower(), value.lower())
        return self.codes.get(value, value)


@dataclass(frozen=True)
class Fields:
    """The fields that are answered before some point of the form."""

    all: tuple[Field, ...]

    def before(self, pages: Iterable[int]) -> "Fields":
        """Those of some pages only."""
        known = set(pages)
        return Fields(tuple(one for one in self.all if one.page in known))

    def find(self, written: str) -> list[Field]:
        """The fields that ``section.name``, ``name`` or an id means; several pages can ask for the same."""
        section, _, name = written.rpartition(".")
        found = [one for one in self.all if written in (one.name, one.id) or one.name == name]
        inside = [one for one in found if section and one.section == section]
        return inside or found
