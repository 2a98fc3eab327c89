"""Labels in plain text: what is shown is what is spoken, so a label's Markdown and HTML give way to words."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

MARKUP = re.compile(r"[*_#\[<&`\\\xa0\r\t]|\n| {2}|^[-+] |^ | $")
PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
HEADING = re.compile(r"#{1,6} +(?=\S)")
HEADING_CLOSE = re.compile(r" +#+$")
BULLET = re.compile(r"[-*+] +(?=\S)")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BLOCK = re.compile(r"</?(?:p|div|ul|ol|h[1-6]|hr|table|thead|tbody|tr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
CELL = re.compile(r"</?t[dh](?:\s[^<>]*)?>", re.IGNORECASE)
ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
STYLE = re.compile(
    r"</?(?:span|font|b|i|u|em|strong|small|big|sub|sup|center|li)(?:\s[^<>]*)?/?>", re.IGNORECASE
)

LONGEST = 10_000
MOST_LINKS = 100
"""What is longer, or has more brackets, is shown as it was typed: reading either as Markdown could take seconds."""

SCHEME = re.compile(r"^(?:mailto:|tel:)")


def plain(text: str) -> str:
    """The words of a label, hint or message, ready to be shown and spoken.

    Emphasis marks and ODK's styling tags go; a list item becomes a line that begins with "• "; a heading
    becomes a line; a link keeps its text, and its address in brackets when that differs. No word is ever
    lost: what is no known markup, such as ``<script>``, stays as it was typed.
    """
    if not MARKUP.search(text):
        return text
    tidy = BREAK.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    tidy = STYLE.sub("", ITEM.sub("\n- ", CELL.sub(" ", BLOCK.sub("\n\n", tidy))))
    paragraphs = (_paragraph(part) for part in PARAGRAPHS.split(tidy))
    return "\n\n".join(part for part in paragraphs if part) or text.strip()


def _paragraph(source: str) -> str:
    lines = (_line(" ".join(line.split())) for line in source.split("\n"))
    text = "\n".join(line for line in lines if line)
    if len(text) <= LONGEST and text.count("[") <= MOST_LINKS and re.search(r"[*_\[<&`\\]", text):
        text = _inline(text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _line(line: str) -> str:
    if HEADING.match(line):
        return HEADING_CLOSE.sub("", HEADING.sub("", line, count=1))
    return BULLET.sub("• ", line, count=1) if BULLET.match(line) else line


def _inline(source: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 30 ms that most forms, without markup, do not pay

    (block,) = MarkdownIt("commonmark", {"html": False}).parseInline(source)
    return _words(block.children or ())


def _words(tokens: "Sequence[Token]") -> str:
    parts: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "link_open":
            links.append((str(token.attrs.get("href", "")), len(parts)))
        elif token.type == "link_close":
            address, start = links.pop()
            shown = "".join(parts[start:])
            if address and SCHEME.sub("", address) != SCHEME.sub("", shown):
                parts.append(f" ({address})" if shown else address)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image":
            parts.append(token.content or str(token.attrs.get("src", "")))
        else:
            parts.append(token.content)
    return "".join(parts)
