"""A row of what is on offer: the same wherever it stands, and each says in the same words what it is."""

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk import reading
from kiosk.catalogue import Service
from kiosk.front_door import Entry
from kiosk.language import pick
from ui.parts.button import Button
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Room

TALL = 26.0


def goes_to(service: Service, room: Room) -> list[QWidget]:
    """Who at the council gets what is sent; nothing where its manifest names nobody."""
    visit, words = room.visit, room.words
    department = visit.catalogue.department(service, visit.language)
    if not department or service.pay is not None:
        return []
    council = pick(room.config.council_name, visit.language)
    said = Text(words.say("offered.goes_to", department=department, council=council), room.theme)
    return [Panel([said], room.theme, icon="person", ground=None)]


def row(entry: Entry, room: Room) -> Button:
    """Its name, what it is, how long it takes, and whether it is in English only (L3)."""
    visit, words = room.visit, room.words
    kind = words.say(f"offered.{entry.kind}")
    if entry.minutes:
        kind = words.say(
            "offered.minutes", kind=kind, minutes=words.say("minutes.about", count=entry.minutes)
        )
    details = [entry.title] if entry.title != entry.name else []
    details.append(kind)
    if entry.english:
        details.append(words.say("services.in_english"))
    open_ = partial(reading.open_article, visit) if entry.kind == "page" else visit.choose
    return Button(
        entry.name,
        room.theme,
        room.step(lambda: open_(entry.id)),
        icon=entry.icon,
        detail="\n".join(details),
        tall=TALL,
    )
