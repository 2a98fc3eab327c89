"""Every theme's contrasts, reckoned by WCAG's formula (V5)."""

import pytest

from kiosk.display import THEMES
from ui.audit.colour import contrast_of as contrast
from ui.audit.measures.contrast import LEAST, SOFTEST
from ui.palette import PALETTES

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink", "chosen"),
    ("quiet", "paper"),
    ("quiet", "panel"),
    ("action", "paper"),
    ("on_action", "action"),
    ("problem", "paper"),
    ("problem", "problem_ground"),
    ("success", "paper"),
    ("success", "panel"),
    ("paper", "ink"),
    ("on_spoken", "spoken"),
]


def test_black_on_white_is_21_to_1():
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0


def test_every_theme_has_a_palette():
    assert set(PALETTES) == set(THEMES) == set(LEAST)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(theme, text, ground):
    palette = PALETTES[theme]
    assert contrast(palette[text], palette[ground]) >= LEAST[theme]


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_the_soft_theme_is_soft(text, ground):
    assert contrast(PALETTES["soft"][text], PALETTES["soft"][ground]) <= SOFTEST


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_borders_and_focus_can_be_seen(theme, ground):
    palette = PALETTES[theme]
    assert contrast(palette["line"], palette[ground]) >= 3.0
    assert max(contrast(palette[ring], palette[ground]) for ring in ("focus_inner", "focus_outer")) >= 3.0
    assert contrast(palette["focus_inner"], palette["focus_outer"]) >= 3.0
