"""Every widget keeps one contract, and reads what people really type (C4, C7): pairs in widget_pairs."""

import re
import tomllib
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.forms.codes import PROBLEMS, WORDS
from kiosk.forms.page import Question
from kiosk.forms.problem import Problem
from kiosk.forms.types import TYPES
from kiosk.forms.types.kind import Around, is_empty
from kiosk.forms.walking.samples import samples
from kiosk.forms.widgets import WIDGETS, is_masked, kind_of
from kiosk.language import Words
from kiosk.plain_language import blaming
from tests.scenario import ask, bind, scenario, xform

PAIRS = {
    file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent / "widget_pairs").glob("*.toml"))
}
TODAY = Around(date(2026, 11, 22))
WITHOUT = {"multiline", "numbers", "address", "barcode"}
"""They take any text, or have tests of their own."""
CODES = ("en", "cy", "pl", "ur")
TYPED = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789OoIl -–£.,@+()/ABCabcKQxp٠۹１", max_size=24),
    st.from_regex(r"[+]?[0-9 ]{5,16}( ext [0-9]{1,4})?", fullmatch=True),
    st.from_regex(r"-?£?[0-9]{1,7}([.,][0-9]{0,3})?p?", fullmatch=True),
    st.from_regex(r"[A-Za-z]{1,2}[0-9]{1,2}[A-Z]? ?[0-9][A-Z]{2}", fullmatch=True),
    st.from_regex(r"[a-z.]{1,6}@[a-z.]{1,8}\.(com|uk)", fullmatch=True),
    st.tuples(*[st.text(alphabet="0123456789OolMarch １", max_size=6)] * 3),
)


def rows(part):
    return [(name, typed, wanted) for name, pairs in PAIRS.items() for typed, wanted in pairs[part].items()]


def question(name):
    kind = WIDGETS[name]
    return Question("/data/q", kind.name, kind.input, "Label", appearance=frozenset([name]))


def read(name, raw):
    """What is stored, or the Problem with it, as Filling and its check find it."""
    kind = WIDGETS[name]
    stored = kind.parse(raw, question(name))
    code = "" if isinstance(stored, Problem) else kind.impossible(stored, TODAY)
    return Problem(code, {"label": "Label"}) if code else stored


def boxes(name, typed):
    return tuple(typed.split("|")) if name == "date-of-birth" and "|" in typed else typed


@pytest.mark.parametrize(("name", "typed", "stored"), rows("stored"))
def test_what_people_type_is_stored_in_one_way(name, typed, stored):
    """C7."""
    assert read(name, boxes(name, typed)) == stored


@pytest.mark.parametrize(("name", "typed", "code"), rows("problem"))
def test_each_thing_that_can_be_wrong_has_its_own_code(name, typed, code):
    """C6."""
    found = read(name, boxes(name, typed))
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize(("name", "stored", "shown"), rows("shown"))
def test_check_answers_shows_it_in_groups(name, stored, shown):
    """C8."""
    assert WIDGETS[name].show(stored, question(name), "en") == shown


def test_every_widget_has_its_pairs():
    made = {id(WIDGETS[name]) for name in PAIRS}
    assert {name for name, kind in WIDGETS.items() if id(kind) not in made} == WITHOUT
    assert all(len(pairs["stored"]) + len(pairs["problem"]) >= 25 for pairs in PAIRS.values())


def test_every_sentence_of_a_widget_is_met():
    """No code is there for nothing, and each is a line of the table of codes."""
    met = {code for pairs in PAIRS.values() for code in pairs["problem"].values()}
    ours = {code for code in PROBLEMS if code.partition(".")[0] in {code.partition(".")[0] for code in met}}
    assert met <= set(PROBLEMS)
    assert {code for code in ours if not code.startswith("date.")} <= met


