"""The choices of a question: written in the form, or taken from a list with a filter."""

import re

from kiosk.errors import FormError
from kiosk.forms.form import Item, Itemset
from kiosk.forms.loading.drafting import Draft, itext_id
from kiosk.forms.node import Node
from kiosk.forms.wording import literal

_INSTANCE = re.compile(r"""instance\(\s*['"]([^'"]+)['"]\s*\)""")
_WHOLE = re.compile(r"""\s*instance\(\s*['"]([^'"]+)['"]\s*\)/([\w.\-]+)/([\w.\-]+)\s*""")
_COLUMN = re.compile(r"[^\W\d][\w.\-]*")
_ID = re.compile(r"\s*jr:itext\(\s*([\w\-.:/]+)\s*\)\s*")


def read_choices(control: Node, path: str, draft: Draft) -> tuple[tuple[Item, ...], Itemset | None]:
    """The choices of a select: its items, or its itemset. Raises FormError when it has neither."""
    query = control.attributes.get("query", "").strip()
    if query:
        draft.queried.update(_INSTANCE.findall(query))
        name, label = (draft.expression(each, path) for each in ("name", "label"))
        return (), Itemset(draft.expression(query, path), name, label)
    holder = control.child("choices") or control
    draft.spend("written choices", len(holder.children), path)
    items = tuple(_item(node, path, draft) for node in holder.children if node.name == "item")
    itemset = holder.child("itemset")
    if itemset is None and not items:
        raise FormError("this question has no choices; add some", path)
    return items, _itemset(itemset, path, draft) if itemset else None


def _item(node: Node, path: str, draft: Draft) -> Item:
    value = node.child("value")
    text = value.text_value().strip() if value else ""
    if not text:
        raise FormError("a choice has no value; give it one", path)
    label = node.child("label")
    label_id = itext_id(label.attributes.get("ref", "")) if label else ""
    return Item(text, draft.text(label, path) or literal(text), label_id)


def _itemset(node: Node, path: str, draft: Draft) -> Itemset:
    nodeset = node.attributes.get("nodeset", "").strip()
    value, label = node.child("value"), node.child("label")
    if not nodeset or value is None or not value.attributes.get("ref"):
        raise FormError("the list of choices needs a nodeset and a value with a ref; add them", path)
    ref = label.attributes.get("ref", "") if label else value.attributes["ref"]
    ref = ref or value.attributes["ref"]
    by_id = _ID.fullmatch(ref)
    columns = (value.attributes["ref"].strip(), ref.strip())
    whole = _WHOLE.fullmatch(nodeset)
    return Itemset(
        draft.expression(nodeset, path),
        draft.expression(value.attributes["ref"], path),
        draft.expression(by_id[1] if by_id else ref, path),
        bool(by_id),
        columns if all(map(_COLUMN.fullmatch, columns)) else None,
        whole.groups() if whole else (),
    )
