"""The page after a crash: who was here is asked in their own way, by every way of working, with no answer in sight."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kiosk import catalogue, coming_back
from kiosk.display import Display
from kiosk.language import Words
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, CheckAnswers, ComingBack, Sending, Sent, Welcome
from tests.ui.kiosk_rig import REFERENCE, Rig, settle, shelves
from ui.drafting import Drafting

ANSWER = "Ann Other"
KEY = Qt.Key
EN = Words("en")


@pytest.fixture
def back(rig):
    def make(**wishes):
        kiosk = rig(**wishes)
        kiosk.to_coming_back()
        return kiosk

    return make


def shown(kiosk):
    texts = [label.text() for kind in (QLabel, QLineEdit) for label in kiosk.window.findChildren(kind)]
    return [*texts, *(widget.accessibleName() for widget in kiosk.window.findChildren(QWidget))]


def test_it_says_what_happened_which_form_and_for_how_long_and_no_answer(back):
    """P5."""
    kiosk = back()
    screen = kiosk.window.showing
    assert screen.heading.text() == "Were you filling in ‘Report a missed bin’?"
    assert EN.say("coming_back.left", count=120) in screen.texts()
    assert not [text for text in shown(kiosk) if ANSWER in text or "black lid" in text]
    assert kiosk.window.top.leave is None


@pytest.fixture
def private(qtbot, tmp_path):
    shelves(tmp_path)
    for manifest in tmp_path.glob("*/manifest.toml"):
        manifest.write_text("sensitive = true\n" + manifest.read_text("utf-8"), "utf-8")
    kiosk = Rig(catalogue.load(tmp_path))
    qtbot.addWidget(kiosk.window)
    kiosk.to_coming_back()
    return kiosk


def test_a_sensitive_form_is_not_named(private):
    """P6: whoever comes by learns that there was a form, and no more."""
    assert private.window.showing.heading.text() == EN.say("coming_back.unnamed")
    assert not [text for text in shown(private) if "missed bin" in text]


def test_yes_leads_to_the_very_same_page(back):
    kiosk = back()
    kiosk.press(EN.say("coming_back.yes"))
    assert kiosk.visit.stage == Asking("/data/you")
    assert ANSWER in [field.text() for field in kiosk.window.findChildren(QLineEdit)]


def test_no_leads_to_the_welcome_page(back):
    kiosk = back()
    kiosk.press(EN.say("coming_back.no"))
    assert kiosk.visit.stage == Welcome()


@pytest.mark.parametrize(("word", "stage"), [("yes", Asking("/data/you")), ("no", Welcome())])
@pytest.mark.parametrize("keys", [(KEY.Key_Tab, KEY.Key_Space), (KEY.Key_Down, KEY.Key_Return)])
def test_five_keys_reach_both_ways(back, word, stage, keys):
    """K: the keyboard, and the keypad's five keys."""
    kiosk = back()
    onward, choose = keys
    for _ in range(12):
        if getattr(kiosk.focus, "words", "") == EN.say(f"coming_back.{word}"):
            break
        kiosk.key(onward)
    kiosk.key(choose)
    assert kiosk.visit.stage == stage


@pytest.mark.parametrize("switches", [1, 2])
def test_switches_reach_it_and_are_known_already(rig, switches):
    """M9: the person need not find out again which key is which."""
    keys = ("F5", "F6") if switches == 2 else ("F6", "F6")
    kiosk = rig(display=Display(switches=switches))
    kiosk.to_coming_back()
    draft = replace(kiosk.visit.stage.draft, switches=keys)
    kiosk.visit.stage = ComingBack(draft, kiosk.visit.stage.left)
    Drafting(kiosk.window, kiosk.visit, FakeReader(), kiosk.switches, lambda _draft: None)
    for _ in range(60):
        kiosk.seconds += 1
        if getattr(kiosk.focus, "words", "") == EN.say("coming_back.yes"):
            kiosk.key(KEY.Key_F6)
            break
        if switches == 2:
            kiosk.key(KEY.Key_F5)
        else:
            kiosk.switches.tick()
            settle()
    assert kiosk.visit.stage == Asking("/data/you")


def test_escape_and_enter_on_the_heading_show_nothing(back):
    """A key pressed by chance is no answer."""
    kiosk = back()
    for key in (KEY.Key_Escape, KEY.Key_Return, KEY.Key_Space):
        kiosk.key(key)
        assert isinstance(kiosk.visit.stage, ComingBack)


