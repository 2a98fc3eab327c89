"""Promise 5: a hostile expression costs bounded work and memory, and ends with a clear error."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.errors import EvaluationError
from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it
from kiosk.forms.xpath.context import Budget

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

HOSTILE = [
    "count(//*[count(//*[. = /data/a]) > count(//*[. != //*])])",
    "//*[//*[//*[//*]]]",
    "count(/data/b[../b[../b = .] = .])",
    "count(//b/following::*/preceding::*)",
    "count(//b[string(..) = string(..)])",
    "count(//b[string(/) = string(/)])",
    "count(//b[regex(string(..), '(a+)+$')])",
    "count(//b[preceding-sibling::b = 3])",
    "count(//b[count(../b | ../b) = 1])",
    "count(//b[position(.) = 3])",
    "count(//b[id('x')])",
    "count(//b[sum(../b) = max(../b)])",
    "count(//b[join('-', ../b) = 'x'])",
    "count(//b[count(randomize(../b)) = 1])",
    "count(//b[checklist(1, 2, ../b)])",
    "count(//b[" + " or ".join(["now() = 1"] * 4000) + "])",
    "count(//b[concat(" + ", ".join(["''"] * 9000) + ")])",
    "count(//b[contains('" + "x" * 90_000 + "', 'y')])",
]


@pytest.fixture(scope="module")
def large():
    """A form of 2,100 elements."""
    form = parse_tree("<data><a>1</a>" + "<b>2</b>" * 2098 + "</data>")
    host = Host(
        form, now=lambda: datetime(2026, 1, 1, tzinfo=UTC), random=random.Random(1), new_id=lambda: ""
    )
    return Context(form.element, host)


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: source[:50])
def test_too_much_work_is_stopped(large, source):
    expression = compile(source)
    with pytest.raises(EvaluationError, match="too much work"):
        expression.value(large)


def test_the_budget_is_new_for_each_evaluation(large):
    expression = compile("count(//b[. = 2])")
    assert [expression.number(large) for _ in range(40)] == [2098] * 40


def test_a_budget_stops_at_its_last_step():
    budget = Budget(10)
    budget.spend(10)
    with pytest.raises(EvaluationError):
        budget.spend(1)


def test_a_text_that_doubles_is_stopped(large):
    node = large.node.child("a")
    node.text = "x" * 600_000
    try:
        with pytest.raises(EvaluationError, match="longer than"):
            compile("concat(., .)").string(Context(node, large.host))
    finally:
        node.text = "1"


def test_a_long_or_chain_works(large):
    chain = " or ".join(f"/data/a = {number}" for number in range(2500, 0, -1))
    assert compile(chain).boolean(large) is True


def test_long_sums_and_comparisons_work(large):
    assert compile(" + ".join(["1"] * 2500)).number(large) == 2500
    assert compile(" = ".join(["true()"] * 999)).boolean(large) is True


def test_ninety_ifs_inside_each_other_work(large):
    source = "".join(f"if(/data/a = {number}, 'n{number}', " for number in range(90, 0, -1)) + "''" + ")" * 90
    assert compile(source).string(large) == "n1"


def test_reading_patterns_made_while_the_form_runs_is_work(host):
    shared = replace(host, budget=Budget(100_000))
    made = [compile(f"regex('a', concat('(a|b|ab){{1,500}}', '{n}'))") for n in range(100)]
    assert made[0].value(Context(shared.root, shared)) is False
    with pytest.raises(EvaluationError, match="too much work"):
        [each.value(Context(shared.root, shared)) for each in made]
