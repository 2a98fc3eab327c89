"""What a form asks of the device that a kiosk does not give: told to the author, never dropped in silence."""

from collections.abc import Mapping

from kiosk.forms.form import Bind
from kiosk.forms.loading.drafting import Draft
from kiosk.forms.node import Node

_ACTIONS = {
    "setgeopoint": "the kiosk does not record where it stands; this stays blank",
    "recordaudio": "nothing is recorded while a form is filled in; this stays blank",
}
_LOG = "/meta/audit"
_PROPERTY = "property:"


def tell_unused(model: Node, body: Node | None, binds: Mapping[str, Bind], draft: Draft) -> None:
    """Warn of places, recordings, logs and properties of a telephone that stay blank here."""
    for node in [*model.children, *(body.walk() if body else ())]:
        if node.name in _ACTIONS:
            draft.warn(node.attributes.get("ref", "/model"), _ACTIONS[node.name])
    for path in binds:
        if path.endswith(_LOG):
            draft.warn(path, "no log is kept of how a form is filled in; this stays blank")
    blank = [path for path, bind in binds.items() if bind.preload.startswith(_PROPERTY)]
    if blank:
        named = sorted({binds[path].preload.removeprefix(_PROPERTY) for path in blank})
        draft.warn(", ".join(blank[:3]), f"a kiosk has no {', '.join(named)}; this stays blank")
