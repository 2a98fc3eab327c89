"""The services on offer: each a folder with manifest.toml, the form as XForm XML, and its media."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk.config import ASSETS
from kiosk.confirmation import BY
from kiosk.destinations import COUNCIL
from kiosk.errors import ConfigError
from kiosk.help_numbers import HelpNumber, fault, read
from kiosk.language import FALLBACK, pick

BUILT_IN = ASSETS / "services"

_LISTS = {".csv", ".xml", ".geojson"}
_TEXTS = {"title", "summary", "before", "consent", "send", "done", "next", "contact"}
_OTHERS = {"before", "consent", "send", "done", "next"}
_NUMBERS = {"order", "minutes"}


@dataclass(frozen=True)
class Service:
    """What a citizen chooses. The mappings hold the text in each language, by language code.

    ``minutes`` is about how long it takes. ``need`` lists what to have to hand. ``languages`` are the codes of
    those that its form has, () when the manifest does not tell. ``sensitive``: who is seen filling it in may be in
    danger, so each of its pages has a button that leaves at once (P6). ``destination`` is where its submissions go,
    by its name in kiosk.toml. ``confirm`` names the question whose answer is an email address, and the one whose is a
    number for text messages, for who wants to be told that the council has their form (docs/confirmations.md).
    ``other`` has those of its texts that differ where somebody fills it in for somebody else, by their names;
    ``help`` are numbers to call.
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
    confirm: Mapping[str, str] = field(default_factory=dict)

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
        return frozenset({*said, *(() if language in self.need else self.needs(language))})

    def needs(self, language: str) -> Sequence[str]:
        """What to have to hand, in ``language``, else in English."""
        return self.need.get(language) or self.need.get("en") or ()

    def media(self) -> dict[str, bytes]:
        """The lists beside the form, by name; its pictures are read when they are drawn."""
        return {
            file.name: file.read_bytes()
            for file in sorted(self.folder.iterdir())
            if file.is_file() and file.suffix.lower() in _LISTS and not file.name.startswith("form.")
        }


@dataclass(frozen=True)
class Category:
    """A shelf of services."""

    id: str
    title: Mapping[str, str]
    services: tuple[Service, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything on offer, category by category, in the order to show."""

    categories: tuple[Category, ...]

    @property
    def services(self) -> tuple[Service, ...]:
        """All services, in the order to show."""
        return tuple(service for category in self.categories for service in category.services)

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
) -> Catalogue:
    """The services of all ``folders`` (the built-in ones, then those added on this kiosk).

    A later folder's service replaces an earlier one with the same id. What cannot be used is left out and told
    to ``broken``, with the manifest and the key, so that one bad folder does not close a kiosk; without it the
    ConfigError is raised. ``destinations`` are the names that kiosk.toml has, None where that does not matter.
    """
    services: dict[str, Service] = {}
    titles: dict[str, Mapping[str, str]] = {}
    for folder in folders:
        try:
            titles |= _titles(folder / "categories.toml")
        except ConfigError as error:
            broken(error)
        for manifest in sorted(folder.glob("*/manifest.toml")):
            try:
                service = read_service(manifest)
                _check_destination(service, destinations)
            except ConfigError as error:
                broken(error)
                continue
            services[service.id] = service
    titles.setdefault(OTHER.id, OTHER.title)
    shelves = []
    for name, title in titles.items():
        shelf = sorted(
            (s for s in services.values() if _shelf(s, titles) == name), key=lambda s: (s.order, s.id)
        )
        if shelf:
            shelves.append(Category(name, title, tuple(shelf)))
    return Catalogue(tuple(shelves))


def _check_destination(service: Service, known: Collection[str] | None) -> None:
    if known is not None and service.destination not in {COUNCIL, *known}:
        raise ConfigError(
            f"{service.folder} names the destination {service.destination!r}, which kiosk.toml does not have: "
            f"add [destinations.{service.destination}]."
        )


def _shelf(service: Service, titles: Mapping[str, object]) -> str:
    return service.category if service.category in titles else OTHER.id


def _titles(path: Path) -> dict[str, Mapping[str, str]]:
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


def read_service(path: Path) -> Service:
    """One service, from its manifest. Raises ConfigError with the file, the key and what to do."""
    table = _toml(path)
    known = set(Service.__dataclass_fields__) - {"folder"}
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
    if "languages" in table:
        table["languages"] = tuple(table["languages"])
    if wrong := fault(table.get("help", [])):
        raise ConfigError(f"{path}: {wrong}")
    table["help"] = read(table.get("help", []))
    service = Service(folder=path.parent, **table)
    if not (path.parent / service.form).is_file():
        raise ConfigError(f"{path} names the form {service.form!r}, which is not in its folder: add it.")
    return service


def _fits(key: str, value: Any) -> bool:
    """Whether the value is of the kind that the field of a Service needs."""
    if key in _TEXTS:
        return _is_texts(value) and (bool(value) or key != "title")
    if key == "need":
        return isinstance(value, dict) and all(map(_is_list, value.values()))
    if key == "confirm":
        return _is_texts(value) and set(value) <= set(BY) and all(value.values())
    if key == "other":
        return isinstance(value, dict) and value.keys() <= _OTHERS and all(map(_is_texts, value.values()))
    if key == "help":
        return True  # what is wrong with it is told by fault()
    if key == "sensitive":
        return isinstance(value, bool)
    if key == "languages":
        return _is_list(value) and bool(value)
    return isinstance(value, int if key in _NUMBERS else str)


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
