"""``k:widget`` in the body of a form: it asks for what the appearance of that name does (docs/appearances.md)."""

from kiosk.forms.loading.drafting import Draft
from kiosk.forms.node import Node
from kiosk.forms.widgets import WIDGETS

_WIDGET, _APPEARANCE = "k:widget", "appearance"
_ELSEWHERE = {
    "masked",
    "autocomplete",
    "year",
    "month-year",
    "field-list",
    "hidden",
    "signature",
    "draw",
    "annotate",
}
"""Appearances that the kiosk knows and that are no line of WIDGETS."""


def take_widgets(body: Node, draft: Draft) -> None:
    """Add each ``k:widget`` to the appearance beside it. Tell the author of the names that mean nothing here."""
    if _WIDGET.partition(":")[0] not in draft.namespaces:
        return
    for node in body.walk():
        names = node.attributes.get(_WIDGET, "").split()
        if not names:
            continue
        known = [name for name in names if name in WIDGETS or name in _ELSEWHERE]
        node.attributes[_APPEARANCE] = " ".join([node.attributes.get(_APPEARANCE, ""), *known]).strip()
        for name in names:
            if name not in known:
                where = node.attributes.get("ref") or node.attributes.get("nodeset") or "/"
                told = f"there is no widget “{name[:40]}”, so the usual one is shown; write one such as “postcode”"
                draft.warn(where, told)
