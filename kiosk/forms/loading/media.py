"""The pictures, recordings and films of a form's texts, by the id of the text and its language."""

import re

from kiosk.forms.loading.drafting import Draft
from kiosk.forms.node import Node

_NAMED = re.compile(r"\s*jr://(?:images|audio|video|file)/([^/\\\s][^/\\]{0,199}?)\s*")
_PICTURES = ("big-image", "image")
_UNPLAYED = {"audio": "a recording", "video": "a film"}


def read_media(text: Node, name: str, language: str, draft: Draft) -> None:
    """Keep the picture of one text in one language in ``draft.media``; tell of what the kiosk cannot play."""
    given = {value.attributes.get("form", ""): value for value in text.children if value.name == "value"}
    for form, what in _UNPLAYED.items():
        if form in given and (found := _file(given[form])):
            draft.warn(
                name.partition(":")[0],
                f"{what} (“{found}”) cannot be played here; the voice reads the label instead",
            )
    for form in _PICTURES:
        if form in given and (found := _file(given[form])):
            draft.media.setdefault(name, {})[language] = found
            return


def _file(value: Node) -> str:
    named = _NAMED.fullmatch(value.text_value())
    return named[1] if named else ""
