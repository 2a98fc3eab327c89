"""What is sent: OpenRosa XML that no answer can break, the same for the same answers."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario import ask, bind, flat, scenario, xform

ORX = "{http://openrosa.org/xforms}"


def test_the_root_keeps_id_version_and_namespaces():
    source = xform(
        "<a/>", "", ask("/data/a", "A"), root='id="bins" version="7" xmlns="http://x.org/y" k:lgsl="12"'
    )
    root = scenario(source).answer("a", "b").sent()
    assert root.tag == "{http://x.org/y}data"
    assert (root.get("id"), root.get("version")) == ("bins", "7")
    assert root.get("{https://example.org/k}lgsl") == "12"


def test_only_relevant_nodes_in_the_order_of_the_form():
    s = scenario(flat(a="string", b={"relevant": "/data/a = 'x'"}, c="string"))
    assert [node.tag for node in s.sent()] == ["a", "c", "meta"]
    assert [node.tag for node in s.answer("a", "x").sent()] == ["a", "b", "c", "meta"]


def test_instance_id_is_made_once():
    s = scenario(flat(a="string"))
    first = s.value("meta/instanceID")
    assert first.startswith("uuid:")
    assert s.answer("a", "x").value("meta/instanceID") == first


def test_a_form_without_meta_gets_one():
    source = flat(a="string").replace(b"<meta><instanceID/></meta>", b"")
    assert scenario(source).sent().findtext(f"{ORX}meta/{ORX}instanceID").startswith("uuid:")


def test_instance_name_and_end_are_worked_out():
    source = xform(
        "<a/><end/>",
        bind("/data/meta/instanceName", calculate="concat('For ', /data/a)")
        + bind("/data/end", jr_preload="timestamp", jr_preloadParams="end"),
        ask("/data/a", "A"),
    ).replace(b"<instanceID/>", b"<instanceID/><instanceName/>")
    s = scenario(source).answer("a", "Ann")
    assert s.value("meta/instanceName") == "For Ann"
    assert s.value("end") == "2026-11-21T14:30:00.000+00:00"


def test_attributes_are_calculated():
    source = xform(
        "<a/><e id='' n='1'/>",
        bind("/data/e/@id", calculate="/data/a"),
        ask("/data/a", "A"),
        model='<setvalue event="odk-instance-first-load" ref="/data/e/@n" value="1 + 1"/>',
    )
    entity = scenario(source).answer("a", 'x"<').sent().find("e")
    assert (entity.get("id"), entity.get("n")) == ('x"<', "2")


def test_templates_are_not_sent():
    source = xform(
        "<r jr:template=''><a/></r><r><a/></r>",
        "",
        "<repeat nodeset='/data/r'>" + ask("/data/r/a", "A") + "</repeat>",
    )
    s = scenario(source)
    assert len(s.sent().findall("r")) == 1
    assert b"template" not in s.filling.instance()


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_comes_back_as_typed_but_for_what_xml_cannot_hold(text):
    s = scenario(flat(a="string")).answer("a", text)
    root = ET.fromstring(s.filling.instance())
    value = root.findtext("a") or ""
    wanted = [c for c in text if c.isprintable() and not c.isspace()]
    assert [c for c in value if c.isprintable() and not c.isspace()] == wanted


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=20)), max_size=8))
@settings(deadline=None, max_examples=50)
def test_values_do_not_depend_on_the_way_taken(answers):
    source = flat(
        a="string",
        b={"relevant": "string-length(/data/a) < 5"},
        c={"relevant": "/data/b != ''"},
        d={"calculate": "concat(/data/a, /data/b, /data/c)"},
    )
    wandering = scenario(source)
    for name, text in answers:
        if name in wandering.asks():
            wandering.answer(name, text)
    straight = scenario(source)
    for name in "abc":
        if name in wandering.asks():
            straight.answer(name, wandering.question(name).raw)
    assert straight.filling.instance() == wandering.filling.instance()
