"""What to mend in a page of information: for its author, by the same rules of plain words that forms have (C6, C13)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import ConfigError
from kiosk.forms.lint_writing import ENOUGH_WORDS, LEEWAY, QUOTED
from kiosk.information import article
from kiosk.information.article import Article
from kiosk.information.edition import Edition
from kiosk.language import FALLBACK
from kiosk.naming import of_page
from kiosk.plain_language import AGE, blaming, reading_age, sentences, too_long, words

_LONG = 150
"""Words of a section that fit on two screens of the usual size."""

_NUMBER = re.compile(r"\d[\d,.:]*\d|\d")
_END = re.compile(r"(?<=[.?!؟۔])\s+")


@dataclass(frozen=True)
class Finding:
    """``where`` is the file; ``level`` is "error" for what makes the page unusable, else "warning"."""

    where: str
    sentence: str
    level: str = "warning"


def check(folder: Path) -> tuple[Finding, ...]:
    """All that is wrong with the page in ``folder``."""
    try:
        page = article.read(folder)
        editions = {code: page.edition(code) for code in page.titles}
    except ConfigError as error:
        return (Finding(str(folder), str(error), "error"),)
    found = [
        Finding(f"{code}.md", each) for code, edition in editions.items() for each in _plain(edition, code)
    ]
    return (*found, *_languages(page, editions))


def _plain(edition: Edition, code: str) -> Iterator[str]:
    yield from (f"the title {each}" for each in of_page(edition.title))
    if len(_END.split(edition.summary)) > 1:
        yield "the text below the title has more than one sentence; write the one that answers most people."
    texts = [edition.title, edition.summary]
    for section in edition.sections:
        texts += [section.heading, *(block.text for block in section.blocks)]
        count, parts = len(words(section.text)), sentences(section.text)
        if count > _LONG:
            yield f"“{section.heading}” has {count} words; make two sections of it."
        if code == FALLBACK and count >= ENOUGH_WORDS and (age := reading_age(parts)) > AGE + LEEWAY:
            yield (
                f"“{section.heading}” has a reading age of {age:.0f} years; use shorter words and sentences, "
                f"for {AGE} years."
            )
    for text in texts:
        if longest := too_long(text):
            yield f"a sentence has {len(words(longest))} words (“{longest[:QUOTED]}…”); write two."
        if word := blaming(text, code):
            yield f"it says “{word}”; say what to do instead."


def _languages(page: Article, editions: dict[str, Edition]) -> Iterator[Finding]:
    ours = editions[FALLBACK]
    if "cy" not in editions:
        yield Finding(page.id, "there is no cy.md; write it, so that the page can be read in Welsh.")
    for code, edition in editions.items():
        if len(edition.sections) != len(ours.sections):
            yield Finding(
                f"{code}.md",
                f"it has {len(edition.sections)} sections and en.md {len(ours.sections)}; write the same ones.",
            )
        elif _numbers(edition) != _numbers(ours):
            missing = sorted(set(_numbers(ours)) ^ set(_numbers(edition)))[:5]
            yield Finding(
                f"{code}.md", f"its numbers are not those of en.md ({', '.join(missing)}); look at both."
            )


def _numbers(edition: Edition) -> list[str]:
    return sorted(_NUMBER.findall("\n".join((edition.summary, *(each.text for each in edition.sections)))))
