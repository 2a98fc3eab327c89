"""A second client of the forms engine, for tests: it fills a form in as a person would, in one readable line.

scenario(question("age", type="int")).answer("age", 17).next()
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from kiosk.forms.filling import Filling
from kiosk.forms.form import Form
from kiosk.forms.page import Page, Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.xform import load

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
_NAMESPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:odk="http://www.opendatakit.org/xforms" xmlns:k="https://example.org/k"'
)


def xform(
    nodes: str, binds: str = "", body: str = "", *, model: str = "", root: str = 'id="test" version="3"'
) -> bytes:
    """An XForm from its parts: the nodes under /data, the binds, the body, and more of the model."""
    return (
        f"<h:html {_NAMESPACES}><h:head><h:title>Test form</h:title><model><instance><data {root}>{nodes}"
        f"<meta><instanceID/></meta></data></instance>{model}{binds}</model></h:head>"
        f"<h:body>{body}</h:body></h:html>"
    ).encode("utf-8", "surrogatepass")


def bind(path: str, **attributes: str) -> str:
    """A bind; ``_`` in a name stands for ``:``."""
    given = "".join(f" {name.replace('_', ':')}={quoteattr(value)}" for name, value in attributes.items())
    return f"<bind nodeset={quoteattr(path)}{given}/>"


def ask(path: str, label: str = "", *, tag: str = "input", inside: str = "", **attributes: str) -> str:
    """A question of the body."""
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    label = f"<label>{escape(label)}</label>" if label else ""
    return f"<{tag} ref={quoteattr(path)}{given}>{label}{inside}</{tag}>"


def items(*values: str) -> str:
    """Choices whose label is their value with a capital."""
    return "".join(f"<item><label>{v.capitalize()}</label><value>{v}</value></item>" for v in values)


def flat(**binds: Mapping[str, str] | str) -> bytes:
    """A form of one page a question: ``flat(age="int", name={"required": "true()"})``."""
    given = {name: {"type": b} if isinstance(b, str) else dict(b) for name, b in binds.items()}
    return xform(
        "".join(f"<{name}/>" for name in given),
        "".join(bind(f"/data/{name}", **attributes) for name, attributes in given.items()),
        "".join(ask(f"/data/{name}", name.capitalize()) for name in given),
    )


class Ids:
    """uuid4 texts that count up."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"00000000-0000-4000-8000-{self.made:012}"


class Scenario:
    """One person at one form."""

    def __init__(self, form: Form, language: str = "", seed: int = 1) -> None:
        self.form = form
        self.filling = Filling(
            form,
            language=language or form.default_language,
            now=lambda: NOW,
            random=Random(seed),
            new_id=Ids(),
        )
        self.key = self.filling.next_key(None)
        self.last: Problem | None = None

    @property
    def page(self) -> Page:
        """What is on screen."""
        assert self.key is not None, "the form is at its end"
        return self.filling.page(self.key)

    def question(self, name: str) -> Question:
        """The question on any page now whose path ends with ``name``."""
        for key in self.filling.page_keys():
            for each in self.filling.page(key).questions:
                if each.path == name or each.path.endswith("/" + name):
                    return each
        raise AssertionError(f"{name} is not asked now")

    def asks(self) -> list[str]:
        """The last names of all questions asked now, in order."""
        questions = [q for key in self.filling.page_keys() for q in self.filling.page(key).questions]
        return [question.path.removeprefix("/data/") for question in questions]

    def answer(self, name: str, raw: Raw | int) -> "Scenario":
        """Answer the question whose path ends with ``name``."""
        given = str(raw) if isinstance(raw, int) else raw
        self.last = self.filling.answer(self.question(name).path, given)
        return self

    def another(self, repeat: str) -> "Scenario":
        """Continue on every page, then Yes to one more entry of the repeat whose path ends so."""
        for key in self.filling.page_keys():
            self.filling.check(key)
        return self.answer(f"{repeat}/@more", "yes")

    def next(self) -> "Scenario":
        """Continue: stays when the page has a problem."""
        if self.key is not None and not self.filling.check(self.key):
            self.key = self.filling.next_key(self.key)
        return self

    def back(self) -> "Scenario":
        """Back."""
        self.key = self.filling.previous_key(self.key)
        return self

    def problem(self, name: str) -> Problem | None:
        """The problem that Continue would show for a question."""
        for key in self.filling.page_keys():
            for question, problem in self.filling.check(key):
                if question.path.endswith("/" + name):
                    return problem
        return None

    def sent(self) -> ET.Element:
        """The submission, read back."""
        return ET.fromstring(self.filling.instance())

    def value(self, path: str) -> str | None:
        """The text at a path of the submission (below the root); None when it is left out."""
        found = self.sent().find(path)
        return None if found is None else found.text or ""


def scenario(
    source: bytes, language: str = "", media: Mapping[str, bytes] | None = None, seed: int = 1
) -> Scenario:
    """Load a form and begin to fill it in."""
    return Scenario(load(source, media or {}), language, seed)
