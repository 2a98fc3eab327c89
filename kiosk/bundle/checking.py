"""Whether everything in an unpacked bundle can be used: it is loaded as the kiosk will load it, before it is taken."""

import string
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import catalogue, confirming, naming, paying, recordings, related, signposts
from kiosk.bundle.council_keys import in_force, read_keys
from kiosk.bundle.paths import COUNCIL_KEYS, INFORMATION, LANGUAGES, SERVICES
from kiosk.catalogue import Service
from kiosk.config import ASSETS
from kiosk.council_key import raw_of_pem
from kiosk.errors import BundleError, ConfigError, FormError
from kiosk.information import shelf
from kiosk.language import Words, sentences
from kiosk.variants import NAMES, file_of

if TYPE_CHECKING:
    from kiosk.forms.form import Form

Each = Callable[[tuple[Service, ...]], Iterable[Service]]
"""Goes through the services, and may show how far it is."""


@dataclass(frozen=True)
class Found:
    """What a bundle brings: the ids of its services, the codes of its languages, how many keys, its pages' ids.

    ``advice`` are sentences about what its services are called: nothing that keeps a kiosk from using it.
    """

    services: tuple[str, ...]
    languages: tuple[str, ...]
    keys: int
    pages: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def check(folder: Path, each: Each = iter, moment: datetime | None = None) -> Found:
    """Load all that is in ``folder``. Raises BundleError with the first thing that cannot be used.

    With a ``moment``, at which the bundle is to be used, one of its keys must be in force then: else it would close
    the kiosk.
    """
    try:
        return _check(folder, each, moment)
    except RecursionError as error:
        raise BundleError("Something in the bundle is nested too deeply, so none of it is used.") from error


def _check(folder: Path, each: Each, moment: datetime | None) -> Found:
    found = _services(folder / SERVICES, each) if (folder / SERVICES).exists() else ()
    _related(found)
    pages = _pages(folder / INFORMATION, found)
    languages = tuple(_language(file) for file in sorted((folder / LANGUAGES).rglob("*")))
    keys = read_keys(folder / COUNCIL_KEYS) if (folder / COUNCIL_KEYS).exists() else ()
    for key in keys:
        try:
            raw_of_pem(key.public_key)
        except (ValueError, TypeError) as error:
            raise BundleError(
                f"{COUNCIL_KEYS} has a public_key that cannot be sealed to: copy it again."
            ) from error
    if keys and moment and in_force(keys, moment) is None:
        raise BundleError(
            f"None of the keys in {COUNCIL_KEYS} is in force on {moment:%d %B %Y}: add one that is."
        )
    services = tuple(service.id for service in found)
    return Found(services, languages, len(keys), pages, _advice(found))


def _services(folder: Path, each: Each) -> tuple[Service, ...]:
    from kiosk.forms import xform  # noqa: PLC0415 heavy, and only where forms are loaded

    try:
        services = catalogue.load(folder).services
    except ConfigError as error:
        raise BundleError(f"The bundle cannot be used. {error}") from error
    if not services:
        raise BundleError("The bundle has a folder services with no service in it.")
    for service in each(services):
        if Path(service.form).name != service.form:
            raise BundleError(
                f"The service {service.id} names a form outside its folder: put the form into it."
            )
        try:
            form = xform.load((service.folder / service.form).read_bytes(), service.media())
        except (FormError, OSError) as error:
            raise BundleError(f"The form of the service {service.id} cannot be used. {error}") from error
        if form.missing:
            raise BundleError(
                f"The service {service.id} needs the file {form.missing[0]!r}: put it in its folder."
            )
        if trouble := confirming.trouble_with(service, form):
            raise BundleError(f"The service {service.id} cannot be used. {trouble}")
        if service.variants:
            _other_wording(service, form)
        if trouble := paying.trouble_with(service, form):
            raise BundleError(f"The service {service.id} cannot be used. {trouble}")
        _recordings(service)
    return services


