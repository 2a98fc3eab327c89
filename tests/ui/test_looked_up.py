"""A long list, an address, a place and a barcode in the real window: keys, switches, a finger, the voice, the audit."""

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.config import Config
from kiosk.display import Display
from kiosk.forms import xform
from kiosk.forms.finding import SEARCHED
from kiosk.forms.long_list import LongList
from kiosk.yes_no import turn_now
from tests.journeys.finger import Finger
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_switches import MOVE, PICK, OneSwitch, TwoSwitches, found
from tests.ui.kiosk_rig import settle
from tests.ui.test_geometry import seen
from ui.audit.measures import MEASURES
from ui.inputs.find import FindBox
from ui.parts.choice import CheckRow, RadioRow

SHEET = """survey
,type,name,label,appearance,required
,{type},asked,Where is it?,{appearance},yes
,text,after,What else?,,
settings
,form_title,form_id
,Own,own
"""
ASKED = {
    "one": ("select_one_from_file l.csv", ""),
    "many": ("select_multiple_from_file l.csv", ""),
    "address": ("text", "address"),
    "place": ("geopoint", ""),
    "barcode": ("barcode", ""),
}
NAMES = ("Lantern Row", "Merrow Park", "Quarry Steps", "Tŷ Gwyn")
CSV = "name,label\n" + "".join(f"v{n},{NAMES[n % 4]} {n}\n" for n in range(400))
PLACES = LongList(["54.1 -4.9 0 0", "54.2 -4.8 0 0"], ["Lantern Row", "Merrow Park"])
FOUND = {
    "one": "v100",
    "many": "v100",
    "address": "1 Lantern Row\nLittle Merrow\nMR1 2AB",
    "place": "54.1 -4.9 0 0",
}
TYPED = {"one": "row 100", "many": "row 100", "address": "MR12AB", "place": "lan"}
ROWS = {
    "one": "Lantern Row 100",
    "many": "Lantern Row 100",
    "address": "1 Lantern Row, Little Merrow, MR1 2AB",
}
LISTS = pytest.mark.parametrize("kind", ["one", "many", "place"])


@pytest.fixture
def kiosk(spoken, tmp_path, monkeypatch):
    load = xform.load
    monkeypatch.setattr(xform, "load", lambda xml, media: load(xml, media, places=PLACES))

    def make(kind, **wishes):
        sheet = SHEET.format(type=ASKED[kind][0], appearance=ASKED[kind][1])
        wishes = {"display": Display(answers_aloud=True), "config": Config(data=tmp_path)} | wishes
        return spoken(sheet, [("l.csv", CSV)], **wishes)

    return make


def rows(rig):
    return [
        row
        for row in rig.page.findChildren(QWidget)
        if isinstance(row, RadioRow | CheckRow) and row.isVisible()
    ]


def raw(rig):
    return rig.visit.filling.page("/data/asked").questions[0].raw


def given(kind):
    return (FOUND[kind],) if kind == "many" else FOUND[kind]


def take(person, rig, kind):
    """Types, finds, chooses, goes on: only with what ``person`` has."""
    person.reach("/data/asked")
    person.type(TYPED[kind])
    if kind == "address":
        person.choose("Find the address")
    name = ROWS.get(kind, "Lantern Row")
    person.choose(name)
    person.go_on()
    settle()


@pytest.mark.parametrize("kind", FOUND)
def test_with_five_keys(kiosk, kind):
    """M7, A16."""
    rig = kiosk(kind)
    take(Keyboard(rig.window), rig, kind)
    assert raw(rig) == given(kind)
    assert rig.visit.page.heading.startswith("What else?")


@pytest.mark.parametrize(
    ("kind", "switches"), [("one", TwoSwitches), ("address", TwoSwitches), ("place", OneSwitch)]
)
def test_with_switches_typing_row_by_row(kiosk, kind, switches):
    """M9: nobody is talked into letter by letter; the box says what was found as they come back to it."""
    rig = kiosk(kind)
    found(rig, MOVE, MOVE, PICK, PICK) if switches is TwoSwitches else found(rig, *[PICK] * 4)
    take(switches(rig), rig, kind)
    assert raw(rig) == given(kind)


@pytest.mark.parametrize(("kind", "shape"), [("many", "wide"), ("address", "tall"), ("place", "tall")])
def test_with_a_finger(kiosk, kind, shape):
    """M1, M11."""
    rig = kiosk(kind, shape=shape)
    finger = Finger(rig)
    finger._type(next(each for each in rig.controls() if hasattr(each, "echoMode")), TYPED[kind])
    if kind == "address":
        finger.choose("Find the address")
    finger.choose(ROWS.get(kind, "Lantern Row"))
    assert raw(rig) == given(kind)


def test_the_page_says_how_many_there_are_and_how_to_find_one(kiosk):
    """A1, A16."""
    rig = kiosk("one")
    page = rig.reader._describe.page.text
    assert "There are 400 choices." in page
    assert "type some letters" in page


@LISTS
def test_the_box_says_what_was_found_as_one_comes_back_to_it(kiosk, kind):
    rig = kiosk(kind)
    keys = Keyboard(rig.window)
    keys.reach("/data/asked")
    keys.type("merrow")
    rig.heard()
    keys.press(keys._down)
    keys.press(keys._up)
    count = 1 if kind == "place" else 100
    assert f"{count} found." in rig.heard()[-1]


@pytest.mark.parametrize("kind", ["one", "many"])
def test_yes_no_mode_never_asks_very_many_one_by_one(kiosk, kind):
    """C16."""
    rig = kiosk(kind, display=Display(yes_no=True))
    assert len(rig.visit.page.questions[0].choices) > SEARCHED
    assert turn_now(rig.visit) is None
    assert rig.page.findChild(FindBox) is not None


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize(
    ("language", "shape", "size"),
    [("cy", "tall", "largest"), ("ur", "square", "normal")],
)
def test_the_page_passes_the_measures_of_the_audit(kiosk, kind, language, shape, size):
    """D3, V1, M1: as kiosk audit measures them, when the page opens and when there is something found."""
    rig = kiosk(kind, language=language, shape=shape, display=Display(text_size=size))
    for step in (lambda: None, lambda: show_something(rig, kind)):
        step()
        settle()
        failed = [
            (name, failure.sentence)
            for name in ("targets", "gaps", "clipping", "names", "order", "questions", "line length", "edges")
            for failure in MEASURES[name](seen(rig))
            if failure.whose != "form"
        ]
        assert failed == []


@pytest.mark.parametrize("kind", ["one", "address", "place", "barcode"])
def test_latin_letters_keep_the_box_where_urdu_lines_begin(kiosk, kind):
    """L4."""
    rig = kiosk(kind, language="ur", shape="tall")
    box = next(each for each in rig.controls() if hasattr(each, "echoMode"))
    before = rig.at(box)
    box.setText("quarry")
    settle()
    assert rig.at(box) == before
    assert before.right() > rig.window.width() * 0.8


def show_something(rig, kind):
    box = next(each for each in rig.controls() if hasattr(each, "echoMode"))
    box.setText(TYPED.get(kind, "5012345678900"))
    if kind in {"address", "barcode"}:
        box.entered.emit()
