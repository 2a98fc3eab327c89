"""Every function, by theme."""

import random
from datetime import UTC, datetime

import pytest

from kiosk.errors import EvaluationError, ExpressionError
from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it
from kiosk.forms.xpath.functions import FUNCTIONS

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TEXT = [
    ("concat('a', 1, true())", "a1true"),
    ("concat(/data/person/who)", "AnnBobCai"),
    ("join(', ', /data/person/who, 'Dan')", "Ann, Bob, Cai, Dan"),
    ("string-length('Llŷn')", "4"),
    ("string-length()", "4"),
    ("string()", "Mair"),
    ("normalize-space('  a   b ')", "a b"),
    ("normalize-space()", "Mair"),
    ("trim('  a   b ')", "a   b"),
    ("translate('bins', 'bs', 'B')", "Bin"),
    ("contains('recycling', 'cycl')", "true"),
    ("starts-with('recycling', 're')", "true"),
    ("ends-with('recycling', 'ling')", "true"),
    ("substring('garden', 2, 3)", "ard"),
    ("substring('garden', 0)", "garden"),
    ("substring('garden', 1.5, 2)", "ar"),
    ("substr('garden', 1, 3)", "ar"),
    ("substr('garden', -3)", "den"),
    ("substring-before('12/05', '/')", "12"),
    ("substring-after('12/05', '/')", "05"),
    ("substring-after('12', '/')", ""),
    ("regex(/data/postcode, '[A-Z]{2}[0-9]{2} [0-9][A-Z]{2}')", "true"),
    ("regex('abc', 'b')", "false"),
    ("regex('abc', '^abc$')", "true"),
    ("digest('bin', 'SHA-256', 'hex')", "51a1f05af85e342e3c849b47d387086476282d5f50dc240c19216d6edfb1eb5a"),
    ("base64-decode('aGVsbG8=')", "hello"),
    ("base64-decode('*')", ""),
]
NUMBERS = [
    ("round(2.5)", "3"),
    ("round(-2.5)", "-3"),
    ("round(12.345, 2)", "12.35"),
    ("round(1234, -2)", "1200"),
    ("int(-2.7)", "-2"),
    ("floor(-2.1)", "-3"),
    ("ceiling(2.1)", "3"),
    ("abs(-3)", "3"),
    ("pow(2, 10)", "1024"),
    ("pow(10, 999)", "Infinity"),
    ("round(1 div 0)", "Infinity"),
    ("round(2.5, 'two')", "NaN"),
    ("round(123456789012345678901234567890.5, 20)", "123456789012345680000000000000"),
    ("sqrt(9)", "3"),
    ("sqrt(-1)", "NaN"),
    ("log(0)", "-Infinity"),
    ("log10(1000)", "3"),
    ("exp(0) + exp10(1)", "11"),
    ("round(sin(pi() div 2) + cos(0) + tan(0), 6)", "2"),
    ("round(asin(1) + acos(1) + atan(0) + atan2(0, 1), 4)", "1.5708"),
    ("asin(2)", "NaN"),
    ("min(3, 1, 2)", "1"),
    ("max(/data/person[position() < 3]/pay)", "10"),
    ("max(/data/person/pay)", "NaN"),
    ("min(/data/nothing)", "NaN"),
    ("sum(/data/person[pay != '']/pay)", "12.5"),
    ("sum(/data/nothing)", "0"),
    ("number('1e3')", "1000"),
    ("number(' 12 ')", "12"),
    ("number('12 cats')", "NaN"),
    ("number('')", "NaN"),
    ("random() < 1", "true"),
]
NODES = [
    ("count(/data/person)", "3"),
    ("count-non-empty(/data/person/pay)", "2"),
    ("name(/data/orx:meta)", "orx:meta"),
    ("local-name(/data/orx:meta)", "meta"),
    ("namespace-uri(/data/orx:meta)", "http://openrosa.org/xforms"),
    ("name(/data/nothing)", ""),
    ("position(/data/person[2])", "2"),
    ("position(/data/nothing)", "NaN"),
    ("indexed-repeat(/data/person/who, /data/person, 2)", "Bob"),
    ("indexed-repeat(/data/person/pet/kind, /data/person, 1, /data/person/pet, 2)", "dog"),
    ("indexed-repeat(/data/person/who, /data/person, 9)", ""),
    ("pulldata('cities', 'label', 'name', 'c')", "Cardiff"),
    ("pulldata('cities', 'label', 'name', 'z')", ""),
    ("pulldata('towns', 'label', 'name', 'z')", ""),
    ("count(randomize(instance('cities')/root/item))", "3"),
    ("randomize(instance('cities')/root/item, 4)/name = 'a'", "true"),
    ("count(id('bins'))", "1"),
    ("lang('cy')", "false"),
    ("once('new')", "Mair"),
    ("position(/)", "1"),
    ("version()", "3"),
]
SELECTS = [
    ("selected(/data/bins, 'glass')", "true"),
    ("selected(/data/bins, 'gla')", "false"),
    ("selected(/data/blank, 'glass')", "false"),
    ("selected-at(/data/bins, 0)", "food"),
    ("selected-at(/data/bins, 3)", ""),
    ("count-selected(/data/bins)", "3"),
    ("count-selected(/data/blank)", "0"),
    ("jr:choice-name('food', '/data/bins')", "food of /data/bins"),
    ("jr:choice-name(/data/city, /data/city)", "b of /data/city"),
    ("checklist(1, 2, 1 = 1, 1 = 2)", "true"),
    ("checklist(-1, 1, 1 = 1, 2 = 2)", "false"),
    ("weighted-checklist(5, 9, 1 = 1, 3, 2 = 2, 4)", "true"),
    ("weighted-checklist(8, 9, 1 = 1, 3, 2 = 2, 4)", "false"),
]
REST = [
    ("if(/data/age > 60, 'older', 'younger')", "older"),
    ("if(false(), 1, 2)", "2"),
    ("coalesce(/data/blank, /data/name)", "Mair"),
    ("coalesce(/data/blank + 1, '', 'last')", "last"),
    ("boolean-from-string('1')", "true"),
    ("boolean-from-string('yes')", "false"),
    ("boolean(/data/nothing)", "false"),
    ("not(false())", "true"),
    ("uuid()", "id-0"),
    ("string-length(uuid(12))", "12"),
    ("jr:itext('hello')", "Helo"),
    ("is-selected('a b', 'b')", "true"),
    ("extract-signed('', '')", ""),
    ("property('deviceid')", ""),
]
PLACES = [
    ("round(distance('51.48 -3.18 0 0; 51.62 -3.94 0 0') div 1000, 0)", "55"),
    ("round(distance('51.48 -3.18', '51.62 -3.94') div 1000, 0)", "55"),
    ("area('0 0; 0 1; 1 1; 1 0') > 12000000000", "true"),
    ("distance('here')", "NaN"),
    ("distance('95 0; 0 0')", "NaN"),
    ("area('0 0; 1 1')", "0"),
    ("geofence('here', '0 0;0 1;1 1')", "false"),
    ("geofence('0.5 0.5 0 0', '0 0;0 1;1 1;1 0;0 0')", "true"),
    ("geofence('2 0.5 0 0', '0 0;0 1;1 1;1 0;0 0')", "false"),
    ("intersects('0 0;1 1;0 1;1 0')", "true"),
    ("enclosed-area('0 0;0 1')", "0"),
]
OF_OTHER_PLATFORMS = [
    ("item-at('|', 'a|b|c', 0)", "a"),
    ("item-at('|', 'a|b|c', 3)", ""),
    ("item-at('|', '', 0)", ""),
    ("item-at(',', item-at('|', 'a|b,c', 1), 1)", "c"),
    ("item-at('', 'a b', 0)", "a b"),
    ("count-items(', ', 'a, b, c')", "3"),
    ("count-items(',', '')", "0"),
    ("item-index(',', 'a,b', 'b')", "1"),
    ("item-index(',', 'a,b', 'c')", "-1"),
    ("item-present(',', 'a,b', 'b')", "true"),
    ("item-present(',', 'ab', 'b')", "false"),
    ("de-duplicate(' ', 'b a b')", "b a"),
    ("concat('a', linebreak(), 'b')", "a\nb"),
    ("empty(/data/blank)", "true"),
    ("empty('0')", "false"),
    ("choice-label(/data/city, 'b')", "b of /data/city"),
    ("format-number(1234567.5)", "1,234,567.5"),
    ("format-number(-999)", "-999"),
    ("format-number('x')", ""),
    ("count-if(/data/person, /data/person/pay > 3)", "1"),
    ("count-if(/data/person, /data/person/pay > 99)", "0"),
    ("sum-if(/data/person/pay, /data/person/pay > 2)", "12.5"),
    ("sum-if(/data/person/pay, false())", "0"),
    ("min-if(/data/person/pay, /data/person/who != 'Bob')", "10"),
    ("max-if(/data/person/pay, true())", "10"),
    ("max-if(/data/person/pay, false())", "NaN"),
    ("join-if(', ', /data/person/who, /data/person/pay < 99)", "Ann, Bob"),
    ("difference-in-days('2024-02-28', '2024-03-01')", "2"),
    ("difference-in-weeks('2024-01-01', '2024-01-14')", "1"),
    ("difference-in-months('2024-01-31', '2024-02-29')", "0"),
    ("difference-in-months('2024-03-31', '2024-01-31')", "-2"),
    ("cht:difference-in-years(/data/born, '2026-06-01')", "70"),
    ("difference-in-years('2024-02-29', '2026-02-28')", "1"),
    ("cht:difference-in-months('2024-01-15', '2024-03-15')", "2"),
    ("cht:difference-in-weeks('2024-01-01', '2024-03-01')", "8"),
    ("cht:difference-in-days('2024-03-30', '2024-04-01')", "2"),
    ("difference-in-months('', '2024-02-29')", "NaN"),
    ("add-date('2024-01-31', 0, 1)", "2024-02-29"),
    ("add-date('2024-01-31', 1, 0, -1)", "2025-01-30"),
    ("add-date('2024-01-31', 9999)", ""),
    ("add-date('soon', 1)", ""),
]

