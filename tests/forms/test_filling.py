"""Filling a form in: relevance, calculations, problems, defaults and going back and forth."""

import pytest

from kiosk.forms.page import Page
from tests.scenario import Scenario, ask, bind, flat, items, scenario, xform

AGES = xform(
    "<age/><job/><school><name/><year/></school><sum/>",
    bind(
        "/data/age",
        type="int",
        required="true()",
        constraint=". < 150",
        jr_constraintMsg="Enter an age under 150",
    )
    + bind("/data/job", relevant="/data/age >= 18")
    + bind("/data/school", relevant="/data/age < 18")
    + bind("/data/school/year", type="int")
    + bind("/data/sum", calculate="/data/age + /data/school/year"),
    ask("/data/age", "How old are you?")
    + ask("/data/job", "What is your job?")
    + '<group ref="/data/school"><label>School</label>'
    + ask("/data/school/name", "Name")
    + ask("/data/school/year", "Year")
    + "</group>",
)


def test_one_question_a_page_in_order():
    page = scenario(AGES).page
    assert isinstance(page, Page)
    assert (page.key, page.heading, page.section) == ("/data/age", "How old are you?", "")
    assert page.questions[0].input == "number"


def test_relevance_decides_what_is_asked():
    s = scenario(AGES)
    assert s.asks() == ["age"]
    assert s.answer("age", 30).asks() == ["age", "job"]
    assert s.answer("age", 10).asks() == ["age", "school/name", "school/year"]
    assert s.filling.page("/data/school/name").section == "School"


def test_an_answer_that_is_not_relevant_reads_as_nothing_and_comes_back():
    s = scenario(AGES).answer("age", 10).answer("year", 5)
    assert s.value("sum") == "15"
    s.answer("age", 30)
    assert s.value("school") is None
    assert s.value("sum") == ""
    s.answer("age", 12)
    assert s.value("school/year") == "5"
    assert s.value("sum") == "17"


def test_an_expression_can_ask_whether_something_not_relevant_is_blank():
    s = scenario(flat(a="string", b={"relevant": "/data/a = 'x'"}, c={"calculate": "if(/data/b = '', 1, 2)"}))
    assert s.value("c") == "1"
    assert s.answer("a", "x").answer("b", "y").value("c") == "2"
    assert s.answer("a", "").value("c") == "1"


def test_continue_shows_the_problem_and_stays():
    s = scenario(AGES).next()
    assert s.key == "/data/age"
    assert s.page.problems[0][1].code == "required.number"
    s.answer("age", "150")
    assert not s.page.problems, "a new answer clears the problem until Continue (C5)"
    problem = s.next().page.problems[0][1]
    assert (problem.code, problem.message) == ("constraint", "Enter an age under 150")
    assert s.answer("age", 30).next().key == "/data/job"


def test_a_wrong_answer_keeps_what_was_typed_and_counts_as_none():
    s = scenario(AGES).answer("age", 30).answer("age", "ten")
    assert s.last is not None
    assert s.last.code == "number.not_a_number"
    assert s.question("age").raw == "ten"
    assert s.asks() == ["age"]
    assert s.problem("age").params == {"label": "How old are you?"}


def test_forward_and_back_skip_what_is_not_relevant():
    s = scenario(AGES).answer("age", 10).next()
    assert s.key == "/data/school/name"
    assert s.back().key == "/data/age"
    assert s.filling.previous_key("/data/age") is None
    assert s.filling.next_key("/data/school/year") is None
    assert s.filling.next_key("/data/job") == "/data/school/name", (
        "a page that has just gone still has a place"
    )


def test_check_all_finds_the_first_page_with_a_problem():
    s = scenario(AGES)
    assert s.filling.check_all() == "/data/age"
    assert s.answer("age", 20).filling.check_all() is None


def test_rows_hold_every_question_asked_and_its_answer():
    s = scenario(AGES).answer("age", 10).answer("year", 5)
    assert [(row.label, row.answer, row.section, row.page) for row in s.filling.rows()] == [
        ("How old are you?", "10", "", "/data/age"),
        ("Name", "", "School", "/data/school/name"),
        ("Year", "5", "School", "/data/school/year"),
    ]


def test_forget_drops_every_answer():
    s = scenario(AGES).answer("age", 10).answer("name", "Ysgol Glan")
    s.filling.forget()
    assert b"Glan" not in s.filling.instance()
    assert [row.answer for row in s.filling.rows()] == [""]


def test_a_calculation_on_a_visible_question_stands_corrected_until_what_it_reads_changes():
    source = xform(
        "<a/><b/>",
        bind("/data/a", type="int") + bind("/data/b", type="int", calculate="/data/a * 2"),
        ask("/data/a", "A") + ask("/data/b", "B"),
    )
    s = scenario(source).answer("a", 2)
    assert s.question("b").raw == "4"
    s.answer("b", 5)
    assert s.value("b") == "5"
    assert s.answer("a", 3).value("b") == "6"


