"""The pages that are no form's: those of information, those before a form, and the one of a payment."""

from collections.abc import Iterator

from kiosk import deciding, reading
from kiosk.stage import Aside, Paying, Reading
from ui.audit.kiosk import Kiosk


def read(kiosk: Kiosk) -> Iterator[str]:
    """The first page of information there is: its list, its longest section, and what comes after it."""
    visit = kiosk.visit
    article = next(iter(visit.catalogue.articles), None)
    if article is None:
        return
    kiosk.go(lambda: reading.open_article(visit, article.id))
    yield "information"
    sections = reading.edition_of(visit).sections
    longest = max(range(len(sections)), key=lambda at: len(sections[at].text))
    kiosk.go(lambda: reading.go(visit, longest))
    yield "information, a section"
    kiosk.go(lambda: reading.go(visit, Reading.NOT_FOUND))
    yield "information, not found"
    kiosk.go(visit.browse)


def before_form(kiosk: Kiosk, name: str) -> Iterator[str]:
    """Each question before the form of the chosen service, and each page that says what to do instead."""
    visit = kiosk.visit
    kiosk.go(lambda: deciding.begin(visit))
    for number, check in enumerate(visit.offered.check):
        yield f"{name}, before the form {number + 1}"
        on = next(at for at, choice in enumerate(check.choices) if choice.go != "instead")
        for at in (at for at, choice in enumerate(check.choices) if choice.go == "instead"):
            kiosk.go(lambda at=at: deciding.answer(visit, at))  # type: ignore[misc]  # mypy sees no type in the default
            yield f"{name}, instead of the form {number + 1}.{at + 1}"
            kiosk.go(visit.back)
        kiosk.go(lambda on=on: deciding.answer(visit, on))  # type: ignore[misc]  # likewise


def paid(kiosk: Kiosk, name: str) -> Iterator[str]:
    """The page of a payment, where there is one, and what to write down of it."""
    if not isinstance(kiosk.visit.stage, Paying):
        return
    yield f"{name}, paying"
    kiosk.go(lambda: kiosk.visit.open(Aside.WRITING))
    yield f"{name}, paying, to write down"
    kiosk.go(kiosk.visit.close)
