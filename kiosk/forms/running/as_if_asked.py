"""An answer to a question that is not asked yet: it waits, and reads as nothing, until the question is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.forms.node import Node
from kiosk.forms.running.instance import Instance


@contextmanager
def as_if_asked(node: Node, instance: Instance) -> Iterator[None]:
    """Meanwhile what waits for ``node`` can be read in it. Nothing follows from it."""
    if node not in instance.waiting:
        yield
        return
    node.text, node.relevant = instance.waiting[node], True
    try:
        yield
    finally:
        node.text, node.relevant = "", False
