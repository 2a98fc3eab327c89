"""Puts a form of the builder together: its pages in their order, each with its questions and its condition."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.errors import FormError
from kiosk.forms.readers.digital_form_builder import controllers, pairing, route
from kiosk.forms.readers.digital_form_builder.comparing import UnreadableError
from kiosk.forms.readers.digital_form_builder.components import KINDS, PARTS, SAYS, Maker, least_most
from kiosk.forms.readers.digital_form_builder.conditions import (
    MOST_READ,
    Conditions,
    read_conditions,
    tell_unknown,
)
from kiosk.forms.readers.digital_form_builder.controllers import ADDED, ENDS, PLAIN, SO_FAR, SUMMARIES
from kiosk.forms.readers.digital_form_builder.fields import Field, Fields
from kiosk.forms.readers.digital_form_builder.pairing import Both
from kiosk.forms.readers.digital_form_builder.phrases import phrase
from kiosk.forms.readers.digital_form_builder.telling import ELSEWHERE, ENDED, together
from kiosk.forms.readers.digital_form_builder.words import as_label, asked_for
from kiosk.forms.readers.json_document import Json
from kiosk.forms.readers.names import Taken, codes, node_name
from kiosk.forms.readers.source import Source
from kiosk.forms.readers.xform_writer import ROOT, ROUTE, Ask, Part, Said, answer_in, literal, write

CUSTOM = ("insetText", "details", "endContent")
MOST_QUOTED = 40
MOST_WORDS = 1_000_000
"""Characters of all words; the largest of 74 real forms is a file of 185,526 bytes."""


@dataclass(frozen=True)
class Page:
    """A page with the names of its node and of each component's."""

    both: Both
    name: str
    components: tuple[tuple[Both, str], ...]
    repeated: bool = False

    @property
    def json(self) -> Json:
        """As the leading file has it."""
        return self.both.first

    @property
    def controller(self) -> str:
        """The kind of page."""
        return controllers.controller(self.json)


@dataclass
class Building:
    """One form while it is put together; ``warnings`` grows."""

    document: Both
    languages: tuple[str, ...]
    pages: list[Page]
    conditions: Conditions
    fields: Fields = field(default_factory=lambda: Fields(()))
    warnings: dict[str, None] = field(default_factory=dict)
    known: dict[tuple[str, int], str] = field(default_factory=dict)
    coded: dict[str, Mapping[str, str]] = field(default_factory=dict)
    listed: dict[str, Both | None] = field(default_factory=dict)
    ids: dict[str, Mapping[str, str]] = field(default_factory=dict)
    said: int = 0
    read_so_far: int = 0

    def warn(self, at: str, sentence: str) -> None:
        """Tell the author something, at its place in the file."""
        self.warnings[f"{at}: {sentence}" if at else sentence] = None

    def say(self, both: Both) -> Said:
        """The words of a value in each language that has some."""
        found = {}
        for language, one in zip(self.languages, (both.first, both.other), strict=False):
            text = one.value if one is not None and isinstance(one.value, str) else ""
            self.said += len(text)
            if self.said > MOST_WORDS:
                raise FormError(f"Its words have more than {MOST_WORDS:,} letters: shorten them.", both.at)
            if "{%" in text:
                self.warn(
                    both.at, "“{% … %}” chooses words in the builder: here all of them show; mend them."
                )
            if words := as_label(text, lambda written: self._answer(written, both.at)):
                found[language] = words
        return found

    def _answer(self, written: str, at: str) -> str:
        found = [one for one in self.fields.find(asked_for(written)) if one.kind != "many"]
        if not found:
            name = written if len(written) <= MOST_QUOTED else f"{written[:MOST_QUOTED]}…"
            self.warn(at, f"“{{{{ {name} }}}}” is no question, so nothing stands there; mend the words.")
        shown = [
            f"jr:choice-name({one.path}, {literal(one.path)})"
            if one.kind in ("choice", "yes_no")
            else one.path
            for one in found
        ]
        return "".join(answer_in(expression) for expression in shown)

    def list_of(self, component: Both) -> Both | None:
        """The list that a component takes its choices from."""
        ours, theirs = component.first.text("list"), component.other.text("list") if component.other else ""
        key = f"{ours} {theirs}"
        if key not in self.listed:
            first = _list(self.document.first, ours)
            other = _list(self.document.other, theirs) if self.document.other else None
            self.listed[key] = Both(first, other) if first else None
        return self.listed[key]

    def codes_of(self, component: Both) -> Mapping[str, str]:
        """How the choices of a component are stored."""
        name = component.first.text("list")
        if name not in self.coded:
            found = self.list_of(component)
            self.coded[name] = codes(found.first.each("items")) if found else {}
        return self.coded[name]

    def ids_of(self, component: Both) -> Mapping[str, str]:
        """The value of each choice of a component by the choice's id."""
        name = component.first.text("list")
        if name not in self.ids:
            found = self.list_of(component)
            items = found.first.each("items") if found else []
            self.ids[name] = {item.text("id"): item.text("value") or item.text("text") for item in items}
        return self.ids[name]

    def read(self, name: str, before: frozenset[int], page: int) -> str:
        """The XPath of a condition; one that cannot be read is told, and is never true."""
        if (name, page) not in self.known:
            made = self.known[name, page] = self._read(name, before, page)
            self.read_so_far += len(made)
            if self.read_so_far > MOST_READ:
                raise FormError(f"Its conditions have more than {MOST_READ:,} letters: split the form.")
        return self.known[name, page]

    def _read(self, name: str, before: frozenset[int], page: int) -> str:
        try:
            return self.conditions.xpath(name, self.fields.before(before))
        except UnreadableError as error:
            at = self.conditions.by_name[name].at if name in self.conditions else self.pages[page].json.at
            self.warn(
                at,
                f"the condition “{name}” cannot be read, because {error}: it is taken as not met; correct it.",
            )
            return "false()"


