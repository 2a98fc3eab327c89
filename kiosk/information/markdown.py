"""Reads the Markdown of an information page: only what the kiosk can show and speak, with bounded work (promise 5)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from kiosk.errors import ConfigError
from kiosk.information.edition import Block, Edition, Kind, Section

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_FILE = 64 * 1024
"""Bytes of one page in one language: about 20 sheets of paper."""

MAX_LINE = 4_000
MAX_PARAGRAPH = 2_000
MAX_COLUMNS = 9
MAX_BRACKETS = 200
MAX_DEPTH = 2
MAX_SECTIONS = 24
MAX_BLOCKS = 400
MAX_SUMMARY = 250
"""Characters of a line and of a paragraph, bars of a table's row, brackets, lists in one another, sections, blocks,
characters of the summary."""

_UNREAD = re.compile(r"\]\(|<[a-z]+:", re.IGNORECASE)
"""What is left standing of a link that no reader of Markdown follows, as to a file or a script."""

_HTML = {"html_block", "html_inline"}
_INLINE = {
    "text",
    "softbreak",
    "hardbreak",
    "strong_open",
    "strong_close",
    "em_open",
    "em_close",
    "code_inline",
}
_NAMES = {
    "blockquote_open": "quotation",
    "code_block": "block of code",
    "fence": "block of code",
    "hr": "line across the page",
    "image": "picture",
}
_LISTS = {"bullet_list_open", "ordered_list_open"}
_LOWEST = 3
_WRITE_OUT = "write the address of the web page itself, as https://www.example.gov.uk"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]")
_TITLE = re.compile(r"\s{0,9}#[ \t]+(\S[^\n]{0,200})")

_Blocks = list[Block]


def title(text: str) -> str:
    """The title of a page, found without reading the rest; "" when it does not begin with one."""
    found = _TITLE.match(text)
    return " ".join(found[1].split()) if found else ""


@lru_cache(maxsize=8)  # a page is asked for its words several times while it shows, at 4 ms each
def read(text: str, where: str) -> Edition:
    """A page from its Markdown. Raises ConfigError with ``where`` and what to do.

    The first heading (#) is its title, the paragraph below it the summary, and each heading below that (##) begins a
    section.
    """
    if fault := _too_much(text):
        raise ConfigError(f"{where} {fault}")
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 30 ms that the welcome page does not pay

    parser = MarkdownIt("commonmark", {"html": True}).enable(
        "table"
    )  # HTML is told apart so as to be refused
    try:
        found = _edition(parser.parse(text))
    except _Refused as refused:
        raise ConfigError(f"{where} {refused}") from None
    if found.title != title(text):
        raise ConfigError(
            f"{where} must have a title of plain words on its first line, without stars or other marks."
        )
    return found


class _Refused(Exception):  # noqa: N818 - no error of ours: it only carries the sentence to read()
    """What is wrong with the page."""


def _too_much(text: str) -> str:
    if len(text.encode()) > MAX_FILE:
        return f"is longer than {MAX_FILE // 1024} KiB: make several pages of it."
    if any(len(line) > MAX_LINE for line in text.splitlines()):
        return f"has a line of more than {MAX_LINE} characters: break it into paragraphs."
    if any(line.count("|") > MAX_COLUMNS for line in text.splitlines()):
        return f"has a table of more than {MAX_COLUMNS - 1} columns: make a list of it."
    if _CONTROL.search(text):
        return "has signs in it that cannot be seen: write it anew as plain text."
    if text.count("[") + text.count("<") + text.count("`") > MAX_BRACKETS:
        return f"has more than {MAX_BRACKETS} brackets and backticks: take them out."
    return ""


def _edition(tokens: "Sequence[Token]") -> Edition:
    blocks = _blocks(tokens)
    if not blocks or blocks[0][0] != 1:
        raise _Refused("must begin with its title, on a line that begins with one #.")
    if any(level == 1 for level, _ in blocks[1:]):
        raise _Refused("has two titles: begin the lines of sections with ##.")
    (_, title), *rest = blocks
    if not rest or rest[0][0] or rest[0][1].kind != "text":
        raise _Refused("must have one sentence below its title that says what most people want to know.")
    (_, summary), *rest = rest
    if len(summary.text) > MAX_SUMMARY:
        raise _Refused(f"has a summary of more than {MAX_SUMMARY} characters: make it one sentence.")
    sections: list[tuple[str, _Blocks]] = []
    for level, block in rest:
        if level or not sections:
            sections.append((block.text if level else "", []))
        if not level:
            sections[-1][1].append(block)
    if not sections or not all(found for _, found in sections):
        raise _Refused("has a heading with nothing below it, or no section: write what belongs there.")
    _bound(len(sections), [block for _, block in rest])
    return Edition(title.text, summary.text, tuple(Section(head, tuple(found)) for head, found in sections))


def _bound(sections: int, blocks: Sequence[Block]) -> None:
    if any(len(block.text) > MAX_PARAGRAPH for block in blocks):
        raise _Refused(f"has a paragraph of more than {MAX_PARAGRAPH} characters: break it up.")
    if sections > MAX_SECTIONS or len(blocks) > MAX_BLOCKS:
        raise _Refused(
            f"has more than {MAX_SECTIONS} sections or {MAX_BLOCKS} parts: make several pages of it."
        )


def _blocks(tokens: "Sequence[Token]") -> list[tuple[int, Block]]:
    """Each block with 1 for the title, 2 for the heading of a section, 0 for all else."""
    found: list[tuple[int, Block]] = []
    lists: list[count[int] | None] = []
    waiting: list[Token] = list(reversed(tokens))
    kind: Kind = "text"
    level = 0
    while waiting:
        token = waiting.pop()
        if token.type in _LISTS:
            lists.append(
                count(int(token.attrs.get("start", 1))) if token.type.startswith("ordered") else None
            )
            if len(lists) > MAX_DEPTH:
                raise _Refused("has lists too deep in one another: use one list, with short entries.")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "table_open":
            found += [(0, block) for block in _table(waiting)]
        elif token.type == "heading_open":
            level = int(token.tag[1:])
            if level > _LOWEST:
                raise _Refused("has headings of more than three levels: use #, ## and ###.")
        elif token.type == "inline":
            kind = "heading" if level else _kind(token, lists)
            text = _words(token)
            number = next(lists[-1]) if kind == "step" and lists and lists[-1] is not None else 0
            found.append(
                (level if level < _LOWEST else 0, Block(kind, f"{number}. {text}" if number else text))
            )
            level = 0
        else:
            _allow(token)
    return [(level, block) for level, block in found if block.text]


def _kind(token: "Token", lists: "Sequence[count[int] | None]") -> Kind:
    if lists:
        return "item" if lists[-1] is None else "step"
    inside = [child for child in token.children or () if child.content or child.type.startswith("strong")]
    whole = len(inside) == 3 and inside[0].type == "strong_open" and inside[-1].type == "strong_close"  # noqa: PLR2004 open, words, close
    return "strong" if whole else "text"


def _allow(token: "Token") -> None:
    if token.type in _HTML:
        raise _Refused(f"has HTML in it ({token.content.strip()[:30]!r}): write it as plain words.")
    if token.type not in {
        "paragraph_open",
        "paragraph_close",
        "heading_close",
        "list_item_open",
        "list_item_close",
    }:
        name = _NAMES.get(token.type, token.type.removesuffix("_open").replace("_", " "))
        raise _Refused(f"has a {name}, which the kiosk cannot show: use paragraphs, lists, tables and bold.")


def _table(waiting: "list[Token]") -> _Blocks:
    """A table as a list, which stays readable at any size and by ear: "Monday: 9am to 5pm"."""
    rows: list[list[str]] = []
    while (token := waiting.pop()).type != "table_close":
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_words(token))
    head, *body = rows
    return [Block("item", _row(head, row)) for row in body if any(row)]


def _row(head: Sequence[str], row: Sequence[str]) -> str:
    first, *others = row
    if len(others) <= 1:
        return ": ".join(filter(None, row))
    told = [f"{name} {cell}".strip() for name, cell in zip(head[1:], others, strict=False) if cell]
    return f"{first}: {', '.join(told)}"


def _words(token: "Token") -> str:
    """The plain words of a paragraph. A link is refused unless it is an address that is written out."""
    parts: list[str] = []
    inside = False
    for child in token.children or ():
        if child.type == "link_open":
            inside = True
            if child.info != "auto" or not str(child.attrs.get("href", "")).startswith(
                ("https://", "mailto:")
            ):
                raise _Refused(f"has a link, which leads nowhere at a kiosk: {_WRITE_OUT}.")
        elif child.type == "link_close":
            inside = False
        elif child.type in _HTML:
            _allow(child)
        elif child.type not in _INLINE:
            name = _NAMES.get(child.type, child.type.replace("_", " "))
            raise _Refused(f"has a {name}, which the kiosk cannot show: take it out.")
        else:
            parts.append(child.content if inside or child.content else " " if "break" in child.type else "")
    text = " ".join("".join(parts).split())
    if _UNREAD.search(text):
        raise _Refused(f"has a link, which leads nowhere at a kiosk: {_WRITE_OUT}.")
    return text
