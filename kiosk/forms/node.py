"""The tree that expressions read and answers are written into: XML, without the parts forms never use."""

from collections.abc import Iterator

# Levels of elements: far more than a form needs, few enough for plain recursion.
MAX_DEPTH = 200

XHTML = "http://www.w3.org/1999/xhtml"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

DOCUMENT, ELEMENT, TEXT, COMMENT, INSTRUCTION, ATTRIBUTE, NAMESPACE = (
    "document",
    "element",
    "text",
    "comment",
    "processing-instruction",
    "attribute",
    "namespace",
)
_NO_NODES: list["Node"] = []
"""What every leaf has as its children. Never changed."""


class Node:
    """One node. Use `text` and `children` for a form's instance; the rest serves the expressions.

    ``text`` is the value of a leaf; write it freely. ``children`` holds the element children in order:
    change it only through append, insert and remove, which keep the indexes right. ``content`` is None
    unless text, comments or instructions stand beside elements; then it holds every child in order, text
    nodes too. ``relevant`` is set by the runtime: a node that is not relevant is left out of every node-set,
    so it reads as "". ``declares`` maps the prefixes declared on this element to their namespaces.
    """

    __slots__ = (
        "_index",
        "_views",
        "attributes",
        "children",
        "content",
        "declares",
        "kind",
        "name",
        "namespace",
        "order",
        "parent",
        "prefix",
        "relevant",
        "text",
    )

    def __init__(
        self,
        name: str = "",
        text: str = "",
        *,
        prefix: str = "",
        namespace: str = "",
        kind: str = ELEMENT,
        attributes: dict[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.prefix = prefix
        self.namespace = namespace
        self.text = text
        self.attributes: dict[str, str] = {} if attributes is None else attributes
        self.children: list[Node] = _NO_NODES
        self.content: list[Node] | None = None
        self.parent: Node | None = None
        self.declares: dict[str, str] | None = None
        self.relevant = True
        self.order = -1.0
        self._index: dict[str, list[Node]] | None = None
        self._views: dict[str, Node] | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.path()}>"

    # Names

    @property
    def qualified_name(self) -> str:
        """The name as written, with its prefix."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    @property
    def key(self) -> str:
        """What `named` finds this element by: an XHTML element is never meant by a name without prefix."""
        if self.prefix:
            return f"{self.prefix}:{self.name}"
        return f"xhtml:{self.name}" if self.namespace == XHTML else self.name

    def named(self, key: str) -> list["Node"]:
        """The element children with this key, in order. Do not change the list.

        A name without prefix also finds ``orx:name``, when there is no plain ``name`` beside it: forms
        write ``/data/meta`` for both.
        """
        index = self._index
        if index is None:
            index = {}
            for child in self.children:
                index.setdefault(child.key, []).append(child)
            for child in self.children:
                if child.prefix and child.namespace != XHTML and index.get(child.name, [child])[0].prefix:
                    index.setdefault(child.name, []).append(child)
            self._index = index
        return index.get(key, _NO_NODES)

    def child(self, name: str) -> "Node | None":
        """The first element child with this local name, whatever its prefix."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def path(self) -> str:
        """The node's place, e.g. ``/data/person[2]/name``; an index only where siblings share the name."""
        parts: list[str] = []
        node: Node | None = self
        while node is not None and node.kind != DOCUMENT:
            parts.append(node.path_step())
            node = node.parent
        return "/" + "/".join(reversed(parts))

    def path_step(self) -> str:
        """The last part of `path`."""
        if self.kind == ATTRIBUTE:
            return f"@{self.qualified_name}"
        if self.kind != ELEMENT:
            return f"{self.kind}()"
        alike = self.parent.named(self.key) if self.parent is not None else []
        return f"{self.qualified_name}[{alike.index(self) + 1}]" if len(alike) > 1 else self.qualified_name

    # Shape

    @property
    def top(self) -> "Node":
        """The node that has no parent: the document, or a detached element."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    @property
    def element(self) -> "Node":
        """The root element of a document node (an element answers itself)."""
        return self.children[0] if self.kind == DOCUMENT else self

    def append(self, child: "Node") -> None:
        """Add an element (or, in mixed content, any node) as the last child."""
        self.insert(len(self.children), child)

    def insert(self, index: int, child: "Node") -> None:
        """Add an element so that it becomes ``children[index]``."""
        if self.content is not None:
            before = self.children[index] if index < len(self.children) else None
            place = self.content.index(before) if before is not None else len(self.content)
            self.content.insert(place, child)
        if child.kind == ELEMENT:
            if self.children is _NO_NODES:
                self.children = []
            self.children.insert(index, child)
        child.parent = self
        self._changed()

    def remove(self, child: "Node") -> None:
        """Take an element out."""
        self.children.remove(child)
        if self.content is not None:
            self.content.remove(child)
        child.parent = None
        self._changed()

    def _changed(self) -> None:
        self._index = None
        self.top.order = -1.0

    def copy(self) -> "Node":
        """A deep copy with no parent; every node of it is relevant."""
        twin = Node(
            self.name,
            self.text,
            prefix=self.prefix,
            namespace=self.namespace,
            kind=self.kind,
            attributes=dict(self.attributes),
        )
        twin.declares = dict(self.declares) if self.declares else None
        twins: dict[int, Node] = {}
        for child in self.child_nodes() if self.content is not None else self.children:
            twins[id(child)] = made = child.copy()
            made.parent = twin
        if self.children:
            twin.children = [twins[id(child)] for child in self.children]
        if self.content is not None:
            twin.content = [twins[id(child)] for child in self.content]
        return twin

    def walk(self) -> Iterator["Node"]:
        """The element itself and every element below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    # Values

    def text_value(self) -> str:
        """The text of the node and of everything below it, as XPath's string()."""
        return "".join(self.text_parts())

    def text_parts(self) -> list[str]:
        """What text_value joins: an entry a node ("" where it has children), so that work can be counted."""
        if not self.children and self.content is None:
            return [self.text]
        parts: list[str] = []
        stack = [self]
        while stack:
            node = stack.pop()
            below = (
                node.children
                if node.content is None
                else [n for n in node.content if n.kind in (ELEMENT, TEXT)]
            )
            parts.append("" if below else node.text)
            stack.extend(reversed(below))
        return parts

    # Views for the axes: nodes that are stored as plain values until somebody asks for them

    def child_nodes(self) -> list["Node"]:
        """Every child, text included. Do not change the list."""
        if self.content is not None:
            return self.content
        if self.children:
            return self.children
        if self.text and self.kind == ELEMENT:
            return [self._view("#text", TEXT, self.text)]
        return _NO_NODES

    def attribute_nodes(self) -> list["Node"]:
        """The attributes as nodes, in the order written."""
        return [self._view(name, ATTRIBUTE, value) for name, value in self.attributes.items()]

    def attribute_node(self, name: str) -> "Node | None":
        """One attribute as a node; ``name`` with its prefix."""
        value = self.attributes.get(name)
        return None if value is None else self._view(name, ATTRIBUTE, value)

    def namespace_nodes(self) -> list["Node"]:
        """The namespaces in scope as nodes."""
        return [self._view(f"#{prefix}", NAMESPACE, uri) for prefix, uri in self.in_scope().items()]

    def in_scope(self) -> dict[str, str]:
        """Prefix to namespace, for every declaration that holds here."""
        chain: list[dict[str, str]] = []
        node: Node | None = self
        while node is not None:
            if node.declares:
                chain.append(node.declares)
            node = node.parent
        found = {"xml": XML_NAMESPACE}
        for declared in reversed(chain):
            found.update(declared)
        return found

    def _view(self, key: str, kind: str, text: str) -> "Node":
        if self._views is None:
            self._views = {}
        view = self._views.get(key)
        if view is None:
            prefix, _, local = key.rpartition(":")
            name = key.removeprefix("#") if kind == NAMESPACE else "" if kind == TEXT else local
            namespace = self.in_scope().get(prefix, "") if prefix else ""
            view = Node(name, prefix=prefix, namespace=namespace, kind=kind)
            view.parent = self
            self._views[key] = view
        view.text = text
        return view


def document(element: Node) -> Node:
    """A document around a root element, so that ``/`` has somewhere to stand. Takes it from its parent."""
    if element.parent is not None:
        element.parent.remove(element)
    made = Node(kind=DOCUMENT)
    made.append(element)
    return made


def in_document_order(nodes: list[Node]) -> list[Node]:
    """Each node once, in document order; trees stay in the order in which they first appear."""
    distinct = list(dict.fromkeys(nodes))
    if len(distinct) < 2:  # noqa: PLR2004 - one node is in order
        return distinct
    tops: dict[int, int] = {}
    keyed: list[tuple[int, float, Node]] = []
    for node in distinct:
        top = node.top
        if top.order < 0:
            _number(top)
        tree = tops.setdefault(id(top), len(tops))
        keyed.append((tree, _order(node), node))
    keyed.sort(key=lambda item: item[:2])
    return [node for _, _, node in keyed]


def _order(node: Node) -> float:
    if node.kind == ATTRIBUTE and node.parent is not None:
        return node.parent.order + 0.5 + list(node.parent.attributes).index(node.qualified_name) / 65536
    if node.kind == NAMESPACE and node.parent is not None:
        return node.parent.order + list(node.parent.in_scope()).index(node.name) / 65536
    if node.order < 0 and node.parent is not None:
        return node.parent.order + 0.75
    return node.order


def _number(top: Node) -> None:
    stack = [top]
    order = 0.0
    while stack:
        node = stack.pop()
        node.order = order
        order += 1
        stack.extend(reversed(node.content if node.content is not None else node.children))
