"""The services on offer: each a folder with manifest.toml, the form as XForm XML, and its media."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk import eligibility, payment, variants
from kiosk.config import ASSETS
from kiosk.confirmation import BY
from kiosk.destinations import COUNCIL
from kiosk.eligibility import Check
from kiosk.errors import ConfigError
from kiosk.help_numbers import HelpNumber, fault, read
from kiosk.language import FALLBACK, pick
from kiosk.payment import Payment

if TYPE_CHECKING:
    from kiosk.information.article import Article

BUILT_IN = ASSETS / "services"
DEPARTMENTS = "departments.toml"
COMMENTS = "how-was-that"
"""The service, and the form, of a comment (kiosk/rating.py): a service of that id would lie among them, unread."""

_LISTS = {".csv", ".xml", ".geojson"}
_TEXTS = {"title", "summary", "before", "consent", "send", "done", "next", "contact"}
_OTHERS = {"before", "consent", "send", "done", "next"}
_NUMBERS = {"order", "minutes"}
_TUPLES = {"languages", "related"}


@dataclass(frozen=True)
class Service:
    """What a citizen chooses. The mappings hold the text in each language, by language code.

    ``minutes`` is about how long it takes. ``need`` lists what to have to hand. ``languages`` are the codes of
    those that its form has, () when the manifest does not tell. ``sensitive``: who is seen filling it in may be in
    danger, so each of its pages has a button that leaves at once (P6). ``destination`` is where its submissions go,
    by its name in kiosk.toml. ``confirm`` names the question whose answer is an email address, and the one whose is a
    number for text messages, for who wants to be told that the council has their form (docs/confirmations.md).
    ``other`` has those of its texts that differ where somebody fills it in for somebody else, by their names;
    ``help`` are numbers to call. ``variants``: how many of 100 kiosks show which of two wordings of its form;
    ``variant`` is the one that this kiosk shows, "" where there is one (kiosk/variants.py). ``index`` are the
    names of what it is about, by which A to Z lists it; ``department`` names who at the council writes back, as
    departments.toml has it, and ``related`` the ids of the services that may be wanted after it. ``check`` are the
    questions that tell whether the form is needed; ``pay`` is how to pay what the service is about,
    None for one that sends a form.
    """

    id: str
    folder: Path
    category: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    icon: str = "form"
    order: int = 1000
    minutes: int = 0
    need: Mapping[str, Sequence[str]] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    consent: Mapping[str, str] = field(default_factory=dict)
    send: Mapping[str, str] = field(default_factory=dict)
    done: Mapping[str, str] = field(default_factory=dict)
    next: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)
    form: str = "form.xml"
    languages: tuple[str, ...] = ()
    sensitive: bool = False
    destination: str = COUNCIL
    other: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    help: tuple[HelpNumber, ...] = ()
    index: Mapping[str, Sequence[str]] = field(default_factory=dict)
    department: str = ""
    related: tuple[str, ...] = ()
    confirm: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, int] = field(default_factory=dict)
    variant: str = ""
    check: tuple[Check, ...] = ()
    pay: Payment | None = None

    def for_other(self) -> "Service":
        """Itself with the texts of ``other`` in place of its own: who fills it in does so for somebody else (S3).

        What says "my" and "your" gives way to our own words where ``other`` has nothing for it.
        """

        def told(name: str) -> Mapping[str, str]:
            return {**getattr(self, name), **self.other.get(name, {})}

        send, done = self.other.get("send", {}), self.other.get("done", {})
        return replace(
            self, before=told("before"), consent=told("consent"), next=told("next"), send=send, done=done
        )

    def text(self, name: str, language: str) -> str:
        """One of the texts above in ``language``, else in English; "" when the manifest has none."""
        return pick(getattr(self, name), language)

    def only_english(self, language: str) -> bool:
        """Whether its questions are known to stand in English for who reads ``language``."""
        return FALLBACK in self.languages and language not in self.languages

    def own(self, name: str, language: str) -> str:
        """The same in ``language`` alone, for what our own words can say in its place; "" when there is none."""
        texts: Mapping[str, str] = getattr(self, name)
        return texts.get(language, "")

    def borrowed(self, language: str) -> frozenset[str]:
        """What it says in English for want of ``language``, so that an English voice reads it."""
        said = {self.text(name, language) for name in _TEXTS if not self.own(name, language)}
        said |= eligibility.borrowed(self.check, language) | (
            self.pay.borrowed(language) if self.pay else set()
        )
        return frozenset({*said, *(() if language in self.need else self.needs(language))})

    def needs(self, language: str) -> Sequence[str]:
        """What to have to hand, in ``language``, else in English."""
        return self.need.get(language) or self.need.get("en") or ()

    def media(self) -> dict[str, bytes]:
        """The lists beside the form, by name; its pictures are read when they are drawn."""
        return {
            file.name: file.read_bytes()
            for file in sorted(self.folder.iterdir())
            if file.is_file()
            and file.suffix.lower() in _LISTS
            and not file.name.startswith(("form.", "form-b."))
        }


@dataclass(frozen=True)
class Category:
    """A shelf of services, and of pages of information."""

    id: str
    title: Mapping[str, str]
    services: tuple[Service, ...]
    articles: "tuple[Article, ...]" = ()

    @property
    def only(self) -> Service | None:
        """The service that is all there is on it; None when there is more to choose from."""
        return self.services[0] if len(self.services) == 1 and not self.articles else None


@dataclass(frozen=True)
class Catalogue:
    """Everything on offer, category by category, in the order to show.

    ``departments`` are those of the council that write back, in each language, by the names that services give them.
    """

    categories: tuple[Category, ...]
    departments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def services(self) -> tuple[Service, ...]:
        """All services, in the order to show."""
        return tuple(service for category in self.categories for service in category.services)

    @property
    def articles(self) -> "tuple[Article, ...]":
        """All pages of information, in the order to show."""
        return tuple(article for category in self.categories for article in category.articles)

    def department(self, service: Service, language: str) -> str:
        """Who writes back about a service, in ``language``, else in English; "" where it names nobody."""
        return pick(self.departments.get(service.department, {}), language)

    def article(self, article_id: str) -> "Article | None":
        """The page of information with that id, None when there is none."""
        return next((each for each in self.articles if each.id == article_id), None)

    def service(self, service_id: str) -> Service:
        """The service with that id. Raises ConfigError when there is none."""
        for service in self.services:
            if service.id == service_id:
                return service
        raise ConfigError(f"There is no service {service_id!r}: 'kiosk status' lists those that there are.")

    def category(self, category_id: str) -> Category:
        """The category with that id."""
        return next(c for c in self.categories if c.id == category_id)


OTHER = Category(
    "other",
    {"en": "Other services", "cy": "Gwasanaethau eraill", "pl": "Inne sprawy", "ur": "دوسری خدمات"},
    (),
)


def _raise(error: ConfigError) -> None:
    raise error


def load(
    *folders: Path,
    broken: Callable[[ConfigError], object] = _raise,
    destinations: Collection[str] | None = None,
    kiosk: str | None = None,
    information: Path | None = None,
) -> Catalogue:
    """The services of all ``folders`` (the built-in ones, then those added on this kiosk).

    A later folder's service replaces an earlier one with the same id. What cannot be used is left out and told
    to ``broken``, with the manifest and the key, so that one bad folder does not close a kiosk; without it the
    ConfigError is raised. ``destinations`` are the names that kiosk.toml has, None where that does not matter.
    Of two wordings each has the one that the kiosk of the name ``kiosk`` shows, None the first. ``information`` is
    the folder of the pages of information, None for none.
    """
    services: dict[str, Service] = {}
    titles: dict[str, Mapping[str, str]] = {}
    departments: dict[str, Mapping[str, str]] = {}
    for folder in folders:
        try:
            titles |= titles_in(folder / "categories.toml")
            departments |= titles_in(folder / DEPARTMENTS)
        except ConfigError as error:
            broken(error)
        for manifest in sorted(folder.glob("*/manifest.toml")):
            try:
                service = read_service(manifest)
                _check_destination(service, destinations)
            except ConfigError as error:
                broken(error)
                continue
            services[service.id] = service if kiosk is None else variants.shown(service, kiosk)
    titles.setdefault(OTHER.id, OTHER.title)
    articles = _articles(information, broken) if information is not None else ()
    shelves = []
    for name, title in titles.items():
        shelf = sorted(
            (s for s in services.values() if _shelf(s, titles) == name), key=lambda s: (s.order, s.id)
        )
        pages = tuple(page for page in articles if _shelf(page, titles) == name)
        if shelf or pages:
            shelves.append(Category(name, title, tuple(shelf), pages))
    return Catalogue(tuple(shelves), departments)


def _check_destination(service: Service, known: Collection[str] | None) -> None:
    if known is not None and service.destination not in {COUNCIL, *known}:
        raise ConfigError(
            f"{service.folder} names the destination {service.destination!r}, which kiosk.toml does not have: "
            f"add [destinations.{service.destination}]."
        )


def _articles(folder: Path, broken: Callable[[ConfigError], object]) -> "tuple[Article, ...]":
    from kiosk.information import shelf  # noqa: PLC0415 not every catalogue has pages

    return shelf.load(folder, broken)


def _shelf(one: "Service | Article", titles: Mapping[str, object]) -> str:
    return one.category if one.category in titles else OTHER.id


def titles_in(path: Path) -> dict[str, Mapping[str, str]]:
    """The names in each language of categories.toml or departments.toml; none where there is no such file."""
    titles = _toml(path) if path.exists() else {}
    for name, title in titles.items():
        if not title or not _is_texts(title):
            raise ConfigError(f'{path}: {name} must be written as {{ en = "..." }}.')
    return titles


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}. Mend it or take the folder away.") from error


def read_service(path: Path, *, published: bool = True) -> Service:
    """One service, from its manifest. Raises ConfigError with the file, the key and what to do.

    Its form has to be there, unless it is not ``published`` yet: a sheet that its author works on.
    """
    table = _toml(path)
    known = set(Service.__dataclass_fields__) - {"folder", "variant"}
    unknown = sorted(set(table) - known)
    if unknown:
        raise ConfigError(
            f"{path} has a key {unknown[0]!r} that Handrail does not know: take it out or mend its name."
        )
    missing = sorted({"id", "category", "title", "summary"} - set(table))
    if missing:
        raise ConfigError(f"{path} has no {missing[0]!r}: add it.")
    for key, value in table.items():
        if not _fits(key, value):
            raise ConfigError(f"{path}: {key} is not written as in the services that came with Handrail.")
    for key in _TUPLES & set(table):
        table[key] = tuple(table[key])
    if wrong := _taken(table["id"]) or fault(table.get("help", [])):
        raise ConfigError(f"{path}: {wrong}")
    table["help"] = read(table.get("help", []))
    if wrong := eligibility.fault(table.get("check", []), str(table["id"])) or (
        payment.fault(table["pay"]) if "pay" in table else ""
    ):
        raise ConfigError(f"{path}: {wrong}")
    table["check"] = eligibility.read(table.get("check", []))
    table["pay"] = payment.Payment(**table["pay"]) if "pay" in table else None
    service = Service(folder=path.parent, **table)
    if published and not (path.parent / service.form).is_file():
        raise ConfigError(f"{path} names the form {service.form!r}, which is not in its folder: add it.")
    if wrong := variants.fault(service.variants, service.form, path.parent if published else None):
        raise ConfigError(f"{path}: {wrong}")
    return service


def _taken(id_: str) -> str:
    return f"the id {id_!r} is that of what people say: choose another." if id_ == COMMENTS else ""


def _fits(key: str, value: Any) -> bool:
    """Whether the value is of the kind that the field of a Service needs."""
    if key in _TEXTS:
        return _is_texts(value) and (bool(value) or key != "title")
    if key in {"need", "index"}:
        return isinstance(value, dict) and all(map(_is_list, value.values()))
    if key == "confirm":
        return _is_texts(value) and set(value) <= set(BY) and all(value.values())
    if key == "other":
        return isinstance(value, dict) and value.keys() <= _OTHERS and all(map(_is_texts, value.values()))
    if key in {"help", "variants", "check", "pay"}:
        return True  # what is wrong with it is told by their own fault()
    if key == "sensitive":
        return isinstance(value, bool)
    if key in _TUPLES:
        return _is_list(value) and bool(value)
    return isinstance(value, int if key in _NUMBERS else str)


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
