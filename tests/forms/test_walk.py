"""Walking a form: answers found from types and constraints, the same for a seed, and the reason when stuck."""

from random import Random

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.forms.walk import Stuck, Walk, walk
from kiosk.forms.walking.regex_sample import regex_sample
from tests.scenario import ask, bind, flat, items, scenario, xform

CONSTRAINTS = {
    "whole": ("int", ". >= 5200 and . <= 5300"),
    "fraction": ("decimal", ". > 4.1 and . < 4.2"),
    "negative": ("int", ". < 0"),
    "past": ("date", ". <= today()"),
    "next month": ("date", ". > today() and . < today() + 60"),
    "in a year": ("date", "format-date(., '%Y') = '1999'"),
    "postcode": ("string", r"regex(., '^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$')"),
    "phone": ("string", r"regex(., '^0\d{10}$')"),
    "either": ("string", "regex(., '^(cat|dog)-[0-9]+$')"),
    "length": ("string", "string-length(.) = 7"),
    "word": ("string", ". = 'yes'"),
    "e-mail": ("string", r"regex(., '^[\w.]+@[\w.]+\.[a-z]{2,}$')"),
}


@pytest.mark.parametrize("name", CONSTRAINTS)
@pytest.mark.parametrize("seed", range(3))
def test_an_answer_that_fits_the_constraint_is_found(name, seed):
    kind, constraint = CONSTRAINTS[name]
    s = scenario(flat(a={"type": kind, "required": "true()", "constraint": constraint}), seed=seed)
    found = walk(s.filling, Random(seed))
    assert isinstance(found, Walk), found
    assert found.pages == ("/data/a",)
    assert found.answers["/data/a"]


def test_a_constraint_may_ask_for_the_same_again():
    s = scenario(flat(a={"required": "true()"}, b={"required": "true()", "constraint": ". = /data/a"}))
    assert isinstance(walk(s.filling, Random(1)), Walk)


def test_the_same_seed_gives_the_same_walk():
    source = flat(a="string", b="int", c={"type": "date", "relevant": "/data/b > 3"}, d="decimal")
    first, second = (walk(scenario(source, seed=9).filling, Random(9)) for _ in range(2))
    assert first == second
    assert isinstance(first, Walk)


def test_a_question_that_nothing_fits_is_named():
    s = scenario(flat(a={"required": "true()", "constraint": "false()", "jr_constraintMsg": "Never right"}))
    found = walk(s.filling, Random(1))
    assert isinstance(found, Stuck)
    assert (found.path, "Never right" in found.sentence) == ("/data/a", True)


def test_an_optional_question_that_nothing_fits_stays_blank():
    found = walk(scenario(flat(a={"constraint": "false()"})).filling, Random(1))
    assert isinstance(found, Walk)
    assert b"<a/>" in found.instance


def test_all_inputs_are_answered():
    source = xform(
        "<ok/><one/><many/><b/><t/><dt/><r><n/></r>",
        "".join(bind(f"/data/{name}", required="true()") for name in ("ok", "one", "many"))
        + bind("/data/b", type="boolean", required="true()")
        + bind("/data/t", type="time", required="true()")
        + bind("/data/dt", type="dateTime", required="true()")
        + bind("/data/many", constraint="count-selected(.) = 3"),
        ask("/data/ok", tag="trigger")
        + ask("/data/one", tag="select1", inside=items("x", "y"))
        + ask("/data/many", tag="select", inside=items("x", "y", "z"))
        + "".join(ask(f"/data/{name}") for name in ("b", "t", "dt"))
        + "<repeat nodeset='/data/r'>"
        + ask("/data/r/n", "N")
        + "</repeat>",
    ).replace(b'<bind nodeset="/data/many" required="true()"/>', b"")
    s = scenario(source)
    assert isinstance(walk(s.filling, Random(2)), Walk)
    assert s.value("many") == "x y z"
    assert s.value("ok") == "OK"


@given(
    st.sampled_from(
        [r"^\d{3}$", "[a-c]+x?", "(ab|c{2})[^a-z]", r"\w\.\w", "^[^0-9]{2,3}$", "(?:x|y)z", r"a\[b"]
    ),
    st.integers(0, 1000),
)
@settings(deadline=None)
def test_a_sample_matches_its_pattern(pattern, seed):
    assert re2.search(pattern, regex_sample(pattern, Random(seed)))


@given(st.text(alphabet="ab()[]{}|\\^$?*+.0123456789,-", max_size=12), st.integers(0, 100))
@settings(deadline=None)
def test_any_pattern_gives_a_text(pattern, seed):
    assert isinstance(regex_sample(pattern, Random(seed)), str)


@pytest.mark.parametrize("pattern", ["(((a{99}){99}){99}){99}", "(a+)+$", "(" * 3000, "a{99999999999}"])
def test_a_hostile_pattern_costs_little(pattern):
    assert len(regex_sample(pattern, Random(1))) < 2_000


def test_an_answer_works_out_only_what_reads_it(monkeypatch):
    """The promise behind 'one answer well under a millisecond' in a form of 500 questions, counted and not timed."""
    count = 500
    names = [f"q{n}" for n in range(count)]
    binds = {name: {"relevant": f"/data/q{n - 1} != 'no'"} if n % 2 else {} for n, name in enumerate(names)}
    s = scenario(flat(**binds))
    worked = []
    live = s.filling._instance
    monkeypatch.setattr(
        live, "_update", lambda number, node, real=live._update: (worked.append(number), real(number, node))
    )
    s.filling.answer("/data/q100", "no")
    assert len(worked) == 1
    assert "/data/q101" not in s.filling.page_keys()
