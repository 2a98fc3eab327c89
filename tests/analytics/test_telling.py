"""What is told of a visit: each way a service can end, and what lies over a page."""

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import helping, meanwhile
from kiosk.analytics import wire
from kiosk.analytics.happenings import (
    Answered,
    Began,
    Ended,
    HelpClosed,
    HelpOpened,
    Left,
    Missed,
    Opened,
    Over,
    ProblemShown,
    Rated,
    SpeechRepeated,
    Stirred,
    Used,
)
from kiosk.analytics.recorder import Recorder
from kiosk.analytics.telling import Telling
from kiosk.catalogue import Catalogue, Category
from kiosk.display import Display
from kiosk.pausing.cupboard import Kept
from kiosk.stage import Aside, Asking, Keeping, Paused
from tests.core.test_visit import Kiosk

SAID = {
    Began: lambda each: f"began {each.service}",
    Opened: lambda each: f"opened {each.page}",
    Left: lambda each: f"left {each.direction}",
    Ended: lambda each: f"ended {each.how}",
    HelpOpened: lambda each: f"help {each.kind}",
    HelpClosed: lambda each: "help closed",
    ProblemShown: lambda each: f"problem {each.question} {each.code}",
    Answered: lambda each: f"{'emptied' if each.emptied else 'answered'} {each.question}",
    Rated: lambda each: f"rated {each.level}",
    Used: lambda each: f"used {each.mode or each.company or each.language}",
    Over: lambda each: "over",
    Missed: lambda each: "missed",
    Stirred: lambda each: "stirred",
    SpeechRepeated: lambda each: "repeated",
}


class Told:
    """A visit, all that is told of it, and the journeys made of that."""

    def __init__(self, tmp_path):
        self.kiosk = Kiosk(tmp_path)
        self.visit = self.kiosk.visit
        self.telling = Telling(self.visit, lambda: self.kiosk.seconds, self._hear)
        self.visit.tell_answer, self.visit.tell_problems = self.telling.answered, self.telling.refused
        self.journeys = []
        self.recorder = Recorder(self.journeys.append)
        self._said = []

    def _hear(self, happening):
        self._said.append(SAID[type(happening)](happening))
        self.recorder.hear(happening)

    def go(self, *steps):
        """Does each, with a second and a look after it, as the window does."""
        for step in steps:
            step()
            self.kiosk.seconds += 1
            self.telling.look()

    def said(self):
        """What was told since this was last asked."""
        said, self._said = self._said, []
        return said

    def to_question(self):
        visit = self.visit
        self.go(lambda: visit.begin("en"), lambda: visit.open_category("bins"), lambda: visit.choose("bins"))
        self.go(visit.start)
        assert self.said() == ["began bins", "opened before", "left on", "opened /data/bin"]

    def opens(self, aside):
        self.go(lambda: self.visit.open(aside))


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def offer_call_back(visit):
    shelf = visit.catalogue.categories[0]
    back = replace(shelf.services[0], id=meanwhile.CALL_BACK)
    offers = Catalogue((*visit.catalogue.categories, Category("contact", back.title, (back,))))
    visit._means = replace(visit._means, catalogue=lambda: offers)


def pause(told):
    visit = told.visit
    visit.stage = Keeping()
    told.telling.look()
    until = visit.now() + timedelta(days=7)
    visit._forget_answers()
    visit.under_way = meanwhile.UnderWay(Paused(Kept("a code", "", until)), visit.service)


def time_out(told):
    told.kiosk.seconds += 200
    told.visit.tick()
    told.telling.look()
    told.kiosk.seconds += 100
    told.visit.tick()


ENDINGS = {
    "out of it by Back": (lambda told: told.go(told.visit.back, told.visit.back), "stopped", False),
    "Stop": (lambda told: told.go(lambda: told.visit.open(Aside.STOP), told.visit.end), "stopped", True),
    "silence": (time_out, "timeout", True),
    "Leave now": (lambda told: told.visit.end(), "left", True),
    "Leave now, over help": (
        lambda told: told.go(lambda: told.visit.open(Aside.HELP), told.visit.end),
        "left",
        True,
    ),
    "a pause": (pause, "paused", False),
    "staff": (lambda told: told.go(lambda: told.visit.open(Aside.STAFF), told.visit.end), "staff", True),
    "a fault": (lambda told: told.visit.fail(), "fault", False),
}


