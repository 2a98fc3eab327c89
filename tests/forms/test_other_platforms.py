"""What CHT writes into its XForms and ODK does not: record types, groups that wait for themselves, empty sums."""

from kiosk.forms.xform import load
from tests.scenario import ask, bind, scenario, xform

INPUTS = xform(
    "<inputs><source>contact</source><person/></inputs><phone/><made/>",
    bind("/data/inputs", relevant="./source = 'user'")
    + bind("/data/inputs/person", type="db:person")
    + bind("/data/phone", type="tel")
    + bind("/data/made", calculate="."),
    ask("/data/inputs/person", "Who is it?") + ask("/data/phone", "What is your phone number?"),
)


def test_a_group_that_waits_for_a_question_inside_it_is_asked_and_told():
    form = load(INPUTS)
    told = "/data/inputs: a group cannot wait for a question inside it, so its relevance is left out"
    assert told in form.warnings
    assert scenario(INPUTS).asks() == ["inputs/person", "phone"]


def test_its_types_are_asked_as_text_and_a_value_of_itself_is_kept():
    form = load(INPUTS)
    assert [control.bind.type for control in form.controls] == ["string", "string"]
    assert form.binds["/data/made"].calculate is None
