"""``k:min`` and ``k:max`` of a repeat: the least and the most entries that a person may add."""

from kiosk.forms.loading.drafting import Draft
from kiosk.forms.node import Node

_LEAST, _MOST = "k:min", "k:max"
_WHOLE = (
    "the least and the most entries are whole numbers, such as 1 and 5: “{text}” is left out; write a number"
)
_CROSSED = (
    "the least entries ({least}) are more than the most ({most}), so neither is held; change one of them"
)
_COUNTED = "the form says how many entries there are, so k:min and k:max do nothing; take them out"


def read_least_most(node: Node, path: str, draft: Draft, *, open_ended: bool) -> tuple[int, int]:
    """The least and the most entries of a repeat; 0 for none of its own. What cannot be held is told."""
    written = {name: node.attributes.get(name, "").strip() for name in (_LEAST, _MOST)}
    if not any(written.values()):
        return 0, 0
    if not open_ended:
        draft.warn(path, _COUNTED)
        return 0, 0
    least, most = (_whole(text, path, draft) for text in written.values())
    if most and least > most:
        draft.warn(path, _CROSSED.format(least=least, most=most))
        return 0, 0
    return least, most


def _whole(text: str, path: str, draft: Draft) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 4:  # noqa: PLR2004 - no person adds so many
        return int(text)
    if text:
        draft.warn(path, _WHOLE.format(text=text[:40]))
    return 0
