"""Leave now: on every page of a sensitive service, in one place, and one press ends everything (P6)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk import catalogue
from kiosk.catalogue import BUILT_IN
from kiosk.display import TEXT_SIZES, Display
from kiosk.errors import ConfigError
from kiosk.stage import Aside, Welcome
from tests.ui.kiosk_rig import SHAPES, Rig, shelves

SECRET = "Canary 4711"


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sensitive")
    shelves(folder)
    for manifest in folder.glob("*/manifest.toml"):
        manifest.write_text("sensitive = true\n" + manifest.read_text(encoding="utf-8"), encoding="utf-8")
    return catalogue.load(folder)


@pytest.fixture
def kiosk(qtbot, sensitive):
    def make(**wishes):
        rig = Rig(sensitive, **wishes)
        qtbot.addWidget(rig.window)
        return rig

    return make


def leave(rig):
    return rig.window.top.leave


PAGES = {
    "before": Rig.to_before,
    "question": Rig.to_question,
    "problem": Rig.to_problem,
    "check": Rig.to_check,
    "consent": Rig.to_consent,
    "receipt": Rig.to_receipt,
    **{aside.value: (lambda rig, aside=aside: rig.to_aside(aside)) for aside in Aside},
}


@pytest.mark.parametrize("page", PAGES)
def test_one_press_on_any_page_of_the_form_ends_the_visit(kiosk, page):
    """P6, C11: always at the same place."""
    rig = kiosk()
    rig.to_before()
    place = rig.at(leave(rig))
    rig.go(rig.visit.end)
    PAGES[page](rig)
    assert rig.at(leave(rig)) == place
    leave(rig).click()
    assert rig.visit.stage == Welcome()
    assert rig.visit.aside is None
    assert leave(rig) is None


def test_it_leaves_nothing_behind(kiosk):
    """P6, P1: neither answers nor settings nor language."""
    rig = kiosk(display=Display())
    rig.to_question(3)
    rig.visit.answer("/data/you/name", SECRET)
    rig.visit.show(Display(text_size="largest", theme="cream"))
    rig.go(lambda: rig.visit.speak("cy"))
    assert any(SECRET in box.text() for box in rig.window.findChildren(QLineEdit))
    rig.press("Gadael nawr")
    assert not rig.visit.has_answers
    assert rig.visit.display == Display()
    assert rig.visit.language == "en"
    assert not any(SECRET in box.text() for box in rig.window.findChildren(QLineEdit))


def test_it_is_the_last_for_the_tab_key_and_so_one_key_back_from_the_heading(kiosk):
    """P6, M7."""
    rig = kiosk()
    rig.to_question()
    heading = rig.page.screen_shown.heading
    assert rig.focus is heading
    rig.window.focusNextPrevChild(False)
    assert rig.focus is leave(rig)
    rig.key(Qt.Key.Key_Return)
    assert rig.visit.stage == Welcome()


def test_other_services_and_the_shelves_have_no_such_button(rig, kiosk):
    rig, ours = rig(), kiosk()
    rig.to_question()
    ours.to_services()
    assert leave(rig) is None
    assert leave(ours) is None


def test_while_answers_are_being_sent_nothing_comes_between(kiosk):
    rig = kiosk()
    rig.to_sending()
    assert leave(rig) is None


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
def test_it_is_whole_and_large_enough_beside_everything_else(kiosk, shape, size, language):
    """V3, M1."""
    rig = kiosk(shape=shape, display=Display(text_size=size), language=language)
    rig.to_question()
    rig.online = False
    rig.second()
    box, top = rig.at(leave(rig)), rig.at(rig.window.top)
    assert top.contains(box)
    assert min(box.width(), box.height()) >= rig.theme.px(20)
    assert leave(rig).width() >= leave(rig).minimumSizeHint().width()
    others = [
        each for each in rig.window.top.children() if isinstance(each, QWidget) and each is not leave(rig)
    ]
    assert not any(
        rig.at(each).intersects(box) for each in others if each.isVisible() and each.width() < top.width()
    )


def test_a_manifest_says_it_with_true_or_false(tmp_path):
    """P6."""
    shelves(tmp_path)
    manifest = tmp_path / "bins" / "manifest.toml"
    manifest.write_text('sensitive = "yes"\n' + manifest.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ConfigError, match="sensitive"):
        catalogue.load(tmp_path)
    ours = {service.id for service in catalogue.load(BUILT_IN).services if service.sensitive}
    assert ours == {"council-tax-reduction"}
