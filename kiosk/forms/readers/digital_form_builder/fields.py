"""What the builder's conditions can ask about: each field of each page, where its answer is, and of what kind."""

from collections.abc import Mapping
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
    """The fields of a form, or those of them that are on ``pages``."""

    all: tuple[Field, ...]
    pages: frozenset[int] | None = None
    named: Mapping[str, list[Field]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the fields by name and id, once for the whole form."""
        if not self.named:
            index: dict[str, list[Field]] = {}
            for one in self.all:
                for name in {one.name, one.id} - {""}:
                    index.setdefault(name, []).append(one)
            object.__setattr__(self, "named", index)

    def before(self, pages: frozenset[int]) -> "Fields":
        """Those of some pages only."""
        return Fields(self.all, pages, self.named)

    def find(self, written: str) -> list[Field]:
        """The fields that ``section.name``, ``name`` or an id means; several pages can ask for the same."""
        section, _, name = written.rpartition(".")
        found = [
            one
            for one in self.named.get(written, []) or self.named.get(name, [])
            if self.pages is None or one.page in self.pages
        ]
        inside = [one for one in found if section and one.section == section]
        return inside or found
