"""Urdu from the right, and every page in Polish and Urdu: mirrored, whole, in one language (L1 to L4, V3)."""

import tomllib
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo, QRawFont, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from kiosk.config import ASSETS
from kiosk.display import TEXT_SIZES, Display
from kiosk.language import Words
from tests.ui.kiosk_rig import SHAPES, journey, settle
from tests.ui.test_geometry import check_nothing_is_cut, check_targets
from ui import fonts
from ui.inputs.date import DateInput
from ui.parts.bullets import Bullets
from ui.parts.button import Button
from ui.parts.caption import Caption
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.edit import Edit
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.paragraph import Paragraph
from ui.parts.problem import ProblemLine
from ui.parts.text import Text
from ui.theme import Theme

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

ALL = ("en", "cy", "pl", "ur")
NEW = ("pl", "ur")
KEY = Qt.Key
RIGHT = Qt.LayoutDirection.RightToLeft


def four(kiosk, languages=ALL):
    """The same kiosk with all four languages on offer."""
    kiosk.visit._means = replace(kiosk.visit._means, languages=languages)
    kiosk.go(lambda: None)
    return kiosk


def caption(theme):
    made = Caption(theme)
    made.show_words("اردو")
    return made


PARTS = {
    "text": lambda theme: Text("اردو", theme),
    "heading": lambda theme: Heading("اردو", theme),
    "button": lambda theme: Button("اردو", theme, lambda: None, icon="tick"),
    "radio": lambda theme: RadioRow("اردو", theme),
    "check": lambda theme: CheckRow("اردو", theme),
    "panel": lambda theme: Panel([Text("اردو", theme)], theme, icon="lock"),
    "bullets": lambda theme: Bullets(["اردو"], theme),
    "problem": lambda theme: ProblemLine("اردو", theme),
    "caption": caption,
    "edit": lambda theme: Edit(theme, 40),
}
"""Everything that paints itself, with one letter, so that what there is to see is at the side where lines begin."""


