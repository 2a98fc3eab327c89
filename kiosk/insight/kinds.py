"""What pages are called, and which are alike: one to write on takes longer than one to choose on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.forms.form import Control, Element, Form, Group, Repeat, controls_in
from kiosk.forms.running.pages import MORE
from kiosk.forms.wording import Text

OURS = {
    "before": "Before you start",
    "decide": "Questions before the form",
    "again": "Answers to use again",
    "check": "Check your answers",
    "pay": "How to pay",
    "consent": "Agree and send",
    "sent": "Your reference",
}
"""The pages that are no questions; each is like those of the same name in other services."""

QUESTION = "a question"
"""The kind of a page of which nothing more is known."""

_MORE = "a page that asks for another"
_CHOSEN = frozenset({"select_one", "select_multiple", "rank", "boolean", "acknowledge"})


@dataclass(frozen=True)
class Known:
    """What a form says of one of its pages."""

    title: str
    kind: str


Pages = Mapping[tuple[str, str], Known]
"""By service and page; it need not have all of them, nor any."""


def kind_of(pages: Pages, service: str, page: str) -> str:
    """What it is like: a name of OURS, what the form says, or QUESTION."""
    if page in OURS:
        return page
    known = pages.get((service, page))
    return known.kind if known else QUESTION


def title_of(pages: Pages, service: str, page: str) -> str:
    """What to call it to people who know the form; the last part of its name where nothing is known."""
    if page in OURS:
        return OURS[page]
    known = pages.get((service, page))
    return known.title if known else _readable(page)


def _readable(page: str) -> str:
    words = page.rstrip("/").rpartition("/")[2].replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else page


def known_pages(form: Form, language: str) -> dict[str, Known]:
    """What a form says of its pages: their titles, in ``language`` where it has it, and of which kind they are."""
    spoken = next((one for one in form.languages if language in one), form.default_language)
    return {page: Known(_title(page, label, kind, spoken), kind) for page, label, kind in _pages(form.body)}


def _title(page: str, label: Text | None, kind: str, language: str) -> str:
    said = _said(label, language) or _readable(page.removesuffix(MORE))
    return f"{said}: another?" if kind == _MORE else said


def _pages(elements: tuple[Element, ...]) -> Iterator[tuple[str, Text | None, str]]:
    for element in elements:
        if isinstance(element, Control):
            yield element.path, element.label, _kind((element,))
        else:
            yield from _flat(element) if element.field_list else _pages(element.children)
            if isinstance(element, Repeat) and element.open_ended:
                yield element.path + MORE, element.label, _MORE


def _flat(group: Group | Repeat) -> Iterator[tuple[str, Text | None, str]]:
    asked = tuple(controls_in(tuple(one for one in group.children if not isinstance(one, Repeat))))
    if asked:
        yield group.path or asked[0].path, group.label or asked[0].label, _kind(asked)
    yield from _pages(tuple(one for one in group.children if isinstance(one, Repeat)))


def _kind(asked: tuple[Control, ...]) -> str:
    answered = [control for control in asked if control.type != "note" and control.bind.read_only is None]
    if not answered:
        return "a page that only says something"
    if len(answered) > 1:
        return "a page with several questions"
    return f"a question to {'choose' if answered[0].type in _CHOSEN else 'write'} an answer to"


def _said(label: Text | None, language: str) -> str:
    return label.say(language, lambda _: "…") if label else ""
