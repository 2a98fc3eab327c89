"""Being helped, and acting for somebody else: offered, agreed to, ended, recorded, wiped (S2, S3)."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk import catalogue, coming_back, helping
from kiosk.draft import Draft
from kiosk.errors import ConfigError
from kiosk.forms import lint, xform
from kiosk.helper import BEHALF, HELPERS, MODES, STAFF, SUBJECTS, Helper
from kiosk.language import Words
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Welcome
from kiosk.submission import CHANNEL, Submission
from offline_cache.package import Package
from tests.core.test_visit import FORM, Kiosk

BEGIN = datetime(2026, 11, 21, 12, tzinfo=UTC)
LANGUAGES = ("en", "cy", "pl", "ur")


class Timed(Kiosk):
    """A kiosk whose calendar moves with its clock."""

    def __init__(self, folder):
        super().__init__(folder, languages=LANGUAGES)
        self.visit._means = replace(
            self.visit._means, now=lambda: BEGIN + timedelta(seconds=self.seconds), location="Merrow Library"
        )

    def helped(self, mode="types", who="family", name="Sam"):
        helping.propose(self.visit, mode)
        helping.known_as(self.visit, who)
        helping.name(self.visit, name)
        helping.agree(self.visit)

    def sent(self):
        """What is sent when everything is answered, as the council opens it."""
        visit = self.visit
        visit.answer("/data/bin", "green")
        visit.proceed()
        visit.proceed()
        visit.agree()
        visit.submit()
        return Submission.from_plaintext(self.outbox.taken[-1].plaintext())


@pytest.fixture
def kiosk(tmp_path):
    made = Timed(tmp_path)
    made.to_first_question()
    return made


def test_who_is_alone_passes_no_more_pages_and_sends_no_record(kiosk):
    """S2: alone is the default."""
    assert kiosk.visit.helped is None
    assert helping.banner(kiosk.visit) == ()
    sent = kiosk.sent()
    assert sent.helped == ()
    assert b"helped" not in sent.plaintext()
    assert (sent.channel, sent.location) == (CHANNEL, "Merrow Library")


def test_the_way_from_how_to_who_to_the_name_to_what_is_agreed_to(kiosk):
    """S2, S3: name and relationship, no more; nothing holds before it is agreed to."""
    visit = kiosk.visit
    helping.propose(visit, "types")
    assert visit.aside is Aside.HELPER
    helping.known_as(visit, "family")
    assert visit.aside is Aside.HELPER_NAME
    helping.name(visit, "  Sam \t Jones ")
    assert visit.aside is Aside.HELPER_AGREE
    shown = helping.terms(visit)
    assert visit.helped is None
    kiosk.seconds = 60
    helping.agree(visit)
    assert visit.aside is None
    assert visit.helped == Helper(
        "types", "family", "Sam Jones", "\n".join(shown), BEGIN + timedelta(minutes=1)
    )
    assert helping.banner(visit) == ("Sam Jones is typing for you",)


@pytest.mark.parametrize(("typed", "trouble"), [("", "missing"), (" \u00a0", "missing"), ("S" * 41, "long")])
def test_a_name_is_asked_for_again(kiosk, typed, trouble):
    visit = kiosk.visit
    helping.propose(visit, "beside")
    helping.known_as(visit, "friend")
    helping.name(visit, typed)
    assert (visit.aside, visit.proposal.trouble) == (Aside.HELPER_NAME, trouble)


def test_a_name_turns_no_words_round_and_can_always_be_sent(kiosk):
    """A lone surrogate could not be written down, and the whole submission with it."""
    kiosk.helped(name="\u202eSam\0 \ud83d \u0633\u200c\u0645\n\u2069O\u2019Hara")
    assert kiosk.visit.helped.name == "Sam \u0633\u200c\u0645 O\u2019Hara"
    assert kiosk.sent().helped == kiosk.visit.helpers


def test_who_does_not_agree_is_not_helped_and_nothing_is_kept(kiosk):
    """S2."""
    visit = kiosk.visit
    helping.propose(visit, "beside")
    helping.known_as(visit, "friend")
    helping.name(visit, "Sam")
    helping.refuse(visit)
    assert visit.aside is None
    assert visit.helpers == ()
    assert visit.proposal == helping.Proposal()


def test_ending_is_recorded_and_goes_with_the_answers_but_not_among_them(kiosk):
    """S2: both identities are kept apart; either can end it."""
    kiosk.helped()
    kiosk.seconds = 300
    helping.end(kiosk.visit)
    assert kiosk.visit.helped is None
    sent = kiosk.sent()
    (helper,) = sent.helped
    assert (helper.agreed, helper.ended) == (BEGIN, BEGIN + timedelta(minutes=5))
    assert b"Sam" not in sent.instance
    written = json.loads(sent.plaintext())["helped"][0]
    assert (written["mode"], written["role"], written["relationship"]) == ("types", "", "family")
    assert written["name"] == "Sam"
    assert written["version"] == helper.version
    assert written["text"] == helper.text


def test_one_helper_follows_another_and_both_are_in_the_record(kiosk):
    """S2."""
    kiosk.helped(name="Sam")
    kiosk.helped(mode="beside", who="volunteer", name="Jo")
    assert kiosk.visit.helped.name == "Jo"
    assert [(one.name, one.role, bool(one.ended)) for one in kiosk.sent().helped] == [
        ("Sam", "", True),
        ("Jo", "volunteer", False),
    ]


def test_staff_offer_from_the_console_and_the_person_agrees(kiosk):
    """S2: the role is recorded; a name need not be given."""
    visit = kiosk.visit
    helping.offer_staff(visit, "staff")
    assert visit.aside is Aside.HELPER_AGREE
    assert visit.helped is None
    assert helping.terms(visit)[0].startswith("A member of staff can see")
    helping.agree(visit)
    assert helping.banner(visit) == ("A member of staff is helping you",)
    assert visit.helped.role == "staff"
    helping.offer_staff(visit, "volunteer")
    helping.step_back(visit)
    assert visit.aside is None
    for role, mode in (("it", "beside"), ("family", "beside"), ("staff", BEHALF)):
        with pytest.raises(ValueError, match="console"):
            helping.offer_staff(visit, role, mode=mode)


def test_who_acts_for_somebody_else_declares_it_and_the_words_change(kiosk):
    """S3: relationship and declaration; "your" becomes "the"."""
    visit = kiosk.visit
    assert helping.wording(visit, "check.title") == "Check your answers"
    kiosk.helped(BEHALF, "law", "Ann Deputy")
    kiosk.helped()
    assert helping.wording(visit, "check.title") == "Check the answers"
    assert visit.consent_text == "We use the answers only for this service. We keep them safe."
    assert helping.banner(visit) == ("Sam is typing for you", "For someone else: ‘you’ means them")
    assert "the law lets me" in visit.acting.text
    helping.end(visit, behalf=True)
    assert visit.helped.name == "Sam"
    assert helping.wording(visit, "check.title") == "Check your answers"
    assert [one.mode for one in kiosk.sent().helped] == [BEHALF, "types"]


def test_a_service_has_other_words_for_who_acts_for_somebody_else(tmp_path):
    """S3."""
    kiosk = Timed(tmp_path / "kiosk")
    manifest = tmp_path / "kiosk" / "bins" / "manifest.toml"
    manifest.write_text(
        manifest.read_text("utf-8")
        + 'consent = { en = "We use yours." }\nsend = { en = "Send mine" }\n'
        + '[other.consent]\nen = "We use theirs."\n',
        "utf-8",
    )
    service = catalogue.load(tmp_path / "kiosk").service("bins")
    assert service.text("consent", "en") == "We use yours."
    assert service.for_other().text("consent", "en") == "We use theirs."
    assert service.for_other().own("send", "en") == ""
    manifest.write_text(manifest.read_text("utf-8") + '[other.title]\nen = "No"\n', "utf-8")
    with pytest.raises(ConfigError, match="other"):
        catalogue.load(tmp_path / "kiosk")
    assert kiosk.visit.stage == Welcome()


def test_no_note_is_promised_where_none_is_sent(kiosk):
    """S2: another destination has no place for it (docs/assisted.md)."""
    visit = kiosk.visit
    helping.propose(visit, "beside")
    assert "The council gets a note" in helping.terms(visit)[-1]
    visit.service = replace(visit.service, destination="elsewhere")
    assert helping.terms(visit)[-1] == "No note of this is sent."
    helping.known_as(visit, "friend")
    helping.name(visit, "Sam")
    helping.agree(visit)
    visit.answer("/data/bin", "green")
    visit.proceed()
    visit.proceed()
    visit.agree()
    visit.submit()
    sent = Package.of(kiosk.outbox.taken[-1])
    assert b"green" in sent.plaintext()
    assert b"Sam" not in sent.plaintext()


def test_a_crash_forgets_nobody_and_the_end_of_the_visit_forgets_everybody(kiosk, tmp_path):
    """S2, P1."""
    kiosk.helped()
    kiosk.helped(BEHALF, "partner", "Ann")
    kept = coming_back.draft_of(kiosk.visit, Settings()).to_bytes()
    kiosk.visit.end()
    assert kiosk.visit.helpers == ()
    again = Timed(tmp_path / "again")
    coming_back.offer(again.visit, Draft.from_bytes(kept, lambda _name: b""), lambda: 60.0)
    assert again.visit.helpers == ()
    coming_back.go_on(again.visit)
    assert again.visit.helped.name == "Sam"
    assert again.visit.acting.name == "Ann"


def test_two_people_are_given_twice_the_time(kiosk):
    """T1: they talk before they press anything."""
    visit = kiosk.visit
    visit.show(replace(visit.display, read_aloud=False))
    assert not visit.display.slowly
    kiosk.helped()
    visit.activity()
    kiosk.seconds += 100
    assert not visit.tick()
    kiosk.seconds += 81
    assert visit.tick()
    assert visit.aside is Aside.IDLE
    assert visit.seconds_left == 59


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_said_in_every_language(kiosk, language):
    """L3: each mode, each helper, each one who is acted for."""
    visit, own = kiosk.visit, Words(language)
    visit.speak(language)
    for mode in MODES:
        for who in SUBJECTS if mode == BEHALF else HELPERS:
            visit.proposal = helping.Proposal(mode, who, "" if who in STAFF else "Sam")
            said = [*helping.terms(visit), own.say(f"helped.{visit.proposal.of}.{who}")]
            assert all(said)
            assert ("Sam" in said[0]) == (who not in STAFF and mode != BEHALF)
            helping.agree(visit)
            assert helping.banner(visit)
            helping.end(visit, behalf=mode == BEHALF)


def test_a_form_has_other_words_for_who_acts_for_somebody_else(kiosk, tmp_path):
    """S3: those it has; what it says to everybody stays, in the language of the visit, also after a crash."""
    visit = kiosk.visit
    theirs = b"""<translation lang="English for someone else (en-x-other)">
        <text id="bin"><value>Which bin of theirs?</value></text></translation>
        <translation lang="Welsh for someone else (cy-x-other)">
        <text id="bin"><value>Pa fin sydd ganddyn nhw?</value></text></translation></itext>"""
    form = xform.load(FORM.replace(b"</itext>", theirs))
    assert form.languages[:2] == ("English (en)", "Welsh (cy)")
    visit._means = replace(visit._means, load_form=lambda _service: form)
    visit.choose("bags")
    visit.start()
    assert visit.page.heading == "Which bin?"
    kiosk.helped(BEHALF, "partner", "Ann")
    assert visit.page.heading == "Which bin of theirs?"
    assert helping.banner(visit) == ("For someone else",)
    visit.speak("cy")
    assert not visit.missing_language
    assert visit.page.heading == "Pa fin sydd ganddyn nhw?"
    visit.answer("/data/bin", "black")
    visit.proceed()
    assert visit.page.heading == "Pam?"
    kept = coming_back.draft_of(visit, Settings())
    again = Timed(tmp_path / "again")
    again.visit._means = replace(again.visit._means, load_form=lambda _service: form)
    coming_back.offer(again.visit, kept, lambda: 60.0)
    coming_back.go_on(again.visit)
    again.visit.back()
    assert again.visit.page.heading == "Pa fin sydd ganddyn nhw?"
    helping.end(again.visit, behalf=True)
    assert again.visit.page.heading == "Pa fin?"


def test_a_sheet_says_otherwise_only_what_it_must(tmp_path):
    """S3: no warning for what is left out of the column for somebody else."""
    sheet = tmp_path / "form.csv"
    column = "label::English for someone else (en-x-other)"
    sheet.write_text(
        f"survey\n,type,name,label::English (en),{column}\n"
        ",text,name,What is your name?,What is their name?\n,text,street,Which street?,\n",
        "utf-8",
    )
    report = lint.check(sheet)
    assert report.errors == ()
    assert not [one for one in report.warnings if "translation" in one.sentence or "someone else" in str(one)]