@pytest.mark.parametrize(("end", "how", "over"), ENDINGS.values(), ids=ENDINGS)
def test_every_way_out_of_a_service_is_told_once_and_by_its_name(told, end, how, over):
    """K1: how a service ended."""
    told.to_question()
    end(told)
    told.go(lambda: None, lambda: None)
    said = told.said()
    assert said.count(f"ended {how}") == 1
    assert sum(each.startswith("ended") for each in said) == 1
    assert ("over" in said) is over
    assert [each for each in said if each.startswith("left")][-1] in {"left away", "left back"}
    told.recorder.flush()
    assert [journey.ended for journey in told.journeys] == [how]


def test_a_paused_service_that_is_gone_on_with_is_another_journey_from_the_page_it_was_left_on(told):
    told.to_question()
    kept = told.visit.under_way
    pause(told)
    told.go(lambda: None, told.visit.end)
    told.said()
    kept.filling.answer("/data/bin", "green")
    told.go(lambda: setattr(told.visit, "under_way", kept))
    assert told.said() == ["began bins", "opened /data/bin"]
    told.go(told.visit.end)
    assert [(each.ended, len(each.pages)) for each in told.journeys] == [("paused", 2), ("left", 1)]


def test_a_short_form_over_another_is_help_by_a_person_and_the_other_goes_on(told):
    """S1: what is asked of it, and how it goes, is not told as if it were of the form beneath."""
    visit = told.visit
    offer_call_back(visit)
    told.to_question()
    told.go(lambda: meanwhile.begin(visit), visit.start)
    visit.answer("/data/bin", "")
    told.go(visit.proceed)
    assert told.said() == ["help person"]
    told.go(lambda: setattr(visit, "stage", Asking("/data/when")), visit.browse)
    assert told.said() == ["help closed"]
    told.go(visit.end)
    assert [(each.service, each.pages[-1].help) for each in told.journeys] == [("bins", ("person",))]


def test_what_staff_do_over_a_page_is_not_the_persons(told):
    """Their language, their display, their keys and their time are not told; the page is left, and opened again."""
    told.to_question()
    told.opens(Aside.STAFF_PIN)
    told.visit.show(Display(text_size="largest", easy_read=True))
    told.visit.speak("cy")
    told.opens(Aside.STAFF)
    told.telling.stirred()
    told.telling.uses("keypad")
    told.telling.missed()
    told.telling.repeated()
    assert told.said() == ["left away"]
    told.visit.show(Display())
    told.visit.speak("en")
    told.go(told.visit.close)
    assert told.said() == ["opened /data/bin"]


def test_the_warning_of_silence_is_neither_help_nor_an_end_of_it(told):
    told.to_question()
    told.opens(Aside.DISPLAY)
    told.opens(Aside.WAYS)
    told.opens(Aside.LEARN)
    told.opens(Aside.IDLE)
    told.go(lambda: setattr(told.visit, "aside", Aside.WAYS), told.visit.close)
    assert told.said() == ["help display", "help closed", "help ways", "help closed"]


def test_how_it_is_done_and_with_whom_is_told_once(told):
    """K5, S2."""
    visit = told.visit
    told.to_question()
    told.go(
        lambda: visit.show(Display(text_size="large", easy_read=True, yes_no=True)), lambda: visit.speak("cy")
    )
    told.telling.uses("touch")
    told.telling.uses("touch")
    helping.propose(visit, "types")
    helping.known_as(visit, "family")
    helping.name(visit, "Sam")
    told.go(lambda: helping.agree(visit))
    modes = ["used large_text", "used easy_read", "used yes_no", "used cy", "used touch", "used for"]
    assert told.said() == modes
    told.go(lambda: None, visit.end, lambda: visit.choose("trees"))
    assert told.said() == ["left away", "ended left", "over", "began trees", "opened before"]
    assert told.journeys[0].company == "for"


