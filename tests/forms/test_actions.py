"""What sets values by itself: setvalue and its events, triggers, once(), dynamic defaults, preloads."""

import pytest

from kiosk.language import Words
from tests.scenario import ask, bind, items, scenario, xform

EVERY = "odk-instance-first-load odk-new-repeat"


def set_value(path, value, event="odk-instance-first-load"):
    return f'<setvalue event="{event}" ref="{path}" value="{value}"/>'


def test_a_dynamic_default_is_worked_out_once_and_then_the_persons():
    s = scenario(
        xform(
            "<a>x</a><b/>",
            "",
            ask("/data/a", "A") + ask("/data/b", "B"),
            model=set_value("/data/b", "concat(/data/a, '!')"),
        )
    )
    assert s.value("b") == "x!"
    assert s.answer("a", "y").value("b") == "x!"
    assert s.answer("b", "mine").answer("a", "z").value("b") == "mine"


def test_a_value_may_be_written_out_and_an_empty_one_clears():
    inside = "<setvalue event='xforms-value-changed' ref='/data/b'>set</setvalue>"
    inside += "<setvalue event='xforms-value-changed' ref='/data/c'/>"
    s = scenario(xform("<a/><b/><c>old</c>", "", ask("/data/a", "A", inside=inside)))
    assert (s.value("b"), s.value("c")) == ("", "old")
    s.answer("a", "x")
    assert (s.value("b"), s.value("c")) == ("set", "")


def test_one_change_sets_off_the_next():
    first = set_value("/data/b", "concat(/data/a, '1')", "xforms-value-changed")
    second = set_value("/data/c", "concat(/data/b, '2')", "xforms-value-changed")
    s = scenario(
        xform("<a/><b/><c/>", "", ask("/data/a", "A", inside=first) + ask("/data/b", "B", inside=second))
    )
    assert s.answer("a", "x").value("c") == "x12"


def test_a_calculation_with_a_trigger_is_worked_out_at_its_change_alone():
    inside = set_value("/data/sum", "/data/n * /data/m", "xforms-value-changed")
    s = scenario(
        xform(
            "<n/><m/><sum/>",
            bind("/data/n", type="int") + bind("/data/m", type="int"),
            ask("/data/n", "N", inside=inside) + ask("/data/m", "M"),
        )
    )
    s.answer("m", 3).answer("n", 2)
    assert s.value("sum") == "6"
    assert s.answer("m", 10).value("sum") == "6"
    assert s.answer("n", 5).value("sum") == "50"


def test_a_trigger_in_an_entry_sets_that_entry_alone():
    inside = set_value("/data/r/when", "position(..)", "xforms-value-changed")
    body = f"<repeat nodeset='/data/r'>{ask('/data/r/a', 'A', inside=inside)}</repeat>"
    s = scenario(xform("<r><a/><when/></r>", "", body)).another("r").answer("r[2]/a", "x")
    assert [entry.findtext("when") for entry in s.sent().findall("r")] == ["", "2"]


def test_a_default_in_a_repeat_is_there_in_the_first_entry_and_in_each_new_one():
    action = set_value("/data/r/a", "concat('no ', position(..))", EVERY)
    body = f"<repeat nodeset='/data/r'>{action}{ask('/data/r/a', 'A')}</repeat>"
    s = scenario(xform("<r><a/></r>", "", body))
    assert s.value("r/a") == "no 1"
    s.answer("r[1]/a", "mine").another("r")
    assert [entry.findtext("a") for entry in s.sent().findall("r")] == ["mine", "no 2"]


def test_what_is_made_once_stays():
    binds = bind("/data/id", calculate="once(concat(/data/a, '-', random()))")
    s = scenario(xform("<a/><id/>", binds, ask("/data/a", "A")))
    first = s.value("id")
    assert first
    assert s.answer("a", "x").value("id") == first