CASES = TEXT + NUMBERS + NODES + SELECTS + REST + PLACES + OF_OTHER_PLATFORMS


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_functions(ask, source, expected):
    assert ask(source, at="/data/name") == expected


def test_every_function_of_the_table_has_a_case():
    called = {name for source, _ in CASES for name in compile(source).functions}
    elsewhere = {"last", "current", "instance"}  # test_operators_and_paths
    dates = {name for name in FUNCTIONS if "date" in name or "time" in name} | {"now", "today"}
    assert set(FUNCTIONS) - called - elsewhere - dates == set()


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@pytest.mark.parametrize(
    "value", ["''", "'a b'", "-1", "1e300", "0 div 0", "true()", "today()", ".", "//*", "/nothing"]
)
def test_any_kind_and_number_of_values_is_answered_or_refused(context, name, value):
    here = context("/data/name")
    for count in range(6):
        try:
            assert isinstance(compile(f"{name}({', '.join([value] * count)})").string(here), str)
        except (EvaluationError, ExpressionError) as refusal:
            assert str(refusal)  # noqa: PT017 - either is an answer


def test_position_of_the_repeat_around_the_question(ask):
    assert ask("position(..)", at="/data/person[2]/pay") == "2"


def test_indexed_repeat_sees_every_instance_from_inside_one(ask):
    assert (
        ask("indexed-repeat(/data/person/who, /data/person, position(..) - 1)", at="/data/person[2]/pay")
        == "Ann"
    )