def test_a_calculation_without_a_number_is_blank():
    s = scenario(xform("<a/><b/>", bind("/data/b", calculate="/data/a + 1"), ask("/data/a", "A")))
    assert s.value("b") == ""


def test_a_default_or_calculation_that_is_no_answer_of_its_type():
    s = scenario(
        xform(
            "<a>soon</a><b/><c>abc</c>",
            bind("/data/a", type="date")
            + bind("/data/b", type="int", calculate="7 div 2")
            + bind("/data/c", type="int"),
            ask("/data/a", "A")
            + ask("/data/b", "B")
            + ask("/data/c", "C", tag="range", start="1", end="5", step="1"),
        )
    )
    assert s.problem("a").code == "date.not_real"
    assert s.problem("b") is None
    assert s.value("b") == "3"
    assert s.problem("c").code == "number.not_a_number"


def test_chained_calculations_follow_in_one_go():
    count = 30
    nodes = "".join(f"<c{n}/>" for n in range(count))
    binds = "".join(bind(f"/data/c{n}", calculate=f"/data/c{n + 1} + 1") for n in range(count - 1))
    s = scenario(xform(nodes, binds, ask(f"/data/c{count - 1}", "Last")))
    assert s.answer(f"c{count - 1}", 1).value("c0") == str(count)


def test_the_older_names_of_events_still_happen():
    model = "<setvalue event='xforms-ready' ref='/data/a' value='1 + 1'/>"
    inside = "<setvalue event='jr-insert' ref='/data/r/n' value='position(..) * 10'/>" + ask("/data/r/n", "N")
    body = ask("/data/a", "A") + f"<repeat nodeset='/data/r'>{inside}</repeat>"
    s = scenario(xform("<a/><r jr:template=''><n/></r>", "", body, model=model))
    assert s.value("a") == "2"
    s.another("r").another("r")
    assert [s.value("r[1]/n"), s.value("r[2]/n")] == ["10", "20"]


def test_a_form_may_read_its_own_answers_by_the_id_of_their_instance():
    xml = xform(
        "<a/><b/>", bind("/data/b", calculate="concat(instance('own')/data/a, '!')"), ask("/data/a", "A")
    )
    s = scenario(xml.replace(b"<instance><data", b"<instance id='own'><data"))
    assert s.answer("a", "x").value("b") == "x!"


def test_defaults_static_dynamic_and_preloaded():
    s = scenario(
        xform(
            "<town> Cardiff </town><day/><today/><start/><phone/><id/>",
            bind("/data/day", type="date")
            + bind("/data/today", jr_preload="date", jr_preloadParams="today")
            + bind("/data/start", jr_preload="timestamp", jr_preloadParams="start")
            + bind("/data/phone", jr_preload="property", jr_preloadParams="phonenumber")
            + bind("/data/id", jr_preload="uid"),
            ask("/data/town", "Town") + ask("/data/day", "Day"),
            model='<setvalue event="odk-instance-first-load" ref="/data/day" value="today()"/>',
        )
    )
    assert s.question("town").raw == "Cardiff"
    assert s.question("day").raw == ("21", "11", "2026")
    assert s.question("day").answer == "21 November 2026"
    assert s.value("today") == "2026-11-21"
    assert s.value("start") == "2026-11-21T14:30:00.000+00:00"
    assert s.value("phone") == ""
    assert s.value("id").startswith("uuid:")


def test_a_changed_answer_sets_other_values():
    trigger = '<setvalue event="xforms-value-changed" ref="/data/when" value="concat(\'for \', /data/a)"/>'
    s = scenario(xform("<a/><when/>", "", ask("/data/a", "A", inside=trigger)))
    assert s.value("when") == ""
    assert s.answer("a", "x").value("when") == "for x"


def test_a_read_only_question_and_a_note_cannot_be_answered():
    s = scenario(
        xform(
            "<n/><a/><r>7</r>",
            bind("/data/n", readonly="true()") + bind("/data/r", type="int", readonly="/data/a = ''"),
            ask("/data/n", "Read this") + ask("/data/a", "A") + ask("/data/r", "R"),
        )
    )
    assert (s.question("n").type, s.question("n").input) == ("note", "note")
    assert (s.question("r").input, s.question("r").read_only, s.question("r").answer) == ("note", True, "7")
    assert s.answer("r", 8).value("r") == "7"
    assert s.answer("a", "x").answer("r", 8).value("r") == "8"
    assert [row.path for row in s.filling.rows()] == ["/data/a", "/data/r"]


def test_required_and_its_message_can_depend_on_answers():
    s = scenario(
        xform(
            "<a/><b/>",
            bind("/data/b", required="/data/a = 'x'", jr_requiredMsg="Say b"),
            ask("/data/a", "A") + ask("/data/b", "B"),
        )
    )
    assert s.problem("b") is None
    assert s.answer("a", "x").problem("b").message == "Say b"


