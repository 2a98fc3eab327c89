"""The primary instance: the empty answers, and for each repeat what a new entry looks like."""

import re
from dataclasses import dataclass

from kiosk.errors import FormError
from kiosk.forms.loading.drafting import Draft, path_of
from kiosk.forms.node import Node, document

CONTROLS = frozenset({"input", "secret", "select", "select1", "trigger", "range", "upload", "rank"})
"""The elements of the body that ask something."""

_NAME = re.compile(r"[^\W\d][\w.\-]*")
TEMPLATE = "jr:template"
MAX_NODES = 20_000
"""More nodes than any real form has (the largest of 690 has about 2,000)."""


@dataclass(frozen=True)
class Entry:
    """What a new entry of a repeat looks like, and the names of what stands before it."""

    template: Node
    before: frozenset[str]


def read_primary(model: Node) -> Node:
    """A document of the model's first instance, without mixed content. Raises FormError when there is none."""
    instance = model.child("instance")
    if instance is None or len(instance.children) != 1:
        raise FormError("the form has no instance with one root element; export it again", "/model/instance")
    declared = {key: uri for key, uri in instance.in_scope().items() if key not in ("", "xml")}
    root = instance.children[0]
    root.declares = {**declared, **(root.declares or {})}
    made = document(root.copy())
    for count, node in enumerate(made.element.walk()):
        if count > MAX_NODES:
            raise FormError(f"the form has more than {MAX_NODES} nodes; split it", path_of(made.element))
        node.content = None
        node.text = "" if node.children else node.text.strip()
    return made


def add_asked(primary: Node, body: Node | None, draft: Draft) -> None:
    """Make the node of a question that has none, where the group around it is there: no answer gets lost."""
    at = _by_path(primary)
    for control in body.walk() if body else ():
        path = control.attributes.get("ref", "").strip()
        around, _, name = path.rpartition("/")
        if control.name not in CONTROLS or path in at or not _NAME.fullmatch(name):
            continue
        groups = [node for node in at.get(around, ()) if node.children]
        made = [Node(name) for _ in groups]
        for group, node in zip(groups, made, strict=True):
            group.append(node)
        if made:
            at[path] = made
            draft.warn(
                path,
                "a question is about this node, but the form has no such node, so it was made; correct its ref",
            )


def _by_path(primary: Node) -> dict[str, list[Node]]:
    at: dict[str, list[Node]] = {}
    for node in primary.element.walk():
        at.setdefault(path_of(node), []).append(node)
    return at


def take_entries(primary: Node, repeats: frozenset[str]) -> dict[str, Entry]:
    """Each repeat's new entry; templates are taken out of ``primary`` and out of each other."""
    made: dict[str, Entry] = {}
    at = _by_path(primary)
    for path in sorted(repeats, key=lambda path: -path.count("/")):
        found = [node for node in at.get(path, ()) if node.parent is not None]
        if not found:
            continue
        marked = [node for node in found if TEMPLATE in node.attributes]
        template = (marked or found)[0].copy()
        made[path] = Entry(_stripped(template), _before(found[0]))
        for node in marked:
            if len(marked) < len(found) and _in_template(node):
                # A new outer entry begins as the first one did: with an inner entry.
                del node.attributes[TEMPLATE]
            elif node.parent is not None:
                node.parent.remove(node)
    return made


def _in_template(node: Node) -> bool:
    around = node.parent
    while around is not None and TEMPLATE not in around.attributes:
        around = around.parent
    return around is not None


def _before(node: Node) -> frozenset[str]:
    siblings = node.parent.children if node.parent else []
    return frozenset(sibling.qualified_name for sibling in siblings[: siblings.index(node)]) - {
        node.qualified_name
    }


def _stripped(template: Node) -> Node:
    for node in template.walk():
        node.attributes.pop(TEMPLATE, None)
    return template
