"""XML text into a tree of Nodes. A document is hostile: entities are refused, depth and size are bounded."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.parsers import expat

from kiosk.errors import FormError
from kiosk.forms.node import COMMENT, DOCUMENT, ELEMENT, INSTRUCTION, MAX_DEPTH, TEXT, Node, document

__all__ = ["Node", "document", "parse_tree", "uncollected"]

MAX_ELEMENTS = 400_000
"""A list of 50,000 rows of seven columns: 100 MB of memory. Longer lists are for CSV, which takes less."""
_TOO_MANY = (
    f"the form has more than {MAX_ELEMENTS:,} elements and attributes; put its long lists into CSV files"
)
_GIVEN = re.compile(rb"=[\s\0]*[\"']")
_GIVEN_IN_TEXT = re.compile(r"=\s*[\"']")


def parse_tree(xml: bytes | str, *, exact: bool = False) -> Node:
    """The document node of ``xml``. Raises FormError with the line when the XML cannot be read.

    White space between elements, comments and instructions are dropped, unless ``exact``: then the tree
    has every node of the document.
    """
    builder = _Builder(exact)
    bound_attributes(xml)
    try:
        with uncollected():
            _parser(builder).Parse(xml, True)
    except expat.ExpatError as error:
        raise FormError(
            f"the XML breaks off or is not well formed at line {error.lineno}, character {error.offset + 1}; "
            "export the form again"
        ) from error
    except (ValueError, LookupError) as error:
        raise FormError("the XML is in an encoding that cannot be read; save it as UTF-8") from error
    return builder.close()


def bound_attributes(xml: bytes | str) -> None:
    """Refuse what may have too many attributes before any is read: a million in one element take 350 MB."""
    given = _GIVEN.findall(xml) if isinstance(xml, bytes) else _GIVEN_IN_TEXT.findall(xml)
    if len(given) > MAX_ELEMENTS:
        raise FormError(_TOO_MANY)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector, which would look through a growing tree or list again and again: twice as fast."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _parser(builder: "_Builder") -> Any:
    parser: Any = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.namespace_prefixes = True
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartNamespaceDeclHandler = builder.declare
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.CommentHandler = builder.comment
    parser.ProcessingInstructionHandler = builder.instruction
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = _refuse
    return parser


_BETWEEN = "}"  # in no name of XML, and no namespace that is a URI


def _refuse(*_about: object) -> None:
    raise FormError("the XML declares entities, which forms may not do; take the declaration out")


class _Builder:
    """The parser's handlers: make Nodes as elements open and close."""

    def __init__(self, exact: bool) -> None:
        self._exact = exact
        self._count = 0
        self._document = Node(kind=DOCUMENT)
        self._open: list[Node] = [self._document]
        self._nodes: list[list[Node]] = [[]]
        self._declared: dict[str, str] = {}
        self._text: list[str] = []
        self._names: dict[str, tuple[str, str, str]] = {}

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared[prefix or ""] = uri or ""

    def start(self, tag: str, attributes: list[str]) -> None:
        if self._text:
            self._flush()
        self._count += 1 + len(attributes) // 2
        if self._count > MAX_ELEMENTS:
            raise FormError(_TOO_MANY)
        if len(self._open) > MAX_DEPTH:
            raise FormError(f"the form is nested more than {MAX_DEPTH} levels deep; make its groups flatter")
        prefix, namespace, name = self._split(tag)
        made = Node(name, prefix=prefix, namespace=namespace)
        for place in range(0, len(attributes), 2):
            short, _, local = self._split(attributes[place])
            made.attributes[f"{short}:{local}" if short else local] = attributes[place + 1]
        if self._declared:
            made.declares = self._declared
            self._declared = {}
        self._nodes[-1].append(made)
        made.parent = self._open[-1]
        self._open.append(made)
        self._nodes.append([])

    def end(self, _tag: str) -> None:
        node, nodes = self._open.pop(), self._nodes[-1]
        if nodes:
            if self._text:
                self._flush(node)
            self._fill(node, nodes)
        elif self._text:
            node.text = "".join(self._text)
            self._text.clear()
        self._nodes.pop()

    def data(self, text: str) -> None:
        self._text.append(text)

    def comment(self, text: str) -> None:
        self._add(Node(text=text, kind=COMMENT))

    def instruction(self, target: str, text: str) -> None:
        self._add(Node(target, text, kind=INSTRUCTION))

    def close(self) -> Node:
        """The document, when all of it was read."""
        self._fill(self._document, self._nodes[0])
        return self._document

    def _split(self, tag: str) -> tuple[str, str, str]:
        """``namespace}name}prefix`` as prefix, namespace, name."""
        found = self._names.get(tag)
        if found is None:
            namespace, _, rest = tag.partition(_BETWEEN)
            name, _, prefix = rest.partition(_BETWEEN)
            found = self._names[tag] = (prefix, namespace, name) if rest else ("", "", tag)
        return found

    def _flush(self, parent: Node | None = None) -> None:
        text = Node(text="".join(self._text), kind=TEXT)
        self._text.clear()
        text.parent = parent or self._open[-1]
        self._nodes[-1].append(text)

    def _add(self, node: Node) -> None:
        if self._exact:
            if self._text:
                self._flush()
            node.parent = self._open[-1]
            self._nodes[-1].append(node)

    def _fill(self, node: Node, nodes: list[Node]) -> None:
        """Give the element that closes its text or its children."""
        node.children = [child for child in nodes if child.kind == ELEMENT]
        if len(node.children) == len(nodes):
            return
        texts = [child for child in nodes if child.kind == TEXT]
        if len(texts) == len(nodes):
            node.text = "".join(child.text for child in texts)
        elif self._exact or any(not text.text.isspace() for text in texts):
            node.content = nodes
