"""A page of information on paper: the section that shows, or all of it from the list of sections."""

from collections.abc import Mapping
from datetime import datetime

from kiosk import reading
from kiosk.forms.types import date
from kiosk.information.edition import Section
from kiosk.language import pick
from kiosk.printing.slip import Slip
from kiosk.visit import Visit


def page_slip(visit: Visit, councils: Mapping[str, str], now: datetime) -> Slip:
    """The paper for the page that is read. ``councils`` is the council's name by language.

    The square holds the address of a web page where the page names one, else its first words.
    """
    words, edition, shown = visit.words, reading.edition_of(visit), reading.section_of(visit)
    sections = (shown,) if shown is not None else edition.sections
    said = tuple((section.heading, _text(section)) for section in sections)
    addresses = [address for section in sections for address in section.addresses]
    lines = (edition.title, *(line for pair in said for line in pair))
    return Slip(
        rtl=words.rtl and reading.article_of(visit).language(words.code) == words.code,
        council=pick(councils, words.code),
        title=edition.title,
        service=edition.summary,
        label="",
        reference="",
        when=words.say("reading.printed", date=date.in_words(now.date().isoformat(), words.code)),
        said=said,
        about_code=words.say("reading.code" if addresses else "printing.code"),
        code=addresses[0] if addresses else "\n".join(lines),
        staff="",
    )


def _text(section: Section) -> str:
    return "\n".join(f"• {block.text}" if block.kind == "item" else block.text for block in section.blocks)
