"""One page of questions."""

from PySide6.QtWidgets import QWidget

from kiosk.forms.form import Form
from kiosk.forms.page import Easy
from kiosk.stage import Asking
from ui.parts.easy_picture import easy_picture
from ui.parts.fold import Fold
from ui.parts.heading import Heading
from ui.parts.problem import ProblemSummary, sentence
from ui.screens.asked import Asked
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """The question as heading, or a group's label over its questions; then the inputs."""
    visit, words = room.visit, room.words
    assert isinstance(visit.stage, Asking)  # noqa: S101 screen_for chose by it
    page = visit.page
    asked = Asked(page, room)
    summary = None
    if page.problems:
        leads = [
            (sentence(problem, words), lambda path=question.path: asked.lead(path))
            for question, problem in page.problems
        ]
        summary = ProblemSummary(leads, room.theme, words)
    heading = Heading(asked.title(page), room.theme)
    alone = page.questions[0] if len(page.questions) == 1 else None
    easy = page.easy if visit.display.easy_read else None
    picture = _picture(easy, room) if easy else None
    why = None
    folded: list[QWidget] = []
    if alone and alone.guidance and easy:
        folded = [Fold(words.say("question.why"), alone.guidance, room.theme)]
    elif alone and alone.guidance:
        why = asked.why(alone)
    above = [picture] if picture and not room.theme.aside_width else []
    return Screen(
        heading,
        [*above, asked, *folded],
        primary=Action(words.say("button.continue"), visit.proceed),
        back=Action(words.say("button.back"), visit.back),
        over=_over(room, page.section),
        side=why if above else picture or why,
        summary=summary,
    )


def _picture(easy: Easy, room: Room) -> QWidget | None:
    service = room.visit.service
    return easy_picture(easy.picture, easy.shows, service.folder, room.theme) if service else None


def _over(room: Room, section: str) -> str:
    assert isinstance(room.visit.stage, Asking)  # noqa: S101 the caller's stage
    if room.visit.stage.changing:
        return section
    number, count = room.visit.progress
    if not number:
        return section
    key = "question.of" if _steady(room.visit.filling.form) else "question.number"
    place = room.words.say(key, number=number, count=count)
    return f"{place} · {section}" if section else place


def _steady(form: Form) -> bool:
    """Whether no answer changes how many pages there are, so that the count can be told (C17)."""
    return not form.repeats and not any(bind.relevant for bind in form.binds.values())
