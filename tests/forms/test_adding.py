"""The list of what was added to a repeat: names, Change, Remove, and one more."""

import pytest

from kiosk import adding
from kiosk.attachments.attachment import MAX_FILES, Attachment
from kiosk.forms.running import instance
from kiosk.forms.xform import load
from kiosk.stage import Asking, Before, CheckAnswers
from tests.scenario import Scenario, ask, bind, scenario, xform

BINDS = (
    bind("/data/person/age", type="int")
    + bind("/data/person/old", relevant="../age > 60")
    + bind("/data/person/place", calculate="position(..)")
    + bind("/data/total", calculate="sum(/data/person/age)")
    + bind("/data/many", calculate="count(/data/person)")
    + bind("/data/second", calculate="indexed-repeat(/data/person/name, /data/person, 2)")
    + bind("/data/last", calculate="/data/person[position() = last()]/name")
)
ENTRY = "<name/><age/><old/><place/>"
NODES = f"<who/><person>{ENTRY}</person><total/><many/><second/><last/><end/>"
LIST = "/data/person/@more"
ACTION = '<setvalue event="odk-new-repeat" ref="/data/person/age" value="7 * position(..)"/>'


def source(nodes=NODES, binds="", inside="", more=""):
    return xform(
        nodes,
        BINDS + binds,
        ask("/data/who", "Who are you?")
        + f'<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">{inside}'
        + ask("/data/person/name", "Name")
        + ask("/data/person/age", "Age")
        + ask("/data/person/old", "Old?")
        + f"{more}</repeat></group>"
        + ask("/data/end", "Anything else?"),
    )


def people(*names, **wishes):
    """A form in which these have been added, one after the other, each as old as ten times its place."""
    s = scenario(source(**wishes))
    for place, name in enumerate(names, 1):
        if place > 1:
            s.another("person")
        s.answer(f"person[{place}]/name", name).answer(f"person[{place}]/age", 10 * place)
    for key in s.filling.page_keys():
        s.filling.check(key)
    return s


def remove(s, place):
    key = f"/data/person[{place}]/@remove"
    s.filling.answer(key, "yes")
    assert s.filling.check(key) == ()
    s.filling.remove(key)
    return s


class Person:
    """Goes through the pages with Continue and Back, as a visit does."""

    def __init__(self, s):
        self.filling = s.filling
        self.stage = Asking(s.filling.next_key(None))

    def on(self, *answers):
        """Continue, after the answer to each page's question if there is one."""
        for raw in answers or (None,):
            if raw is not None:
                self.filling.answer(self.filling.page(self.stage.key).questions[0].path, raw)
            assert self.filling.check(self.stage.key) == ()
            self.stage = adding.onward(self.stage, self.filling)
        return self.where

    def back(self):
        self.stage = adding.back(self.stage, self.filling)
        return self.where

    def press(self, place, what):
        """Change or Remove beside an entry."""
        entry = self.filling.page(self.stage.key).entries[place - 1]
        key = entry.page if what == "change" else entry.removal
        self.stage = Asking(key, self.stage.changing, lists=(*self.stage.lists, self.stage.key))
        return self.where

    @property
    def where(self):
        return self.stage.key.removeprefix("/data/") if isinstance(self.stage, Asking) else self.stage


def listed(s, key=LIST):
    return [(entry.label, entry.name) for entry in s.filling.page(key).entries]


def test_the_list_names_each_entry_by_its_first_answer():
    assert listed(people("Sam Jones", "Ann")) == [("Person: 1", "Sam Jones"), ("Person: 2", "Ann")]


def test_an_entry_without_answers_has_its_number_alone():
    s = scenario(source())
    assert listed(s) == [("Person: 1", "")]