@pytest.mark.parametrize("name", PAIRS)
class TestContract:
    def test_it_is_a_way_to_ask_a_type(self, name):
        kind = WIDGETS[name]
        assert kind.name in TYPES
        assert kind.required in PROBLEMS
        assert not kind.hint or kind.hint in WORDS
        assert kind_of(kind.name, frozenset([name, "w2"])) is kind
        assert kind_of("select_one", frozenset([name])) is TYPES["select_one"]

    @given(raw=TYPED)
    def test_whatever_is_typed_is_stored_text_or_a_problem_with_words(self, name, raw):
        found = "" if is_empty(raw) else WIDGETS[name].parse(raw, question(name))
        if isinstance(found, Problem):
            assert set(PROBLEMS[found.code]) == set(found.params)
        elif found:
            assert WIDGETS[name].impossible(found, TODAY) in {"", *PROBLEMS}

    @given(raw=TYPED)
    def test_what_was_stored_is_read_again_as_it_is_shown_and_as_it_is_refilled(self, name, raw):
        kind = WIDGETS[name]
        stored = "" if is_empty(raw) else kind.parse(raw, question(name))
        if isinstance(stored, str) and stored:
            assert kind.parse(kind.edit(stored), question(name)) == stored
            for language in CODES:
                assert kind.parse(kind.show(stored, question(name), language), question(name)) == stored

    @given(stored=st.text(max_size=20))
    def test_what_a_form_itself_has_put_there_can_be_shown(self, name, stored):
        kind = WIDGETS[name]
        assert isinstance(kind.show(stored, question(name), "cy"), str)
        again = kind.parse(kind.edit(stored), question(name))
        assert isinstance(again, str | Problem)

    @given(seed=st.integers(0, 10_000))
    def test_a_walk_fills_in_what_passes(self, name, seed):
        asked = question(name)
        raw = samples(Random(seed), asked, "", [], date(2026, 11, 21))[0]
        assert isinstance(read(name, raw), str)


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_there_in_all_four_languages_and_short(code):
    """L3, C13: what to do, in words that do not blame; an example where there is one."""
    words = Words(code)
    kinds = {code.partition(".")[0] for pairs in PAIRS.values() for code in pairs["problem"].values()}
    for key in [f"problem.{each}" for each in PROBLEMS if each.partition(".")[0] in kinds - {"date"}]:
        said = words.say(key, label="Label", number="10", example="943 476 5919")
        assert key in words.keys
        assert not blaming(said, code)
        assert re.search(r"[0-9@]", said), "no example"
    for kind in WIDGETS.values():
        assert not kind.hint or kind.hint in words.keys


def test_masked_goes_with_any_widget_of_text():
    """P4: the keypad stays that of the widget."""
    assert kind_of("text", frozenset(["masked"])).input == "masked"
    assert kind_of("text", frozenset(["masked", "numbers"])).input == "masked_number"
    assert kind_of("text", frozenset(["masked", "sort-code"])).input == "masked_number"
    assert kind_of("text", frozenset(["masked", "postcode"])).input == "masked_capitals"
    assert kind_of("text", frozenset(["masked", "ni-number"])) is WIDGETS["ni-number"]
    assert kind_of("integer", frozenset(["masked"])) is TYPES["integer"]
    assert {name for name, kind in WIDGETS.items() if is_masked(kind.input)} == {
        "ni-number",
        "account-number",
        "nhs-number",
        "utr",
    }


def test_nothing_of_what_is_masked_comes_back_in_a_problem():
    """P4: a sentence about it is shown and said."""
    for name in [name for name in PAIRS if is_masked(WIDGETS[name].input)]:
        for typed in PAIRS[name]["problem"]:
            found = read(name, typed)
            given = {
                value for key, value in found.params.items() if key not in {"label", "example", "number"}
            }
            assert given == set()


@pytest.mark.parametrize(
    ("constraint", "code"),
    [
        ("", "money.below_zero"),
        (". < 1000", "money.below_zero"),
        (". >= 0 - 5", "money.below_zero"),
        (". >= -500", ""),
        ("(. >= -1) and . < 5", ""),
    ],
)
def test_less_than_nothing_is_refused_unless_the_form_names_it(constraint, code):
    assert WIDGETS["money"].impossible("-5.00", Around(date(2026, 11, 22), constraint)) == code
    assert WIDGETS["money"].impossible("5.00", Around(date(2026, 11, 22), constraint)) == ""


@pytest.mark.parametrize(
    ("widget", "type_", "default", "stored"),
    [
        ("postcode", "string", "cf101aa", "CF10 1AA"),
        ("ni-number", "string", "ab 12 34 56 c", "AB123456C"),
        ("telephone", "string", "(01632) 960-001", "+441632960001"),
        ("money", "decimal", "12.5", "12.50"),
        ("date-of-birth", "date", "1958-03-27", "1958-03-27"),
        ("postcode", "string", "somewhere", "somewhere"),
    ],
)
def test_a_default_of_the_form_is_stored_as_if_it_were_typed(widget, type_, default, stored):
    nodes = f"<q>{default}</q><r><q>{default}</q></r>"
    asked = ask("/data/q", appearance=widget)
    again = f"<repeat nodeset='/data/r'>{ask('/data/r/q', appearance=widget)}</repeat>"
    binds = bind("/data/q", type=type_) + bind("/data/r/q", type=type_)
    s = scenario(xform(nodes, binds, asked + again)).another("r")
    assert [s.value(path) for path in ("q", "r[1]/q", "r[2]/q")] == [stored] * 3
