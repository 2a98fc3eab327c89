"""Every sentence of the language files is said or shown somewhere: none is left of what is gone (L3)."""

import ast
import re
import string
from pathlib import Path

from kiosk.language import Words

ROOT = Path(__file__).parents[2]
SOURCES = [file for folder in ("kiosk", "ui") for file in (ROOT / folder).rglob("*.py")]
ANY = r"([\w.-]+)"


def strings():
    """What stands in the sources: whole strings, and patterns of those that are put together (f"bar.{name}")."""
    whole, patterns = set(string.ascii_letters + string.digits), set()
    for node in (node for file in SOURCES for node in ast.walk(ast.parse(file.read_text("utf-8")))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(p.value) if isinstance(p, ast.Constant) else ANY for p in node.values]
            if re.match(r"\w+\\\.", parts[0]):
                patterns.add(re.compile("".join(parts)))
    return whole, patterns


def plain(key):
    """Without the form for one or a few, and the way of working that a hint is put for."""
    return re.sub(r"^speech\.(pad|touch)\.", "speech.", re.sub(r"_(one|few)$", "", key))


def test_every_sentence_is_asked_for_somewhere():
    """A key is a string of the sources, or is put together of a pattern and strings."""
    whole, patterns = strings()

    def asked_for(key):
        matches = (pattern.fullmatch(key) for pattern in patterns)
        return key in whole or any(match and whole.issuperset(match.groups()) for match in matches)

    assert [key for key in sorted(Words("en").keys) if not asked_for(key) and not asked_for(plain(key))] == []
