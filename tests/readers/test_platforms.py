"""What only another platform can do is left out by name, and the rest of the form is used."""

import pytest

from kiosk.forms import xform
from kiosk.forms.readers import read_form

TOP = ["type", "name", "label", "calculation", "relevant", "default"]
ASKED = ["text", "a", "A"]


def form_and_warnings(path):
    source = read_form(path)
    return xform.load(source.xml, source.media), source.warnings


def calculation(workbook, written):
    rows = [TOP, [*ASKED, None, None, None], ["calculate", "c", None, written, None, None]]
    form, warnings = form_and_warnings(workbook(survey=rows))
    return form.binds["/data/c"].calculate.source, warnings


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("pulldata('@geopoint', ${a}, 'x')", "''"),
        ('if(1 = 1, pulldata("@property", "username"), 2)', "if(1 = 1, '', 2)"),
        ("z-score('height-for-age', 'male', 5, 50)", "''"),
        ("concat(hash('(', ${a}), duration())", "concat('', '')"),
        ("esri:thing(1) + 1", "'' + 1"),
    ],
)
def test_a_function_of_another_platform_gives_nothing_and_is_told(workbook, written, left):
    kept, (warning,) = calculation(workbook, written)
    assert kept == left
    assert warning.startswith("survey row 3, column “calculation”: “")
    assert "belongs to another platform" in warning


@pytest.mark.parametrize(
    "written", ["concat('hash(', 1)", "pulldata('a', 'b', 'c', 1)", "jr:choice-name('x', 'a')"]
)
def test_what_only_looks_like_one_stays(workbook, written):
    kept, _ = calculation(workbook, written)
    assert kept == written


def test_an_answer_to_begin_with_is_left_empty(workbook):
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, [*ASKED, None, None, "property('deviceid')"]]))
    assert not form.actions
    assert warning.startswith("survey row 2, column “default”: “property('deviceid')” belongs")


def test_a_group_of_medics_is_asked_and_shows_no_label(workbook):
    survey = [
        TOP,
        ["begin_group", "inputs", "NO_LABEL", None, "./source = 'user'", None],
        ["hidden", "source", None, None, None, "user"],
        ASKED,
        ["end_group"],
    ]
    form, warnings = form_and_warnings(workbook(survey=survey))
    assert [control.path for control in form.controls] == ["/data/inputs/a"]
    assert form.body[0].label is None
    assert warnings == (
        "survey row 2, column “relevant”: a group cannot wait for a question inside it, so this is left out.",
        "survey row 2: “NO_LABEL” is not shown.",
    )
