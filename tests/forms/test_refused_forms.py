"""A form that cannot be used is refused with one sentence that names the node; nothing else leaves load (promise 5)."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import EvaluationError, FormError
from kiosk.forms.xform import load
from tests.scenario import ask, bind, flat, items, scenario, xform

A = ask("/data/a", "A")
SEARCH = ask("/data/a", "A", tag="select1", appearance="search('x')", inside=items("a"))
REFUSED = {
    "no XForm": (b"<html/>", "no XForm"),
    "no XML": (b"a,b,c", "not well formed"),
    "nothing": (b"", "not well formed"),
    "no body": (
        b'<h xmlns="http://www.w3.org/2002/xforms"><head><model><instance><data id="a"/></instance></model></head></h>',
        "no <body>",
    ),
    "no instance": (b"<h><head><model/></head><body/></h>", "no instance"),
    "entities": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
    "no node": (xform("<b/>", "", ask("/data/g/a", "A")), "/data/g/a: .*no such node"),
    "no ref": (xform("<a/>", "", "<input><label>x</label></input>"), "give it a ref"),
    "unknown type": (flat(a="colour"), "/data/a: the type 'colour'"),
    "unknown element": (xform("<a/>", "", "<slider ref='/data/a'/>"), "/data/a: <slider>"),
    "no choices": (
        xform("<a/>", "", ask("/data/a", "A", tag="select1")),
        "/data/a: this question has no choices",
    ),
    "choice without value": (
        xform("<a/>", "", ask("/data/a", "A", tag="select1", inside="<item><label>x</label></item>")),
        "/data/a: a choice has no value",
    ),
    "itemset without value": (
        xform("<a/>", "", ask("/data/a", "A", tag="select1", inside="<itemset nodeset='/data/b'/>")),
        "/data/a: the list of choices",
    ),
    "broken expression": (flat(a={"relevant": "(/data/a"}), r"/data/a: .*\(at character"),
    "unknown function": (flat(a={"constraint": "frobnicate(.)"}), "/data/a: .*frobnicate"),
    "own relevance": (flat(a={"relevant": ". = 1"}), "/data/a: its relevance depends on itself"),
    "own calculation": (flat(a={"calculate": "/data/a + 1"}), "/data/a: its calculation depends on itself"),
    "cycle": (flat(a={"calculate": "/data/b"}, b={"calculate": "/data/a"}), "/data/b depend on each other"),
    "cycle through a group": (
        xform("<g><a/></g>", bind("/data/g", relevant="/data/g/a = 1"), ask("/data/g/a", "A")),
        "/data/g: its relevance depends on itself",
    ),
    "cycle through relevance": (
        flat(a={"relevant": "/data/b"}, b={"calculate": "/data/a"}),
        "/data/[ab] depend on each other",
    ),
    "range without end": (
        xform("<a/>", "", ask("/data/a", "A", tag="range", start="1")),
        "/data/a: a range needs",
    ),
    "range without step": (
        xform("<a/>", "", ask("/data/a", "A", tag="range", start="1", end="5", step="0")),
        "/data/a: a range needs",
    ),
    "required search": (
        xform("<a/>", bind("/data/a", required="true()"), SEARCH),
        "/data/a: .*search.*use select_one_from_file",
    ),
    "setvalue of nothing": (
        xform("<a/>", "", A, model="<setvalue event='odk-instance-first-load'/>"),
        "give it a ref",
    ),
    "setvalue elsewhere": (
        xform("<a/>", "", A, model="<setvalue event='odk-instance-first-load' ref='/data/z'/>"),
        "/data/z: a setvalue",
    ),
    "repeat of nothing": (xform("<a/>", "", "<repeat nodeset='/data/z'/>"), "/data/z: a repeat"),
    "two repeats of a node": (
        xform("<r><a/></r>", "", "<repeat nodeset='/data/r'/><repeat nodeset='/data/r'/>"),
        "/data/r: two repeats",
    ),
    "ref that is no path": (xform("<a/>", "", ask("concat('/data/', 'a')", "A")), "no plain path"),
    "translation without language": (
        xform("<a/>", "", A, model="<itext><translation/></itext>"),
        "needs a lang",
    ),
    "two lists of a name": (
        xform("<a/>", "", A, model="<instance id='x'><r/></instance><instance id='x'><r/></instance>"),
        "two lists called 'x'",
    ),
    "deep groups": (xform("<a/>", "", "<group>" * 900 + A + "</group>" * 900), "nested"),
    "deep expression": (flat(a={"relevant": "(" * 5000 + "1" + ")" * 5000}), "/data/a: "),
    "huge": (b"<a>" + b"x" * 21_000_000 + b"</a>", "larger than"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_form_is_refused_with_a_sentence(name):
    source, pattern = REFUSED[name]
    with pytest.raises(FormError, match=pattern) as refused:
        load(source)
    assert "\n" not in str(refused.value)


WARNED = {
    "search": (
        xform("<a/><b/>", "", SEARCH + ask("/data/b", "B")),
        "/data/a: this question finds its choices with search()",
        ["b"],
    ),
    "no node": (xform("<b/>", "", A), "the form has no such node, so it was made", ["a"]),
    "another repeat": (
        xform("<a/><r><n/></r>", "", "<repeat nodeset='/data/r'>" + A + ask("/data/r/n", "N") + "</repeat>"),
        "/data/a: this question stands in a repeat but its answer does not",
        ["r[1]/n", "r/@more"],
    ),
    "photo": (flat(a="binary", b="int"), "/data/a: this question asks for a file", ["b"]),
    "area": (flat(a="geoshape", b="int"), "/data/a: this question asks for an area", ["b"]),
    "required area": (
        flat(a={"type": "geoshape", "required": "/data/b = 1"}, b="int"),
        "it is left out though the form requires it; ask for it in words",
        ["b"],
    ),
    "required photo": (
        xform(
            "<a/><b/>",
            bind("/data/a", type="binary", required="true()"),
            ask("/data/a", "A", tag="upload") + ask("/data/b", "B"),
        ),
        "it is left out though the form requires it",
        ["b"],
    ),
    "bind of nothing": (xform("<a/>", bind("/data/z"), A), "/data/z: the form has a bind", ["a"]),
    "reads nothing": (
        flat(a={"constraint": ". = 1", "relevant": "not(/data/zz)"}),
        "/data/a: its expression reads /data/zz",
        ["a"],
    ),
    "own key": (
        xform("<a/>", "", A, model='<submission base64RsaPublicKey="AAAA"/>'),
        "/model/submission: the form has its own key",
        ["a"],
    ),
    "two binds": (
        xform("<a/>", bind("/data/a") + bind("/data/a"), A),
        "/data/a: the form has two binds",
        ["a"],
    ),
    "event": (
        xform("<a/>", "", A, model="<setvalue event='moon' ref='/data/a'/>"),
        "'moon' never happens",
        ["a"],
    ),
    "another app": (
        xform("<a/>", "", ask("/data/a", "A", appearance="ex:org.app(x='1')")),
        "another app",
        ["a"],
    ),
    "missing text": (
        xform("<a/>", "", ask("/data/a", inside="<label ref=\"jr:itext('zz')\"/>")),
        "/data/a: the text 'zz' is in no translation",
        ["a"],
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_what_the_kiosk_does_differently_is_told_and_the_form_works(name):
    source, words, asked = WARNED[name]
    s = scenario(source)
    assert any(words in warning for warning in s.form.warnings), s.form.warnings
    assert s.asks() == asked


def test_an_expression_that_does_too_much_work_is_stopped():
    nodes = "".join(f"<n{i}/>" for i in range(1_500))
    bomb = bind("/data/n0", constraint="count(//*[count(//*[. = 'x']) > count(//*[. != 'y'])]) = 1")
    s = scenario(xform(nodes, bomb, ask("/data/n0", "A"))).answer("n0", "x")
    with pytest.raises(EvaluationError):
        s.next()


def test_doubling_text_is_stopped():
    nodes = "".join(f"<n{i}/>" for i in range(40))
    binds = "".join(bind(f"/data/n{i + 1}", calculate=f"concat(/data/n{i}, /data/n{i})") for i in range(39))
    s = scenario(xform(nodes, binds, ask("/data/n0", "A")))
    with pytest.raises(EvaluationError, match="grows too long"):
        s.answer("n0", "ab")


def test_actions_that_set_each_other_off_are_stopped():
    def action(target):
        return f'<setvalue event="xforms-value-changed" ref="/data/{target}" value="random()"/>'

    s = scenario(
        xform(
            "<a/><b/>", "", ask("/data/a", "A", inside=action("b")) + ask("/data/b", "B", inside=action("a"))
        )
    )
    with pytest.raises(EvaluationError, match="changes too many"):
        s.answer("a", "x")


VALID = flat(
    a={"type": "int", "relevant": "/data/b = 'x'", "constraint": ". > 1"},
    b="string",
    c={"calculate": "/data/a + 1"},
)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_damage_to_a_form_makes_load_crash(data):
    at = data.draw(st.integers(0, len(VALID) - 1))
    length = data.draw(st.integers(0, 30))
    damage = data.draw(
        st.one_of(st.binary(max_size=8), st.sampled_from([b"<", b">", b"'", b'"', b"/", b"..", b"//*"]))
    )
    with suppress(FormError):
        load(VALID[:at] + damage + VALID[at + length :])


def test_too_many_searches_of_the_whole_form_are_refused():
    names = [f"q{n}" for n in range(3000)]
    binds = "".join(bind(f"/data/{name}", relevant="//zz = ''") for name in names[:1000])
    with pytest.raises(FormError, match="name the nodes"):
        load(xform("".join(f"<{name}/>" for name in names), binds))


def test_too_many_calculations_are_refused():
    names = [f"q{n}" for n in range(5001)]
    with pytest.raises(FormError, match="more than 5000"):
        load(
            xform(
                "".join(f"<{n}/>" for n in names), "".join(bind(f"/data/{n}", calculate="1") for n in names)
            )
        )
