"""Forms of SurveyCTO: what is its own is read as ODK writes it, or left out by name."""

from kiosk.forms.readers import read_form
from tests.scenario import scenario

TOP = ["type", "name", "label", "calculation", "relevance", "repeat_count", "appearance"]


def survey(*rows):
    return [TOP, *([*row, *[None] * (len(TOP) - len(row))] for row in rows)]


def test_index_is_the_number_of_the_entry(workbook):
    source = read_form(
        workbook(
            survey=survey(
                ["begin repeat", "r", "R", None, None, "3"],
                ["calculate", "i", None, "index()"],
                ["begin group", "g", "G"],
                ["calculate", "j", None, "index() * 10"],
                ["text", "a", "A", None, "index() != 2"],
                ["end group"],
                ["end repeat"],
            )
        )
    )
    s = scenario(source.xml)
    assert [(s.value(f"r[{n}]/i"), s.value(f"r[{n}]/g/j")) for n in (1, 2, 3)] == [
        ("1", "10"),
        ("2", "20"),
        ("3", "30"),
    ]


def test_a_repeat_may_be_relevant_by_its_own_number(workbook):
    path = workbook(
        survey=survey(
            ["integer", "n", "How many?"],
            ["begin repeat", "r", "R", None, "index() <= ${n}", "${n}"],
            ["text", "a", "A"],
            ["end repeat"],
        )
    )
    s = scenario(read_form(path).xml)
    s.answer("n", "2")
    assert s.asks() == ["n", "r[1]/a", "r[2]/a"]


def test_a_plug_in_is_named_and_its_question_asked_as_its_type_says(workbook):
    path = workbook(survey=survey(["text", "a", "A", None, None, None, "custom-timer(start=1, label='x')"]))
    source = read_form(path)
    (warning,) = source.warnings
    assert warning.startswith("survey row 2, column “appearance”: the plug-in “timer” is SurveyCTO’s, so the")


def test_what_only_its_app_knows_is_empty_inside_an_expression_too(workbook):
    source = read_form(
        workbook(
            survey=survey(
                ["text", "a", "A"],
                ["calculate", "b", None, "item-at('|', plug-in-metadata(${a}), 1)"],
            )
        )
    )
    assert "item-at('|', '', 1)" in source.xml.decode()
    assert source.warnings == (
        "survey row 3, column “calculation”: “plug-in-metadata(${a})” belongs to another platform, so it is left out.",
    )
