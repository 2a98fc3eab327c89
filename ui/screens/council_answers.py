"""What the council says to a question: up to three answers, each with where it is from; or that nobody knows."""

from PySide6.QtWidgets import QWidget

from kiosk import front_door
from kiosk.asking import steps
from kiosk.asking.entry import Entry
from kiosk.language import FALLBACK, pick
from kiosk.stage import Aside, CouncilAnswers
from ui.parts.button import Button, Kind
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.numbers import panels
from ui.screens.offered import TALL
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """What is clear is said at once. A person can be asked on each, and comes first where nothing is known."""
    visit, words, theme = room.visit, room.words, room.theme
    stage = visit.stage
    assert isinstance(stage, CouncilAnswers)  # noqa: S101 screen_for chose by it
    answer = steps.found(visit, stage.question)
    entries = [hit.entry for hit in answer.hits]
    ask = Button(words.say("asking.again"), theme, room.step(visit.back), kind="secondary")
    body: list[QWidget]
    side = None
    if answer.outcome == "danger":
        body = _danger(entries, room)
    elif entries:
        said = entries[0].summary if answer.outcome == "found" else ""
        rows = [_row(entry, room) for entry in entries]
        body = [*([Text(said, theme)] if said else []), stack(rows, theme)]
        side = stack([ask, _person(room)], theme)
    else:
        ways = [_person(room, first=True), ask]
        if visit.beneath is None:
            ways.append(Button(words.say("button.services"), theme, room.step(visit.browse), icon="form"))
        body = [Text(words.say("asking.unknown_text"), theme), stack(ways, theme)]
    return Screen(
        Heading(words.say(f"asking.{answer.outcome}"), theme),
        body,
        back=Action(words.say("button.back"), visit.back),
        side=side,
    )


def _danger(entries: list[Entry], room: Room) -> list[QWidget]:
    """Whom to call, and what the council says of it in words. No form is offered first."""
    words, theme = room.words, room.theme
    said = [entry.text for entry in entries if entry.place.kind == "service" and entry.text]
    rows = [_row(entry, room) for entry in entries]
    found = [stack([Heading(words.say("asking.found"), theme, level=2), *rows], theme)] if rows else []
    return [
        stack([Text(words.say("asking.danger_text"), theme), _person(room, first=True)], theme),
        *(Panel([Text(text, theme)], theme, icon="warning") for text in said),
        *panels(steps.numbers(room.visit), room),
        *found,
    ]


def _row(entry: Entry, room: Room) -> Button:
    """Its name in the council's words, what it is, and where it is from."""
    visit, words = room.visit, room.words
    council = pick(room.config.council_name, visit.language)
    source = words.joined(entry.source, council) if entry.source != entry.title else council
    icon, kind = _looks(entry, room)
    details = [kind, words.say("asking.source", source=source)]
    if entry.language == FALLBACK != visit.language:
        details.append(words.say("services.in_english"))
    follow = room.step(lambda: steps.follow(visit, entry))
    return Button(entry.title, room.theme, follow, icon=icon, detail="\n".join(details), tall=TALL)


def _looks(entry: Entry, room: Room) -> tuple[str, str]:
    """The icon and the words that the same has everywhere else."""
    catalogue, words = room.visit.catalogue, room.words
    if entry.place.kind == "page":
        return "info", words.say("offered.page")
    row = front_door.entry(catalogue.service(entry.place.id), room.visit.language)
    asked = entry.place.kind == "question"
    return row.icon, words.say("asking.question" if asked else f"offered.{row.kind}")


def _person(room: Room, *, first: bool = False) -> Button:
    ask = room.step(lambda: room.visit.open(Aside.PERSON))
    kind: Kind = "primary" if first else "slab"
    return Button(room.words.say("bar.person"), room.theme, ask, kind=kind, icon="person")
