"""XPath itself: operators, paths, predicates, axes."""

import math

import pytest

from kiosk.forms.xpath import compile  # noqa: A004 - the word for it


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2 + 3 * 4 - 1", "13"),
        ("(2 + 3) * 4", "20"),
        ("7 mod 3 + 7 div 2", "4.5"),
        ("-7 mod 3", "-1"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", "NaN"),
        ("2--3", "5"),
        ("- - 4", "4"),
        ("-(1)", "-1"),
        ("0.1 + 0.2 > 0.3", "true"),
        ("1000000 * 1000000", "1000000000000"),
        ("1 div 8", "0.125"),
        ("0.000001", "0.000001"),
        ("1 < 2 and 2 < 1 or true()", "true"),
        ("1 or 1 div nothing", "true"),
        ("3 > 2 > 1", "false"),
        ("1 = 1 = true()", "true"),
        ("'b' > 'a'", "false"),
        ("/data/blank = ''", "true"),
        ("/data/nothing = ''", "false"),
        ("/data/nothing != ''", "false"),
        ("/data/blank + 1", "NaN"),
        ("/data/blank >= 0", "false"),
        ("/data/person/pay > 9", "true"),
        ("/data/person/pay > /data/person/pay", "true"),
        ("/data/person/pay < /data/nothing", "false"),
        ("5 < /data/person/pay", "true"),
        ("/data/person/pay = 2.5", "true"),
        ("/data/person/who != 'Ann'", "true"),
        ("/data/person/who = /data/person[2]/who", "true"),
        ("/data/zero = false()", "false"),
        ("/data/name = true()", "true"),
        ("'1' = 1", "true"),
        ("1and 1", "true"),
        ("10 div2", "5"),
    ],
)
def test_operators(ask, source, expected):
    assert ask(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/data/person/who", ["Ann", "Bob", "Cai"]),
        ("//kind", ["cat", "dog", "fish"]),
        ("/data/person[2]/who", ["Bob"]),
        ("/data/person[last()]/who", ["Cai"]),
        ("/data/person[position() < 3]/who", ["Ann", "Bob"]),
        ("/data/person[pay > 5]/who", ["Ann"]),
        ("/data/person[pet/kind = 'dog']/who", ["Ann"]),
        ("/data/person[who = 'Bob' and pay = 2.5]/who", ["Bob"]),
        ("/data/person[who = 'Bob'][1]/pay", ["2.5"]),
        ("/data/person/pet[1]/kind", ["cat", "fish"]),
        ("(/data/person/pet)[2]/kind", ["dog"]),
        ("//pet[2]/kind", ["dog"]),
        ("/data/*[1]", ["Mair"]),
        ("/data/person/../name", ["Mair"]),
        ("/data/person[2]/preceding-sibling::person/who", ["Ann"]),
        ("/data/person[2]/following-sibling::*[1]/who", ["Cai"]),
        ("//kind/ancestor::person/who", ["Ann", "Bob"]),
        ("//kind[. = 'fish']/ancestor-or-self::*[4]/name", ["Mair"]),
        ("/data/person[3]/preceding::kind[1]", ["fish"]),
        ("/data/age/following::kind", ["cat", "dog", "fish"]),
        ("/data/person[1]/descendant::kind", ["cat", "dog"]),
        ("/data/name/self::name | /data/name/self::age", ["Mair"]),
        ("/data/age | /data/name | /data/age", ["Mair", "71"]),
        ("/data/@version", ["3"]),
        ("/data/@id/following::who", ["Ann", "Bob", "Cai"]),
        ("/data/person/@jr:template/preceding::who", ["Ann", "Bob"]),
        ("/data/@id | /data/name | /data/@version", ["bins", "3", "Mair"]),
        ("/data/processing-instruction('none')", []),
        ("/data/person[@jr:template]/who", ["Cai"]),
        ("/data/attribute::*", ["bins", "3"]),
        ("/data/name/text()", ["Mair"]),
        ("/data/name/node()", ["Mair"]),
        ("/data/orx:meta/orx:instanceID", ["uuid:1"]),
        ("/data/meta/instanceID", ["uuid:1"]),
        ("/data/orx:*/*", ["uuid:1"]),
        ("instance('cities')/root/item[name = /data/city]/label", ["Bangor"]),
        ("instance('cities')/root/item[/data/city = name]/label", ["Bangor"]),
        ("instance('cities')/root/item[size >= /data/zero + 2]/label", ["Bangor", "Cardiff"]),
        ("instance('cities')/root/item[name = current()/city]/label", ["Bangor"]),
        ("instance('none')/root/item", []),
        ("../data/name", ["Mair"]),
        ("./name", ["Mair"]),
        ("/..", []),
    ],
)
def test_paths(context, source, expected):
    assert [node.text_value() for node in compile(source).nodes(context())] == expected


def test_the_context_node_is_read_and_relative_paths_start_there(ask):
    assert ask(". > 70", at="/data/age") == "true"
    assert ask("../name", at="/data/age") == "Mair"


def test_position_and_size_come_from_the_context(context):
    assert compile("position() * 10 + last()").number(context(position=2, size=5)) == 25


def test_current_is_the_node_of_the_expression_even_in_predicates(ask):
    assert ask("/data/person[who = current()]/pay", at="/data/person[2]/who") == "2.5"


def test_what_is_not_relevant_reads_as_nothing(ask, form):
    form.element.child("age").relevant = False
    assert ask("/data/age") == ""
    assert ask("count(/data/age | /data/name)") == "1"
    assert ask("../age = 71", at="/data/name") == "false"


def test_an_absolute_path_stays_in_the_instance_of_the_repeat_it_is_used_in(ask):
    assert ask("/data/person/who", at="/data/person[2]/pay") == "Bob"
    assert ask("/data/person/pet/kind", at="/data/person[1]/pet[2]/kind") == "dog"
    assert ask("count(/data/person)", at="/data/person[2]/pay") == "3"
    assert ask("/data/person[who = 'Ann']/who", at="/data/person[2]/pay") == "Ann"


def test_conversions_of_the_result(context):
    here = context()
    assert compile("/data/age").number(here) == 71
    assert math.isnan(compile("/data/name").number(here))
    assert compile("/data/blank").boolean(here) is True  # a node-set that has a node
    assert compile("''").boolean(here) is False
    assert compile("1 = 1").string(here) == "true"
    assert compile("1 + 1").value(here) == 2.0
