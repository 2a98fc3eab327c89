"""One page of questions."""

from PySide6.QtWidgets import QWidget

from kiosk.forms.form import Form
from kiosk.forms.page import Easy, Page
from kiosk.language import Words
from kiosk.stage import Asking
from kiosk.yes_no import turn_now
from ui.inputs.base import title
from ui.parts.easy_picture import easy_picture
from ui.parts.fold import Fold
from ui.parts.heading import Heading
from ui.parts.problem import ProblemSummary, sentences
from ui.screens.added import added
from ui.screens.asked import Asked, why
from ui.screens.screen import Action, Room, Screen
from ui.screens.yes_no import OneByOne


def build(room: Room) -> Screen:
    """The question as heading, or a group's label over its questions; then the inputs."""
    visit, words = room.visit, room.words
    assert isinstance(visit.stage, Asking)  # noqa: S101 screen_for chose by it
    page = visit.page
    turn = turn_now(visit)
    asked: Asked | OneByOne = Asked(page, room) if turn is None else OneByOne(turn, room)
    summary = None
    if page.problems:
        told = sentences([(question.label, problem) for question, problem in page.problems], words)
        leads = [lambda path=question.path: asked.lead(path) for question, _problem in page.problems]
        summary = ProblemSummary(list(zip(told, leads, strict=True)), room.theme, words)
    alone = page.questions[0] if len(page.questions) == 1 else None
    easy = page.easy if visit.display.easy_read else None
    picture = _picture(easy, room) if easy else None
    panel = why(alone, room) if alone and alone.guidance and not easy else None
    fold = (
        Fold(words.say("question.why"), alone.guidance, room.theme)
        if alone and alone.guidance and easy
        else None
    )
    above = None if room.theme.aside_width else picture
    may_go_on = turn is None or not turn.question.required or (turn.over and turn.chosen)
    return Screen(
        Heading(heading(page, words), room.theme),
        [part for part in (above, *added(page, room), asked, fold) if part is not None],
        primary=Action(words.say("button.continue"), visit.proceed) if may_go_on else None,
        back=Action(words.say("button.back"), visit.back),
        over=_over(room, page.section),
        side=panel if above else picture or panel,
        summary=summary,
    )


def heading(page: Page, words: Words) -> str:
    """The heading of the page, with "(optional)" when its one question is."""
    alone = page.questions[0] if len(page.questions) == 1 else None
    return title(alone, words) if alone and alone.label == page.heading else page.heading


def _picture(easy: Easy, room: Room) -> QWidget | None:
    service = room.visit.service
    return easy_picture(easy.picture, easy.shows, service.folder, room.theme) if service else None


def _over(room: Room, section: str) -> str:
    stage, filling = room.visit.stage, room.visit.filling
    assert isinstance(stage, Asking)  # noqa: S101 the caller's stage
    if stage.changing:
        return section
    number, count = filling.progress(stage.key)
    if not number:
        return section
    key = "question.of" if _steady(filling.form) else "question.number"
    place = room.words.say(key, number=number, count=count)
    return f"{place} · {section}" if section else place


def _steady(form: Form) -> bool:
    """Whether no answer changes how many pages there are, so that the count can be told (C17)."""
    return not form.repeats and not any(bind.relevant for bind in form.binds.values())
