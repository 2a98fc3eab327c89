"""Several problems on one page: each line of the summary says which question it is about (C5)."""

from tests.scenario import ask, bind, xform
from ui.page_speech import page as said_of

NAMES = {"first": "First name", "last": "Last name", "town": "Town"}
FORM = xform(
    "<you><first/><last/><town/></you>",
    "".join(bind(f"/data/you/{name}", required="true()") for name in ("first", "last"))
    + bind("/data/you/town", required="true()", **{"jr:requiredMsg": "Enter your town"}),
    '<group ref="/data/you" appearance="field-list"><label>You</label>'
    + "".join(ask(f"/data/you/{name}", label) for name, label in NAMES.items())
    + "</group>",
)
TOLD = ("First name: Enter an answer", "Last name: Enter an answer", "Enter your town")


def test_lines_that_would_be_alike_begin_with_their_question(begun):
    rig = begun(FORM)
    rig.go(rig.visit.proceed)
    assert rig.page.screen_shown.problems() == TOLD
    said = said_of(rig.window.showing, rig.visit, rig.visit.words.say).text
    assert all(line in said for line in TOLD)


def test_one_line_alone_says_no_more_than_it_must(begun):
    rig = begun(FORM)
    rig.visit.answer("/data/you/first", "Ann")
    rig.go(rig.visit.proceed)
    assert rig.page.screen_shown.problems() == ("Enter an answer", "Enter your town")