def ink(widget: QWidget, theme: Theme) -> tuple[int, int]:
    """How many dark pixels lie in the left and the right half, borders left out."""
    image = widget.grab().toImage()
    edge = theme.px(3)
    dark = [0, 0]
    for x in range(edge, image.width() - edge):
        for y in range(edge, image.height() - edge):
            dark[x > image.width() // 2] += image.pixelColor(x, y).lightness() < 100
    return dark[0], dark[1]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_that_paints_itself_is_mirrored(qtbot, part):
    """L4: mirrored."""
    theme = Theme(Display(), 4.0, QSize(1280, 1024))
    found = []
    for direction in (Qt.LayoutDirection.LeftToRight, RIGHT):
        holder = QWidget()
        qtbot.addWidget(holder)
        holder.resize(900, 240)
        holder.setLayoutDirection(direction)
        made = PARTS[part](theme)
        made.setParent(holder)
        made.setGeometry(0, 0, 800, 200)
        if isinstance(made, Edit):
            made.setMaximumWidth(900)
            made.resize(800, 200)
            made.setText("12")
        holder.show()
        settle()
        found.append(ink(made, theme))
    (left, none), (also_none, right) = found
    assert none == also_none == 0
    assert left > 0
    assert right > 0


def test_the_bars_are_mirrored(rig):
    """L4: Back at the right, Continue beside it, More at the left, Help at the right of the five."""
    kiosk = rig(language="ur", display=Display(text_size="largest"))
    kiosk.to_before()
    ways = kiosk.window.ways
    places = [kiosk.at(button).left() for button in (ways.back, ways.primary, ways.more)]
    assert places == sorted(places, reverse=True)
    assert kiosk.at(ways.back).right() > kiosk.window.width() - kiosk.theme.px(13)
    bar = [kiosk.at(button).left() for button in kiosk.window.bar.buttons]
    assert bar == sorted(bar, reverse=True)


@pytest.mark.parametrize("language", ALL)
def test_the_arrows_go_where_lines_go(rig, language):
    """L4, M7: in Urdu the left arrow goes on and the right one back."""
    kiosk = rig(language=language)
    kiosk.to_question(1)
    on, back = (KEY.Key_Left, KEY.Key_Right) if language == "ur" else (KEY.Key_Right, KEY.Key_Left)
    kiosk.key(on)
    first = kiosk.focus
    kiosk.key(on)
    assert kiosk.focus is not first
    kiosk.key(back)
    assert kiosk.focus is first
    kiosk.key(KEY.Key_Down)
    assert kiosk.focus is not first
    kiosk.key(KEY.Key_Up)
    assert kiosk.focus is first


def test_a_date_is_day_month_year_from_the_right(rig):
    """L4: mirrored."""
    kiosk = rig(language="ur")
    kiosk.to_question(2)
    boxes = kiosk.page.findChild(DateInput).boxes
    places = [kiosk.at(box).left() for box in boxes]
    assert places == sorted(places, reverse=True)
    assert [box.part for box in boxes] == ["دن", "مہینہ", "سال"]


def test_what_is_typed_runs_as_its_own_letters_do(rig):
    """L4: a telephone number from the left, a name in Urdu from the right, both at the right of the box."""
    kiosk = rig(language="ur")
    kiosk.to_question(3)
    box = kiosk.page.findChildren(Edit)[0]
    assert box.isRightToLeft()
    for text, rtl in (("01632 960 100", False), ("MR1 2AB", False), ("علی", True), ("", True)):
        box.setText(text)
        assert box.isRightToLeft() is rtl
        assert box.alignment() & Qt.AlignmentFlag.AlignRight
        assert box.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_the_groups_of_a_number_keep_their_order_within_urdu(qtbot):
    """L4: as it is painted, 01632 stands left of 960 and that left of 100."""
    theme = Theme(Display(), 4.0, QSize(1280, 1024))
    text = Words("ur").say("unusable.call", phone="01632 960 100")
    layout = QTextLayout(text, theme.font("body"))
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(5000)
    layout.endLayout()
    places = [line.cursorToX(text.index(group) + 1)[0] for group in ("01632", "960", "100")]
    assert places == sorted(places)


@pytest.mark.parametrize("before", ALL)
@pytest.mark.parametrize("after", ALL)
def test_a_change_of_language_keeps_page_answers_and_place(rig, before, after):
    """L2: same page, same answers; the window turns with the language."""
    kiosk = rig(language=before)
    kiosk.to_question(3)
    kiosk.visit.answer("/data/you/name", "Mair")
    kiosk.go(lambda: None)
    primary = kiosk.window.ways.primary
    primary.setFocus()
    stage = kiosk.visit.stage
    kiosk.go(lambda: kiosk.visit.speak(after))
    assert kiosk.visit.stage == stage
    assert kiosk.page.findChildren(Edit)[0].text() == "Mair"
    assert kiosk.window.isRightToLeft() is (after == "ur")
    assert kiosk.focus is kiosk.window.ways.primary
    assert kiosk.focus.words == Words(after).say("button.continue")


def check_no_english(kiosk, language):
    """L3: 0 untranslated strings. What the service itself says stays in English, and its reader was told so."""
    if kiosk.visit.language != language:
        return
    english, words = Words("en"), Words(language)
    ours = {english._own[key] for key in english.keys if english._own[key] != words._own[key]}
    shown = {*kiosk.page.screen_shown.texts(), *kiosk.buttons()}
    assert shown & ours <= {english.say("language.own_name"), Words("en").say("welcome.title")}


LOOKS = [
    (shape, size, NEW[(row + column) % 2])
    for row, size in enumerate(("normal", "largest"))
    for column, shape in enumerate(SHAPES)
]
"""Both sizes on every shape, each in one of the languages."""


@pytest.mark.parametrize(("shape", "size", "language"), LOOKS)
def test_every_page_fits_in_the_new_languages_too_and_has_no_english_of_ours(rig, shape, size, language):
    """V3: nothing cut, no scrolling sideways."""
    kiosk = rig(shape=shape, language=language, display=Display(text_size=size))
    for place in journey(kiosk):
        assert kiosk.page.screen_shown.heading.isVisible(), place
        check_nothing_is_cut(kiosk)
        check_targets(kiosk)
        if place != "welcome":  # it shows every language on purpose
            check_no_english(kiosk, language)


@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.parametrize("shape", SHAPES)
def test_four_languages_are_all_in_sight_on_the_welcome(rig, shape, size):
    """L1: the first thing on the start screen, equal in size, in the order of the configuration."""
    kiosk = four(rig(shape=shape, display=Display(text_size=size)))
    names = [Words(code).say("language.own_name") for code in ALL]
    slabs = [kiosk.buttons()[name] for name in names]
    assert len({slab.height() for slab in slabs}) == 1
    assert max(slab.width() for slab in slabs) - min(slab.width() for slab in slabs) <= 1
    below = kiosk.at(kiosk.window.scroller).bottom()
    assert all(kiosk.at(slab).bottom() <= below for slab in slabs)
    order = [widget for widget in kiosk.controls() if widget in slabs]
    assert order == slabs
    rows = {kiosk.at(slab).top() for slab in slabs}
    assert all(kiosk.at(one).top() <= kiosk.at(other).top() for one, other in pairwise(slabs))
    assert len(rows) == (4 if shape == "tall" else 2)


def test_in_wales_welsh_is_first_and_the_kiosk_starts_in_it(rig):
    """L1: first of the configuration is first on the page, of the same size, with no step more."""
    kiosk = four(rig(language="cy"), ("cy", "en", "pl", "ur"))
    order = [
        control.words
        for control in kiosk.controls()
        if isinstance(control, Button) and kiosk.page.isAncestorOf(control)
    ]
    assert order[:4] == ["Cymraeg", "English", "Polski", "اردو"]
    assert kiosk.page.screen_shown.heading.text().startswith("Dewiswch eich iaith · Choose your language\n")
    kiosk.go(kiosk.visit.end)
    assert kiosk.visit.language == "cy"


def test_a_slab_stands_as_its_language_is_written(rig):
    """L4: Urdu's own slab from the right on a page from the left, and the other way about."""
    for page in ("en", "ur"):
        kiosk = four(rig(language=page))
        assert kiosk.window.isRightToLeft() is (page == "ur")
        assert kiosk.buttons()["اردو"].isRightToLeft()
        assert not kiosk.buttons()["English"].isRightToLeft()


@pytest.mark.parametrize("code", ALL)
def test_every_letter_is_in_a_typeface_of_ours(qtbot, code):
    """V1: a letter from any other font would be of another size."""
    fonts.load()
    written = (ASSETS / "languages" / f"{code}.toml").read_text(encoding="utf-8")
    said = "".join(_texts(tomllib.loads(written)))
    invisible = set("\u200c\u200d\u200e\u200f\u2066\u2068\u2069\n")
    for weight in (False, True):
        raw = []
        for family in fonts.FAMILIES:
            font = fonts.font(20, bold=weight)
            font.setFamily(family)
            assert QFontInfo(font).family() == family
            raw.append(QRawFont.fromFont(font))
        missing = {c for c in said if not any(one.supportsCharacter(ord(c)) for one in raw)}
        assert missing - invisible == set()


def _texts(table):
    for value in table.values():
        if isinstance(value, dict):
            yield from _texts(value)
        else:
            yield value


def test_urdu_is_as_tall_as_latin_capitals_and_its_lines_have_room(qtbot):
    """V1: an alef is no lower than a capital H, and lines of Urdu do not meet."""
    theme = Theme(Display(), 4.0, QSize(1280, 1024))
    font = theme.font("body")
    capital = QRawFont.fromFont(font).capHeight()
    naskh = theme.font("body")
    naskh.setFamily(fonts.FAMILIES[1])
    raw = QRawFont.fromFont(naskh)
    alef = raw.boundingRect(raw.glyphIndexesForString("ا")[0]).height()
    assert capital <= alef <= 1.3 * capital
    assert Paragraph("گچ", font, 500).height >= raw.ascent() + raw.descent() - 1


def test_the_word_spoken_now_is_marked_where_it_stands(rig):
    """A13, L4: also a number, which runs from the left within Urdu."""
    kiosk = rig(language="ur")
    strip = kiosk.window.caption
    text = Words("ur").say("unusable.call", phone="01632 960 100")
    strip.show_words(text)
    places = []
    for word in ("01632", "960", "100", "ہیں"):
        strip.mark(text.index(word), len(word))
        image = strip.grab().toImage()
        yellow = kiosk.theme.colour("spoken")
        row = image.height() // 2
        marked = [x for x in range(image.width()) if image.pixelColor(x, row) == yellow]
        places.append((min(marked), max(marked)))
    groups, last = places[:3], places[3]
    assert groups == sorted(groups)
    assert all(one[1] < other[0] for one, other in pairwise(groups))
    assert last[1] < groups[0][0]
