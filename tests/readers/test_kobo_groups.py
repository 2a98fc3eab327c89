"""KoboToolbox's scores and rankings become plain groups: every row is asked, and a rank only once."""

from kiosk.forms.lint import check
from kiosk.forms.types import TYPES
from tests.scenario import Scenario

HEADERS = [
    "type",
    "name",
    "label",
    "kobo--score-choices",
    "kobo--rank-items",
    "kobo--rank-constraint-message",
]
CHOICES = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]]


def scenario_of(path):
    report = check(path)
    assert report.form is not None, report.errors
    return Scenario(report.form), report


def test_a_score_asks_its_choices_for_every_row(workbook):
    survey = [
        HEADERS,
        ["begin_score", "s", "How good?", "l"],
        ["score__row", "x", "X"],
        ["score__row", "y", "Y"],
    ]
    s, report = scenario_of(workbook(survey=[*survey, ["end_score"]], choices=CHOICES))
    (key,) = s.filling.page_keys()
    page = s.filling.page(key)
    assert (page.heading, [q.label for q in page.questions]) == ("How good?", ["X", "Y"])
    assert all(TYPES[q.type].input == "choice_one" for q in page.questions)
    assert str(report.warnings[0]).startswith("survey row 2: “begin_score” is read as a group")


def test_a_ranking_takes_each_choice_once(workbook):
    survey = [HEADERS, ["begin_rank", "r", "Rank", None, "l", "Choose another"]]
    survey += [["rank__level", "first", "1st"], ["rank__level", "second", "2nd"], ["end_rank"]]
    s, _ = scenario_of(workbook(survey=survey, choices=CHOICES))
    s.answer("first", "a").answer("second", "a")
    assert s.problem("second").message == "Choose another"
    assert s.answer("second", "b").problem("second") is None


def test_a_matrix_is_refused_with_what_to_do(workbook, refused):
    survey = [HEADERS, ["begin_kobomatrix", "m", "M"], ["text", "a", "A"], ["end_kobomatrix"]]
    assert "a group with the questions of each row" in refused(workbook(survey=survey)).sentence
