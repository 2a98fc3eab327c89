"""Every question type keeps one contract, and reads what people really type (C4, C7)."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.forms.codes import PROBLEMS
from kiosk.forms.page import Choice, Question
from kiosk.forms.problem import Problem
from kiosk.forms.types import TYPES
from kiosk.forms.types.kind import MAX_ANSWER, is_empty
from tests.scenario import ask, items, scenario, xform

INPUTS = {
    "text",
    "multiline",
    "number",
    "date",
    "time",
    "date_time",
    "rank",
    "choice_one",
    "place",
    "choice_many",
    "acknowledge",
    "signature",
    "drawing",
    "file",
    "note",
}

CHOICES = (Choice("a", "Apples"), Choice("b", "Bread, brown"), Choice("OK", "Yes"))
RAWS = st.one_of(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=5).map(tuple))


def question(kind, appearance=()):
    return Question(
        "/data/q", kind, TYPES[kind].input, "Label", choices=CHOICES, appearance=frozenset(appearance)
    )


def parse(kind, raw, appearance=()):
    return TYPES[kind].parse(raw, question(kind, appearance))


@pytest.mark.parametrize("kind", TYPES)
class TestContract:
    def test_names_an_input_and_known_codes(self, kind):
        assert TYPES[kind].name == kind
        assert TYPES[kind].input in INPUTS
        assert TYPES[kind].required in PROBLEMS

    @given(raw=RAWS)
    def test_any_answer_is_stored_text_or_a_problem_with_words(self, kind, raw):
        found = parse(kind, raw) if not is_empty(raw) else ""
        if isinstance(found, Problem):
            assert set(PROBLEMS[found.code]) == set(found.params)
        else:
            assert isinstance(found, str)

    @given(seed=st.integers(0, 10_000))
    def test_a_plausible_answer_comes_back_as_it_was(self, kind, seed):
        raw = TYPES[kind].plausible(Random(seed), question(kind))
        stored = parse(kind, raw)
        assert isinstance(stored, str)
        assert parse(kind, TYPES[kind].edit(stored)) == stored
        assert isinstance(TYPES[kind].show(stored, question(kind), "cy"), str)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (" 12 ", "12"),
        ("1,200", "1200"),
        ("1 200", "1200"),
        ("£3,000", "3000"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("007", "7"),
        ("12.0", "12"),
        ("١٢", "12"),
        ("１２", "12"),
        ("-0", "0"),
    ],
)
def test_whole_numbers_as_people_type_them(raw, stored):
    assert parse("integer", raw) == stored


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("twelve", "number.not_a_number"),
        ("1,2", "number.not_a_number"),
        ("12 or 13", "number.not_a_number"),
        ("", "number.not_a_number"),
        ("-", "number.not_a_number"),
        ("1e5", "number.not_a_number"),
        ("12.5", "number.whole"),
        ("9" * 16, "number.too_big"),
    ],
)
def test_what_is_no_whole_number(raw, code):
    found = parse("integer", raw)
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize(
    ("raw", "stored"), [("£12.50", "12.50"), ("12", "12"), (".5", "0.5"), ("1,234.5", "1234.5"), ("5.", "5")]
)
def test_decimals_as_people_type_them(raw, stored):
    assert parse("decimal", raw) == stored


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (("27", "3", "2007"), "2007-03-27"),
        ((" 07 ", "03", "2007"), "2007-03-07"),
        (("27", "March", "2007"), "2007-03-27"),
        (("27", "mar", "2007"), "2007-03-27"),
        (("27", "Mawrth", "2007"), "2007-03-27"),
        (("1", "Medi", "1950"), "1950-09-01"),
        (("1", "sept", "1950"), "1950-09-01"),
        (("1st", "May", "1950"), "1950-05-01"),
        (("29", "2", "2024"), "2024-02-29"),
        ("27/3/2007", "2007-03-27"),
        ("27 March 2007", "2007-03-27"),
        ("2007-03-27", "2007-03-27"),
    ],
)
def test_dates_as_people_write_them(raw, stored):
    assert parse("date", raw) == stored


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (("", "3", "2007"), "date.missing_day"),
        (("27", "", "2007"), "date.missing_month"),
        (("27", "3", ""), "date.missing_year"),
        (("", "", "2007"), "date.missing_day_month"),
        (("", "3", ""), "date.missing_day_year"),
        (("27", "", ""), "date.missing_month_year"),
        (("29", "2", "2023"), "date.not_real"),
        (("31", "ma", "2023"), "date.not_real"),
        (("31", "13", "2023"), "date.not_real"),
        (("0", "1", "2023"), "date.not_real"),
        (("27", "3", "07"), "date.year_four"),
        (("27", "3", "0000"), "date.not_real"),
        (("27", "3", "²007"), "date.not_real"),
    ],
)
def test_what_is_no_date(raw, code):
    found = parse("date", raw)
    assert isinstance(found, Problem)
    assert found.code == code


def test_a_month_or_a_year_is_enough_when_no_more_is_asked():
    assert parse("date", ("", "3", "2007"), ["month-year"]) == "2007-03-01"
    assert parse("date", ("", "", "2007"), ["year"]) == "2007-01-01"
    assert TYPES["date"].show("2007-03-01", question("date", ["month-year"]), "cy") == "Mawrth 2007"
    assert TYPES["date"].show("2007-03-27", question("date"), "en") == "27 March 2007"


@pytest.mark.parametrize("month", ["3", "marca", "marzec", "mar", "مارچ", "Mawrth", "March"])
def test_months_are_read_in_all_four_languages_and_shown_as_each_has_them(month):
    """L3: in Polish a month after a day is in the genitive."""
    assert parse("date", ("27", month, "1958")) == "1958-03-27"
    assert TYPES["date"].show("1958-03-27", question("date"), "pl") == "27 marca 1958"
    assert TYPES["date"].show("1958-03-01", question("date", ["month-year"]), "pl") == "marzec 1958"
    assert TYPES["date"].show("1958-03-27", question("date"), "ur") == "27 مارچ 1958"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("14:30", "14:30"),
        ("2.30pm", "14:30"),
        ("2pm", "14:00"),
        ("2 p.m.", "14:00"),
        ("0930", "09:30"),
        ("12am", "00:00"),
        ("noon", "12:00"),
    ],
)
def test_times_as_people_write_them(raw, stored):
    assert parse("time", raw) == f"{stored}:00.000"


@pytest.mark.parametrize("raw", ["25:00", "14", "13pm", "half past", "12:60"])
def test_what_is_no_time(raw):
    assert parse("time", raw).code == "time.not_real"


@pytest.mark.parametrize("raw", ["27/3/2007 2.30pm", "27 March 2007, 14:30", "2007-03-27T14:30"])
def test_a_date_and_a_time_in_one_box(raw):
    assert parse("date_time", raw) == "2007-03-27T14:30:00.000"
    assert (
        TYPES["date_time"].show("2007-03-27T14:30:00.000", question("date_time"), "en")
        == "27 March 2007, 2:30pm"
    )


def test_choices_are_stored_in_the_order_shown_and_must_be_on_offer():
    assert parse("select_multiple", ("b", "a")) == "a b"
    assert parse("select_multiple", ("a", "zz")).code == "choice.unknown"
    assert parse("select_one", "zz").code == "choice.unknown"
    assert TYPES["select_multiple"].show("a b", question("select_multiple"), "en") == "Apples\nBread, brown"


def test_text_is_never_cut_and_never_breaks_xml():
    assert parse("text", " a\x00b\ud800c\x1b\r\nd ") == "abc\nd"
    assert parse("text", "x" * MAX_ANSWER) == "x" * MAX_ANSWER
    assert parse("text", "x" * (MAX_ANSWER + 1)).code == "text.too_long"


def test_large_numbers_are_grouped_and_years_are_not():
    assert TYPES["integer"].show("2007", question("integer"), "en") == "2007"
    assert TYPES["decimal"].show("-12500.50", question("decimal"), "en") == "-12,500.50"


@pytest.mark.parametrize("raw", [("b", "a", "OK"), "2 1 3", "2, 1, 3", "2,1,3.", "b a OK"])
def test_an_order_is_of_values_or_typed_as_numbers(raw):
    assert parse("rank", raw) == "b a OK"
    assert TYPES["rank"].edit("b a OK") == ("b", "a", "OK")


@pytest.mark.parametrize("raw", [("b", "a"), ("b", "a", "a"), ("2", "1", "3"), ("b", "a", "OK", "OK")])
def test_values_that_are_no_order_of_all(raw):
    assert parse("rank", raw).code == "rank.order"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (("2", "30pm"), "14:30"),
        (("2pm", "30"), "14:30"),
        (("14", "30"), "14:30"),
        (("9.30", ""), "09:30"),
        (("", "930"), "09:30"),
        (("2 PM", ""), "14:00"),
        (("half past 2", ""), "02:30"),
        ("half past 9pm", "21:30"),
        ("quarter to 1", "12:45"),
        ("a quarter past 6 pm", "18:15"),
        ("20 to 4pm", "15:40"),
        ("5 minutes past 7", "07:05"),
        ("hanner awr wedi 3yp", "15:30"),
        ("chwarter i 3", "02:45"),
    ],
)
def test_a_time_as_people_write_it(raw, stored):
    """C7."""
    assert parse("time", raw) == f"{stored}:00.000"


@pytest.mark.parametrize(
    "raw", [("25", "00"), ("2", "61"), ("half past 14pm", ""), ("2", ""), "75 past 2", "quarter"]
)
def test_what_is_no_time_in_boxes(raw):
    assert parse("time", raw).code == "time.not_real"


def test_a_moment_in_five_boxes():
    assert parse("date_time", ("27", "March", "2007", "2", "30pm")) == "2007-03-27T14:30:00.000"
    assert TYPES["date_time"].edit("2007-03-27T14:30:00.000") == ("27", "3", "2007", "14", "30")
    assert parse("date_time", ("27", "", "2007", "2", "30pm")).code == "date.missing_month"
    assert parse("date_time", ("27", "3", "2007", "2", "")).code == "time.not_real"


@pytest.mark.parametrize("raw", ["1", "1 1 2", "1 2 3 4", "0 1 2", "123", "b a", "first"])
def test_what_is_no_order_of_all_choices(raw):
    assert parse("rank", raw).code == "rank.order"


def test_an_order_is_asked_with_numbers_and_shown_in_words():
    body = ask("/data/a", "Best first", tag="odk:rank", inside=items("park", "pool", "library"))
    s = scenario(xform("<a/>", "", body)).answer("a", "3 1 2")
    assert s.value("a") == "library park pool"
    asked = s.question("a")
    assert asked.raw == ("library", "park", "pool")
    assert asked.input == "rank"
    assert asked.answer == "Library\nPark\nPool"
    assert s.problem("a") is None
