"""What CHT writes into its XForms and ODK does not: record types, groups that wait for themselves, empty sums."""

from kiosk.forms.lint import check
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


def test_what_is_only_said_may_have_a_type_of_its_own():
    note = xform("<a/>", bind("/data/a", type="note", readonly="true()"), ask("/data/a", "Read this"))
    assert [control.bind.type for control in load(note).controls] == ["string"]


def test_a_heading_does_not_stand_twice():
    form = xform(
        "<g><a/></g>", "", f'<group ref="/data/g"><label>Who?</label>{ask("/data/g/a", "Who?")}</group>'
    )
    page = scenario(form).filling.page("/data/g/a")
    assert (page.heading, page.section) == ("Who?", "")


def test_a_form_on_the_cases_of_commcare_is_refused_in_a_sentence(tmp_path):
    cases = b'<instance src="jr://instance/casedb" id="casedb"/></model>'
    (tmp_path / "f.xml").write_bytes(INPUTS.replace(b"</model>", cases))
    (error,) = check(tmp_path / "f.xml").errors
    assert (
        error.sentence
        == "“f.xml” works on the cases of CommCare, which a kiosk has not: take out what reads them."
    )
