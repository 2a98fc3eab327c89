"""A list reads the same whether it is kept as rows or as nodes; rows cost no look at those that do not fit."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.forms.node import Node, document
from kiosk.forms.table import Table
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it
from tests.scenario import ask, scenario, xform

COLUMNS = ("name", "label", "county", "empty")
CELLS = st.sampled_from(["", "a", "b", "1", "1.0", None])
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=8)
EXPRESSIONS = [
    "instance('l')/root/item[county = /data/q]",
    "instance('l')/root/item[/data/q = county]/name",
    "instance('l')/root/item[county = /data/q and name != 'a']/label",
    "instance('l')/root/item[county = /data/q][2]",
    "instance('l')/root/item[2][county = /data/q]",
    "instance('l')/root/item[county = 1]",
    "instance('l')/root/item[county = /data/*]",
    "instance('l')/root/item[county = /data/nothing]",
    "instance('l')/root/item[county = current()]/name",
    "instance('l')/root/other[county = 'a']",
    "instance('l')/root/item[nothing = '']",
    "instance('l')//name",
    "instance('l')/root/item[last()]/county",
    "instance('l')/root/*[position() < 3]/following-sibling::item/name",
    "instance('l')/root/item[county = 'a']/preceding-sibling::*[1]",
    "instance('l')/root/item/name | instance('l')/root/item/label",
]
TEXTS = [
    "pulldata('l', 'label', 'name', /data/q)",
    "count(instance('l')/root/item)",
    "string(instance('l'))",
    "instance('l')/root/item[name = 'a']/label",
]


def twin(rows):
    """The same list as nodes."""
    root = Node("root")
    for row in rows:
        item = Node("item")
        for column, text in zip(COLUMNS, row, strict=True):
            if text is not None:
                item.append(Node(column, text))
        root.append(item)
    return document(root)


def context(tree, answer):
    data = Node("data")
    for text in (answer, "b"):
        data.append(Node("q", text))
    host = Host(
        document(data),
        now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
        random=random.Random(1),
        new_id=lambda: "",
        instances={"l": tree},
    )
    return Context(data.children[0], host)


@given(ROWS, st.sampled_from(EXPRESSIONS), st.sampled_from(["", "a", "1"]))
def test_rows_answer_as_nodes_do(rows, source, answer):
    expression = compile(source)
    table = document(Table("root", "item", COLUMNS, rows))
    kept = [node.path() for node in expression.nodes(context(table, answer))]
    assert kept == [node.path() for node in expression.nodes(context(twin(rows), answer))]


@given(ROWS, st.sampled_from(TEXTS), st.sampled_from(["", "a", "1"]))
def test_rows_give_the_texts_of_nodes(rows, source, answer):
    expression = compile(source)
    table = document(Table("root", "item", COLUMNS, rows))
    assert expression.string(context(table, answer)) == expression.string(context(twin(rows), answer))


def test_a_filter_looks_at_the_rows_that_fit_only():
    rows = [(f"p{n}", f"Place {n}", f"c{n % 500}", "") for n in range(50_000)]
    table = document(Table("root", "item", COLUMNS, rows))
    found = compile(EXPRESSIONS[0]).nodes(
        Context((here := context(table, "c7")).node, Host(**{**vars(here.host), "steps": 1_000}))
    )
    assert [node.text_value() for node in found[:2]] == ["p7Place 7c7", "p507Place 507c7"]
    assert len(found) == 100


@pytest.mark.parametrize(
    "items",
    [
        "<item id='1'><name>a</name><label>A</label></item>",
        "<item><name>a</name><label>A <b>!</b></label></item>",
        "<item><name>a</name><label>A</label><label>B</label></item>",
        "<item><name>a</name><label>A</label></item><other/>",
    ],
)
def test_a_list_that_is_no_table_stays_as_it_is(items):
    body = ask(
        "/data/c",
        "C",
        tag="select1",
        inside="<itemset nodeset=\"instance('l')/root/item\"><value ref='name'/><label ref='label'/></itemset>",
    )
    model = f'<instance id="l"><root>{items}</root></instance>'
    s = scenario(xform("<c/>", "", body, model=model))
    assert [choice.value for choice in s.question("c").choices] == ["a"]
    assert not isinstance(s.form.instances["l"].element, Table)


def test_what_is_not_relevant_is_looked_for_as_blank():
    table = document(Table("root", "item", COLUMNS, [("a", "A", "", ""), ("b", "B", "b", "")]))
    here = context(table, "b")
    for node in here.node.parent.children:
        node.relevant = False
    for tree in (table, twin([("a", "A", "", ""), ("b", "B", "b", "")])):
        host = Host(**{**vars(here.host), "instances": {"l": tree}})
        found = compile(EXPRESSIONS[0]).nodes(Context(here.node, host))
        assert [node.named("name")[0].text for node in found] == ["a"]
