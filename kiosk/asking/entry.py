"""What can be found: a service, a question of its form, or a section of an information page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kiosk.forms.form import Control, Form, Itemset
from kiosk.forms.wording import Text, literal
from kiosk.language import in_form

if TYPE_CHECKING:
    from kiosk.catalogue import Service
    from kiosk.information.article import Article

Kind = Literal["service", "question", "page"]

_FEW = 60
"""As many choices of a question are looked through."""


@dataclass(frozen=True)
class Place:
    """Where an answer stands: in a service or an information page, by its id.

    ``question`` is the path of a question in a service's form, ``section`` counts the sections of a page from 0.
    """

    kind: Kind
    id: str
    section: int | None = None
    question: str = ""

    @property
    def subject(self) -> tuple[str, str]:
        """What is opened there: the same for a service and the questions of its form."""
        return ("page" if self.kind == "page" else "service", self.id)


@dataclass(frozen=True)
class Entry:
    """One thing that can be found, in one language, in the council's own words.

    ``title`` is what is shown of it, ``source`` the name of the service or page that it stands in. What is looked
    through is its ``name``, ``heading``, ``summary`` and ``text``, and what is only ``mentioned``, each counting less
    than the one before. ``beside`` are the subjects that belong to it.
    """

    place: Place
    language: str
    title: str
    source: str
    name: str = ""
    summary: str = ""
    heading: str = ""
    text: str = ""
    mentioned: str = ""
    beside: tuple[tuple[str, str], ...] = ()


def of_service(service: "Service", language: str) -> Entry | None:
    """The service itself; None where it has no name in that language."""
    title = service.own("title", language)
    if not title:
        return None
    return Entry(
        Place("service", service.id),
        language,
        title,
        title,
        name=title,
        summary=service.own("summary", language),
        text=service.own("before", language),
        mentioned="\n".join((*service.need.get(language, ()), service.own("next", language))),
    )


def of_form(service: "Service", form: Form, language: str) -> Iterator[Entry]:
    """The questions of its form, in that language, with their choices; none where the form lacks it.

    Notes are none: what one says may be true of some only, for whom the form shows it.
    """
    label = in_form(language, form.languages)
    title = service.own("title", language)
    if label is None and form.languages:
        return
    for control in form.controls:
        asked = _say(control.label, label or "")
        if (
            asked
            and control.bind.read_only is None
            and control.type != "acknowledge"
            and not control.appearance & _PERSONAL
        ):
            told = [_say(text, label or "") for text in (control.hint, control.guidance)]
            told += _choices(control, form, label or "")
            place = Place("question", service.id, question=control.path)
            yield Entry(place, language, asked, title, text=asked, mentioned="\n".join(told))


def of_page(article: "Article", language: str) -> Iterator[Entry]:
    """The page and each of its sections; none where it is not written in that language. Raises ConfigError."""
    if language not in article.titles:
        return
    edition = article.edition(language)
    beside = tuple(("service", name) for name in article.services)
    title, summary = edition.title, edition.summary
    yield Entry(Place("page", article.id), language, title, title, name=title, summary=summary, beside=beside)
    for number, section in enumerate(edition.sections):
        shown = section.heading or title
        place = Place("page", article.id, number)
        yield Entry(place, language, shown, title, heading=section.heading, text=section.text, beside=beside)


def without_repeats(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Without the questions that several forms ask: they are about the person and say nothing of what a form is for."""
    found = tuple(entries)
    asked: dict[str, set[str]] = {}
    for entry in found:
        if entry.place.kind == "question":
            asked.setdefault(entry.title, set()).add(entry.place.id)
    return tuple(entry for entry in found if entry.place.kind != "question" or len(asked[entry.title]) == 1)


_PERSONAL = frozenset({"email", "telephone", "postcode", "address", "ni-number", "date-of-birth"})


def _say(text: Text | None, label: str) -> str:
    """What stands there whatever is answered: values are left out."""
    return " ".join(part for part in text.template(label) if isinstance(part, str)) if text else ""


def _choices(control: Control, form: Form, label: str) -> list[str]:
    if control.itemset is None:
        return [_say(item.label, label) for item in control.items[:_FEW]]
    return [_say(text, label) for text in _of_list(control.itemset, form)[:_FEW]]


def _of_list(itemset: Itemset, form: Form) -> list[Text]:
    """The labels of a list whose choices are all of it."""
    if not itemset.whole:
        return []
    name, root, item = itemset.whole
    lists = form.instances[name].named(root) if name in form.instances else []
    nodes = [node for each in lists for node in each.named(item)]
    if itemset.label_is_id:
        ids = (child.text for node in nodes for child in node.children)
        return [form.itext[id_] for id_ in ids if id_ in form.itext]
    return [literal(child.text) for node in nodes for child in node.named("label")]
