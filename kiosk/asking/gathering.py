"""All that can be found on this kiosk, from the content that is in use."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from kiosk.asking import entry
from kiosk.asking.entry import Entry
from kiosk.errors import HandrailError

if TYPE_CHECKING:
    from kiosk.catalogue import Catalogue, Service
    from kiosk.forms.form import Form


def gather(
    catalogue: "Catalogue", languages: Sequence[str], *, load_form: "Callable[[Service], Form]"
) -> dict[str, tuple[Entry, ...]]:
    """The entries of each language. A form or a page that cannot be used is left out: who opens it is told."""
    found = tuple(_all(catalogue, load_form, languages))
    return {
        code: entry.without_repeats(each for each in found if each.language == code) for code in languages
    }


def _all(
    catalogue: "Catalogue", load_form: "Callable[[Service], Form]", languages: Sequence[str]
) -> Iterator[Entry]:
    for service in catalogue.services:
        yield from _of_service(service, load_form, languages)
    for article in catalogue.articles:
        for code in languages:
            try:
                yield from tuple(entry.of_page(article, code))
            except HandrailError:
                continue


def _of_service(
    service: "Service", load_form: "Callable[[Service], Form]", languages: Sequence[str]
) -> Iterator[Entry]:
    """Its form is read once for all languages, and not at all where it has no name in any."""
    itself = [found for code in languages if (found := entry.of_service(service, code)) is not None]
    yield from itself
    if not itself:
        return
    try:
        form = load_form(service)
    except (HandrailError, OSError):
        return
    for one in itself:
        yield from entry.of_form(service, form, one.language)
