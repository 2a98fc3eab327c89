"""What a page of information says in one language: plain words, shown as they are and spoken as they are shown."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "strong", "heading", "item", "step"]
"""A paragraph, one that stands out, a small heading, an entry of a list, one of a list in order."""

_ADDRESS = re.compile(r"https://[^\s<>\"’”]+[^\s<>\"’”.,;:!?)]")


@dataclass(frozen=True)
class Block:
    """Some plain words of a page: shown as they are, and spoken as they are shown."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Section:
    """What stands under one heading. ``heading`` is "" for what comes before the first."""

    heading: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All its words but the heading, a line for each block: to be searched."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of web pages in it, which a person can take along: nothing here opens them."""
        return tuple(dict.fromkeys(_ADDRESS.findall(self.text)))


@dataclass(frozen=True)
class Edition:
    """A page in one language. ``summary`` answers in a sentence what most people ask."""

    title: str
    summary: str
    sections: tuple[Section, ...]
