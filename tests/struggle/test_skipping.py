"""Leaving a question for later, and coming back to it: nothing is lost by it, and nothing is sent without it."""

import pytest

from kiosk import coming_back, skipping
from kiosk.catalogue import BUILT_IN
from kiosk.draft import Draft
from kiosk.forms.lint_examples import example_lines
from kiosk.forms.readers.source import Source
from kiosk.forms.running.easy_read import lines, value
from kiosk.forms.running.example import LIST, example_of
from kiosk.forms.xform import load as xform_load
from kiosk.pausing.refilling import refill
from kiosk.pausing.saved import Saved, saved_of
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, CheckAnswers, Consent
from tests.core.test_visit import Kiosk
from tests.scenario import ask, bind, scenario, xform


@pytest.fixture
def visit(tmp_path):
    """At the first question, which must be answered."""
    return Kiosk(tmp_path).to_first_question()


def _owed(visit):
    return [row.label for row in visit.rows if row.owed]


def test_what_is_left_for_later_is_owed_and_nothing_is_sent_without_it(visit):
    visit.proceed()
    assert visit.page.problems
    assert skipping.offered(visit)
    skipping.skip(visit)
    assert visit.stage == Asking("/data/when")
    assert not skipping.offered(visit)  # it need not be answered: Continue leads on
    visit.back()
    assert (visit.stage, visit.page.problems) == (Asking("/data/bin"), ())  # told on Continue alone (C5)
    skipping.skip(visit)
    visit.proceed()
    assert (visit.stage, _owed(visit), skipping.owed(visit)) == (CheckAnswers(), ["Which bin?"], 1)
    visit.agree()
    assert visit.stage == Asking("/data/bin", changing=True)
    assert [problem.code for _question, problem in visit.page.problems] == ["required.text"]
    visit.answer("/data/bin", "green")
    visit.proceed()
    assert (visit.stage, _owed(visit)) == (CheckAnswers("/data/bin"), [])
    visit.agree()
    assert visit.stage == Consent()


def test_changing_another_answer_does_not_lead_to_what_was_left(visit):
    skipping.skip(visit)
    visit.proceed()
    visit.change("/data/when")
    visit.proceed()
    assert visit.stage == CheckAnswers("/data/when")


def test_left_again_from_the_page_of_answers_it_leads_back_there(visit):
    skipping.skip(visit)
    visit.proceed()
    visit.agree()
    skipping.skip(visit)
    assert (visit.stage, _owed(visit)) == (CheckAnswers("/data/bin"), ["Which bin?"])


def test_what_was_typed_wrong_is_kept_and_owed_though_it_need_not_be_answered(visit):
    visit.answer("/data/bin", "green")
    visit.proceed()
    visit.answer("/data/when", "soon")
    visit.proceed()
    skipping.skip(visit)
    assert (visit.stage, _owed(visit)) == (CheckAnswers(), ["When?"])
    visit.change("/data/when")
    assert visit.page.questions[0].raw == "soon"


def test_it_is_still_left_after_a_crash(visit, tmp_path):
    skipping.skip(visit)
    visit.proceed()
    draft = Draft.from_bytes(coming_back.draft_of(visit, Settings()).to_bytes(), lambda _name: b"")
    after = Kiosk(tmp_path / "after").visit
    coming_back.offer(after, draft, lambda: 60.0)
    coming_back.go_on(after)
    assert (after.stage, _owed(after)) == (CheckAnswers(), ["Which bin?"])
    after.change("/data/when")
    after.proceed()
    assert after.stage == CheckAnswers("/data/when")  # not on to what was left


def test_it_is_still_left_after_a_pause(visit):
    skipping.skip(visit)
    visit.proceed()
    saved = Saved.from_bytes(saved_of(visit, Settings()).to_bytes())
    found = refill(saved, lambda: visit.new_filling(visit.service))
    assert found.stage == CheckAnswers()
    assert [row.label for row in found.filling.rows() if row.owed] == ["Which bin?"]


_EXAMPLES = """<instance id="example_answers"><root><item><name>name</name><label>Ann Jones</label></item>
<item><name>nobody</name><label>{long}</label></item></root></instance>"""


def test_an_example_is_there_only_where_the_author_wrote_one():
    form = xform(
        "<name/><age/>",
        bind("/data/name", type="string") + bind("/data/age", type="int"),
        ask("/data/name", "Your name") + ask("/data/age", "Your age"),
        model=_EXAMPLES.format(long="word " * 16),
    )
    made = scenario(form)
    examples = [made.filling.page(key).questions[0].example for key in made.filling.page_keys()]
    assert examples == ["Ann Jones", ""]
    found = [said for _where, said in example_lines(made.form, Source(form), {})]
    assert [said.split(",")[0] for said in found] == [
        "there is an example for a question “nobody”",
        "this example has over 15 words; give one short answer.",
    ]


@pytest.mark.parametrize("service", ["missed-bin", "council-tax-reduction"])
def test_our_own_examples_can_be_given_as_answers(service):
    made = scenario((BUILT_IN / service / "form.xml").read_bytes())
    examples = {
        value(line, "name"): example_of(
            value(line, "name"), made.form, "English (en)", lambda text: text.say("English (en)", str)
        )
        for line in lines(made.form, LIST)
    }
    paths = {control.path.rpartition("/")[2]: control.path for control in made.form.controls}
    assert len(examples) > 5
    for name, example in examples.items():
        assert made.filling.answer(paths[name], example) is None, name


_PEOPLE = xform(
    "<person><name/><age/></person><end/>",
    bind("/data/person/name", type="string", required="true()"),
    '<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">'
    + ask("/data/person/name", "Name")
    + ask("/data/person/age", "Age")
    + "</repeat></group>"
    + ask("/data/end", "Anything else?"),
)


def test_in_an_entry_of_a_list_it_leads_on_through_that_entry_and_the_list_stays_in_order(tmp_path):
    visit = Kiosk(tmp_path, load=lambda _service: xform_load(_PEOPLE)).to_first_question()
    more = "/data/person/@more"
    while visit.stage.key == more:
        assert not skipping.offered(visit)  # whether there is another cannot wait
        visit.answer(more, "yes")
        visit.proceed()
    assert visit.stage.key == "/data/person[1]/name"
    skipping.skip(visit)
    assert visit.stage.key == "/data/person[1]/age"
    visit.proceed()
    assert visit.stage.key == more
    visit.answer(more, "no")
    visit.proceed()
    visit.proceed()
    assert (visit.stage, _owed(visit)) == (CheckAnswers(), ["Name"])
    visit.agree()
    assert visit.stage == Asking("/data/person[1]/name", changing=True)
    visit.answer("/data/person[1]/name", "Ann")
    visit.proceed()
    assert visit.stage == CheckAnswers("/data/person[1]/name")
    visit.agree()
    assert visit.stage == Consent()
