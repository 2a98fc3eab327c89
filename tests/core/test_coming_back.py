"""After a crash in the middle of a visit: what is kept, who is asked, who goes on, and what leaves nothing."""

from concurrent.futures import Future
from dataclasses import replace

import pytest

from kiosk import coming_back
from kiosk.display import Display
from kiosk.draft import Draft
from kiosk.errors import StoreError
from kiosk.forms import xform
from kiosk.speech.voice import Settings
from kiosk.stage import (
    Aside,
    Asking,
    Before,
    CheckAnswers,
    ComingBack,
    Consent,
    Sending,
    Sent,
    Unusable,
    Welcome,
)
from tests.core.test_visit import FORM, Kiosk

OWN = Display(text_size="largest", theme="soft", switches=1, curtain=True, read_aloud=True)
VOICE = Settings(wpm=90, volume=0.5)


class FakeDrafts:
    """Remembers the order of things."""

    def __init__(self):
        self.told = []

    def settle(self):
        self.told.append("settled")

    def wipe(self):
        self.told.append("wiped")


class Life(Kiosk):
    """One life of the program."""

    def __init__(self, folder, **how):
        super().__init__(folder, **how)
        self.drafts = FakeDrafts()
        self.visit._means = replace(self.visit._means, drafts=self.drafts)

    def comes_back(self, draft, seconds=120.0):
        """Started again; the draft is read from the bytes that were kept."""
        kept = Draft.from_bytes(draft.to_bytes(), lambda _name: b"")
        return coming_back.offer(self.visit, kept, lambda: seconds - self.seconds)


@pytest.fixture
def lives(tmp_path):
    made = []

    def start(**how):
        made.append(Life(tmp_path / str(len(made)), **how))
        return made[-1]

    return start


def at_question(life):
    """In the middle: one question answered, on the next, in Welsh and large."""
    visit = life.to_first_question()
    visit.speak("cy")
    visit.show(OWN)
    visit.answer("/data/bin", "green")
    visit.proceed()
    visit.answer("/data/when", "not a number")
    visit.proceed()
    return visit


def draft_of(visit):
    return coming_back.draft_of(visit, VOICE)


def test_the_person_is_asked_as_they_read_and_sees_no_answer(lives):
    before = at_question(lives())
    life = lives()
    life.comes_back(draft_of(before))
    visit = life.visit
    assert isinstance(visit.stage, ComingBack)
    assert visit.language == "cy"
    assert visit.display == replace(OWN, curtain=False), (
        "whoever stands there must be able to see the question"
    )
    assert visit._filling is None
    assert visit.service is None
    assert visit.stage.draft.voice == VOICE


def test_the_same_person_goes_on_where_they_were(lives):
    before = at_question(lives())
    life = lives()
    life.comes_back(draft_of(before))
    assert not coming_back.go_on(life.visit)
    visit = life.visit
    assert visit.stage == before.stage == Asking("/data/when")
    assert visit.page == before.page
    assert visit.page.problems, "what could not be read is still there, with its problem"
    assert visit.rows == before.rows
    assert visit.display == OWN
    visit.answer("/data/when", "3")
    visit.proceed()
    assert visit.stage == CheckAnswers()
    visit.agree()
    visit.submit()
    assert b"<bin>green</bin>" in life.outbox.taken[0].instance


def test_what_is_changed_while_it_asks_holds(lives):
    life = lives()
    life.comes_back(draft_of(at_question(lives())))
    life.visit.speak("en")
    life.visit.show(replace(life.visit.display, theme="cream"))
    coming_back.go_on(life.visit)
    assert life.visit.language == "en"
    assert life.visit.display == replace(OWN, theme="cream")


@pytest.mark.parametrize("stage", [Before(), CheckAnswers(), Asking("/data/bin", changing=True)])
def test_every_page_with_answers_is_come_back_to(lives, stage):
    before = at_question(lives())
    before.stage = stage
    life = lives()
    life.comes_back(draft_of(before))
    assert not coming_back.go_on(life.visit)
    assert life.visit.stage == stage


