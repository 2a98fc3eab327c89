"""The words of HTML, as Markdown that a label can hold."""

import re
from html.parser import HTMLParser

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z#]\w*;")
BLOCKY = re.compile(r"<(?:p|br|li|div|h[1-6]|ul|ol)\b", re.IGNORECASE)
SPECIAL = re.compile(r"([\\`*_\[\]<>&])")
BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "table",
    "tr",
    "details",
    "dl",
    "dd",
}
UNSEEN = {"script", "style", "svg", "template", "noscript"}
ADDRESSES = ("https://", "http://", "mailto:", "tel:")


def from_html(text: str) -> str:
    """The words of HTML; what only shows, as a button or a script, is left out."""
    reader = _Reader(keep_lines=not BLOCKY.search(text))
    reader.feed(text)
    reader.close()
    return lines("".join(reader.parts))


def lines(text: str) -> str:
    """Text without needless blanks, and with one empty line between paragraphs."""
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects the words of HTML, and where its lines and paragraphs end."""

    def __init__(self, *, keep_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._keep_lines = keep_lines
        self._unseen = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a paragraph, an item a line; a button of the web page is left out."""
        given = dict(attrs)
        if tag in UNSEEN or (tag == "a" and given.get("role") == "button"):
            self._unseen += 1
        if tag == "a":
            self._links.append("button" if given.get("role") == "button" else given.get("href") or "")
        if tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in {"li", "dt"}:
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A link's address follows its words, for a kiosk opens none."""
        if tag == "a" and self._links:
            address = self._links.pop()
            if address == "button":
                self._unseen -= 1
            elif address.startswith(ADDRESSES) and not self._unseen:
                shown = address.partition(":")[2] if address.startswith(("mailto:", "tel:")) else address
                if _bare(shown) not in "".join(self.parts[-3:]):
                    self.parts.append(f" ({_bare(shown)})")
        elif tag in UNSEEN and self._unseen:
            self._unseen -= 1
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Words, in which no sign is Markdown."""
        if not self._unseen:
            words = data if self._keep_lines else re.sub(r"\s+", " ", data)
            self.parts.append(_bare(words))


def _bare(words: str) -> str:
    return SPECIAL.sub(r"\\\1", words)
