"""Repeats: entries that the person adds, that are counted, or that are there from the start."""

import pytest

from kiosk.forms.running.instance import MAX_ENTRIES
from tests.scenario import ask, bind, scenario, xform

PEOPLE = (
    bind("/data/person/age", type="int", relevant="../name != ''")
    + bind("/data/total", calculate="sum(/data/person/age)")
    + bind("/data/many", calculate="count(/data/person)")
    + bind("/data/person/place", calculate="position(..)")
    + bind("/data/second", calculate="indexed-repeat(/data/person/name, /data/person, 2)")
)


def body(count="", label="Person", attributes=""):
    count = f' jr:count="{count}"' if count else ""
    return (
        ask("/data/n", "How many?")
        + f'<group ref="/data/person"><label>{label}</label><repeat nodeset="/data/person"{count}{attributes}>'
        + ask("/data/person/name", "Name")
        + ask("/data/person/age", inside='<label>Age of <output value="../name"/></label>')
        + "</repeat></group>"
    )


ENTRY = "<name/><age/><place/>"
NODES = f"<n/><person jr:template=''>{ENTRY}</person><person>{ENTRY}</person><total/><many/><second/>"
BINDS = bind("/data/n", type="int") + PEOPLE


def open_ended():
    return scenario(xform(NODES, BINDS, body()))


def test_after_an_entry_the_person_is_asked_for_another():
    s = open_ended()
    assert s.asks() == ["n", "person[1]/name", "person/@more"]
    page = s.filling.page("/data/person/@more")
    assert page.heading == "Person: you have added 1"
    assert page.questions[0].label == "Do you need to add another?"
    assert [choice.value for choice in page.questions[0].choices] == ["yes", "no"]
    assert s.problem("@more").code == "required.choice"


def test_yes_adds_an_entry_and_its_answers_count():
    s = open_ended().answer("person[1]/name", "Ann").answer("person[1]/age", 40)
    s.answer("person/@more", "yes").answer("person[2]/name", "Ben").answer("person[2]/age", 2)
    assert s.asks()[-3:] == ["person[2]/name", "person[2]/age", "person/@more"]
    assert s.question("person[2]/age").label == "Age of Ben"
    assert (s.value("total"), s.value("many"), s.value("second")) == ("42", "2", "Ben")
    assert [node.findtext("place") for node in s.sent().findall("person")] == ["1", "2"]
    assert s.filling.page("/data/person[2]/name").section == "Person: 2"


def test_no_takes_what_was_being_added_out_and_yes_brings_it_back():
    s = open_ended().another("person").answer("person[2]/name", "Ben").answer("person[2]/age", 2)
    s.answer("@more", "no")
    assert (s.value("total"), s.value("many"), s.value("second")) == ("0", "1", "")
    assert s.question("@more").answer == "No"
    s.answer("@more", "yes")
    assert (s.value("total"), s.value("second")) == ("2", "Ben")


def test_continue_after_yes_goes_to_the_new_entry_and_after_no_to_the_end():
    s = open_ended()
    s.key = "/data/person/@more"
    assert s.answer("@more", "yes").next().key == "/data/person[2]/name"
    assert s.next().key == "/data/person/@more"
    assert s.answer("@more", "no").next().key is None


def test_a_repeat_that_is_empty_at_first_asks_for_the_first_entry():
    s = scenario(xform(NODES.replace(f"<person>{ENTRY}</person>", ""), BINDS, body()))
    assert s.asks() == ["n", "person/@more"]
    assert s.filling.page("/data/person/@more").heading == "Add: Person?"
    s.key = "/data/person/@more"
    assert s.answer("@more", "yes").next().key == "/data/person[1]/name"
    assert s.back().key == "/data/person/@more"
    assert s.answer("@more", "no").asks() == ["n", "person/@more"]


def test_a_counted_repeat_follows_its_count():
    s = scenario(xform(NODES, BINDS, body(count=" /data/n ")))
    assert s.asks() == ["n"]
    assert s.answer("n", 2).asks() == ["n", "person[1]/name", "person[2]/name"]
    s.answer("person[2]/name", "Ben").answer("n", 1)
    assert s.asks() == ["n", "person[1]/name"]
    assert s.answer("n", 2).value("second") == "Ben"


def test_a_count_can_be_relative():
    assert scenario(xform(NODES, BINDS, body(count="../n"))).answer("n", 1).asks() == ["n", "person[1]/name"]


@pytest.mark.parametrize("count", ["-1", "'x'", "0 div 0"])
def test_a_count_that_is_no_number_makes_no_entries(count):
    assert scenario(xform(NODES, BINDS, body(count=count))).asks() == ["n"]


def test_a_count_is_bounded():
    s = scenario(xform(NODES, BINDS, body(count="/data/n"))).answer("n", 10**9)
    assert s.value("many") == str(MAX_ENTRIES)


def test_entries_of_a_fixed_repeat_cannot_be_added():
    s = scenario(xform(NODES, BINDS, body(attributes=' jr:noAddRemove="true()"')))
    assert s.asks() == ["n", "person[1]/name"]


def test_an_absolute_path_inside_an_entry_means_that_entry():
    nodes = "<person><name/><age/></person>"
    binds = bind("/data/person/age", relevant="/data/person/name = 'Ann'")
    s = scenario(xform("<n/>" + nodes, binds, body())).answer("person[1]/name", "Ann").answer("@more", "yes")
    assert "person[1]/age" in s.asks()
    assert "person[2]/age" not in s.asks()