@pytest.mark.parametrize(
    ("names", "answers", "named"),
    [
        (("first_name", "surname", "town"), ("Sam", "Jones", "Bangor"), "Sam Jones"),
        (("name", "address"), ("Sam", "1 High St"), "Sam"),
        (("enw", "cyfenw"), ("Siân", ""), "Siân"),
        (("town", "name"), ("Bangor", "Sam"), "Bangor"),
        (("name",), ("x" * 80,), "x" * 59 + "…"),
    ],
)
def test_a_first_name_goes_with_a_last_name(names, answers, named):
    nodes = "".join(f"<{name}/>" for name in names)
    body = "".join(ask(f"/data/r/{name}", name) for name in names)
    s = scenario(xform(f"<r>{nodes}</r>", "", f"<repeat nodeset='/data/r'>{body}</repeat>"))
    for name, answer in zip(names, answers, strict=True):
        s.answer(f"r[1]/{name}", answer)
    assert listed(s, "/data/r/@more") == [("R: 1", named)]


def test_what_is_hidden_by_dots_names_nothing():
    """P4."""
    body = ask("/data/r/ni", "Number", tag="secret") + ask("/data/r/town", "Town")
    s = scenario(xform("<r><ni/><town/></r>", "", f"<repeat nodeset='/data/r'>{body}</repeat>"))
    s.answer("ni", "QQ123456C")
    assert listed(s, "/data/r/@more") == [("R: 1", "")]
    s.answer("town", "Bangor")
    assert listed(s, "/data/r/@more") == [("R: 1", "Bangor")]


def test_an_entry_is_listed_once_its_pages_are_done():
    s = people("Sam")
    s.answer("@more", "yes").answer("person[2]/name", "Ann")
    assert listed(s) == [("Person: 1", "Sam")]
    s.filling.check("/data/person[2]/name")
    assert listed(s) == [("Person: 1", "Sam")]
    s.filling.check("/data/person[2]/age")
    assert listed(s) == [("Person: 1", "Sam"), ("Person: 2", "Ann")]
    assert s.question("@more").raw == "", "it is asked anew"


def test_removing_from_the_middle_moves_what_follows_up():
    s = remove(people("Sam", "Ann", "Mo"), 2)
    assert listed(s) == [("Person: 1", "Sam"), ("Person: 2", "Mo")]
    assert (s.value("total"), s.value("many"), s.value("second"), s.value("last")) == ("40", "2", "Mo", "Mo")
    assert [entry.findtext("place") for entry in s.sent().findall("person")] == ["1", "2"]
    assert s.filling.page(LIST).notice == "Removed: Ann"
    assert s.filling.page(LIST).named == ("Ann", "Person: 2")


def test_the_first_and_the_last_can_be_removed():
    s = remove(people("Sam", "Ann", "Mo"), 1)
    assert (s.value("second"), s.value("last"), s.value("total")) == ("Mo", "Mo", "50")
    remove(s, 2)
    assert (s.value("second"), s.value("last"), s.value("total")) == ("", "Ann", "20")


def test_relevance_follows_the_entries_that_stay():
    s = people("Sam", "Ann", "Mo").answer("person[3]/age", 70)
    s.answer("person[3]/old", "yes")
    remove(s, 1)
    assert "person[2]/old" in s.asks()
    assert "person[1]/old" not in s.asks()
    assert [entry.findtext("old") for entry in s.sent().findall("person")] == [None, "yes"]


def test_a_new_entry_has_nothing_of_one_that_was_removed():
    s = remove(people("Sam", "Ann", inside=ACTION), 1)
    s.another("person")
    assert s.question("person[2]/name").raw == ""
    assert s.question("person[2]/age").raw == "14"


def test_an_entry_that_comes_back_keeps_what_was_answered_over_its_defaults():
    s = people("Sam", inside=ACTION).answer("@more", "yes").answer("person[2]/age", 50)
    s.answer("@more", "no").answer("@more", "yes")
    assert s.question("person[2]/age").raw == "50"


def test_no_leaves_what_was_added():
    s = people("Sam", "Ann").answer("@more", "no")
    assert s.value("many") == "2"
    assert s.problem("@more") is None


