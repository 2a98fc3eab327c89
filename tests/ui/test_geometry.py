"""Every page, at every size, in both languages, on three shapes of screen: whole, large, apart, in place (V3, M1)."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt

from kiosk.display import THEMES, Display
from kiosk.language import Words
from tests.ui.kiosk_rig import PLACES, SHAPES, journey
from ui.app import application
from ui.audit.looks import Look
from ui.audit.measures import clipping, gaps, targets
from ui.audit.measures import place as place_of_bar
from ui.audit.view import View
from ui.parts.focus import FocusRing

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

LOOKS = [
    (size, shape, ("en", "cy")[(row + column) % 2])
    for row, size in enumerate(("normal", "largest"))
    for column, shape in enumerate(SHAPES)
] + [("small", "wide", "cy"), ("large", "tall", "en")]
"""The usual size and the largest on every shape, both in both languages; and each of the other two once."""
FIVE = ("help", "person", "language", "display", "stop")


def kiosk_at(rig, place, look, theme="light"):
    size, shape, language = look
    made = rig(shape=shape, language=language, display=Display(text_size=size, theme=theme))
    PLACES[place](made)
    return made


def seen(kiosk, bar=()):
    """The page that shows, to be measured as the audit does."""
    shape = (kiosk.window.width(), kiosk.window.height())
    look = Look(kiosk.visit.display, kiosk.visit.language, shape)
    return View(kiosk.window, kiosk.visit, look, "page", bar=bar)


def check_nothing_is_cut(kiosk):
    assert list(clipping.measure(seen(kiosk))) == []


def check_targets(kiosk):
    view = seen(kiosk)
    assert [*targets.measure(view), *gaps.measure(view)] == []


def check_help_is_the_same(kiosk, language):
    """C11, WCAG 3.2.6: the five look, sound and are reached as on every other page, in the same order."""
    five, words = kiosk.window.bar.buttons, Words(language)
    said = [words.say(f"bar.{name}") for name in FIVE]
    assert [button.words for button in five] == [button.accessibleName() for button in five] == said
    assert {button.accessibleDescription() for button in five} == {""}
    assert all(button.isVisible() and button.isEnabled() for button in five)
    controls = kiosk.controls()
    at = controls.index(five[0])
    assert controls[at : at + len(FIVE)] == five


LIKE_ANOTHER = {"page of information", "before the form", "personal data"}
"""Pages that have less on them than one that is measured."""


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_every_page_fits(rig, look):
    size, shape, language = look
    kiosk = rig(shape=shape, language=language, display=Display(text_size=size))
    bar, places = [], set()
    for place in journey(kiosk):
        places.add(place)
        assert kiosk.page.screen_shown.heading.isVisible(), place
        check_nothing_is_cut(kiosk)
        check_targets(kiosk)
        if kiosk.visit.language == language:
            bar = bar or [kiosk.at(button) for button in kiosk.window.bar.buttons]
            assert list(place_of_bar.measure(seen(kiosk, bar))) == [], place
            check_help_is_the_same(kiosk, language)
    assert places == PLACES.keys() - LIKE_ANOTHER


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_painted_in_its_own_colours(rig, theme):
    kiosk = kiosk_at(rig, "choice", ("normal", "wide", "en"), theme)
    image = kiosk.window.grab().toImage()
    corner = image.pixelColor(kiosk.window.width() - 5, kiosk.window.scroller.y() + 5)
    assert corner == kiosk.theme.colour("paper")
    bar = kiosk.at(kiosk.window.bar.buttons[0]).topLeft()
    assert image.pixelColor(bar.x() + 2, bar.y() + 2) == kiosk.theme.colour("panel")
    used = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    }
    assert kiosk.theme.colour("ink").name() in used


@pytest.mark.parametrize("shape", SHAPES)
def test_questions_begin_at_the_same_height(rig, shape):
    kiosk = rig(shape=shape)
    tops = set()
    for place in (
        "categories",
        "services",
        "before",
        "choice",
        "date",
        "fields",
        "check",
        "consent",
        "receipt",
        "help",
    ):
        kiosk.go(kiosk.visit.end)
        PLACES[place](kiosk)
        tops.add(kiosk.at(kiosk.page.screen_shown.heading).top())
    assert len(tops) == 1


def test_a_line_under_the_fold_can_be_reached_with_more(rig):
    kiosk = kiosk_at(rig, "check", ("largest", "square", "cy"))
    area = kiosk.window.scroller
    words = kiosk.visit.words
    presses = 0
    while not area.at_end:
        before = area.verticalScrollBar().value()
        kiosk.press(words.say("button.more"))
        assert area.verticalScrollBar().value() > before
        presses += 1
    assert presses > 0
    kiosk.press(words.say("button.top"))
    assert area.verticalScrollBar().value() == 0


def test_there_is_no_more_button_when_the_page_fits(rig):
    kiosk = kiosk_at(rig, "before", ("normal", "tall", "en"))
    assert kiosk.visit.words.say("button.more") not in kiosk.buttons()


def test_a_control_that_takes_focus_comes_into_sight(rig):
    kiosk = kiosk_at(rig, "check", ("largest", "square", "en"))
    area = kiosk.window.scroller.viewport()
    for control in kiosk.controls():
        control.setFocus()
        if kiosk.page.isAncestorOf(control):
            top = control.mapTo(area, control.rect().topLeft()).y()
            assert top >= 0
            assert top + min(control.height(), area.height()) <= area.height()


def test_the_focus_ring_lies_around_the_control_and_is_not_cut(rig):
    kiosk = kiosk_at(rig, "choice", ("normal", "wide", "en"))
    for control in kiosk.controls():
        control.setFocus(Qt.FocusReason.TabFocusReason)
        rings = [ring for ring in kiosk.window.findChildren(FocusRing) if ring.isVisible()]
        assert len(rings) == 1
        ring = rings[0]
        assert ring.parentWidget().rect().contains(ring.geometry())
        inner = control.focus_box() if hasattr(control, "focus_box") else control.rect()
        box = inner.translated(control.mapTo(kiosk.window, inner.topLeft()) - inner.topLeft())
        assert kiosk.at(ring).contains(box)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_ever_opens_a_window_of_its_own(rig, place):
    """A widget that is shown before it has a parent is a window, and takes the focus away."""
    kiosk = rig()
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched, event):  # noqa: N802 Qt's name
            if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    application().installEventFilter(watch)
    PLACES[place](kiosk)
    application().removeEventFilter(watch)
    assert shown == []