def test_the_time_left_is_told_anew_each_second_and_takes_no_focus(back):
    """T2."""
    kiosk = back()
    kiosk.key(KEY.Key_Tab)
    kiosk.key(KEY.Key_Tab)
    focus = kiosk.focus
    kiosk.second(60)
    assert EN.say("coming_back.left", count=60) in kiosk.window.showing.texts()
    kiosk.second(59)
    assert EN.say("coming_back.left", count=1) in kiosk.window.showing.texts()
    assert kiosk.focus is focus
    kiosk.second(1)
    assert kiosk.visit.stage == Welcome()


# The keeper of drafts.


class FakeReader:
    """A voice with settings, that remembers what it was told."""

    def __init__(self):
        self.settings = Settings()
        self.told = []
        self.read = []

    def tell(self, words):
        self.told.append(words)

    def opened(self, screen):
        self.read.append(screen.heading.text())


@pytest.fixture
def keeping(rig):
    """A kiosk, what was kept of its visit, and its voice."""

    def make(**wishes):
        kiosk = rig(**wishes)
        kept, reader = [], FakeReader()
        Drafting(kiosk.window, kiosk.visit, reader, kiosk.switches, kept.append)
        return kiosk, kept, reader

    return make


def test_a_draft_is_kept_at_each_page_and_within_a_second_of_each_answer(keeping):
    kiosk, kept, reader = keeping()
    kiosk.to_services()
    kiosk.second()
    assert kept == []
    kiosk.go(lambda: kiosk.visit.choose("bins"))
    kiosk.go(kiosk.visit.start)
    assert [draft.page for draft in kept] == ["Before", "/data/bin"]
    kiosk.second()
    assert len(kept) == 2, "nothing is new"
    kiosk.visit.answer("/data/bin", "blue")
    kiosk.second()
    assert len(kept) == 3
    kiosk.go(lambda: kiosk.visit.show(replace(kiosk.visit.display, theme="soft")))
    kiosk.second()
    reader.settings = Settings(wpm=245)
    kiosk.second()
    assert (kept[-1].display.theme, kept[-1].voice.wpm) == ("soft", 245)
    kiosk.go(kiosk.visit.end)
    kiosk.second()
    assert len(kept) == 5


def test_the_draft_before_sending_has_the_id_that_is_sent(keeping):
    kiosk, kept, _ = keeping()
    kiosk.to_sending()
    assert kept[-1].submission == kiosk.outbox.taken[0].id
    before_sending = [draft for draft in kept if draft.page == "Consent"]
    assert before_sending[0].submission == kiosk.outbox.taken[0].id


def test_the_voice_is_as_it_was_and_reads_the_question_at_once(rig):
    kiosk = rig()
    kiosk.to_coming_back()
    draft = replace(kiosk.visit.stage.draft, voice=Settings(wpm=90, volume=1.0))
    kiosk.visit.stage = ComingBack(draft, kiosk.visit.stage.left)
    reader = FakeReader()
    Drafting(kiosk.window, kiosk.visit, reader, kiosk.switches, lambda _draft: None)
    assert reader.settings == draft.voice
    assert reader.read == ["Were you filling in ‘Report a missed bin’?"]
    for _ in range(121):
        kiosk.second()
    assert reader.told == [EN.say("coming_back.left", count=count) for count in (60, 30, 10)]


def test_after_a_crash_at_the_sending_the_outbox_is_asked_and_its_reference_shows(rig):
    kiosk = rig()
    kiosk.to_sending()
    draft = coming_back.draft_of(kiosk.visit, Settings())
    kiosk.visit.end()
    kiosk.outbox.find = kiosk.outbox.put  # the promise is the test's to keep
    kiosk.go(lambda: coming_back.offer(kiosk.visit, draft, lambda: 100))
    kiosk.press(EN.say("coming_back.yes"))
    assert kiosk.visit.stage == Sending()
    kiosk.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert kiosk.visit.stage == Sent(REFERENCE)


def test_when_the_outbox_never_got_it_the_answers_are_checked_again(rig):
    kiosk = rig()
    kiosk.to_sending()
    draft = coming_back.draft_of(kiosk.visit, Settings())
    kiosk.visit.end()
    kiosk.outbox.find = kiosk.outbox.put
    kiosk.go(lambda: coming_back.offer(kiosk.visit, draft, lambda: 100))
    kiosk.press(EN.say("coming_back.yes"))
    kiosk.outbox.promises[-1].set_result("")
    settle()
    assert kiosk.visit.stage == CheckAnswers()