def test_the_file_of_an_entry_goes_with_it():
    """And no longer counts among those that a submission may have."""
    upload = ask("/data/r/doc", "Letter", tag="upload", mediatype="application/pdf")
    body = f"<repeat nodeset='/data/r'>{upload}</repeat>"
    form = load(xform("<r><doc/></r>", bind("/data/r/doc", type="binary"), body), takes_files=True)
    s = Scenario(form)
    for place in range(1, MAX_FILES + 1):
        s.answer(f"r[{place}]/doc", Attachment("application/pdf", b"%PDF-1.4\n", f"{place}.pdf")).another("r")
    assert len(s.filling.attachments()) == MAX_FILES
    key = "/data/r[1]/@remove"
    s.filling.answer(key, "yes")
    s.filling.remove(key)
    assert len(s.filling.attachments()) == MAX_FILES - 1
    s.answer(f"r[{MAX_FILES}]/doc", Attachment("application/pdf", b"%PDF-1.4\n", "last.pdf"))
    assert s.last is None
    assert len(s.filling.attachments()) == MAX_FILES


def test_not_to_remove_leaves_all_as_it_was():
    s = people("Sam", "Ann")
    key = "/data/person[1]/@remove"
    assert [found.code for _, found in s.filling.check(key)] == ["required.choice"]
    s.filling.answer(key, "no")
    assert s.filling.check(key) == ()
    s.filling.remove(key)
    assert s.value("many") == "2"
    assert s.filling.page(LIST).notice == ""
    assert s.filling.page(key).questions[0].raw == "", "the next time it is asked anew"


def test_a_problem_with_the_list_is_gone_once_the_person_has_been_elsewhere():
    s = people("Sam", "Ann")
    assert [found.code for _, found in s.filling.check(LIST)] == ["required.choice"]
    assert s.filling.page(LIST).problems
    remove(s, 1)
    assert not s.filling.page(LIST).problems


def test_the_last_one_stays_where_the_form_begins_with_one():
    assert [entry.removal for entry in people("Sam").filling.page(LIST).entries] == [""]
    assert all(entry.removal for entry in people("Sam", "Ann").filling.page(LIST).entries)


def test_all_can_go_where_the_form_begins_with_none():
    s = scenario(source(NODES.replace("<person>", "<person jr:template=''>")))
    assert s.filling.page(LIST).heading == "Add: Person?"
    s.answer("@more", "yes").answer("person[1]/name", "Sam")
    for key in s.filling.page_keys():
        s.filling.check(key)
    assert listed(s) == [("Person: 1", "Sam")]
    remove(s, 1)
    page = s.filling.page(LIST)
    assert (page.heading, page.entries, page.notice) == ("Add: Person?", (), "Removed: Sam")
    assert s.sent().findall("person") == []


def test_a_first_entry_is_not_asked_for_where_it_would_not_be_relevant():
    nodes = NODES.replace("<person>", "<person jr:template=''>")
    s = scenario(source(nodes, binds=bind("/data/person", relevant="/data/who = 'Ann'")))
    assert s.asks() == ["who", "end"]
    assert s.answer("who", "Ann").asks() == ["who", "person/@more", "end"]


def test_at_the_most_there_is_a_sentence_and_no_question(monkeypatch):
    assert instance.MAX_ENTRIES == 100
    monkeypatch.setattr(instance, "MAX_ENTRIES", 9)
    s = scenario(source())
    for _ in range(9):
        s.another("person")
        if (
            "/data/person/@more" not in s.filling.page_keys()
            or s.filling.page(LIST).questions[0].input == "note"
        ):
            break
    (told,) = s.filling.page(LIST).questions
    assert told.label == "You have added 9. You can add no more here."
    assert s.filling.check(LIST) == ()
    assert s.filling.next_key(LIST) == "/data/end"


def test_check_answers_has_a_section_for_each_entry_and_a_line_for_the_list():
    rows = people("Sam", "Ann").filling.rows()
    assert [(row.section, row.label, row.answer) for row in rows][1:] == [
        ("Person: 1", "Name", "Sam"),
        ("Person: 1", "Age", "10"),
        ("Person: 2", "Name", "Ann"),
        ("Person: 2", "Age", "20"),
        ("", "Person", "You have added 2"),
        ("", "Anything else?", ""),
    ]


def test_the_way_through_is_list_entry_list():
    person = Person(scenario(source()))
    assert person.on("me") == "person[1]/name"
    assert person.on("Sam", "40") == "person/@more"
    assert person.on("yes") == "person[2]/name"
    assert person.on("Ann", "30") == "person/@more"
    assert person.on("no") == "end"
    assert person.back() == "person/@more"
    assert person.back() == "person[2]/age"
    assert person.on() == "person/@more"
    assert person.on("no", "bye") == CheckAnswers()


