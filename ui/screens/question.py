"""One page of questions."""

from kiosk.forms.form import Form
from kiosk.stage import Asking
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
    why = asked.why(alone) if alone and alone.guidance else None
    return Screen(
        heading,
        [asked],
        primary=Action(words.say("button.continue"), visit.proceed),
        back=Action(words.say("button.back"), visit.back),
        over=_over(room, page.section),
        side=why,
        summary=summary,
    )


def _over(room: Room, section: str) -> str:
    assert isinstance(room.visit.stage, Asking)  # noqa: S101 the caller's stage
    if room.visit.stage.changing:
        return section
    number, count = room.visit.progress
    key = "question.of" if _steady(room.visit.filling.form) else "question.number"
    place = room.words.say(key, number=number, count=count)
    return f"{place} · {section}" if section else place


def _steady(form: Form) -> bool:
    """Whether no answer changes how many pages there are, so that the count can be told (C17)."""
    return not form.repeats and not any(bind.relevant for bind in form.binds.values())
