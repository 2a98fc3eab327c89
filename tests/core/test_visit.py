"""A visit from the welcome to the wipe, with no screen: every stage, every way back, every way out."""

import random
import uuid
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk import catalogue, submission
from kiosk.cli.compose import load_form
from kiosk.display import Display
from kiosk.errors import FormError, StoreError
from kiosk.forms import xform
from kiosk.idle import Idle
from kiosk.stage import (
    Aside,
    Asking,
    Before,
    Categories,
    CheckAnswers,
    Consent,
    Goodbye,
    Sending,
    Sent,
    Services,
    Unusable,
    Welcome,
)
from kiosk.visit import Means, Visit

FORM = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Bins</h:title><model>
  <itext><translation lang="English (en)" default="true()">
    <text id="bin"><value>Which bin?</value></text><text id="why"><value>Why?</value></text></translation>
  <translation lang="Welsh (cy)"><text id="bin"><value>Pa fin?</value></text><text id="why"><value>Pam?</value></text>
  </translation></itext>
  <instance><data id="bins" version="1"><bin/><why/><when/></data></instance>
  <bind nodeset="/data/bin" type="string" required="true()"/>
  <bind nodeset="/data/why" type="string" relevant="/data/bin = 'black'"/>
  <bind nodeset="/data/when" type="int"/></model></h:head><h:body>
  <input ref="/data/bin"><label ref="jr:itext('bin')"/></input>
  <input ref="/data/why"><label ref="jr:itext('why')"/></input>
  <input ref="/data/when"><label>When?</label></input></h:body></h:html>"""

_EACH = "instance('many')/many/x"
TOO_MUCH = f"count({_EACH}[count({_EACH}[count({_EACH}[count({_EACH}) > 0]) > 0]) > 0])".replace(">", "&gt;")
HARD = FORM.replace(
    b"</instance>", b'</instance><instance id="many"><many>' + b"<x/>" * 60 + b"</many></instance>"
)


class FakeOutbox:
    def __init__(self):
        self.taken: list[submission.Submission] = []
        self.promises: list[Future] = []
        self.refusals = {}

    def refusal(self, destination):
        return self.refusals.get(destination, "")

    def put(self, answers):
        self.taken.append(answers)
        self.promises.append(Future())
        return self.promises[-1]


class Kiosk:
    """A visit, and everything around it that a test moves."""

    def __init__(self, tmp_path, load=load_form, languages=("en", "cy")):
        for name, shelf in (("bins", "bins"), ("bags", "bins"), ("trees", "trees")):
            folder = tmp_path / name
            folder.mkdir(parents=True)
            (folder / "form.xml").write_bytes(FORM)
            (folder / "manifest.toml").write_text(
                f'id = "{name}"\ncategory = "{shelf}"\ntitle = {{ en = "Report {name}" }}\nsummary = {{ en = "x" }}\n'
            )
        (tmp_path / "categories.toml").write_text('bins = { en = "Bins" }\ntrees = { en = "Trees" }\n')
        self.seconds = 0.0
        self.outbox = FakeOutbox()
        chance = random.Random(7)
        shelves = catalogue.load(tmp_path)
        self.visit = Visit(
            Means(
                catalogue=lambda: shelves,
                load_form=load,
                outbox=self.outbox,
                idle=Idle(lambda: self.seconds, 90, 60),  # 180 while pages are read aloud
                now=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC),
                random=chance,
                new_id=lambda: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                languages=languages,
            )
        )

    def to_first_question(self):
        self.visit.begin("en")
        self.visit.open_category("bins")
        self.visit.choose("bins")
        self.visit.start()
        return self.visit

    def to_consent(self):
        visit = self.to_first_question()
        visit.answer("/data/bin", "green")
        visit.proceed()
        visit.proceed()
        visit.agree()
        return visit


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path)


def test_the_whole_way_keeps_the_reference_until_the_outbox_has_it(kiosk):
    visit = kiosk.visit
    assert visit.stage == Welcome()
    visit.begin("cy")
    assert visit.stage == Categories()
    visit.open_category("bins")
    assert visit.stage == Services("bins")
    visit.choose("bins")
    assert visit.stage == Before()
    visit.start()
    assert visit.stage == Asking("/data/bin")
    assert visit.page.heading == "Pa fin?"
    visit.answer("/data/bin", "green")
    visit.proceed()
    assert visit.stage == Asking("/data/when")
    visit.proceed()
    assert visit.stage == CheckAnswers()
    assert [(row.label, row.answer) for row in visit.rows] == [("Pa fin?", "green"), ("When?", "")]
    visit.agree()
    assert visit.stage == Consent()
    outcome = visit.submit()
    assert visit.stage == Sending()
    sent = kiosk.outbox.taken[0]
    assert (sent.service, sent.form_id, sent.form_version, sent.language) == ("bins", "bins", "1", "cy")
    assert b"<bin>green</bin>" in sent.instance
    outcome.set_result(sent.reference)
    visit.committed(outcome)
    assert visit.stage == Sent(sent.reference)
    visit.finish()
    assert visit.stage == Goodbye()


def test_a_problem_stays_on_the_page_and_loses_nothing(kiosk):
    visit = kiosk.to_first_question()
    visit.proceed()
    assert visit.stage == Asking("/data/bin")
    assert [problem.code for _, problem in visit.page.problems] == ["required.text"]
    visit.answer("/data/bin", "green")
    visit.proceed()
    visit.answer("/data/when", "soon")
    visit.proceed()
    assert [(q.raw, p.code) for q, p in visit.page.problems] == [("soon", "number.not_a_number")]
    visit.back()
    assert visit.stage == Asking("/data/bin")
    assert visit.page.questions[0].raw == "green"


def test_change_leads_straight_back_unless_a_new_question_has_come(kiosk):
    """C8."""
    visit = kiosk.to_consent()
    visit.back()
    visit.change("/data/when")
    visit.proceed()
    assert visit.stage == CheckAnswers()
    visit.change("/data/bin")
    visit.answer("/data/bin", "black")
    visit.proceed()
    assert visit.stage == Asking("/data/why", changing=True)
    visit.proceed()
    assert visit.stage == CheckAnswers()
    visit.change("/data/bin")
    visit.back()
    assert visit.stage == CheckAnswers()


def test_a_wrong_answer_left_by_back_is_found_before_sending(kiosk):
    visit = kiosk.to_consent()
    visit.back()
    visit.change("/data/when")
    visit.answer("/data/when", "soon")
    visit.back()
    visit.agree()
    assert visit.stage == Asking("/data/when", changing=True)
    assert visit.page.problems


def test_back_leads_out_one_step_at_a_time(kiosk):
    visit = kiosk.to_consent()
    stages = []
    for _ in range(8):
        visit.back()
        stages.append(type(visit.stage).__name__)
    expected = ["CheckAnswers", "Asking", "Asking", "Before", "Services", "Categories", "Welcome", "Welcome"]
    assert stages == expected


def test_when_the_outbox_cannot_take_it_nothing_is_lost_and_it_can_be_tried_again(kiosk):
    visit = kiosk.to_consent()
    outcome = visit.submit()
    outcome.set_exception(StoreError("The disk is full."))
    visit.committed(outcome)
    assert visit.stage == Consent(trouble="consent.not_saved")
    assert visit.rows[0].answer == "green"
    second = visit.submit()
    first_try, second_try = kiosk.outbox.taken
    assert first_try.id == second_try.id, (
        "nothing was changed, so it is kept once if the first was kept after all"
    )
    assert first_try.reference != second_try.reference
    second.set_result(second_try.reference)
    visit.committed(second)
    assert visit.stage == Sent(second_try.reference)


@pytest.mark.parametrize("refusal", ["unusable.outbox", "unusable.key"])
def test_no_form_is_begun_that_could_not_be_kept(kiosk, refusal):
    kiosk.outbox.refusals["council"] = refusal
    kiosk.visit.begin("en")
    kiosk.visit.choose("bins")
    assert kiosk.visit.stage == Unusable(refusal)
    kiosk.visit.back()
    assert kiosk.visit.stage == Services("bins")


def test_a_form_that_cannot_be_used_is_said_so(tmp_path):
    def broken(service):
        raise FormError("a cycle", "/data/bin")

    visit = Kiosk(tmp_path, load=broken).visit
    visit.begin("en")
    visit.choose("bins")
    assert visit.stage == Unusable("unusable.form")


def test_the_language_changes_in_the_middle_and_keeps_page_and_answers(kiosk):
    visit = kiosk.to_first_question()
    visit.answer("/data/bin", "green")
    visit.open(Aside.LANGUAGE)
    visit.speak("cy")
    visit.close()
    assert visit.stage == Asking("/data/bin")
    assert visit.page.heading == "Pa fin?"
    assert visit.page.questions[0].raw == "green"
    assert not visit.missing_language
    visit.speak("pl")
    assert visit.missing_language
    assert visit.page.heading == "Which bin?"


def test_a_form_that_names_no_language_is_taken_for_english(tmp_path):
    start, end = FORM.index(b"<itext>"), FORM.index(b"</itext>") + len(b"</itext>")
    plain = FORM[:start] + FORM[end:].replace(b" ref=\"jr:itext('bin')\"/", b">Which bin?</label")
    form = xform.load(plain.replace(b" ref=\"jr:itext('why')\"/", b">Why?</label"))
    visit = Kiosk(tmp_path, load=lambda _service: form).to_first_question()
    assert visit.page.heading == "Which bin?"
    assert not visit.missing_language
    visit.speak("cy")
    assert visit.missing_language
    assert visit.form_language == "en"


def test_a_form_that_works_too_hard_as_it_opens_is_not_begun(tmp_path):
    form = xform.load(
        HARD.replace(b'nodeset="/data/when"', f'nodeset="/data/when" calculate="{TOO_MUCH}"'.encode())
    )
    visit = Kiosk(tmp_path, load=lambda _service: form).visit
    visit.begin("en")
    visit.choose("bins")
    assert visit.stage == Unusable("unusable.form")
    assert not visit.has_answers


@pytest.mark.parametrize("aside", [None, Aside.HELP, Aside.DISPLAY])
def test_a_welcome_that_somebody_touched_and_left_is_reset(kiosk, aside):
    visit = kiosk.visit
    visit.activity()
    visit.show(Display(theme="white_on_black"))
    visit.speak("cy")
    visit.open(aside)
    kiosk.seconds += 179
    assert not visit.tick()
    kiosk.seconds += 2
    assert visit.tick()
    assert wiped(visit)
    kiosk.seconds += 10_000
    assert not visit.tick()


def test_back_to_the_welcome_is_an_end(tmp_path):
    (tmp_path / "one").mkdir()
    kiosk = Kiosk(tmp_path)
    only = catalogue.Catalogue(kiosk.visit.catalogue.categories[:1])
    visit = Visit(replace(kiosk.visit._means, catalogue=lambda: only))
    visit.begin("cy")
    visit.show(Display(text_size="largest"))
    visit.back()
    assert visit.stage == Welcome()
    assert wiped(visit)


def forgotten(visit):
    return visit.service is None and visit._filling is None and visit.aside is None


def wiped(visit):
    return forgotten(visit) and visit.language == "en" and visit.display == Display()


@pytest.mark.parametrize("way_out", ["end", "fail", "finish"])
def test_every_way_out_wipes_everything(kiosk, way_out):
    visit = kiosk.to_first_question()
    visit.answer("/data/bin", "a secret")
    held = visit.filling
    visit.show(Display(text_size="largest", theme="white_on_black"))
    visit.speak("cy")
    visit.open(Aside.STOP)
    getattr(visit, way_out)()
    assert forgotten(visit)
    assert b"a secret" not in held.instance()
    visit.end()
    assert wiped(visit)


@pytest.mark.parametrize("way_out", ["fail", "finish"])
def test_the_last_page_is_in_the_language_and_size_of_the_visit(kiosk, way_out):
    visit = kiosk.to_first_question()
    visit.show(Display(text_size="largest"))
    visit.speak("cy")
    getattr(visit, way_out)()
    assert visit.language == "cy"
    assert visit.display == Display(text_size="largest")


def test_the_idle_warning_comes_goes_and_ends_the_visit(kiosk):
    visit = kiosk.to_first_question()
    visit.answer("/data/bin", "a secret")
    kiosk.seconds += 179
    assert not visit.tick()
    kiosk.seconds += 2
    assert visit.tick()
    assert visit.aside is Aside.IDLE
    assert 58 <= visit.seconds_left <= 60
    visit.activity()
    assert visit.aside is None
    assert visit.page.questions[0].raw == "a secret"
    kiosk.seconds += 240
    assert visit.tick()
    assert visit.stage == Welcome()
    assert wiped(visit)


def test_more_time_in_help_leads_back_to_help(kiosk):
    visit = kiosk.to_first_question()
    visit.open(Aside.HELP)
    kiosk.seconds += 181
    assert visit.tick()
    visit.activity()
    assert visit.aside is Aside.HELP
    visit.close()
    kiosk.seconds += 181
    assert visit.tick()
    visit.activity()
    assert visit.aside is None


def test_nobody_is_hurried_while_the_submission_is_kept(kiosk):
    visit = kiosk.to_consent()
    visit.submit()
    kiosk.seconds += 10_000
    assert not visit.tick()
    assert visit.stage == Sending()
    assert visit.aside is None


def test_a_shelf_with_one_service_is_no_page_of_its_own(kiosk):
    visit = kiosk.visit
    visit.begin("en")
    visit.open_category("trees")
    assert visit.stage == Before()
    visit.back()
    assert visit.stage == Categories()


def test_welsh_first_where_the_council_says_so(tmp_path):
    visit = Kiosk(tmp_path, languages=("cy", "en")).visit
    assert visit.language == "cy"
    assert visit.languages == ("cy", "en")