def test_there_is_no_draft_of_a_visit_without_a_form_or_after_it_was_sent(lives):
    life = lives()
    visit = life.visit
    assert draft_of(visit) is None
    visit.begin("en")
    assert draft_of(visit) is None
    life.to_consent()
    outcome = visit.submit()
    outcome.set_result("KTM7RF2WD")
    visit.committed(outcome)
    assert draft_of(visit) is None
    visit.finish()
    assert draft_of(visit) is None


# Nothing is left.


def committed(visit):
    while not isinstance(visit.stage, CheckAnswers):
        visit.answer(visit.page.questions[0].path, "3")
        visit.proceed()
    visit.agree()
    outcome = visit.submit()
    outcome.set_result("KTM7RF2WD")
    visit.committed(outcome)


def out_of_the_service(visit):
    while not isinstance(visit.stage, Before):
        visit.back()
    visit.back()


@pytest.mark.parametrize(
    "end",
    [committed, lambda visit: visit.end(), lambda visit: visit.fail(), out_of_the_service],
    ids=["sent", "stopped, left or exit this page", "fault", "another service"],
)
def test_every_end_of_a_form_wipes_the_draft(lives, end):
    """P1, P6."""
    life = lives()
    visit = at_question(life)
    life.drafts.told.clear()
    end(visit)
    assert life.drafts.told[-1] == "wiped"


def test_a_silence_wipes_it_at_its_end(lives):
    """T1, T2."""
    life = lives()
    visit = at_question(life)
    life.drafts.told.clear()
    life.seconds += 200
    visit.tick()
    assert visit.aside is Aside.IDLE
    assert life.drafts.told == []
    life.seconds += 60
    visit.tick()
    assert visit.stage == Welcome()
    assert life.drafts.told == ["wiped"]


@pytest.mark.parametrize("answer", ["no", "silence", "too late"])
def test_no_or_no_answer_leaves_the_welcome_page_and_nothing_else(lives, answer):
    life = lives()
    life.comes_back(draft_of(at_question(lives())))
    visit = life.visit
    life.drafts.told.clear()
    if answer == "no":
        visit.end()
    else:
        life.seconds += 119
        assert not visit.tick()
        life.seconds += 1
        assert visit.tick() if answer == "silence" else not coming_back.go_on(visit)
    assert visit.stage == Welcome()
    assert life.drafts.told == ["wiped"]
    assert (visit.display, visit.language) == (Display(), "en")


@pytest.mark.parametrize("aside", [Aside.HELP, Aside.LANGUAGE, Aside.DISPLAY])
def test_the_time_runs_on_while_something_lies_over_the_question(lives, aside):
    life = lives()
    life.comes_back(draft_of(at_question(lives())))
    life.visit.open(aside)
    life.seconds += 120
    assert life.visit.tick()
    assert (life.visit.stage, life.visit.aside) == (Welcome(), None)


def newer_form(_service):
    return xform.load(FORM.replace(b'version="1"', b'version="2"'), {})


def other_form(_service):
    return xform.load(FORM.replace(b"<when/>", b"<where/><when/>"), {})


@pytest.mark.parametrize("load", [newer_form, other_form])
def test_a_form_that_is_another_now_is_begun_anew(lives, load):
    life = lives(load=load)
    life.comes_back(draft_of(at_question(lives())))
    assert not coming_back.go_on(life.visit)
    assert life.visit.stage == Welcome()
    assert life.drafts.told[-1] == "wiped"


@pytest.mark.parametrize("what", [{"service": "gone"}, {"stage": Asking("/data/gone")}, {"answers": {}}])
def test_a_draft_that_is_of_no_use_leaves_nothing(lives, what):
    life = lives()
    life.comes_back(replace(draft_of(at_question(lives())), **what))
    assert not coming_back.go_on(life.visit)
    assert life.visit.stage == Welcome()
    assert life.visit._filling is None


