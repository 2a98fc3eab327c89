"""A filling taken apart into plain values, and put together again as it was: what a draft keeps (kiosk/draft.py)."""
# ruff: noqa: SLF001  this alone takes a filling apart; the classes it knows from inside need no second way in

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kiosk.attachments.attachment import Attachment
from kiosk.forms.filling import Filling
from kiosk.forms.node import Node
from kiosk.forms.page import Raw
from kiosk.forms.problem import Problem
from kiosk.forms.running.instance import Instance
from kiosk.forms.tree import uncollected

Snapshot = dict[str, Any]
"""JSON values only. Nodes are told by their number, in document order."""

_Mark = Node | tuple[Node, str]


def take(filling: Filling) -> Snapshot:
    """All that :func:`restore` needs, save the files themselves. Changes nothing."""
    instance, adding = filling._instance, filling._adding
    at = {node: number for number, node in enumerate(_live(instance))}

    def marked(mark: _Mark) -> int | list[int | str] | None:
        node, path = mark if isinstance(mark, tuple) else (mark, "")
        if node not in at:  # it was taken out of the form
            return None
        return [at[node], path] if path else at[node]

    def pairs(found: Mapping[Any, Any], value: Callable[[Any], object]) -> list[list[object]]:
        return [[marked(key), value(each)] for key, each in found.items() if marked(key) is not None]

    def all_of(found: Iterable[Any]) -> list[object]:
        return [number for mark in found if (number := marked(mark)) is not None]

    checked = filling._checked
    return {
        "tree": _tree(instance.host.root.element, instance),
        "hidden": all_of(node for node in instance._hidden if node is not None),
        "off": all_of(instance._off),
        "kept": pairs(instance.waiting, str),
        "missed": pairs(instance._missed, sorted),
        "began_empty": all_of(instance._empty),
        "raw": pairs(filling._raw, lambda raw: raw if isinstance(raw, str) else list(raw)),
        "wrong": pairs(filling._wrong, lambda wrong: [wrong.code, dict(wrong.params), wrong.message]),
        "checked": all_of(each for each in checked if isinstance(each, Node)),
        "checked_pages": sorted(each for each in checked if isinstance(each, str)),
        "files": pairs(filling._attached._kept, lambda given: given.name),
        "passed": all_of(adding.passed),
        "pending": pairs(adding._pending, at.get),
        "ended": all_of(adding._ended),
        "removed": pairs(adding._removed, list),
        "sure": dict(adding._sure),
        "orders": pairs(filling._questions._choosing._orders, dict),
    }


def files(filling: Filling) -> tuple[Attachment, ...]:
    """Every file that was given, also those that are not asked at present."""
    return tuple(filling._attached._kept.values())


def restore(filling: Filling, snapshot: Mapping[str, Any], given: Mapping[str, Attachment]) -> None:
    """Put into a new filling of the same form what :func:`take` took; ``given`` are the files, by their names.

    Nothing is calculated anew: what was drawn once, or at random, is what it was. Raises ValueError, KeyError,
    IndexError or TypeError when the snapshot is of another form; then the filling is of no use.
    """
    with uncollected():
        _grow(filling, snapshot["tree"])
    instance, adding = filling._instance, filling._adding
    nodes = _live(instance)
    for node, (name, text, attributes, _) in zip(nodes, _flat(snapshot["tree"]), strict=True):
        if node.qualified_name != name:
            raise ValueError(f"this form has no {name} there")
        node.text, node.attributes = text, dict(attributes)

    def mark(number: Any) -> Any:
        return (nodes[number[0]], number[1]) if isinstance(number, list) else nodes[number]

    def pairs(name: str, value: Callable[[Any], Any]) -> dict[Any, Any]:
        return {mark(number): value(each) for number, each in snapshot[name]}

    _settled(instance)
    instance._hidden = {mark(number) for number in snapshot["hidden"]}
    for node in nodes:
        node.relevant = node not in instance._hidden
    instance._off = {mark(number) for number in snapshot["off"]}
    instance.waiting = pairs("kept", str)
    instance._missed = pairs("missed", set)
    instance._empty = {mark(number) for number in snapshot["began_empty"]}
    filling._raw = pairs("raw", _raw)
    filling._wrong = pairs("wrong", lambda wrong: Problem(*wrong))
    filling._checked = {*(mark(number) for number in snapshot["checked"]), *snapshot["checked_pages"]}
    filling._attached._kept = pairs("files", lambda name: given[name])
    adding.passed = {mark(number) for number in snapshot["passed"]}
    adding._pending = pairs("pending", mark)
    adding._ended = {mark(number) for number in snapshot["ended"]}
    adding._removed = pairs("removed", tuple)
    adding._sure = dict(snapshot["sure"])
    filling._questions._choosing._orders = pairs("orders", dict)
    filling._outlined = -1


def _live(instance: Instance) -> list[Node]:
    """The nodes that the form knows: not what only the end of filling adds (writing.finish)."""
    return [node for node in instance.host.root.element.walk() if node in instance._paths]


def _tree(node: Node, instance: Instance) -> list[object]:
    inside = [_tree(child, instance) for child in node.children if child in instance._paths]
    return [node.qualified_name, node.text, dict(node.attributes), inside]


def _flat(tree: list[Any]) -> list[list[Any]]:
    return [tree, *(each for child in tree[3] for each in _flat(child))]


def _grow(filling: Filling, tree: list[Any]) -> None:
    """Give each repeat as many entries as it had, from the outermost in."""
    instance = filling._instance
    waiting = [(instance.host.root.element, tree)]
    while waiting:
        node, (_, _, _, inside) = waiting.pop()
        path = instance.path(node)
        for repeat in filling.form.repeats.values():
            above, _, name = repeat.path.rpartition("/")
            if above != path:
                continue
            wanted = sum(child[0] == name for child in inside)
            filling._budget.refill()
            instance._cut(repeat, node, wanted)
            for _ in range(wanted - len(instance.entries(repeat, node))):
                instance._insert(repeat, node)
        waiting += zip((child for child in node.children if child in instance._paths), inside, strict=True)


def _settled(instance: Instance) -> None:
    """Every value is the snapshot's: nothing is left to work out, and no entry waits to come back."""
    instance._waiting.clear()
    instance._dirty.clear()
    instance._fired.clear()
    instance._spare.clear()


def _raw(raw: Any) -> Raw:
    return raw if isinstance(raw, str) else tuple(raw)
