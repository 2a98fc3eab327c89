"""XML text into a tree of Nodes. A document is hostile: entities are refused, depth is bounded."""

from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from kiosk.errors import FormError
from kiosk.forms.node import (
    COMMENT,
    DOCUMENT,
    ELEMENT,
    INSTRUCTION,
    MAX_DEPTH,
    TEXT,
    XML_NAMESPACE,
    Node,
    document,
)

__all__ = ["Node", "document", "parse_tree"]


def parse_tree(xml: bytes | str, *, exact: bool = False) -> Node:
    """The document node of ``xml``. Raises FormError with the line when the XML cannot be read.

    White space between elements, comments and instructions are dropped, unless ``exact``: then the tree
    has every node of the document.
    """
    builder = _Builder(exact)
    try:
        parser: Any = DefusedXMLParser(target=builder, forbid_entities=True, forbid_external=True)
        parser.feed(xml)
        parser.close()
    except ParseError as error:
        line, column = error.position
        raise FormError(
            f"the XML breaks off or is not well formed at line {line}, character {column + 1}; export the form again"
        ) from error
    except DefusedXmlException as error:
        raise FormError(
            "the XML declares entities, which forms may not do; take the declaration out"
        ) from error
    except (ValueError, LookupError) as error:
        raise FormError("the XML is in an encoding that cannot be read; save it as UTF-8") from error
    return builder.document


class _Builder:
    """The parser's target: makes Nodes as elements open and close."""

    def __init__(self, exact: bool) -> None:
        self.document = Node(kind=DOCUMENT)
        self._exact = exact
        self._open: list[Node] = [self.document]
        self._nodes: list[list[Node]] = [[]]
        self._prefixes: list[dict[str, str]] = [{XML_NAMESPACE: "xml"}]
        self._declared: dict[str, str] = {}
        self._text: list[str] = []

    def start_ns(self, prefix: str | None, uri: str) -> None:
        self._declared[prefix or ""] = uri or ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        if len(self._open) > MAX_DEPTH:
            raise FormError(f"the form is nested more than {MAX_DEPTH} levels deep; make its groups flatter")
        prefixes = self._prefixes[-1]
        if self._declared:
            prefixes = {**prefixes, **{uri: prefix for prefix, uri in self._declared.items()}}
        prefix, namespace, name = _split(tag, prefixes)
        made = Node(name, prefix=prefix, namespace=namespace)
        for key, value in attributes.items():
            short, _, local = _split(key, prefixes)
            made.attributes[f"{short}:{local}" if short else local] = value
        if self._declared:
            made.declares = self._declared
            self._declared = {}
        self._nodes[-1].append(made)
        made.parent = self._open[-1]
        self._open.append(made)
        self._nodes.append([])
        self._prefixes.append(prefixes)

    def end(self, _tag: str) -> None:
        self._flush()
        self._prefixes.pop()
        self._fill()

    def data(self, text: str) -> None:
        self._text.append(text)

    def comment(self, text: str) -> None:
        self._flush()
        self._add(Node(text=text, kind=COMMENT))

    def pi(self, target: str, text: str | None = None) -> None:
        self._flush()
        self._add(Node(target, text or "", kind=INSTRUCTION))

    def close(self) -> Node:
        self._fill()
        return self.document

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text and len(self._open) > 1:
            self._add(Node(text=text, kind=TEXT))

    def _add(self, node: Node) -> None:
        node.parent = self._open[-1]
        self._nodes[-1].append(node)

    def _fill(self) -> None:
        """Give the element that closes its text or its children."""
        node, nodes = self._open.pop(), self._nodes.pop()
        if not self._exact:
            nodes = [child for child in nodes if child.kind in (ELEMENT, TEXT)]
        node.children = [child for child in nodes if child.kind == ELEMENT]
        texts = [child for child in nodes if child.kind == TEXT]
        if len(texts) == len(nodes):
            node.text = "".join(child.text for child in texts)
        elif len(node.children) < len(nodes) and (self._exact or any(not t.text.isspace() for t in texts)):
            node.content = nodes


def _split(tag: str, prefixes: dict[str, str]) -> tuple[str, str, str]:
    """``{namespace}name`` as prefix, namespace, name."""
    if not tag.startswith("{"):
        return "", "", tag
    namespace, _, name = tag[1:].partition("}")
    return prefixes.get(namespace, ""), namespace, name