def build(first: Json, other: Json | None, languages: tuple[str, ...], stem: str) -> Source:
    """The form as an XForm. Raises FormError when it asks nothing."""
    document = Both(first, other)
    made = Building(document, languages, _named(document), read_conditions(first))
    made.fields = Fields(tuple(_fields(made)))
    way = _route(made)
    maker = Maker(languages, made.say, made.list_of, made.codes_of, made.warn)
    parts = [part for number in way.order if (part := _page(made, maker, number, way.relevant[number]))]
    if not parts:
        raise FormError("It has no page that asks or says anything: add a question.", "pages")
    parts += _declaration(made, way)
    flags = tuple(Ask(name, calculate=f"if({meant}, 'yes', '')") for name, meant in way.flags.items())
    tell_unknown(made.conditions, made.fields, made.warn)
    _told(made, way)
    children = [*([Part(ROUTE, flags)] if flags else []), *parts]
    title = first.text("name") or stem.replace("-", " ").replace("_", " ").capitalize()
    written = write(node_name(stem, {}, "form"), first.text("version"), title, languages, children)
    return Source(written.xml, warnings=together(made.warnings), places=written.places)


def _named(document: Both) -> list[Page]:
    taken: Taken = {ROUTE: 1, "declaration": 1}
    made = []
    for both in pairing.pages(document.first, document.other):
        name = node_name(both.first.text("path").strip("/").replace("/", "-"), taken, "page")
        inside: Taken = {}
        components = tuple(
            (
                one,
                node_name(
                    one.first.text("name"), inside, "note" if one.first.text("type") in SAYS else "answer"
                ),
            )
            for one in controllers.components(both)
        )
        made.append(Page(both, name, components, controllers.is_repeated(both.first)))
    return made