def test_a_choice_that_was_shuffled_stays_in_its_order():
    nodes = (
        "<instance id='l'><root>"
        + "".join(f"<item><n>{n}</n></item>" for n in "abcdefgh")
        + "</root></instance>"
    )
    itemset = (
        "<itemset nodeset=\"randomize(instance('l')/root/item)\"><value ref='n'/><label ref='n'/></itemset>"
    )
    s = scenario(
        xform(
            "<q/><z/>",
            "",
            ask("/data/q", "Q", tag="select1", inside=itemset) + ask("/data/z", "Z"),
            model=nodes,
        )
    )
    order = [choice.value for choice in s.question("q").choices]
    assert sorted(order) == list("abcdefgh")
    assert order != sorted(order)
    s.answer("z", "x").answer("q", order[3])
    assert [choice.value for choice in s.question("q").choices] == order
    assert s.question("q").answer == order[3]


PRELOADS = {
    ("timestamp", "start"): "2026-11-21T14:30:00.000+00:00",
    ("timestamp", "end"): "2026-11-21T14:30:00.000+00:00",
    ("date", "today"): "2026-11-21",
    ("property", "deviceid"): "",
    ("property", "username"): "",
    ("property", "email"): "",
    ("property", "phonenumber"): "",
    ("property", "simserial"): "",
    ("patient", "id"): "",
}


@pytest.mark.parametrize(("kind", "params"), PRELOADS)
def test_what_the_device_is_asked_for(kind, params):
    s = scenario(
        xform("<a/><p/>", bind("/data/p", jr_preload=kind, jr_preloadParams=params), ask("/data/a", "A"))
    )
    assert s.value("p") == PRELOADS[kind, params]


def test_a_preload_leaves_what_is_there():
    binds = bind("/data/p", jr_preload="date", jr_preloadParams="today")
    assert scenario(xform("<a/><p>2020-01-01</p>", binds, ask("/data/a", "A"))).value("p") == "2020-01-01"


def test_what_stays_blank_is_named():
    binds = bind("/data/p", jr_preload="property", jr_preloadParams="deviceid") + bind("/data/meta/audit")
    source = xform(
        "<a/><p/><g/><meta><audit/></meta>".replace("<meta><audit/></meta>", ""),
        binds,
        ask("/data/a", "A"),
        model="<odk:setgeopoint ref='/data/g' event='odk-instance-first-load'/><odk:recordaudio ref='/data/g'/>",
    ).replace(b"<instanceID/>", b"<audit/><instanceID/>")
    assert set(scenario(source).form.warnings) == {
        "/data/g: the kiosk does not record where it stands; this stays blank",
        "/data/g: nothing is recorded while a form is filled in; this stays blank",
        "/data/meta/audit: no log is kept of how a form is filled in; this stays blank",
        "/data/p: a kiosk has no deviceid; this stays blank",
    }


OR_OTHER = xform(
    "<q/><q_other/>",
    bind("/data/q_other", relevant="selected(../q, 'other')"),
    ask("/data/q", "Which?", tag="select1", inside=items("one", "other"))
    + ask("/data/q_other", "Specify other."),
)


@pytest.mark.parametrize(
    ("code", "choice", "asked"),
    [
        ("en", "Other", "You chose “Other”. What is it?"),
        ("cy", "Arall", "Fe ddewisoch chi “Arall”. Beth yw e?"),
    ],
)
def test_other_is_asked_for_in_the_language_of_the_visit(code, choice, asked):
    s = scenario(OR_OTHER)
    s.filling.say = Words(code).say
    assert [each.label for each in s.question("q").choices] == ["One", choice]
    assert s.asks() == ["q"]
    s.answer("q", "other")
    assert s.question("q_other").label == asked
    assert s.answer("q_other", "Three").value("q_other") == "Three"


def test_an_other_of_the_forms_own_keeps_its_words():
    body = ask("/data/q", "Which?", tag="select1", inside=items("one", "other")) + ask(
        "/data/q_other", "Which other?"
    )
    s = scenario(xform("<q/><q_other/>", "", body))
    s.filling.say = Words("cy").say
    assert s.question("q_other").label == "Which other?"
    assert [each.label for each in s.question("q").choices] == ["One", "Other"]
