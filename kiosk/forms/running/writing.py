"""The instance as OpenRosa XML: what ODK Central, Kobo and the council read."""

import re
from collections.abc import Callable
from datetime import datetime

from kiosk.forms.node import Node
from kiosk.forms.running.instance import Instance
from kiosk.forms.types.geopoint import COORDINATES

ORX = "http://openrosa.org/xforms"
OURS, OUR_PREFIX = "urn:handrail:submission", "handrail"
"""The namespace of what this kiosk adds to a submission."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_ESCAPE = re.compile('[&<>"\r]')


def finish(instance: Instance, new_id: Callable[[], str], now: datetime) -> None:
    """Set what only the end of filling can know: meta/instanceID, end times and calculated attributes."""
    root = instance.host.root.element
    _identify(root, new_id)
    for path, bind in instance.form.binds.items():
        owner, _, attribute = path.partition("/@")
        for node in instance.nodes(owner):
            if bind.preload == "timestamp:end":
                node.text = now.isoformat(timespec="milliseconds")
            elif attribute and bind.calculate:
                node.attributes[attribute] = instance.value(bind.calculate, node, path)


def _identify(root: Node, new_id: Callable[[], str]) -> None:
    """Make sure that meta/instanceID has a value (OpenRosa metadata schema)."""
    meta = root.child("meta")
    if meta is None:
        root.declares = {**(root.declares or {}), "orx": ORX}
        meta = Node("meta", prefix="orx", namespace=ORX)
        root.append(meta)
    found = meta.child("instanceID")
    if found is None:
        found = Node("instanceID", prefix=meta.prefix, namespace=meta.namespace)
        meta.append(found)
    found.text = found.text or f"uuid:{new_id()}"


def write(instance: Instance) -> bytes:
    """UTF-8 XML of the relevant nodes, in the order of the form. No answer can break it."""
    root = instance.host.root.element
    used = {node.prefix for node in root.walk()}
    used |= {name.partition(":")[0] for node in root.walk() for name in node.attributes if ":" in name}
    declared = {prefix: uri for prefix, uri in (root.declares or {}).items() if prefix in used or not prefix}
    words = _places_in_words(instance)
    if words:
        declared[OUR_PREFIX] = OURS
    parts: list[str] = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _element(root, declared, instance, words, parts)
    return "".join(parts).encode()


def _places_in_words(instance: Instance) -> set[Node]:
    """The geopoints that hold the name of a street: that must never be taken for a point (decision 0018)."""
    places = [path for path, bind in instance.form.binds.items() if bind.type == "geopoint"]
    found = (node for path in places for node in instance.nodes(path))
    return {node for node in found if node.text and not COORDINATES.fullmatch(node.text)}


def _element(
    node: Node, declared: dict[str, str], instance: Instance, words: set[Node], parts: list[str]
) -> None:
    names = [(f"xmlns:{prefix}" if prefix else "xmlns", uri) for prefix, uri in declared.items()]
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in [*names, *node.attributes.items()])
    if node in words:
        parts.append(f'<{node.qualified_name}{attributes} {OUR_PREFIX}:words="{escape(node.text)}"/>')
        return
    inner = [child for child in node.children if instance.relevant(child)]
    if not inner and not node.text:
        parts.append(f"<{node.qualified_name}{attributes}/>")
        return
    parts.append(f"<{node.qualified_name}{attributes}>")
    parts.append(escape(node.text) if not node.children else "")
    for child in inner:
        _element(child, child.declares or {}, instance, words, parts)
    parts.append(f"</{node.qualified_name}>")


def escape(text: str) -> str:
    """Text as XML character data or attribute value; characters that XML 1.0 cannot hold are dropped."""
    return _ESCAPE.sub(lambda found: _ENTITIES[found[0]], _NOT_XML.sub("", text))
