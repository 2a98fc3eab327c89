"""``k:once`` on a question: what it asks for, by a name that all forms share, so that it is told once in a visit.

The names are those of HTML's ``autocomplete``, which authors know from GOV.UK, and ``nino``, which HTML has not.
"""

from kiosk.forms.loading.drafting import Draft
from kiosk.forms.node import Node

_ATTRIBUTE = "k:once"
_TEXTS = (
    "name",
    "honorific-prefix",
    "given-name",
    "additional-name",
    "family-name",
    "street-address",
    "address-line1",
    "address-line2",
    "address-line3",
    "address-level1",
    "address-level2",
    "postal-code",
    "tel",
    "email",
    "nino",
)
NAMES = {**dict.fromkeys(_TEXTS, "text"), "bday": "date"}
"""The type of question that each is for."""


def read_once(node: Node, kind: str, path: str, draft: Draft) -> str:
    """The name on a question of type ``kind``; "" for none, and for one that cannot hold: its author is told."""
    name = node.attributes.get(_ATTRIBUTE, "").strip()
    if not name:
        return ""
    if name not in NAMES:
        told = f"k:once has no name “{name[:40]}”; write one such as “postal-code”"
    elif kind != NAMES[name]:
        told = (
            f"“{name}” in k:once is for questions of the type {NAMES[name]}; take it out or change the type"
        )
    elif any(path.startswith(f"{repeat}/") for repeat in draft.repeats):
        told = "k:once is for what is asked once, and this question stands in a repeat; take it out"
    else:
        return name
    draft.warn(path, told)
    return ""