def test_once_keeps_the_first_answer_and_never_stores_nan(ask):
    assert ask("once(1 div 'x')", at="/data/blank") == ""
    assert ask("once('new')", at="/data/blank") == "new"


def test_the_language_of_a_node_is_that_of_the_nearest_mark():
    form = parse_tree("<data xml:lang='en-GB'><a xml:lang='cy'><b/></a></data>")
    host = Host(form, now=lambda: NOON, random=random.Random(1), new_id=lambda: "")
    below, root = Context(form.element.children[0].children[0], host), Context(form.element, host)
    assert [compile(f"lang('{code}')").boolean(below) for code in ("cy", "en")] == [True, False]
    assert [compile(f"lang('{code}')").boolean(root) for code in ("en", "EN-gb", "e")] == [True, True, False]


def test_if_and_coalesce_work_out_only_what_they_need(ask):
    assert ask("if(true(), 'a', count('not nodes'))") == "a"
    assert ask("coalesce('a', count('not nodes'))") == "a"


def test_randomize_with_a_seed_gives_the_same_order_twice(ask):
    source = "join(' ', randomize(instance('cities')/root/item, 42)/name)"
    assert ask(source) == ask(source)


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("count('a')", "count()"),
        ("regex('a', concat('(', ''))", "pattern"),
        ("digest('a', 'ROT13')", "SHA-256"),
        ("'a'/b", "path"),
    ],
)
def test_values_that_cannot_be_used_are_refused_when_met(ask, source, part):
    with pytest.raises(EvaluationError, match=part.replace("(", r"\(").replace(")", r"\)")):
        ask(source)
