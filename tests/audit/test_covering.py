"""Few looks that hold every pair of values of any two options."""

import dataclasses
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from kiosk.display import TEXT_SIZES, THEMES, Display
from ui.audit import looks
from ui.audit.covering import every, pairwise


@given(st.lists(st.integers(1, 4), min_size=2, max_size=6))
def test_every_pair_is_in_a_row(sizes):
    axes = {f"axis{n}": tuple(range(size)) for n, size in enumerate(sizes)}
    rows = pairwise(axes)
    for one, other in combinations(axes, 2):
        assert {(row[one], row[other]) for row in rows} == set(product(axes[one], axes[other]))


def test_one_axis_has_a_row_for_each_value():
    assert pairwise({"theme": ("light", "soft")}) == [{"theme": "light"}, {"theme": "soft"}]


def test_it_takes_few_rows():
    axes = looks.axes()
    assert len(pairwise(axes)) < len(every({name: axes[name] for name in ("theme", "text_size", "shape")}))


def test_the_looks_are_those_of_the_kiosk():
    axes = looks.axes()
    assert set(axes["theme"]) == set(THEMES)
    assert set(axes["text_size"]) == set(TEXT_SIZES)
    assert {"en", "cy", looks.STRETCHED} <= set(axes["language"])
    assert {field.name for field in dataclasses.fields(Display)} <= set(axes)
    assert axes["curtain"] == (False,)


def test_a_look_says_only_what_is_not_as_usual():
    usual = looks.Look(Display(), "cy", (1080, 1920), "touch")
    assert str(usual) == "normal, light, cy, 1080x1920, touch"
    other = looks.Look(Display(read_aloud=False), "en", (1080, 1920), "touch", online=False)
    assert str(other) == "normal, light, read_aloud false, en, 1080x1920, touch, offline"
