"""A submission's XML as tables for people, whatever is in it."""

import pytest

from council_api.answers import MOST_ANSWERS, MOST_CHARACTERS, Answer, Section, read_answers, readable


def listed(xml):
    found = read_answers(xml.encode())
    return [(s.trail, [(a.name, a.text) for a in s.answers]) for s in found.sections]


def test_answers_come_in_the_order_of_the_form_under_their_groups():
    assert listed(
        "<data><first_name> Ada </first_name><home><street>Low St</street><rent><amount>5</amount></rent>"
        "<postcode/></home><done>yes</done></data>"
    ) == [
        ((), [("First name", "Ada")]),
        (("Home",), [("Street", "Low St")]),
        (("Home", "Rent"), [("Amount", "5")]),
        (("Home",), [("Postcode", "")]),
        ((), [("Done", "yes")]),
    ]


def test_repeats_are_numbered_and_meta_is_left_out():
    assert listed(
        '<h:data xmlns:h="x" xmlns:o="y"><h:person><h:age>1</h:age></h:person><h:person><h:age>2</h:age></h:person>'
        "<o:meta><o:instanceID>uuid:1</o:instanceID></o:meta></h:data>"
    ) == [(("Person 1",), [("Age", "1")]), (("Person 2",), [("Age", "2")])]


def test_a_group_called_meta_further_in_is_shown():
    assert listed("<d><a><meta>1</meta></a></d>") == [(("A",), [("Meta", "1")])]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("date_of_birth", "Date of birth"),
        ("missed-bin", "Missed bin"),
        ("needsHelpToday", "Needs help today"),
        ("q1.a", "Q1 a"),
        ("NI", "NI"),
        ("Apply for a Blue Badge", "Apply for a Blue Badge"),
        ("", ""),
        ("_", ""),
    ],
)
def test_names_become_words(name, words):
    assert readable(name) == words


def test_an_empty_submission_has_no_answers():
    found = read_answers(b"<data/>")
    assert (found.sections, found.complete) == ((), True)


ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d><x>&b;</x></d>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d><x>&x;</x></d>'


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<data>",
        "no xml",
        ENTITIES,
        OUTSIDE,
        '<?xml version="1.0" encoding="nonsense"?><d/>',
        '<?xml version="1.0" encoding="utf-16"?><d/>',
    ],
)
def test_xml_that_cannot_or_must_not_be_read_gives_none(xml):
    assert read_answers(xml.encode()) is None


def test_a_very_long_answer_is_cut_and_says_so():
    found = read_answers(b"<d><a>" + b"x" * (MOST_CHARACTERS + 1) + b"</a></d>")
    assert found.sections == (Section((), [Answer("A", "x" * MOST_CHARACTERS, cut=True)]),)


def test_too_many_answers_are_not_all_listed():
    found = read_answers(b"<d>" + b"<a>1</a>" * (MOST_ANSWERS + 1) + b"</d>")
    assert sum(len(section.answers) for section in found.sections) == MOST_ANSWERS
    assert not found.complete


def test_exactly_as_many_as_can_be_listed_are_complete():
    assert read_answers(b"<d>" + b"<a>1</a>" * MOST_ANSWERS + b"</d>").complete


def test_groups_too_deep_to_mean_anything_are_passed_over():
    depth = 200_000
    found = read_answers(
        b"<d><before>1</before>" + b"<g>" * depth + b"x" + b"</g>" * depth + b"<after>2</after></d>"
    )
    assert [(a.name, a.text) for s in found.sections for a in s.answers] == [("Before", "1"), ("After", "2")]
    assert not found.complete