def _related(services: tuple[Service, ...]) -> None:
    for id_, name in related.missing(services):
        raise BundleError(
            f"The service {id_} names {name!r} as related, which the bundle has not: correct the name."
        )


def _advice(services: tuple[Service, ...]) -> tuple[str, ...]:
    """What could be called better, for who makes the bundle."""
    own = [(service.id, told) for service in services for told in naming.faults(service)]
    return tuple(f"The service {id_}: {told}" for id_, told in [*own, *naming.among(services)])


def _other_wording(service: Service, form: "Form") -> None:
    """Kiosks show one or the other, and the answers to both must be the same to the council."""
    from kiosk.authoring.wordings import differences  # noqa: PLC0415 few services have two
    from kiosk.forms import xform  # noqa: PLC0415 loaded already

    first, second = (service.folder / file_of(service.form, name) for name in NAMES)
    try:
        data = second.read_bytes()
        other = xform.load(data, service.media())
    except (FormError, OSError) as error:
        raise BundleError(f"The second form of the service {service.id} cannot be used. {error}") from error
    if found := differences(first.read_bytes(), data, (form, other)):
        raise BundleError(
            f"The two wordings of the service {service.id} differ in more than words. {found[0]}"
        )


def _pages(folder: Path, services: tuple[Service, ...]) -> tuple[str, ...]:
    """Each page of information is read whole, in each of its languages; what leads to one has to find it."""
    try:
        pages = shelf.load(folder)
        for page in pages:
            for code in page.titles:
                page.edition(code)
    except ConfigError as error:
        raise BundleError(f"The bundle cannot be used. {error}") from error
    if services and pages and (trouble := signposts.trouble_with(services, pages)):
        raise BundleError(f"The bundle cannot be used. {trouble}")
    return tuple(page.id for page in pages)


def _recordings(service: Service) -> None:
    """Each can be played: nobody would hear a bad one, but it costs every kiosk its room."""
    for file in filter(lambda each: recordings.fits(each.name), sorted(service.folder.iterdir())):
        if trouble := recordings.trouble_with(file.name, file.read_bytes()):
            raise BundleError(f"The service {service.id} cannot be used. {trouble}")


def _language(file: Path) -> str:
    """A bundle's words may say a sentence anew, but bring no sentence that the program does not have."""
    if not (ASSETS / "languages" / file.name).is_file():
        raise BundleError(f"{LANGUAGES}/{file.name} is not one of the languages of this kiosk.")
    ours = Words(file.stem)
    found = dict(_sentences(file))
    if not _reads_as(file, found):
        raise BundleError(
            f"{LANGUAGES}/{file.name} must be written as ours are: [section] lines, and a sentence a line."
        )
    for key, text in found.items():
        if not ours.has(key):
            raise BundleError(
                f"{LANGUAGES}/{file.name} has a sentence {key!r} that this kiosk does not know."
            )
        if _gaps(text) != _gaps(ours.say(key)):
            raise BundleError(
                f"{LANGUAGES}/{file.name}: the sentence {key!r} must have the same gaps as ours."
            )
    return file.stem


def _reads_as(file: Path, found: dict[str, str]) -> bool:
    """Whether the kiosk's own, quicker reader finds the same in it."""
    try:
        return dict(sentences(file)) == found
    except ValueError:
        return False


def _sentences(file: Path) -> list[tuple[str, str]]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BundleError(f"{LANGUAGES}/{file.name} cannot be read: {error}.") from error
    found = []
    waiting: list[tuple[str, object]] = list(tables.items())
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{key}.{name}", inner) for name, inner in value.items()]
        elif isinstance(value, str) and "." in key:
            found.append((key, value))
        else:
            raise BundleError(
                f"{LANGUAGES}/{file.name}: {key} must be a sentence in quotes, under a [section]."
            )
    return found


def _gaps(text: str) -> set[str | None]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}
    except ValueError as error:
        raise BundleError(
            f"A sentence of the bundle has a bracket too many or too few: {text[:60]!r}."
        ) from error
