"""A page of information: its sections to choose from, one of them at a time, and whether it was what was needed."""

from itertools import groupby

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from kiosk import reading
from kiosk.information.edition import Block, Section
from kiosk.stage import Aside, Reading
from ui.parts.bullets import Bullets
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.square import Square
from ui.parts.text import Text
from ui.screens.paper import paper
from ui.screens.screen import Action, Found, Room, Screen, grid, stack
from ui.screens.services import slab

_SQUARE = 60.0
"""Millimetres that the square code of a web page’s address is wide."""


def build(room: Room) -> Screen:
    """The list of sections with the summary over it, a section, or what comes after it."""
    visit = room.visit
    assert isinstance(visit.stage, Reading)  # noqa: S101 screen_for chose by it
    if visit.stage.section in {Reading.FOUND, Reading.NOT_FOUND}:
        return _after(room, found=visit.stage.section == Reading.FOUND)
    section = reading.section_of(visit)
    return _listed(room) if visit.stage.section == Reading.LISTED else _section(room, section)


def _listed(room: Room) -> Screen:
    visit, words, theme = room.visit, room.words, room.theme
    article, edition = reading.article_of(visit), reading.edition_of(visit)
    body: list[QWidget] = [_said(Text(edition.summary, theme), room)]
    if article.language(visit.language) != visit.language:
        body.insert(0, notice(words.say("reading.language"), theme, icon="language"))
    only = reading.section_of(visit)
    if only is not None:
        body += [*_blocks(only, room), *_asked(room)]
    else:
        slabs = [_to(number, each, room) for number, each in enumerate(edition.sections)]
        inside = Heading(words.say("reading.inside"), theme, level=2)
        body += [stack([inside, grid(slabs, theme)], theme), *_services(room)]
    body += paper(room)
    return Screen(
        _said(Heading(edition.title, theme), room),
        body,
        back=Action(words.say("button.back"), visit.back),
        side=_address(only, room) if only is not None else None,
    )


def _to(number: int, section: Section, room: Room) -> Button:
    go = room.step(lambda: reading.go(room.visit, number))
    return _said(Button(section.heading, room.theme, go), room)


def _section(room: Room, section: Section | None) -> Screen:
    assert section is not None  # noqa: S101 build() chose by it
    visit, words, theme = room.visit, room.words, room.theme
    title, onward = reading.edition_of(visit).title, reading.onward(visit)
    primary = None
    if onward is not None:
        heading = reading.edition_of(visit).sections[onward].heading
        primary = Action(words.say("reading.next", heading=heading), lambda: reading.go(visit, onward))
    return Screen(
        _said(Heading(section.heading or title, theme), room),
        [*_blocks(section, room), *_asked(room), *paper(room)],
        over=title,
        primary=primary,
        back=Action(words.say("button.back"), visit.back),
        side=_address(section, room),
    )


def _blocks(section: Section, room: Room) -> list[QWidget]:
    """Paragraphs, small headings, and lists, whose entries stand together."""
    theme = room.theme
    parts: list[QWidget] = []
    for kind, run in groupby(section.blocks, key=lambda block: block.kind):
        blocks = list(run)
        if kind == "item":
            parts.append(Bullets([block.text for block in blocks], theme))
        elif kind == "step":
            parts.append(stack([Text(block.text, theme) for block in blocks], theme))
        else:
            parts += [_block(block, room) for block in blocks]
    return [_said(part, room) for part in parts]


def _block(block: Block, room: Room) -> QWidget:
    if block.kind == "heading":
        return Heading(block.text, room.theme, level=3)
    return Text(block.text, room.theme, font="bold" if block.kind == "strong" else "body")


def _address(section: Section, room: Room) -> QWidget | None:
    """The first address in it to take along: no page of the web opens here."""
    if not section.addresses:
        return None
    about = Text(room.words.say("reading.address"), room.theme)
    return Panel([about, Square(section.addresses[0], _SQUARE, room.theme)], room.theme)


def _asked(room: Room) -> list[QWidget]:
    """Whether it was what was needed, at the end of each section."""
    words, theme, visit = room.words, room.theme, room.visit
    yes = Button(
        words.say("yes_no.yes"), theme, room.step(lambda: reading.go(visit, Reading.FOUND)), icon="yes"
    )
    no = Button(
        words.say("yes_no.no"), theme, room.step(lambda: reading.go(visit, Reading.NOT_FOUND)), icon="stop"
    )
    heading = Heading(words.say("reading.asked"), theme, level=2)
    return [stack([heading, grid([yes, no], theme)], theme)]


def _after(room: Room, *, found: bool) -> Screen:
    """Good: what can be done about it. Else a person first, who can find it."""
    visit, words, theme = room.visit, room.words, room.theme
    key = "found" if found else "not_found"
    body: list[QWidget] = [Text(words.say(f"reading.{key}"), theme)]
    if not found:
        ask = room.step(lambda: visit.open(Aside.PERSON))
        body.append(Button(words.say("bar.person"), theme, ask, icon="person"))
    body += _services(room)
    primary = Action(words.say("button.finish"), visit.end) if found else None
    if visit.beneath is not None:  # asked in the middle of a form, which waits
        primary = Action(words.say("call.back"), visit.browse)
    elif not reading.in_a_service(visit):
        body.append(Button(words.say("button.services"), theme, room.step(visit.browse), icon="form"))
    return Screen(
        Heading(words.say(f"reading.{key}_title"), theme),
        body,
        primary=primary,
        back=Action(words.say("button.back"), visit.back),
    )


def _services(room: Room) -> list[QWidget]:
    """What can be done about it at this kiosk."""
    theme = room.theme
    slabs = [slab(service, room) for service in reading.services(room.visit)]
    if not slabs:
        return []
    return [stack([Heading(room.words.say("reading.do"), theme, level=2), grid(slabs, theme)], theme)]


def _said(part: Found, room: Room) -> Found:
    """Read by a screen reader in the language that it stands in."""
    part.setLocale(QLocale(reading.article_of(room.visit).language(room.visit.language)))
    return part