def _fields(made: Building) -> list[Field]:
    """Every field that a condition or a text can name."""
    found = []
    for number, page in enumerate(made.pages):
        for component, name in page.components:
            json = component.first
            kind = KINDS[json.text("type")].rule if json.text("type") in KINDS else "text"
            ids = made.ids_of(component)
            if json.text("type") in SAYS or json.text("type") in PARTS:
                continue
            many = page.repeated or json.text("type") == "MultiInputField"
            kind = (
                "many" if many else "text" if kind in ("email", "phone", "website", "grid", "file") else kind
            )
            path = f"/{ROOT}/{page.name}/{name}"
            section = page.json.text("section")
            found.append(
                Field(
                    json.text("name"),
                    path,
                    kind,
                    number,
                    section,
                    json.text("id"),
                    made.codes_of(component),
                    ids,
                )
            )
            found += _revealed_fields(component, page, number)
    return found


def _revealed_fields(component: Both, page: Page, number: int) -> list[Field]:
    return [
        Field(one.first.text("name"), f"/{ROOT}/{page.name}/{_revealed_name(one)}", "text", number)
        for one in _revealed(component)
    ]


def _revealed(component: Both) -> list[Both]:
    """Questions that the builder shows below a choice once it is chosen."""
    inside = component.get("options").get("conditionallyRevealedComponents")
    others = {one.at.rpartition(".")[2]: one for one in inside.other.entries()} if inside.other else {}
    return [Both(one, others.get(one.at.rpartition(".")[2])) for one in inside.first.entries()]


def _revealed_name(one: Both) -> str:
    return node_name(f"{one.first.text('name')}-more", {}, "more")


def _list(document: Json, wanted: str) -> Json | None:
    lists = document.each("lists") if wanted else []
    return next((one for one in lists if wanted in (one.text("name"), one.text("id"))), None)


def _route(made: Building) -> route.Route:
    names = {number: page.name for number, page in enumerate(made.pages)}
    if made.document.first.text("engine") == "V2":
        stops = [route.Stop((), page.json.text("condition"), page.controller in ENDS) for page in made.pages]
        return route.in_turn(stops, made.read, names)
    at = {page.json.text("path"): number for number, page in reversed(list(enumerate(made.pages)))}
    stops = [route.Stop(_links(made, page, at)) for page in made.pages]
    return route.along_links(stops, at.get(made.document.first.text("startPage"), 0), made.read, names)


def _links(made: Building, page: Page, at: Mapping[str, int]) -> tuple[route.Link, ...]:
    links = []
    for link in page.json.each("next"):
        target = link.text("path")
        if target not in at:
            told = f"it leads to “{target}”, but there is no such page: the way is left out; add the page or delete it."
            made.warn(link.at, told)
        else:
            links.append(route.Link(at[target], link.text("condition")))
    return tuple(links)


def _page(made: Building, maker: Maker, number: int, relevant: str) -> Part | None:
    """A page as a group on one page, inside the name of its section; None when it says and asks nothing."""
    page = made.pages[number]
    title = made.say(page.both.get("title"))
    children: list[Ask | Part] = []
    for component, name in page.components:
        for part in maker.make(component, name):
            if isinstance(part, Part) and part.label and not part.repeat and part.label != title:
                children.append(Ask(f"{name}-title", "input", label=part.label, read_only=True, at=part.at))
            children.append(part)
        children += _reveal(made, maker, component, page, name)
    children += _notes(made, page)
    if page.controller == SO_FAR:
        made.warn(page.json.at, "it lists the answers so far; here they are listed at the end, not on it.")
    if page.controller in {*SUMMARIES, SO_FAR, ADDED} and not children:
        return None  # the kiosk has its own page to check the answers
    if not children and title and all(one.first.text("type") in SAYS for one, _ in page.components):
        children = [Ask("title", "input", label=title, read_only=True, at=f"{page.json.at}.title")]
    children = _headed(page, children, title)
    if not children:
        made.warn(page.json.at, "the page says and asks nothing: it is left out; give it a question.")
        return None
    part = Part(page.name, tuple(children), title, page=True, relevant=relevant, at=page.json.at)
    section = _section(made, page)
    if page.repeated:
        asked = made.fields.find(page.json.text("repeatField"))
        least, most = least_most(page.json.get("repeat").get("schema"))
        count = asked[0].path if asked else ""
        part = replace(part, repeat=True, count=count, least=least, most=most)
    if page.repeated and relevant:
        part = replace(part, relevant="")
        return Part("", (Part(f"{page.name}-all", (part,), relevant=relevant, at=page.json.at),), section)
    return Part("", (part,), section) if section else part


