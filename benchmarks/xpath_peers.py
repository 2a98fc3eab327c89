"""How many of the recorded cases of other XPath engines ours answers the same.

Usage: xpath_peers.py FILE [--misses]

FILE is ../shared/peer/xpath_cases.json. Cases that must throw are counted apart. The last line is the figure.
"""

import json
import math
import random
import re
import sys
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kiosk.errors import HandrailError
from kiosk.forms.node import XHTML, Node
from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it

PHOENIX = timezone(timedelta(hours=-7))
CLOSE = 1e-9
PREFIXES = {
    "jr": "http://openrosa.org/javarosa",
    "xhtml": XHTML,
    "mathml": "http://www.w3.org/1998/Math/MathML",
}


def node_at(document: Node, path: list[Any] | None) -> Node:
    """The node that a path of child indexes leads to."""
    node = document
    for step in shifted(document, path or [], -1):
        found = node.attribute_node(step[1:]) if isinstance(step, str) else node.child_nodes()[step]
        if found is None:
            raise LookupError(step)
        node = found
    return node


def path_to(document: Node, node: Node) -> list[Any]:
    """The path of child indexes that leads to a node."""
    path: list[Any] = []
    while node.parent is not None:
        if node.kind == "attribute":
            path.append(f"@{node.qualified_name}")
        elif node.kind == "namespace":
            path.append(f"#{node.name}")
        else:
            path.append(node.parent.child_nodes().index(node))
        node = node.parent
    return shifted(document, path[::-1], 1)


def shifted(document: Node, path: list[Any], by: int) -> list[Any]:
    """A DOM counts the document type as a node; XPath has none."""
    return (
        [path[0] + by, *path[1:]]
        if path and document.text == "doctype" and isinstance(path[0], int)
        else path
    )


def itext_of(document: Node, language: str | None) -> dict[str, str]:
    """The texts of a form, by id."""
    translations = [node for node in document.walk() if node.name == "translation"]
    chosen = [node for node in translations if language and node.attributes.get("lang") == language]
    chosen = chosen or [node for node in translations if "default" in node.attributes] or translations
    return {
        text.attributes.get("id", ""): text.text_value().strip()
        for node in chosen[:1]
        for text in node.children
    }


def host_of(case: dict[str, Any], document: Node, zone_now: datetime) -> Host:
    """What the case's expression sees."""
    instances = {
        node.attributes["id"]: node
        for node in document.walk()
        if node.name == "instance" and "id" in node.attributes
    }
    texts = itext_of(document, case.get("lang"))
    rng = random.Random(1)
    return Host(
        root=node_at(document, case.get("root")),
        now=lambda: zone_now,
        random=rng,
        new_id=lambda: str(uuid.uuid4()),
        instances=instances,
        itext=lambda key: texts.get(key, ""),
    )


def answer(case: dict[str, Any], zone_now: datetime) -> Any:
    """What our engine makes of the case, in the form of its ``expected``."""
    document = parse_tree((case["xml"] or "<root/>").strip(), exact=True)
    document.text = "doctype" if "<!DOCTYPE" in (case["xml"] or "") else ""
    declared: dict[str, str] = dict(PREFIXES)
    for node in document.walk():
        declared.update({prefix: uri for prefix, uri in (node.declares or {}).items() if prefix})
    node = node_at(document, case["ctx"] if case["ctx"] is not None else case.get("root"))
    if case["ctx"] is None and case["expr"].startswith("indexed-repeat(./"):
        node = node.children[
            0
        ]  # recorded without its context, which its own suite takes to be the form's data
    context = Context(node, host_of(case, document, zone_now))
    expression = compile(case["expr"], declared)
    kind = case["kind"]
    if kind == "boolean":
        return expression.boolean(context)
    if kind in ("number", "numberrounded"):
        return expression.number(context)
    if kind.startswith("nodeset"):
        return [path_to(document, node) for node in expression.nodes(context)]
    if kind == "stringlength":
        return len(expression.string(context))
    return expression.string(context)


def agrees(case: dict[str, Any], got: Any) -> bool:
    """Whether the answer is the expected one."""
    kind, expected = case["kind"], case["expected"]
    if kind in ("number", "numberrounded"):
        return same_number(expected, got)
    if kind == "match":
        return bool(re.search(expected["regex"] if isinstance(expected, dict) else expected, got))
    if kind == "nodeset_unordered":
        return sorted(map(str, expected)) == sorted(map(str, got))
    if kind == "string" and isinstance(expected, int | float) and not isinstance(expected, bool):
        return bool(got == str(expected))
    return bool(expected == got)


def same_number(expected: Any, got: float) -> bool:
    """Numbers to the precision that the case states."""
    if isinstance(expected, dict) and "num" in expected:
        word = expected["num"]
        if word == "NaN":
            return math.isnan(got)
        wanted = float(word.replace("Infinity", "inf"))
        return got == wanted and math.copysign(1, got) == math.copysign(1, wanted)
    if isinstance(expected, dict):
        factor = expected["factor"]
        return not math.isnan(got) and abs(got - expected["value"]) <= 1 / factor
    return got == float(expected) or abs(got - float(expected)) < CLOSE


def run(case: dict[str, Any], zone_now: datetime) -> tuple[bool, Any]:
    """Whether the case agrees, and what came out."""
    throws = case["kind"] == "throws"
    try:
        got = answer({**case, "kind": "string"} if throws else case, zone_now)
    except (HandrailError, LookupError) as error:
        return throws, f"{type(error).__name__}: {error}"
    return (False, got) if throws else (agrees(case, got), got)


def clock_of(cases: list[dict[str, Any]]) -> datetime:
    """The day on which the cases were recorded: they hold it as the value of today()."""
    for case in cases:
        if case["expr"] == "today()" and case["kind"] == "string":
            return datetime.fromisoformat(f"{case['expected']}T13:41:58").replace(tzinfo=PHOENIX)
    return datetime.now(PHOENIX)


def main(arguments: list[str]) -> None:
    """Run every case of the file."""
    cases = json.loads(Path(arguments[0]).read_text())["cases"]
    zone_now = clock_of(cases)
    totals = {"value": [0, 0], "throws": [0, 0]}
    for case in cases:
        agreed, got = run(case, zone_now)
        group = totals["throws" if case["kind"] == "throws" else "value"]
        group[1] += 1
        group[0] += agreed
        if not agreed and "--misses" in arguments:
            print(
                f"{case['suite']} {case['file']} | {case['expr']} | {case['kind']} {case['expected']} | {got!r}"
            )
    print("throws cases: {}/{}".format(*totals["throws"]))
    passed, total = totals["value"]
    print(f"xpath_peers: {100 * passed / total:.1f}% ({passed}/{total})")


if __name__ == "__main__":
    main(sys.argv[1:])
