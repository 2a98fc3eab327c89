"""The pictures, recordings and films of a form's texts, by the id of the text and its language."""

import re

from kiosk.forms.loading.drafting import Draft
from kiosk.forms.node import Node

_NAMED = re.compile(r"\s*jr://(?:images|audio|video|file)/([^/\\\s][^/\\]{0,199}?)\s*")
_PICTURES = ("big-image", "image")


def read_media(text: Node, name: str, language: str, draft: Draft) -> None:
    """Keep the picture and the recording of one text in one language in the draft; tell of a film (decision 0021)."""
    given = {value.attributes.get("form", ""): value for value in text.children if value.name == "value"}
    if "video" in given and (film := _file(given["video"])):
        draft.warn(
            name.partition(":")[0],
            f"a film (“{film}”) cannot be shown here; put what it says into the label or the hint",
        )
    if "audio" in given and (recording := _file(given["audio"])):
        draft.recordings.setdefault(name, {})[language] = recording
    for form in _PICTURES:
        if form in given and (found := _file(given[form])):
            draft.media.setdefault(name, {})[language] = found
            return


def _file(value: Node) -> str:
    named = _NAMED.fullmatch(value.text_value())
    return named[1] if named else ""
