"""What the parts of the loader share while one form is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.errors import ExpressionError, FormError
from kiosk.forms.node import ELEMENT, TEXT, Node
from kiosk.forms.wording import Template, Text, literal, template
from kiosk.forms.xpath import Expression
from kiosk.forms.xpath import compile as compile_expression

_ITEXT = re.compile(r"""\s*jr:itext\(\s*(['"])(.*?)\1\s*\)\s*""", re.DOTALL)
_PREDICATE = re.compile(r"\[[^\[\]]*\]")
_PLAIN = re.compile(r"(?:/[^\W\d][\w.\-·:]*)+")
_STEP = re.compile(r"@?[\w.\-·:]+")
MOST = {
    "characters of expressions": 400_000,
    "characters of words": 2_000_000,
    "questions": 20_000,
    "written choices": 40_000,
    "translated texts": 60_000,
    "actions": 5_000,
}
"""What a form may have; the largest real one has a tenth of it. Reading all of it takes less than two seconds."""


@dataclass
class Draft:
    """One form being read. ``paths`` are its nodes without positions; ``warnings`` grows as it is read.

    ``own`` is the id of the instance of the answers, if it has one.
    ``queried`` are the lists that select_one_external asks, ``missing`` the files that are needed and not there.
    """

    namespaces: Mapping[str, str]
    root: str = ""
    own: str | None = None
    paths: frozenset[str] = frozenset()
    repeats: frozenset[str] = frozenset()
    itext: dict[str, Text] = field(default_factory=dict)
    guidance: dict[str, Text] = field(default_factory=dict)
    media: dict[str, dict[str, str]] = field(default_factory=dict)
    recordings: dict[str, dict[str, str]] = field(default_factory=dict)
    expressions: list[Expression] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    compiled: dict[str, Expression] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)
    queried: set[str] = field(default_factory=set)
    missing: dict[str, None] = field(default_factory=dict)

    def warn(self, where: str, sentence: str) -> None:
        """Tell the author something that does not stop the form."""
        self.warnings[f"{where}: {sentence}"] = None

    def spend(self, what: str, amount: int, where: str) -> None:
        """Count what takes time to read. Raises FormError when the form has more of it than any real one."""
        self.spent[what] = self.spent.get(what, 0) + amount
        if self.spent[what] > MOST[what]:
            raise FormError(f"the form has too many {what} ({MOST[what]:,} at most); split it", where)

    def expression(self, source: str, where: str) -> Expression:
        """A compiled expression. Raises FormError that names ``where``."""
        made = self.compiled.get(source)
        if made is None:
            self.spend("characters of expressions", len(source), where)
            try:
                made = self.compiled[source] = compile_expression(source, self.namespaces)
            except ExpressionError as error:
                raise ExpressionError(error.reason, error.source, error.at, where) from error
        self.expressions.append(made)
        return made

    def reference(self, source: str, base: str, where: str) -> str:
        """The path without positions that a ref means, from ``base``. Raises FormError for no plain path."""
        text = source.strip()
        if _PLAIN.fullmatch(text):
            return text
        while _PREDICATE.search(text):
            text = _PREDICATE.sub("", text)
        text = text.removeprefix("current()/")
        steps = [step.strip() for step in text.split("/")]
        found = [] if text.startswith("/") else base.strip("/").split("/")
        for step in steps:
            if step == "..":
                found = found[:-1]
            elif step not in ("", "."):
                if not _STEP.fullmatch(step):
                    raise FormError(
                        f"the ref '{source[:80]}' is no plain path to a node; write one like /data/age", where
                    )
                found.append(step)
        return "/" + "/".join(part for part in found if part)

    def parts(self, element: Node, where: str) -> list[str | Expression]:
        """The words and output values inside a label, hint or itext value."""
        if element.content is None and not element.children:
            self.spend("characters of words", len(element.text), where)
            return [element.text]
        made: list[str | Expression] = []
        for child in element.content if element.content is not None else element.children:
            if child.kind == TEXT:
                self.spend("characters of words", len(child.text), where)
                made.append(child.text)
            elif child.kind == ELEMENT and child.name == "output":
                source = child.attributes.get("value") or child.attributes.get("ref") or "''"
                if element.content is None and made:
                    made.append(" ")
                made.append(self.expression(source, where))
            elif child.kind == ELEMENT:
                made.extend(self.parts(child, where))
        return made

    def text(self, element: Node | None, where: str) -> Text | None:
        """The text of a label or hint element: from itext, from a node, or written inside; None when empty."""
        if element is None:
            return None
        ref = element.attributes.get("ref")
        if ref:
            return self.referred(ref, where)
        words: Template = template(self.parts(element, where))
        return Text(words) if words else None

    def referred(self, ref: str, where: str) -> Text | None:
        """The text that ``jr:itext('id')`` or another expression stands for."""
        found = _ITEXT.fullmatch(ref)
        if not found:
            return Text((self.expression(ref, where),))
        if found[2] not in self.itext and found[2] not in self.guidance:
            self.warn(
                where, f"the text '{found[2]}' is in no translation; add it, or the question has no words"
            )
        return self.itext.get(found[2])

    def message(self, element: Node, name: str, where: str) -> Text | None:
        """The words of ``jr:constraintMsg`` and the like."""
        source = element.attributes.get(name, "").strip()
        if not source:
            return None
        return self.referred(source, where) if _ITEXT.fullmatch(source) else literal(source)


def itext_id(ref: str) -> str:
    """The id in ``jr:itext('id')``, or ""."""
    found = _ITEXT.fullmatch(ref)
    return found[2] if found else ""


def path_of(node: Node) -> str:
    """The path of an element without positions."""
    steps: list[str] = []
    at: Node | None = node
    while at is not None and at.kind == ELEMENT:
        steps.append(at.qualified_name)
        at = at.parent
    return "/" + "/".join(reversed(steps))


def constant(expression: Expression | None) -> bool | None:
    """The truth of an expression that is ``true()`` or ``false()``; None of any other."""
    source = expression.source.replace(" ", "") if expression else "false()"
    return {"true()": True, "false()": False}.get(source)