def test_answers_are_told_as_given_or_taken_away_and_problems_once_their_page_is_there(told):
    """C5: and on check answers, Continue leads to the page with what is wrong."""
    visit = told.visit
    told.to_question()
    told.go(visit.proceed)
    for raw in ("", "g", "gr", " ", "green"):
        visit.answer("/data/bin", raw)
    told.go(visit.proceed, lambda: visit.answer("/data/when", "soon"), visit.proceed)
    bin_, when = "/data/bin", "/data/when"
    said = [f"problem {bin_} required", *[f"answered {bin_}"] * 2, f"emptied {bin_}", f"answered {bin_}"]
    assert [each.replace("required.text", "required") for each in told.said()] == [
        *said,
        "left on",
        f"opened {when}",
        f"answered {when}",
        f"problem {when} {next(iter(visit.page.problems))[1].code}",
    ]
    told.go(lambda: visit.answer(when, "4"), visit.proceed, lambda: visit.answer(bin_, ""), visit.agree)
    assert told.said() == [
        f"answered {when}",
        "left on",
        "opened check",
        f"emptied {bin_}",
        "left away",
        f"opened {bin_}",
        f"problem {bin_} required.text",
    ]


STEPS = {
    "begin": lambda told: told.visit.begin("en"),
    "choose": lambda told: told.visit.choose("bins"),
    "choose another": lambda told: told.visit.choose("trees"),
    "start": lambda told: told.visit.start(),
    "answer": lambda told: told.visit.answer("/data/bin", "black"),
    "empty": lambda told: told.visit.answer("/data/bin", ""),
    "proceed": lambda told: told.visit.proceed(),
    "back": lambda told: told.visit.back(),
    "change": lambda told: told.visit.change("/data/bin"),
    "agree": lambda told: told.visit.agree(),
    "send": lambda told: told.visit.submit().set_result("KTM7RF2WD"),
    "sent": lambda told: told.visit.committed(told.kiosk.outbox.promises[-1]),
    "finish": lambda told: told.visit.finish(),
    "rate": lambda told: told.telling.rated(3),
    "end": lambda told: told.visit.end(),
    "fail": lambda told: told.visit.fail(),
    "pause": pause,
    "call back": lambda told: meanwhile.begin(told.visit),
    "silence": time_out,
    "help": lambda told: told.visit.open(Aside.HELP),
    "stop": lambda told: told.visit.open(Aside.STOP),
    "staff": lambda told: told.visit.open(Aside.STAFF),
    "close": lambda told: told.visit.close(),
}


def well_told(said):
    """Checks the order; gives the ends."""
    service = page = help_ = False
    ends = []
    for each in said:
        match each.split():
            case ["began", _]:
                assert not service, said
                service = True
            case ["opened", name]:
                assert (service, page) == (True, False), said
                page = name != "sent"
            case ["left", _]:
                assert page, said
                page = False
            case ["help", "closed"]:
                assert help_, said
                help_ = False
            case ["help", _]:
                assert (service, help_) == (True, False), said
                help_ = True
            case ["ended", _]:
                assert (service, page, help_) == (True, False, False), said
                service = False
                ends.append(each)
    assert not service, said
    return ends


@given(st.lists(st.sampled_from([*STEPS]), max_size=60))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_happens_each_service_is_told_from_its_beginning_to_one_end_and_each_page_is_left(
    told, steps
):
    """K1: steps that cannot be taken there raise, and nothing is told of them."""
    offer_call_back(told.visit)
    told.go(told.visit.end)
    told.said()
    told.journeys.clear()
    for step in ("begin", "choose", "start", *steps):
        with contextlib.suppress(AssertionError, LookupError, AttributeError, ValueError, StopIteration):
            STEPS[step](told)
        told.telling.look()
    told.go(told.visit.end)
    ended = well_told(told.said())
    assert len(ended) == len(told.journeys)
    assert [f"ended {each.ended}" for each in told.journeys] == ended
    assert all(wire.read_line(wire.line(each)) == each for each in told.journeys)
