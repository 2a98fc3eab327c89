"""What a page says when it opens: all that is shown, in the order shown, and last what to press (A1, A16)."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.forms.page import Page
from kiosk.language import FALLBACK, pick
from kiosk.speech import utterance
from kiosk.speech.utterance import Utterance
from kiosk.stage import Aside, Asking, CheckAnswers, Sending, Sent, Welcome
from kiosk.submission import grouped
from kiosk.visit import Visit
from kiosk.yes_no import turn_now
from ui.inputs import INPUTS
from ui.inputs.base import Input
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.fold import Fold
from ui.parts.problem import sentence
from ui.screens.screen import Screen


def page(screen: Screen, visit: Visit) -> Utterance:
    """What to say when ``screen`` has been opened. A function of the stage and the aside, as the screen is."""
    words = visit.words
    if visit.aside is None:
        match visit.stage:
            case Welcome():
                return welcome(visit)
            case Asking():
                return _question(screen, visit)
            case CheckAnswers():
                return _check(screen, visit)
            case Sent(reference):
                return _receipt(screen, visit, reference)
            case _:
                pass
    return utterance.notice([*screen.texts(), *_ways(screen, visit)], words.code)


def spelled(visit: Visit) -> Utterance | None:
    """The reference letter by letter, while there is one."""
    if not isinstance(visit.stage, Sent):
        return None
    return utterance.spelled(visit.stage.reference, visit.words.say, visit.language)


def voiced(said: Utterance, visit: Visit) -> Utterance:
    """``said`` with what a service and its form say in English only marked as English (L3)."""
    code = visit.language
    if said.language != code or code == FALLBACK:
        return said
    services = [visit.service] if visit.service is not None else visit.catalogue.services
    shelves = [pick(shelf.title, code) for shelf in visit.catalogue.categories if code not in shelf.title]
    borrowed = [text for service in services for text in service.borrowed(code)]
    return utterance.borrowing(said, [*shelves, *borrowed, *_of_form(visit)], FALLBACK)


def _of_form(visit: Visit) -> Iterator[str]:
    """What the form itself says on the page that shows, where it lacks the language of the visit."""
    if visit.missing_language and isinstance(visit.stage, Asking):
        yield from _texts(visit.page)
    elif visit.missing_language and isinstance(visit.stage, CheckAnswers):
        yield from (text for row in visit.rows for text in (row.section, row.label, row.answer))


def _texts(shown: Page) -> Iterator[str]:
    """What a form itself says on a page."""
    yield from (shown.heading, shown.section)
    for question in shown.questions:
        yield from (question.label, question.hint, question.guidance, question.answer)
        yield from (choice.label for choice in question.choices)
        if question.problem is not None:
            yield question.problem.message


def only_question(screen: Screen) -> Input | None:
    """The input of a page of one question, which the page itself says; None when there is something to mend."""
    asked = screen.find(Input)
    return asked[0] if len(asked) == 1 and screen.summary is None else None


def welcome(visit: Visit) -> Utterance:
    """What the first key is answered with: short, and how to go on (A2). Each language then says itself."""
    words = visit.words
    about = [words.say(f"welcome.{key}") for key in ("title", "what")]
    return utterance.notice([*about, *utterance.to_choose(words.say)], words.code)


def _question(screen: Screen, visit: Visit) -> Utterance:
    shown, words = visit.page, visit.words
    if shown.problems:
        found = [sentence(problem, words) for _, problem in shown.problems]
        return utterance.problems(found, words.say, words.code)
    # As shown: with its number, "(optional)" and the hint that every such question has.
    shown = replace(shown, heading=screen.heading.text(), section=screen.over.replace(" · ", ". "))
    if visit.display.easy_read and shown.easy and shown.easy.shows:
        picture = words.say("question.picture", shows=shown.easy.shows)
        shown = replace(shown, heading=utterance.notice([shown.heading, picture], words.code).text)
    if (turn := turn_now(visit)) is not None:
        how = _ways(screen, visit) if turn.over else [words.say("speech.page.yes_no")]
        rest = screen.texts()[1:]
        return utterance.notice([shown.section, shown.heading, *rest, *how], words.code)
    if len(shown.questions) == 1:
        only = shown.questions[0]
        key = INPUTS[only.input].hint_key
        folded = screen.find(Fold)  # is said when it is asked for
        why = f"{words.say('question.why')}: {only.guidance}" if only.guidance and not folded else ""
        only = replace(only, hint=only.hint or (words.say(key) if key else ""), guidance=why)
        shown = replace(shown, questions=(only,))
    return utterance.page(shown, words.say, words.code)


def _check(screen: Screen, visit: Visit) -> Utterance:
    """How many answers there are. Each is said with its Change, and not before: others may be in the room (A9)."""
    words = visit.words
    parts = [
        screen.heading.text(),
        words.say("check.lead"),
        *utterance.to_hear(len(visit.rows), words.say),
    ]
    return utterance.notice([*parts, *_ways(screen, visit)], words.code)


def _receipt(screen: Screen, visit: Visit, reference: str) -> Utterance:
    """The page of the reference: all of it, and not to be cut short by the kiosk (A4)."""
    words = visit.words
    said = utterance.reference(reference, words.say, words.code)
    heading, *rest = screen.texts()
    rest = [part for part in rest if part not in {words.say("receipt.reference"), grouped(reference)}]
    parts = [heading, said.text, *rest, *_ways(screen, visit)]
    return replace(said, text=utterance.notice(parts, words.code).text)


def _ways(screen: Screen, visit: Visit) -> list[str]:
    """What to press: how to hear what can be chosen, then how to go on, or else back."""
    words = visit.words
    if visit.aside in {Aside.IDLE, Aside.LEARN} or isinstance(visit.stage, Sending):
        return []
    buttons = screen.find(Button)
    if screen.primary is None and buttons:
        return [*utterance.to_choose(words.say, len(buttons))]
    ways = [*utterance.to_choose(words.say)] if screen.find(RadioRow) else []
    if screen.primary is not None:
        ways.append(utterance.to_leave(screen.primary.words, words.say))
    elif screen.back is not None:
        ways.append(utterance.to_leave(screen.back.words, words.say, back=True))
    return ways