def _headed(page: Page, children: list[Ask | Part], title: Said) -> list[Ask | Part]:
    """What stands alone on a page is headed by the page's title: a note, or a question whose own is hidden."""
    one = children[0] if len(children) == 1 else None
    if not title or not isinstance(one, Ask):
        return children
    if one.read_only and not one.hint:
        return [replace(one, label=title, hint=one.label if one.label != title else {})]
    if not one.read_only and page.components[0][0].first.get("options").flag("hideTitle"):
        return [replace(one, label=title)]
    return children


def _notes(made: Building, page: Page) -> list[Ask]:
    """What the builder's summary pages say beside the answers."""
    custom = page.both.get("options").get("customText")
    said = ((name, made.say(custom.get(name))) for name in CUSTOM)
    at = f"{page.json.at}.options.customText"
    return [
        Ask(name, "input", label=words, read_only=True, at=f"{at}.{name}") for name, words in said if words
    ]


def _reveal(made: Building, maker: Maker, component: Both, page: Page, name: str) -> list[Ask | Part]:
    shown: list[Ask | Part] = []
    code = made.codes_of(component)
    holder = component.get("options").get("conditionallyRevealedComponents")
    for one in _revealed(component):
        value = one.at.removeprefix(f"{holder.at}.")
        if value not in code:
            value = next((known for known in code if code[known].lower() in ("true", "yes")), "")
        chosen = f"selected(/{ROOT}/{page.name}/{name}, {literal(code[value])})" if value else "false()"
        shown += [replace(part, relevant=chosen) for part in maker.make(one, _revealed_name(one))]
    return shown


def _section(made: Building, page: Page) -> Said:
    wanted = page.json.text("section")
    sections = made.document.each("sections", "name") if wanted else []
    found = next((one for one in sections if one.first.text("name") == wanted), None)
    return made.say(found.get("title")) if found and not found.first.flag("hideTitle") else {}


def _declaration(made: Building, way: route.Route) -> list[Part]:
    """What the builder has people declare on its summary page."""
    said = made.say(made.document.get("declaration"))
    if not said:
        return []
    title = phrase("declaration", made.languages)
    tick = Ask("agreed", "trigger", label=title, required=True, at="declaration")
    note = Ask("text", "input", label=said, read_only=True, at="declaration")
    reached = [way.relevant[number] for number in way.order if made.pages[number].controller in SUMMARIES]
    relevant = "" if "" in reached else " or ".join(f"({one})" for one in reached)
    return [Part("declaration", (note, tick), title, page=True, relevant=relevant, at="declaration")]


def _told(made: Building, way: route.Route) -> None:
    """Everything about the form and its pages that is other here than in the builder."""
    for name, sentence in ELSEWHERE.items():
        if made.document.first.get(name).value:
            made.warn(name, sentence)
    for start, target in way.dropped:
        back = made.pages[target].json.text("path")
        made.warn(
            made.pages[start].json.at,
            f"it leads back to “{back}”; here the Back button does: the way is left out.",
        )
    with_summary = any(page.controller in SUMMARIES for page in made.pages)
    by_links = with_summary and made.document.first.text("engine") != "V2"
    for number, page in enumerate(made.pages):
        if page.controller in SUMMARIES and number in way.relevant:
            continue
        if number not in way.relevant:
            told = f"no way leads to the page “{page.json.text('path')}”: it is left out; add a way to it or delete it."
            made.warn(page.json.at, told)
            continue
        if page.controller in ENDS or (by_links and not page.json.each("next")):
            made.warn(page.json.at, ENDED)
        elif page.controller not in PLAIN and (page.components or page.controller != ADDED):
            made.warn(
                page.json.at,
                f"its controller “{page.controller}” does more in the builder; here it is a plain page.",
            )
