"""One page of questions."""

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
    return Screen(
        heading,
        [asked],
        primary=Action(words.say("button.continue"), visit.proceed),
        back=Action(words.say("button.back"), visit.back),
        over=_over(room, page.section),
        summary=summary,
    )


def _over(room: Room, section: str) -> str:
    assert isinstance(room.visit.stage, Asking)  # noqa: S101 the caller's stage
    if room.visit.stage.changing:
        return section
    number, count = room.visit.progress
    key = "question.progress_section" if section else "question.progress"
    return room.words.say(key, number=number, count=count, section=section)
