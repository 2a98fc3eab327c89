"""What a page says when it opens: all that is shown, in the order shown, and last what to press (A1, A16)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget

from kiosk import confirming, helping, reading
from kiosk.asking import steps
from kiosk.forms.finding import SEARCHED
from kiosk.forms.page import Page
from kiosk.language import FALLBACK, pick
from kiosk.skipping import owed
from kiosk.speech import utterance
from kiosk.speech.utterance import Say, Utterance
from kiosk.stage import (
    Aside,
    AskCouncil,
    Asking,
    AToZ,
    CheckAnswers,
    Detour,
    EnterCode,
    HowWasThat,
    Paused,
    Paying,
    Related,
    Sending,
    Sent,
    Services,
    UseAgain,
    Welcome,
)
from kiosk.submission import grouped
from kiosk.visit import Visit
from kiosk.yes_no import turn_now
from ui import code_speech, payment_speech
from ui.describe import Describer
from ui.inputs import INPUTS
from ui.inputs.base import Input
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.fold import Fold
from ui.parts.row import AnswerRow
from ui.screens.screen import Screen


def page(screen: Screen, visit: Visit, say: Say, *, may_tell: bool = True) -> Utterance:
    """What to say when ``screen`` has been opened. A function of the stage and the aside, as the screen is.

    ``say`` puts what to press for how the person works; ``may_tell`` is whether answers may be said. Who helps is said
    last, as it is the same on every page; first where it has just been agreed to.
    """
    said, over = _page(screen, visit, say, may_tell=may_tell), helping.banner(visit)
    parts = [said, utterance.notice(over, said.language)] if over else [said]
    if visit.aside is None and visit.proposal.begun_on is visit.stage:
        parts.reverse()
    return replace(utterance.joined(parts) or said, kind=said.kind)


def _page(screen: Screen, visit: Visit, say: Say, *, may_tell: bool) -> Utterance:
    words = visit.words
    if visit.aside is Aside.LEARN:
        screen = replace(screen, side=None)  # it is for staff (A17)
    asked = visit.aside is not None or isinstance(visit.stage, EnterCode | AskCouncil)
    if asked and screen.summary is not None:
        said = utterance.problems(screen.problems(), say, words.code)
        return utterance.notice([said.text, *screen.texts()], words.code)
    if visit.aside is None:
        match visit.stage:
            case Welcome():
                return welcome(visit, say)
            case Asking():
                return _question(screen, visit, say)
            case CheckAnswers():
                return _check(screen, visit, say, may_tell=may_tell)
            case Sent(reference):
                return _receipt(screen, visit, reference, say)
            case Paused() if not may_tell:
                texts = [code_speech.quiet(visit), *screen.texts()]
                return utterance.notice([*texts, *_ways(screen, visit, say)], words.code)
            case _:
                pass
    over = [screen.over] if isinstance(visit.stage, Detour) and visit.aside is None else []
    return utterance.notice([*over, *screen.texts(), *_ways(screen, visit, say)], words.code)


def spelled(visit: Visit) -> Utterance | None:
    """The reference letter by letter, or the code of what was put aside, while there is one."""
    if isinstance(visit.stage, Paused):
        return code_speech.spelled(visit)
    if isinstance(visit.stage, Paying):
        return payment_speech.spelled(visit)
    if not isinstance(visit.stage, Sent):
        return None
    return utterance.spelled(visit.stage.reference, visit.words.say, visit.language)


def voiced(said: Utterance, visit: Visit, *, may_tell: bool = True) -> Utterance:
    """``said`` with what a service and its form say in English only marked as English (L3), and what is recorded.

    Where others may hear, what the page calls an entry by its answers gives way to its number (A9).
    """
    code = visit.language
    if not may_tell and isinstance(visit.stage, Asking) and (name := visit.page.named)[0]:
        said = replace(said, text=said.text.replace(*name))
    if not may_tell:
        said = replace(
            said,
            text=code_speech.aloud(visit, payment_speech.aloud(visit, confirming.aloud(visit, said.text))),
        )
    if said.language == code != FALLBACK:
        services = [visit.service, visit.offered] if visit.service is not None else visit.catalogue.services
        shelves = [pick(shelf.title, code) for shelf in visit.catalogue.categories if code not in shelf.title]
        borrowed = [text for service in services for text in service.borrowed(code)]
        borrowed += [*reading.borrowed(visit), *steps.borrowed(visit)]
        if isinstance(visit.stage, AToZ | Services):
            from kiosk import front_door  # noqa: PLC0415 the first page that speaks waits for no catalogue

            borrowed += front_door.borrowed(visit.catalogue, code)
        said = utterance.borrowing(said, [*shelves, *borrowed, *_of_form(visit)], FALLBACK)
    return utterance.recorded(said, _recordings(visit))


def _recordings(visit: Visit) -> Mapping[str, str]:
    """The path of the file that says a text of the form on the page that shows, by that text."""
    service = visit.service
    asks = isinstance(visit.stage, Asking) and visit.aside is None
    if service is None or not asks or not visit.filling.form.recorded:
        return {}
    return {text: str(service.folder / file) for text, file in visit.page.recordings.items()}


def _of_form(visit: Visit) -> Iterator[str]:
    """What the form itself says on the page that shows, where it lacks the language of the visit."""
    if visit.missing_language and isinstance(visit.stage, Asking):
        yield from _texts(visit.page)
    elif visit.missing_language and isinstance(visit.stage, CheckAnswers):
        yield from (text for row in visit.rows for text in (row.section, row.label, row.answer))
    elif visit.missing_language and isinstance(visit.stage, UseAgain):
        yield from (text for offer in visit.earlier.offers for text in (offer.label, offer.answer))


def _texts(shown: Page) -> Iterator[str]:
    """What a form itself says on a page."""
    yield from (shown.heading, shown.section, *(entry.name for entry in shown.entries))
    for question in shown.questions:
        yield from (question.label, question.hint, question.guidance, question.answer)
        yield from (choice.label for choice in question.choices[:SEARCHED])
        if question.problem is not None:
            yield question.problem.message


def only_question(screen: Screen) -> Input | None:
    """The input of a page of one question, which the page itself says; None when there is something to mend."""
    asked = screen.find(Input)
    return asked[0] if len(asked) == 1 and screen.summary is None else None


def welcome(visit: Visit, say: Say) -> Utterance:
    """What the first key is answered with: short, and how to go on (A2). Each language then says itself."""
    words = visit.words
    about = [words.say(f"welcome.{key}") for key in ("title", "what")]
    return utterance.notice([*about, *utterance.to_choose(say)], words.code)


def _question(screen: Screen, visit: Visit, say: Say) -> Utterance:
    shown, words = visit.page, visit.words
    if shown.problems:
        return utterance.problems(screen.problems(), say, words.code)
    # As shown: with its number, "(optional)" and the hint that every such question has.
    shown = replace(shown, heading=screen.heading.text(), section=screen.over.replace(" · ", ". "))
    if shown.entries or shown.notice:
        asked = [question.label for question in shown.questions if question.label != shown.heading]
        shown = replace(
            shown, heading=utterance.notice([shown.notice, shown.heading, *asked], words.code).text
        )
    if visit.display.easy_read and shown.easy and shown.easy.shows:
        picture = words.say("question.picture", shows=shown.easy.shows)
        shown = replace(shown, heading=utterance.notice([shown.heading, picture], words.code).text)
    elif len(shown.questions) == 1 and (drawn := shown.questions[0].picture) and drawn.shows:
        picture = words.say("question.picture", shows=drawn.shows)
        shown = replace(shown, heading=utterance.notice([shown.heading, picture], words.code).text)
    if (turn := turn_now(visit)) is not None:
        how = _ways(screen, visit, say) if turn.over else [say("speech.page.yes_no")]
        rest = screen.texts()[1:]
        return utterance.notice([shown.section, shown.heading, *rest, *how], words.code)
    if len(shown.questions) == 1:
        only = shown.questions[0]
        key = INPUTS[only.input].hint_key
        folded = screen.find(Fold)  # is said when it is asked for
        why = f"{words.say('question.why')}: {only.guidance}" if only.guidance and not folded else ""
        only = replace(only, hint=only.hint or (words.say(key) if key else ""), guidance=why)
        shown = replace(shown, questions=(only,))
    return utterance.page(shown, say, words.code)


def _check(screen: Screen, visit: Visit, say: Say, *, may_tell: bool) -> Utterance:
    """How many answers there are. Each is said with its Change, and not before: others may be in the room (A9)."""
    words = visit.words
    parts = [
        screen.heading.text(),
        words.say("check.lead"),
        *([words.say("check.later", count=count)] if (count := owed(visit)) else []),
        *utterance.to_hear(len(visit.rows), say),
        *([] if may_tell else [words.say("speech.private.how")]),
    ]
    return utterance.notice([*parts, *_ways(screen, visit, say)], words.code)


def _receipt(screen: Screen, visit: Visit, reference: str, say: Say) -> Utterance:
    """The page of the reference: all of it, and not to be cut short by the kiosk (A4)."""
    words = visit.words
    said = utterance.reference(reference, words.say, words.code)
    heading, *rest = screen.texts()
    rest = [part for part in rest if part not in {words.say("receipt.reference"), grouped(reference)}]
    parts = [heading, said.text, *rest, *_ways(screen, visit, say)]
    return replace(said, text=utterance.notice(parts, words.code).text)


def _ways(screen: Screen, visit: Visit, say: Say) -> list[str]:
    """What to press: how to hear what can be chosen, then how to go on, or else back."""
    if visit.aside in {Aside.IDLE, Aside.LEARN} or isinstance(visit.stage, Sending):
        return []
    buttons = screen.find(Button)
    if screen.primary is None and buttons:
        return [*utterance.to_choose(say, len(buttons))]
    ways = [*utterance.to_choose(say)] if screen.find(RadioRow) else []
    if visit.aside is None and isinstance(visit.stage, HowWasThat | Related):
        ways = [*utterance.to_choose(say, len(buttons))]
    if screen.primary is not None:
        ways.append(utterance.to_leave(screen.primary.words, say))
    elif screen.back is not None:
        ways.append(utterance.to_leave(screen.back.words, say, back=True))
    return ways


def where(screen: Screen, visit: Visit, focus: Utterance | None) -> Utterance:
    """Where one is: the service, which question of how many, its heading, and what has the ``focus``."""
    words = visit.words
    named = visit.service if visit.aside is not Aside.STAFF else None
    service = named.text("title", visit.language) if named is not None else ""
    over = screen.over.replace(" · ", ". ") if visit.aside is None else ""
    place = utterance.notice([service, over, screen.heading.text(), *helping.banner(visit)], words.code)
    said = utterance.joined([place, *([focus] if focus is not None else [])])
    return said or place


def _text(label: QLabel, describe: Describer) -> Utterance:
    parts = label.text().replace(" · ", "\n").splitlines()
    return utterance.notice(parts, describe.words_of(label).code)


def whole(shown: Sequence[QWidget], describe: Describer, visit: Visit) -> Utterance | None:
    """All of a page in its order: each text, and each control with what it holds."""
    said: list[Utterance] = []
    for widget in shown:
        if isinstance(widget, QLabel):
            if isinstance(widget.parentWidget(), AnswerRow):
                continue  # is said with its Change
            part: Utterance | None = _text(widget, describe)
        else:
            part = describe.alone(widget)
        if part is None or not part.text:
            continue
        if said and part.text.startswith(said[-1].text.rstrip(".۔")):
            said.pop()  # a label, said again with what it names
        said.append(voiced(part, visit, may_tell=describe.may_tell))
    return utterance.joined(said)