def test_change_leads_through_that_entry_and_back_to_the_list():
    person = Person(people("Sam", "Ann", "Mo"))
    person.stage = Asking(LIST)
    assert person.press(2, "change") == "person[2]/name"
    assert person.on("Anna") == "person[2]/age"
    assert person.back() == "person[2]/name"
    assert person.on() == "person[2]/age"
    assert person.on("65") == "person[2]/old"
    assert person.on() == "person/@more"
    assert person.stage.lists == ()
    person.press(3, "change")
    assert person.back() == "person/@more"


def test_yes_that_is_not_gone_on_with_adds_nothing():
    person = Person(people("Sam"))
    person.stage = Asking(LIST)
    person.on("yes")
    assert person.back() == "person/@more"
    assert person.filling.page(LIST).questions[0].raw == "yes"
    assert person.back() == "person[1]/age"
    assert person.filling.page(LIST).questions[0].raw == ""
    assert b"<many>1</many>" in person.filling.instance()


def test_from_check_answers_the_list_and_its_entries_lead_back_there():
    person = Person(people("Sam", "Ann"))
    person.stage = Asking(LIST, changing=True)
    person.press(1, "change")
    assert person.on("Samuel", "41") == "person/@more"
    assert person.on("yes") == "person[3]/name"
    assert person.on("Mo", "5") == "person/@more"
    person.press(3, "remove")
    assert person.on("yes") == "person/@more"
    assert person.on("no") == CheckAnswers()
    person.stage = Asking("/data/person[2]/age", changing=True)
    assert person.on("21") == CheckAnswers(), "one answer of an entry leads straight back (C8)"
    person.stage = Asking(LIST, changing=True)
    assert person.back() == CheckAnswers()


def test_back_from_remove_leads_to_the_list():
    person = Person(people("Sam", "Ann"))
    person.stage = Asking(LIST)
    person.press(1, "remove")
    assert person.where == "person[1]/@remove"
    assert person.back() == "person/@more"


def test_back_at_the_very_first_page_leads_before_it():
    person = Person(scenario(source()))
    assert person.back() == Before()


PET = (
    '<group ref="/data/person/pet"><label>Pet</label><repeat nodeset="/data/person/pet">'
    + ask("/data/person/pet/kind", "Kind")
    + "</repeat></group>"
)
PETS = NODES.replace(ENTRY, f"{ENTRY}<pet><kind/></pet>")


def test_nested_lists_lead_back_one_after_the_other():
    person = Person(scenario(source(PETS, more=PET)))
    assert person.on("me", "Sam", "40") == "person[1]/pet[1]/kind"
    assert person.on("cat") == "person[1]/pet/@more"
    assert person.on("yes") == "person[1]/pet[2]/kind"
    assert person.on("dog") == "person[1]/pet/@more"
    assert person.on("no") == "person/@more"
    assert person.on("yes", "Ann", "9", "emu") == "person[2]/pet/@more"
    assert person.on("no") == "person/@more"
    person.press(1, "change")
    person.on("Sam", "40")
    assert person.where == "person[1]/pet/@more", "what is done is passed by"
    person.press(1, "remove")
    assert person.on("yes") == "person[1]/pet/@more"
    assert person.on("no") == "person/@more"
    assert b"<kind>cat</kind>" not in person.filling.instance()


def test_a_count_that_shrinks_keeps_the_answers_for_when_it_grows_again():
    body = ask("/data/n", "How many?") + '<repeat nodeset="/data/r" jr:count="/data/n">'
    body += '<setvalue event="odk-new-repeat" ref="/data/r/b" value="1"/>' + ask("/data/r/a", "A")
    s = scenario(xform("<n/><r><a/><b/></r>", bind("/data/n", type="int"), body + "</repeat>"))
    s.answer("n", 2).answer("r[2]/a", "two").answer("n", 1)
    assert len(s.sent().findall("r")) == 1, "what is not counted is not sent"
    assert s.answer("n", 2).question("r[2]/a").raw == "two"


def test_forget_drops_what_was_added():
    s = people("Sam", "Ann")
    s.filling.forget()
    assert listed(s) == [("Person: 1", "")]
