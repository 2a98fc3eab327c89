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

from defusedxml.minidom import parseString

from kiosk.errors import HandrailError
from kiosk.forms.node import XHTML, Node
from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it

PHOENIX = timezone(timedelta(hours=-7))
CLOSE = 1e-9

# Cases that we answer otherwise on purpose: what to find in "file | expression", and the reason.
DECIDED = (
    (r"self::node\(\)", "recorded on a node outside of the document, which the file cannot hold"),
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


class Places:
    """The nodes of a document by the paths of the cases, which count the nodes of a DOM.

    A DOM has a node for the document type, and CDATA sections apart from the text around them; XPath's data model
    (XPath 1.0, 5 and 5.7) has none for the one, and one text node for the other.
    """

    def __init__(self, xml: str) -> None:
        self.document = parse_tree(xml, exact=True)
        self._dom: Any = parseString(xml)
        self._ours: dict[int, Node] = {}
        self._pair(self._dom, self.document)

    def _pair(self, dom: Any, ours: Node) -> None:
        self._ours[id(dom)] = ours
        children = [child for child in dom.childNodes if child.nodeType != dom.DOCUMENT_TYPE_NODE]
        text = (dom.TEXT_NODE, dom.CDATA_SECTION_NODE)
        nodes = iter(ours.child_nodes())
        for before, child in zip([None, *children], children, strict=False):
            if before is not None and before.nodeType in text and child.nodeType in text:
                self._ours[id(child)] = self._ours[id(before)]
            else:
                self._pair(child, next(nodes))

    def at(self, path: list[Any] | None) -> Node | None:
        """The node at a path; None for what XPath has no node for."""
        dom = self._dom
        attribute = ""
        for step in path or []:
            if not isinstance(step, str):
                dom = dom.childNodes[step]
            elif step.startswith("@"):
                attribute = step[1:]
            else:
                raise LookupError(step)
        found = self._ours.get(id(dom))
        return found.attribute_node(attribute) if attribute and found else found

    def is_doctype(self, path: list[Any]) -> bool:
        """Whether a path leads to the document type."""
        return len(path) == 1 and self._dom.childNodes[path[0]].nodeType == self._dom.DOCUMENT_TYPE_NODE


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


def host_of(case: dict[str, Any], places: Places, zone_now: datetime) -> Host:
    """What the case's expression sees."""
    document = places.document
    instances = {
        node.attributes["id"]: node
        for node in document.walk()
        if node.name == "instance" and "id" in node.attributes
    }
    texts = itext_of(document, case.get("lang"))
    rng = random.Random(1)
    return Host(
        root=places.at(case.get("root")) or document,
        now=lambda: zone_now,
        random=rng,
        new_id=lambda: str(uuid.uuid4()),
        instances=instances,
        itext=lambda key: texts.get(key, ""),
    )


def answer(case: dict[str, Any], zone_now: datetime) -> tuple[Any, Any]:
    """What our engine makes of the case, and what is expected, in the same form."""
    places = Places((case["xml"] or "<root/>").strip())
    document = places.document
    declared: dict[str, str] = dict(PREFIXES)
    for node in document.walk():
        declared.update({prefix: uri for prefix, uri in (node.declares or {}).items() if prefix})
    node = places.at(case["ctx"] if case["ctx"] is not None else case.get("root")) or document
    if case["ctx"] is None and case["expr"].startswith("indexed-repeat(./"):
        node = node.children[
            0
        ]  # recorded without its context, which its own suite takes to be the form's data
    context = Context(node, host_of(case, places, zone_now))
    expression = compile(case["expr"], declared, strict=False)
    kind, expected = case["kind"], case["expected"]
    if kind == "boolean":
        return expression.boolean(context), expected
    if kind in ("number", "numberrounded"):
        return expression.number(context), expected
    if kind.startswith("nodeset"):
        wanted = [places.at(path) or "no such node" for path in expected]
        # A document type is no node of XPath.
        wanted = [node for node, path in zip(wanted, expected, strict=True) if not places.is_doctype(path)]
        return expression.nodes(context), list(dict.fromkeys(wanted))
    text = expression.string(context)
    return len(text) if kind == "stringlength" else text, expected


def agrees(kind: str, expected: Any, got: Any) -> bool:
    """Whether the answer is the expected one."""
    if kind in ("number", "numberrounded"):
        return same_number(expected, got)
    if kind == "match":
        return bool(re.search(expected["regex"] if isinstance(expected, dict) else expected, got))
    if kind == "nodeset_unordered":
        return {id(node) for node in expected} == {id(node) for node in got}
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
        got, expected = answer({**case, "kind": "string"} if throws else case, zone_now)
    except (HandrailError, LookupError) as error:
        return throws, f"{type(error).__name__}: {error}"
    return (False, got) if throws else (agrees(case["kind"], expected, got), got)


def named(case: dict[str, Any]) -> str:
    """The case as docs/xforms-differences.md names it."""
    return f"{case['file']} | {case['expr']}"


def reason_for(case: dict[str, Any]) -> str:
    """Why we answer the case otherwise; "" when we have no reason."""
    text = named(case)
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