def test_a_corrected_calculation_in_one_entry_stands_when_another_changes():
    binds = bind("/data/person/age", calculate="string-length(../name)")
    s = (
        scenario(xform("<n/><person><name/><age/></person>", binds, body()))
        .answer("name", "Al")
        .answer("age", "9")
    )
    s.answer("@more", "yes").answer("person[2]/name", "Benny")
    assert [node.text for node in s.sent().findall("person/age")] == ["9", "5"]


def test_nested_repeats_hold_their_own_entries():
    inner = "<pet><kind/></pet>"
    source = xform(
        f"<person>{inner}</person><pets/>",
        bind("/data/pets", calculate="count(/data/person/pet)"),
        '<repeat nodeset="/data/person"><repeat nodeset="/data/person/pet">'
        + ask("/data/person/pet/kind", "Kind")
        + "</repeat></repeat>",
    )
    s = scenario(source).answer("person[1]/pet/@more", "yes").answer("person/@more", "yes")
    s.answer("person[2]/pet[1]/kind", "cat")
    assert s.value("pets") == "3"
    assert [len(person.findall("pet")) for person in s.sent().findall("person")] == [2, 1]


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ("<pet><kind/></pet>", ["person[2]/pet[1]/kind", "person[2]/pet/@more", "person/@more"]),
        ("", ["person[2]/pet/@more", "person/@more"]),
    ],
)
def test_a_new_entry_begins_as_the_first_one_did(first, asked):
    pet = "<pet jr:template=''><kind/></pet>"
    source = xform(
        f"<person jr:template=''>{pet}</person><person>{first}</person>",
        "",
        '<repeat nodeset="/data/person"><repeat nodeset="/data/person/pet">'
        + ask("/data/person/pet/kind", "Kind")
        + "</repeat></repeat>",
    )
    assert scenario(source).answer("person/@more", "yes").asks()[-len(asked) :] == asked


def test_the_question_for_the_first_entry_stays_once_answered():
    inner = "<repeat nodeset='/data/person/pet'>" + ask("/data/person/pet/kind", "Kind") + "</repeat>"
    source = xform(
        "<person><pet jr:template=''><kind/></pet></person>",
        "",
        f"<repeat nodeset='/data/person'>{inner}</repeat>",
    )
    s = scenario(source).answer("pet/@more", "yes")
    assert s.asks()[:2] == ["person[1]/pet[1]/kind", "person[1]/pet/@more"]
    assert s.question("pet/@more").raw == "yes"
    assert s.question("pet/@more").label == "Add: Pet?"


def test_a_repeat_in_a_field_list_is_a_page_an_entry():
    source = xform(
        "<person><name/><age/></person>",
        "",
        '<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person" appearance="field-list">'
        + ask("/data/person/name", "Name")
        + ask("/data/person/age", "Age")
        + "</repeat></group>",
    )
    s = scenario(source)
    assert s.filling.page_keys() == ("/data/person[1]", "/data/person/@more")
    assert s.page.heading == "Person: 1"


def test_a_new_entry_gets_its_dynamic_defaults():
    action = (
        '<setvalue event="odk-new-repeat" ref="/data/person/name" value="concat(\'no \', position(..))"/>'
    )
    source = xform(
        "<person><name/></person>",
        "",
        f'<repeat nodeset="/data/person">{action}' + ask("/data/person/name", "Name") + "</repeat>",
    )
    assert scenario(source).answer("@more", "yes").question("person[2]/name").raw == "no 2"


def test_entries_that_are_not_relevant_are_left_out():
    s = scenario(xform(NODES, BINDS + bind("/data/person", relevant="/data/n > 0"), body()))
    assert s.asks() == ["n"]
    assert s.value("person") is None
    assert s.answer("n", 1).asks() == ["n", "person[1]/name", "person/@more"]


@pytest.mark.parametrize(
    ("first", "heading"), [("<pet><name/></pet>", "Pets of Ann, not Rex"), ("", "Pets of Ann, not ")]
)
def test_the_label_of_a_repeat_speaks_from_its_entry(first, heading):
    label = 'Pets of <output value="../owner"/>, not <output value="./name"/>'
    inside = f'<repeat nodeset="/data/pet">{ask("/data/pet/name", "Name")}</repeat>'
    nodes = f"<owner>Ann</owner><pet jr:template=''><name/></pet>{first}"
    s = scenario(xform(nodes, "", f'<group ref="/data/pet"><label>{label}</label>{inside}</group>'))
    if first:
        s.answer("pet[1]/name", "Rex")
    assert heading.strip() in s.filling.page("/data/pet/@more").heading


def test_a_predicate_on_a_repeat_reads_the_entry_it_looks_at():
    binds = bind("/data/n", type="int") + bind("/data/person/age", type="int")
    binds += bind("/data/total", calculate="count(/data/person[/data/person/age < 5])")
    binds += bind("/data/many", calculate="sum(/data/person[/data/person/name = 'Ann']/age)")
    s = scenario(xform(NODES, binds, body(count="/data/n"))).answer("n", 3)
    for number, (name, age) in enumerate([("Ann", 3), ("Ben", 40), ("Ann", 4)], 1):
        s.answer(f"person[{number}]/name", name).answer(f"person[{number}]/age", age)
    assert (s.value("total"), s.value("many")) == ("2", "7")
