"""The word that sounds is marked where it stands; focus, mark, strip and speech agree (A5, A13)."""

import pytest
from PySide6.QtCore import QEvent, QObject

from kiosk.display import THEMES, Display
from kiosk.stage import Aside
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.slow import Slow
from tests.ui.kiosk_rig import settle
from ui.parts.choice import CheckRow
from ui.parts.row import AnswerRow
from ui.parts.text import Text
from ui.spoken_word import places


@pytest.fixture
def begun(kiosk):
    """Makes a kiosk at the first question of a missed bin, which is being read."""

    def make(**wishes):
        slow = Slow(kiosk(**wishes))
        slow.keyboard = Keyboard(slow.here.window)
        Citizen(slow.here, slow.keyboard, {}).come("missed-bin")
        slow.tell("ready", "started")
        return slow

    return make


def sounds(slow, word, nth=0):
    """That word of what is being said sounds now."""
    at = -1
    for _ in range(nth + 1):
        at = slow.voice.text.index(word, at + 1)
    slow.tell("word", start=at, end=at + len(word))


def marked(slow):
    """Each (text, marked part of it) on the page."""
    found = []
    for widget in slow.here.page.findChildren(QObject):
        start, length = getattr(widget, "_mark", (0, 0))
        if length:
            text = widget.readings()[getattr(widget, "_marked", 0)]
            found.append((text, text[start : start + length]))
    return found


def test_each_part_of_a_page_is_marked_where_it_stands(begun):
    """A5: the line above the heading, the heading, the hint."""
    slow = begun()
    for word, text in (
        ("bin.", "Question 1 · Your bin"),
        ("Which", "Which bin was missed?"),
        ("missed?", "Which bin was missed?"),
        ("more", "If we missed more than one, choose them all."),
    ):
        sounds(slow, word)
        assert marked(slow) == [(text, word.rstrip(".") if text.endswith("bin") else word)]


def test_what_is_not_on_the_page_marks_nothing(begun):
    """A5: how to answer is said and shown in the strip alone."""
    slow = begun()
    sounds(slow, "missed?")
    sounds(slow, "arrow")
    assert marked(slow) == []
    assert slow.here.window.caption._mark != (0, 0)


def test_the_row_that_has_the_focus_is_the_one_that_is_marked(begun):
    """A5: focus, mark, strip and speech name the same thing."""
    slow = begun()
    rows = slow.here.window.findChildren(CheckRow)
    for row in rows[:3]:
        slow.keyboard.press(KEY.Key_Down)
        slow.tell("started")
        sounds(slow, row.words.split()[0])
        assert slow.here.focus is row
        assert marked(slow) == [(row.words, row.words.split()[0])]
        assert slow.caption == slow.voice.text
        assert slow.caption.startswith(row.words)


def test_of_two_alike_the_nearer_is_meant(begun):
    """A5: on check answers many rows are answered alike."""
    slow = begun()
    here = slow.here
    Citizen(here, slow.keyboard, here.walk("missed-bin").answers).answer_all()
    alike = [row for row in here.window.findChildren(AnswerRow) if row.answer == "I do not know"]
    assert len(alike) > 1
    alike[1].change.setFocus()
    settle()
    slow.tell("started")
    sounds(slow, "know.")
    shown = [text for text in alike[1].findChildren(Text) if text._mark[1]]
    assert [text.text() for text in shown] == ["I do not know"]
    assert len(marked(slow)) == 1


@pytest.mark.parametrize("end", ["finished", "key", "page", "unplugged"])
def test_nothing_stays_marked_when_nothing_is_said(begun, end):
    slow = begun()
    sounds(slow, "missed?")
    if end == "finished":
        slow.tell("finished")
    elif end == "key":
        slow.keyboard.press("x")
    elif end == "page":
        slow.here.go(lambda: slow.here.visit.open(Aside.HELP))
    else:
        slow.here.reader.plugged(True)
        slow.here.reader.plugged(False)
    assert marked(slow) == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_mark_changes_what_is_seen_in_that_line_alone(begun, theme):
    """V5, V10: a ground and a line, drawn once; what is not marked stays as it was."""
    slow = begun(display=Display(theme=theme))
    heading = slow.here.window.showing.heading
    before = heading.grab().toImage()
    painted = Painted(slow.here.page)
    sounds(slow, "missed?")
    settle()
    assert painted.widgets == {heading}
    assert heading.grab().toImage() != before
    slow.keyboard.press("x")
    assert heading.grab().toImage() == before


class Painted(QObject):
    """Which texts and choices of a page draw themselves again."""

    def __init__(self, page):
        super().__init__()
        self.widgets = set()
        for each in page.findChildren(Text) + page.findChildren(CheckRow):
            each.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 Qt's own
        if event.type() == QEvent.Type.Paint:
            self.widgets.add(watched)
        return False


def test_a_number_that_is_read_as_words_is_marked_as_it_is_shown(qtbot, begun):
    """A13: places are those of what is shown, however it is read."""
    slow = begun()
    text = Text("Call 01632 960 110,\nor  ask.", slow.here.theme)
    qtbot.addWidget(text)
    (place,) = places("One. Call 01632 960 110, or ask. Two.", iter([text]))
    assert (place.start, place.end) == (5, 32)
    shown = "".join(text.text()[at] for at in place.shown)
    assert shown.split() == text.text().split()


def test_only_whole_sentences_are_found(qtbot, begun):
    """A5: "Continue" within a sentence is not the button's."""
    slow = begun()
    text = Text("Continue", slow.here.theme)
    qtbot.addWidget(text)
    assert places("Then go down to Continue.", iter([text])) == []
    assert [each.start for each in places("Done. Continue. Press Enter.", iter([text]))] == [6]
