"""Promise 5: no form may hold the window, by its size or by its work; long lists that are real still work."""

import gc

import pytest

from kiosk.errors import EvaluationError, FormError
from kiosk.forms import filling
from kiosk.forms.loading.drafting import MOST
from kiosk.forms.tree import MAX_ELEMENTS, parse_tree
from kiosk.forms.xform import load
from tests.scenario import ask, bind, flat, items, scenario, xform

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

SETVALUE = "<setvalue event='xforms-value-changed' ref='/data/a' value='1'/>"
LARGE = {
    "characters of expressions": xform(
        "<a/>", "".join(bind("/data/a", constraint=f". != '{n:0300}'") for n in range(1_400)), ask("/data/a")
    ),
    "characters of words": xform("<a/>", "", ask("/data/a", "word " * 400_001)),
    "questions": xform("<a/>", "", ask("/data/a") * 20_001),
    "written choices": xform(
        "<a/>", "", ask("/data/a", tag="select1", inside=items(*map(str, range(40_001))))
    ),
    "translated texts": xform(
        "<a/>",
        "",
        ask("/data/a"),
        model="<itext><translation lang='e'>" + "<text id='t'/>" * 60_001 + "</translation></itext>",
    ),
    "actions": xform("<a/>", "", ask("/data/a", inside=SETVALUE * 5_001)),
}


@pytest.mark.parametrize("what", MOST)
def test_a_form_larger_than_any_real_one_is_refused(what):
    with pytest.raises(FormError, match=f"too many {what}"):
        load(LARGE[what])


@pytest.mark.parametrize(
    "xml",
    ["<a>" + "<b/>" * MAX_ELEMENTS + "</a>", "<a " + " ".join(f'b{n}=""' for n in range(800_001)) + "/>"],
)
def test_a_tree_larger_than_memory_allows_is_refused(xml):
    with pytest.raises(FormError, match="put its long lists into CSV files"):
        parse_tree(xml)


def test_all_expressions_of_one_answer_share_their_work():
    """Each alone is fine; 300 together would hold the window."""
    binds = "".join(bind(f"/data/n{n}", calculate=f"count(/data/g/*[. = /data/a]) + {n}") for n in range(300))
    nodes = (
        "".join(f"<n{n}/>" for n in range(300)) + "<g>" + "".join(f"<g{n}/>" for n in range(1_300)) + "</g>"
    )
    with pytest.raises(EvaluationError, match="too much work"):
        scenario(xform("<a/>" + nodes, binds, ask("/data/a")))


def test_the_work_is_new_for_each_thing_that_a_person_does():
    s = scenario(flat(a="int", b={"calculate": "/data/a + 1"}))
    used = [s.answer("a", n).filling._budget.left for n in range(5)]
    assert len(set(used[1:])) == 1
    assert 0 < used[0] < filling.MAX_STEPS


def test_entries_upon_entries_are_stopped():
    count = {"jr:count": "/data/c"}
    inner = ask("/data/r/s/u/x")
    for path in ("/data/r/s/u", "/data/r/s", "/data/r"):
        inner = f"<repeat nodeset='{path}' jr:count='{count['jr:count']}'>{inner}</repeat>"
    nodes = "<c>100</c><r jr:template=''><s jr:template=''><u jr:template=''><x/></u></s></r>"
    with pytest.raises(EvaluationError, match="too much work"):
        scenario(xform(nodes, bind("/data/c", type="int"), inner + ask("/data/c")))


def test_a_search_through_all_of_a_long_list_is_no_such_thing():
    csv = "name,label\n" + "".join(f"p{n},Place {n}\n" for n in range(50_000))
    body = ask("/data/part", "Part of its name") + ask(
        "/data/place",
        "Place",
        tag="select1",
        inside="<itemset nodeset=\"instance('l')/root/item[contains(label, /data/part)]\">"
        "<value ref='name'/><label ref='label'/></itemset>",
    )
    s = scenario(
        xform("<part/><place/>", "", body, model='<instance id="l" src="jr://file-csv/l.csv"/>'),
        media={"l.csv": csv.encode()},
    ).answer("part", "Place 4999")
    assert [choice.value for choice in s.question("place").choices][:2] == ["p4999", "p49990"]


def test_two_hundred_pages_of_the_same_question_have_names_of_their_own():
    s = scenario(xform("<a/>", "", ask("/data/a") * 200))
    assert len(set(s.filling.page_keys())) == 200


@pytest.mark.parametrize("data", ["name,label\n" + "\n" * 500_001, '"' + "x" * 200_000 + '",b\n'])
def test_a_list_of_empty_lines_or_of_one_endless_cell_is_refused(data):
    chosen = '<itemset nodeset="instance(\'l\')/root/item"><value ref="name"/></itemset>'
    source = xform(
        "<a/>",
        "",
        ask("/data/a", tag="select1", inside=chosen),
        model='<instance id="l" src="jr://file-csv/l.csv"/>',
    )
    with pytest.raises(FormError, match=r"file l\.csv: the file "):
        load(source, {"l.csv": data.encode()})


def test_the_garbage_collector_rests_while_a_form_is_loaded_and_works_again_after_it():
    """It looked through the growing form again and again: half of the time of the largest."""
    load(flat(a="int"))
    assert gc.isenabled()
    with pytest.raises(FormError):
        load(b"<a>")
    assert gc.isenabled()
