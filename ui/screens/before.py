"""Before the first question: what it is, what to have ready, how long it takes, what becomes of the answers."""

from PySide6.QtWidgets import QWidget

from kiosk import deciding
from kiosk.helping import banner, wording
from kiosk.others import in_words
from ui.parts.bullets import Bullets
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.helped import opener
from ui.screens.offered import goes_to
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """The manifest's own words, and the kiosk's promises."""
    visit, words, theme = room.visit, room.words, room.theme
    service = visit.offered
    code = visit.language
    body: list[QWidget] = []
    if visit.missing_language:
        body.append(notice(words.say("before.language"), theme, icon="language"))
    if summary := service.text("summary", code):
        body.append(Text(summary, theme))
    if before := service.text("before", code):
        body.append(Text(before, theme))
    facts: list[QWidget] = [
        _fact("lock", wording(visit, "before.privacy"), room),
        _fact("person", words.say("before.idle"), room),
    ]
    if room.pausing is not None:
        facts.append(_fact("clock", _pause(room), room))
    if fared := visit.means.others(service):
        facts.insert(0, _fact("clock", in_words(fared, words), room))  # what is true says more than a guess
    elif service.minutes:
        facts.insert(0, _fact("clock", words.say("minutes.about", count=service.minutes), room))
    facts += goes_to(service, room)
    needs = service.needs(code)
    side = None
    if needs:
        title = Heading(words.say("before.need"), theme, level=3)
        side = Panel([title, Bullets(needs, theme)], theme)
    return Screen(
        Heading(service.text("title", code), theme),
        [*body, stack(facts, theme, 4.5), *([] if banner(visit) else [opener(room)])],
        primary=Action(words.say("button.start"), lambda: deciding.begin(visit)),
        back=Action(words.say("button.back"), visit.back),
        side=side,
    )


def _pause(room: Room) -> str:
    """That one can pause, for how long, and what is lost with the code: told before anything is begun (T3)."""
    hours, words = int(room.config.pause_hours), room.words
    days, rest = divmod(hours, 24)
    key, count = ("before.pause_hours", hours) if rest else ("before.pause_days", days)
    return words.say(key, count=count, stop=words.say("bar.stop"), pause=words.say("pause.offer"))


def _fact(icon: str, words: str, room: Room) -> Panel:
    return Panel([Text(words, room.theme)], room.theme, icon=icon, ground=None)
