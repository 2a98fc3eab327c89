"""docs/threat-model.md is true as far as it names tests: each is there, and no line is without one."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ACTORS = ("stolen kiosk", "hostile form", "USB", "network", "Bundles", "volunteer", "shoulder", "insider")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def lines():
    """(threat, what holds it, test) of every table."""
    rows = [row for row in PAGE.splitlines() if row.startswith("|") and not row.startswith("|---")]
    cells = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]
    return [row for row in cells if row != ("threat", "what holds it", "test")]


@cache
def names_in(file):
    path = ROOT / file
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_actor_has_a_table():
    headings = re.findall(r"(?m)^## (.*)$", PAGE)
    assert [actor for actor in ACTORS if not any(actor in heading for heading in headings)] == []


def test_every_line_names_a_test_or_says_that_it_is_not_held():
    assert len(lines()) > 60
    for threat, holds, test in lines():
        assert threat
        assert NAMED.search(test) or "**Not held**" in holds, threat


def test_every_test_that_is_named_is_there():
    assert [name for name in NAMED.findall(PAGE) if name[1] not in names_in(name[0])] == []
