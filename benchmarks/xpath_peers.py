"""How many of the recorded cases of other XPath engines ours answers the same.

    python -m benchmarks.xpath_peers FILE [--misses]

FILE is ../shared/peer/xpath_cases.json. Cases that must throw are counted apart. The last line is the figure.
"""

import json
import math
import random
import re
import sys
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kiosk.errors import HandrailError
from kiosk.forms.node import XHTML, Node
from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it

PHOENIX = timezone(timedelta(hours=-7))
CLOSE = 1e-9

# Cases that we answer otherwise on purpose: what to find in "file | expression", and the reason.
DECIDED = (
    (
        r"explode|substring\(\)",
        "an unknown function or a wrong count is found when compiling, even if never reached",
    ),
    (
        r"native/(axis|node-type|nodeset)\S+ \| (self|child|following|preceding|preceding-sibling)::",
        "the DOM has nodes \
that XPath's model has not: the document type, CDATA sections, detached nodes",
    ),
    (r"namespace::", "the peers have no namespace nodes; XPath 1.0 has"),
    (r"attributes\S+ \|\s+(4 \* )?\.\.", "recorded without its context"),
    (
        r"number\.test\S+ \| number\(\"",
        "Web Forms cuts a date's number to whole days, Enketo does not; we need the time",
    ),
    (r"(nonsense|invalid)'\)", "what is no date is blank, never the text 'Invalid Date'"),
    (r"format-date(-time)?\('\w{3} \w{3}", "JavaScript's own form of a date is no ISO date"),
    (r"once\(\. \* 10\)", "the peers disagree; NaN would be stored as blank, so it is blank"),
    (r"\"2018-06-25\" = ", "the peers disagree; two texts are compared as texts"),
    (r"regex\.\S+ \| regex\(", "a pattern must fit the whole answer, as in ODK Collect"),
    (
        r"geo\.test\S+ \| (area|distance|geofence)",
        "the peers disagree on bad points and on borders; a bad point gives NaN",
    ),
    (r"jr-itext\S+ \| jr:itext", "a translation is text, not nodes"),
    (r"randomize\(.*'a'\)", "a seed may be any text, as in later versions of ODK"),
)
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


def reason_for(case: dict[str, Any]) -> str:
    """Why we answer the case otherwise; "" when we have no reason."""
    text = f"{case['file']} | {case['expr']}"
    return next((reason for pattern, reason in DECIDED if re.search(pattern, text)), "")


def clock_of(cases: list[dict[str, Any]]) -> datetime:
    """The day on which the cases were recorded: they hold it as the value of today()."""
    for case in cases:
        if case["expr"] == "today()" and case["kind"] == "string":
            return datetime.fromisoformat(f"{case['expected']}T13:41:58").replace(tzinfo=PHOENIX)
    return datetime.now(PHOENIX)


@dataclass
class Tally:
    """How many cases of a kind agreed, and those that did not."""

    agreed: int = 0
    misses: list[tuple[dict[str, Any], Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.agreed + len(self.misses)


def tally(file: Path) -> tuple[Tally, Tally]:
    """Run every case of the file: the value cases, and those that must throw."""
    cases = json.loads(file.read_text())["cases"]
    zone_now = clock_of(cases)
    values, throws = Tally(), Tally()
    for case in cases:
        agreed, got = run(case, zone_now)
        group = throws if case["kind"] == "throws" else values
        if agreed:
            group.agreed += 1
        else:
            group.misses.append((case, got))
    return values, throws


def main(arguments: list[str]) -> None:
    """Print what the file's cases come to."""
    values, throws = tally(Path(arguments[0]))
    reasons: Counter[str] = Counter()
    for case, got in values.misses + throws.misses:
        reason = reason_for(case)
        reasons[reason or "NO REASON YET"] += 1
        if "--misses" in arguments:
            print(
                f"{case['suite']} {case['file']} | {case['expr']} | "
                f"{case['kind']} {case['expected']} | {got!r} | {reason}"
            )
    for reason, count in reasons.most_common():
        print(f"{count:4} {reason}")
    print(f"throws cases: {throws.agreed}/{throws.total}")
    print(f"xpath_peers: {100 * values.agreed / values.total:.1f}% ({values.agreed}/{values.total})")


if __name__ == "__main__":
    main(sys.argv[1:])
