"""Whether two wordings of a form differ in words alone, so that the answers to both are the same to the council."""

import re
from collections.abc import Iterator

from kiosk.authoring.comparing import WORDS, compare
from kiosk.authoring.telling import sentence
from kiosk.forms.form import Form
from kiosk.forms.node import Node
from kiosk.forms.tree import parse_tree

_SPEAKS = re.compile(r"(?:jr:)?(?:choice-name|itext)\s*\(")
_WORDS = frozenset({"label", "hint", "title"})
_MESSAGES = frozenset({"jr:requiredMsg", "jr:constraintMsg"})
_ABOUT_WORDS = frozenset({"easy_read", "easy_read_pictures", "example_answers", "pictures"})
"""Lists that say something of questions and choices, and that nothing asks."""


def differences(first: bytes, second: bytes, forms: tuple[Form, Form]) -> tuple[str, ...]:
    """What two wordings, as XForm XML and as ``forms`` loaded of it, differ in besides words; () when in nothing."""
    a, b = forms
    found = [sentence(one) for one in compare(a, b) if one.kind not in WORDS and one.what != "form_title"]
    if a.version != b.version:
        found.append(
            f"The form’s version is “{a.version}” in the first and “{b.version}” in the second: write the same in both."
        )
    said = (bind.path for form in forms for bind in form.binds.values() if bind.calculate is not None)
    for path in dict.fromkeys(said):
        rules = (form.binds[path].calculate for form in forms if path in form.binds)
        if any(rule is not None and _SPEAKS.search(rule.source) for rule in rules):
            name = path.rpartition("/")[2]
            found.append(f"“{name}” puts words of the form into the answers, and those differ: leave it out.")
    if not found and _bones(first) != _bones(second):
        found.append(
            "Something besides words differs, such as a default or a setting: make it the same in both."
        )
    return tuple(found)


def _bones(xml: bytes) -> list[object]:
    """All of a form that is not words, in order."""
    return list(_parts(parse_tree(xml).element))


def _parts(node: Node) -> Iterator[object]:
    yield (
        node.key,
        [(name, text) for name, text in sorted(node.attributes.items()) if name not in _MESSAGES],
        "" if node.children else " ".join(node.text.split()),
    )
    for child in node.children:
        if not _is_words(child):
            yield from _parts(child)
    yield "end"


def _is_words(node: Node) -> bool:
    return (
        node.name in _WORDS
        or node.name == "itext"
        or (node.name == "instance" and node.attributes.get("id", "") in _ABOUT_WORDS)
    )