def test_a_field_list_is_one_page_and_groups_inside_are_part_of_it():
    s = scenario(
        xform(
            "<a/><b/><c/>",
            bind("/data/c", relevant="/data/a != ''"),
            '<group appearance="field-list"><label>Your address</label>'
            + ask("/data/a", "A")
            + "<group><label>Inner</label>"
            + ask("/data/b", "B")
            + "</group>"
            + ask("/data/c", "C")
            + "</group>",
        )
    )
    assert (s.page.heading, [q.label for q in s.page.questions]) == ("Your address", ["A", "B"])
    s.answer("a", "x")
    assert [q.label for q in s.page.questions] == ["A", "B", "C"]
    assert s.filling.page_keys() == (s.key,)


def test_an_acknowledgement_and_a_range():
    s = scenario(
        xform(
            "<ok/><r/>",
            bind("/data/ok", required="true()") + bind("/data/r", type="int"),
            ask("/data/ok", "I agree", tag="trigger")
            + ask("/data/r", "How happy?", tag="range", start="1", end="9", step="2"),
        )
    )
    assert s.problem("ok").code == "required.acknowledge"
    assert s.answer("ok", "OK").value("ok") == "OK"
    assert s.answer("r", 10).problem("r").params == {"label": "How happy?", "start": "1", "end": "9"}
    assert s.answer("r", 4).problem("r").code == "number.step"
    assert s.answer("r", 5).problem("r") is None


def test_the_same_seed_makes_the_same_random_values():
    source = xform("<a/>", bind("/data/a", calculate="random()"), "")
    assert scenario(source, seed=4).value("a") == scenario(source, seed=4).value("a")


def test_labels_show_answers_and_hold_no_markup():
    label = '<label>Hello **<output value="/data/a"/>** &amp; _welcome_</label>'
    s = scenario(xform("<a/><b/>", "", ask("/data/a", "A") + ask("/data/b", inside=label)))
    s.answer("a", "*Sam* & <b>Jo</b>")
    assert s.question("b").label == "Hello *Sam* & <b>Jo</b> & welcome"


def test_a_question_without_a_label_is_named_by_its_node():
    assert (
        scenario(xform("<first_name/>", "", ask("/data/first_name"))).question("first_name").label
        == "First name"
    )


def test_appearances_choose_the_input():
    s = scenario(
        xform(
            "<a/><b/>",
            "",
            ask("/data/a", "A", appearance="multiline") + ask("/data/b", "B", appearance="numbers"),
        )
    )
    assert [s.question(name).input for name in "ab"] == ["multiline", "number"]
    assert s.answer("b", "007").value("b") == "007"


def test_long_answers_are_a_problem_and_not_cut():
    s = scenario(flat(a="string")).answer("a", "x" * 10_001)
    assert s.last.code == "text.too_long"
    assert s.last.params["limit"] == "10,000"
    assert len(s.question("a").raw) == 10_001


def test_a_scenario_reads_like_a_person(tmp_path):
    s = (
        scenario(flat(name={"required": "true()"}, age="int"))
        .answer("name", "Sam")
        .next()
        .answer("age", 17)
        .next()
    )
    assert isinstance(s, Scenario)
    assert s.key is None
    assert (s.value("name"), s.value("age")) == ("Sam", "17")


def test_choices_of_a_question():
    s = scenario(
        xform(
            "<c/>",
            bind("/data/c", required="true()"),
            ask("/data/c", "C", tag="select1", inside=items("red", "blue")),
        )
    )
    assert [(c.value, c.label) for c in s.question("c").choices] == [("red", "Red"), ("blue", "Blue")]
    assert s.problem("c").code == "required.choice"
    assert s.answer("c", "blue").question("c").answer == "Blue"


def test_nodes_that_share_a_name_without_a_repeat_do_no_harm():
    s = scenario(xform("<g/><g><a/></g>", "", ask("/data/g/a", "A")))
    assert s.answer("a", "x").question("a").raw == "x"


def test_a_path_that_nobody_asks_is_a_fault_of_the_caller():
    s = scenario(flat(a="string"))
    with pytest.raises(KeyError):
        s.filling.answer("/data/meta/instanceID", "x")


def test_a_note_that_begins_a_page_without_a_heading_is_its_heading():
    questions = ask("/data/n", "The house") + ask("/data/a", "Rooms") + ask("/data/b", "Doors")
    body = f'<group appearance="field-list">{questions}</group>'
    s = scenario(xform("<n/><a/><b/>", bind("/data/n", readonly="true()"), body))
    (key,) = s.filling.page_keys()
    page = s.filling.page(key)
    assert (page.heading, [question.label for question in page.questions]) == (
        "The house",
        ["Rooms", "Doors"],
    )
