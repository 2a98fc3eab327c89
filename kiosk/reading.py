"""Finding something out: how a page of information is opened, gone through and left."""

from typing import TYPE_CHECKING

from kiosk import log
from kiosk.errors import ConfigError
from kiosk.stage import Deciding, Instead, Reading, Unusable

if TYPE_CHECKING:
    from kiosk.catalogue import Service
    from kiosk.information.article import Article
    from kiosk.information.edition import Edition, Section
    from kiosk.visit import Visit


def open_article(visit: "Visit", article: str, section: int = Reading.LISTED) -> None:
    """To a page of information, or to one of its sections; Back leads to where the person was.

    ``article`` is the id of one in the catalogue, ``section`` counts from 0.
    """
    visit.stage = (
        Reading(article, section, visit.stage) if _usable(visit, article) else Unusable("unusable.page")
    )


def _usable(visit: "Visit", article: str) -> bool:
    """Whether it can be read in each language: the person may change to another at any time."""
    known = visit.catalogue.article(article)
    try:
        spoken = {known.language(code) for code in visit.languages} if known is not None else set()
        editions = [known.edition(code) for code in spoken] if known is not None else []
    except ConfigError as error:
        log.error("A page of information cannot be shown. %s", error)
        return False
    return bool(editions)


def go(visit: "Visit", section: int) -> None:
    """To another section of the page that is read; Back leads to the one before."""
    stage = _stage(visit)
    visit.stage = Reading(stage.article, section, stage)


def article_of(visit: "Visit") -> "Article":
    """The page that is read."""
    found = visit.catalogue.article(_stage(visit).article)
    assert found is not None, "the catalogue stays the same for a whole visit"  # noqa: S101 a fault of ours
    return found


def edition_of(visit: "Visit") -> "Edition":
    """Its words, in the language of the visit or else in English."""
    return article_of(visit).edition(visit.language)


def section_of(visit: "Visit") -> "Section | None":
    """The section that shows: of a page that has but one, that one; None on the list of sections and after the last.

    In another language a page may have fewer.
    """
    sections, at = edition_of(visit).sections, _stage(visit).section
    if at == Reading.LISTED and len(sections) == 1:
        return sections[0]
    return sections[min(at, len(sections) - 1)] if at >= 0 else None


def onward(visit: "Visit") -> int | None:
    """The number of the section that comes next, None when there is none."""
    at = _stage(visit).section + 1
    return at if 0 < at < len(edition_of(visit).sections) else None


def services(visit: "Visit") -> "tuple[Service, ...]":
    """What can be done about it here, the nearest first."""
    known = {service.id: service for service in visit.catalogue.services}
    return tuple(known[name] for name in article_of(visit).services if name in known)


def borrowed(visit: "Visit") -> list[str]:
    """What the pages of information say in English for want of the language of the visit, where one shows."""
    said = [each.title(visit.language) for each in visit.catalogue.articles if _lacks(each, visit)]
    if isinstance(visit.stage, Reading) and _lacks(article_of(visit), visit):
        edition = edition_of(visit)
        said += [edition.summary, *(section.heading for section in edition.sections)]
        said += [block.text for section in edition.sections for block in section.blocks]
    return said


def in_a_service(visit: "Visit") -> bool:
    """Whether it is read on the way into a form, which Back leads to."""
    stage = visit.stage
    while isinstance(stage, Reading):
        stage = stage.before
    return isinstance(stage, Deciding | Instead)


def _lacks(article: "Article", visit: "Visit") -> bool:
    return article.language(visit.language) != visit.language


def _stage(visit: "Visit") -> Reading:
    assert isinstance(visit.stage, Reading), "no page of information shows"  # noqa: S101 a fault of ours
    return visit.stage