def test_a_draft_in_a_language_that_is_no_longer_offered_is_dropped(lives):
    life = lives(languages=("en",))
    assert life.comes_back(draft_of(at_question(lives()))) is None
    assert life.visit.stage == Welcome()


# A page that stops the program.


def test_a_page_that_stops_the_program_twice_does_not_come_back(lives):
    before = at_question(lives())
    first = lives().comes_back(draft_of(before))
    assert first.stopped_at == ("/data/when",)
    life = lives()
    assert life.comes_back(first) is None
    assert life.visit.stage == Unusable("unusable.stopped")
    assert (life.visit.language, life.visit.display.text_size) == ("cy", "largest")
    assert life.drafts.told[-1] == "wiped"


def test_it_is_remembered_while_the_visit_goes_on_elsewhere_and_no_longer(lives):
    life = lives()
    life.comes_back(draft_of(at_question(lives())))
    coming_back.go_on(life.visit)
    life.visit.back()
    second = lives().comes_back(draft_of(life.visit))
    assert second.stopped_at == ("/data/when", "/data/bin"), "another page: asked again"
    life.visit.end()
    life.to_first_question()
    assert draft_of(life.visit).stopped_at == ()


# On the way to the outbox.


def sent_and_stopped(lives):
    """The program stopped in the moment in which the outbox had been asked to keep the answers."""
    life = lives()
    visit = life.to_consent()
    life.drafts.told.clear()
    outcome = visit.submit()
    assert life.drafts.told == ["settled"], "the draft knows the id before the outbox can keep it"
    assert visit.stage == Sending()
    return draft_of(visit), life.outbox.taken[0], outcome


class Finding:
    """Answers what the test says."""

    def __init__(self, life):
        self.asked = []
        self.answer = Future()
        life.outbox.find = self

    def __call__(self, id_):
        self.asked.append(id_)
        return self.answer


def test_what_the_outbox_has_is_not_sent_again_and_the_reference_shows(lives):
    draft, sent, _ = sent_and_stopped(lives)
    life = lives()
    finding = Finding(life)
    life.comes_back(draft)
    assert coming_back.go_on(life.visit)
    outcome = life.visit.find_sent()
    assert life.visit.stage == Sending()
    outcome.set_result(sent.reference)
    life.visit.committed(outcome)
    assert life.visit.stage == Sent(sent.reference)
    assert finding.asked == [sent.id]
    assert life.outbox.taken == []
    assert life.drafts.told[-1] == "wiped"


def test_what_the_outbox_has_not_is_checked_and_sent_by_the_person(lives):
    draft, sent, _ = sent_and_stopped(lives)
    life = lives()
    finding = Finding(life)
    life.comes_back(draft)
    coming_back.go_on(life.visit)
    outcome = life.visit.find_sent()
    finding.answer.set_result("")
    life.visit.committed(outcome)
    assert life.visit.stage == CheckAnswers()
    assert life.visit.rows[0].answer == "green"
    life.visit.agree()
    life.visit.submit()
    assert [each.instance for each in life.outbox.taken] == [sent.instance]


def test_when_nobody_can_tell_sending_again_keeps_the_first(lives):
    """The id is the same, so Outbox.put gives the receipt of what it has."""
    draft, sent, _ = sent_and_stopped(lives)
    life = lives()
    finding = Finding(life)
    life.comes_back(draft)
    coming_back.go_on(life.visit)
    outcome = life.visit.find_sent()
    finding.answer.set_exception(StoreError("The disk fails."))
    life.visit.committed(outcome)
    assert life.visit.stage == Consent(trouble="consent.not_saved")
    life.visit.submit()
    assert life.outbox.taken[0].id == sent.id


def test_what_was_changed_after_all_is_another_submission(lives):
    life = lives()
    visit = life.to_consent()
    first = visit.submission
    visit.back()
    visit.agree()
    assert visit.submission != first
