"""Questions before a form: where each answer leads, and what a manifest may not say (promise 5)."""

import random
from datetime import UTC, datetime

import pytest

from kiosk import catalogue, deciding, eligibility, reading
from kiosk.errors import ConfigError
from kiosk.forms import xform
from kiosk.idle import Idle
from kiosk.information import shelf
from kiosk.stage import Asking, Before, Categories, Deciding, Instead, Reading, Services
from kiosk.visit import Means, Visit


def made():
    """A visit at our own services."""
    offers = catalogue.load(catalogue.BUILT_IN, information=shelf.BUILT_IN)

    class NoOutbox:
        def refusal(self, _destination):
            return ""

    visit = Visit(
        Means(
            catalogue=lambda: offers,
            load_form=lambda service: xform.load(
                (service.folder / service.form).read_bytes(), service.media()
            ),
            outbox=NoOutbox(),
            idle=Idle(lambda: 0.0, 90, 60),
            now=lambda: datetime(2026, 11, 21, 10, tzinfo=UTC),
            random=random.Random(5),
            new_id=lambda: "00000000-0000-4000-8000-000000000001",
        )
    )
    visit.begin("en")
    return visit


@pytest.fixture
def visit():
    return made()


def test_the_answers_lead_on_to_the_form_and_back_again(visit):
    visit.choose("missed-bin")
    deciding.begin(visit)
    assert visit.stage == Deciding(0, Before())
    deciding.answer(visit, 0)
    assert visit.stage == Deciding(1, Deciding(0, Before()))
    visit.back()
    assert visit.stage == Deciding(0, Before())
    deciding.answer(visit, 0)
    deciding.answer(visit, 0)
    assert isinstance(visit.stage, Asking)
    visit.back()
    assert visit.stage == Before()


def test_who_may_not_need_the_form_is_told_why_and_may_go_on_all_the_same(visit):
    visit.choose("missed-bin")
    deciding.begin(visit)
    deciding.answer(visit, 1)
    assert isinstance(visit.stage, Instead)
    assert deciding.choice_of(visit).because["en"].startswith("We may still come.")
    visit.back()
    assert visit.stage == Deciding(0, Before())
    deciding.answer(visit, 1)
    deciding.to_form(visit)
    assert isinstance(visit.stage, Asking)


def test_nothing_that_was_answered_is_in_the_form_or_after_it(visit):
    """P1: it is part of the stage alone."""
    visit.choose("council-tax-reduction")
    before = visit.filling.instance()
    deciding.begin(visit)
    deciding.answer(visit, 1)
    deciding.to_form(visit)
    assert visit.filling.instance() == before
    assert visit.given == 0


def test_back_from_a_service_that_was_signposted_never_leads_into_a_form_that_is_gone(visit):
    visit.choose("pay-council-tax")
    deciding.begin(visit)
    deciding.answer(visit, 1)
    reading.open_article(visit, "council-tax-discounts")
    visit.choose("council-tax-reduction")
    visit.back()
    assert visit.stage == Services("money")
    assert visit.service is None


def test_a_page_is_read_and_left_for_where_the_person_was(visit):
    visit.open_category("waste")
    reading.open_article(visit, "recycling", 2)
    assert reading.section_of(visit).heading == "Rubbish bin, black lid"
    reading.go(visit, reading.onward(visit))
    assert reading.section_of(visit).heading == "If there is a tag on your bin"
    visit.speak("cy")
    assert reading.section_of(visit).heading == "Os oes tag ar eich bin"
    visit.speak("ur")
    assert reading.edition_of(visit).sections[0].heading in reading.borrowed(visit)
    reading.go(visit, Reading.FOUND)
    assert reading.section_of(visit) is reading.onward(visit) is None
    for _ in range(3):
        visit.back()
    assert visit.stage == Services("waste")
    visit.back()
    assert visit.stage == Categories()


def test_a_page_that_is_not_there_or_is_spoilt_says_so(visit):
    reading.open_article(visit, "no-such-page")
    assert visit.stage.reason == "unusable.page"


GOOD = {
    "question": {"en": "Is it today?"},
    "choice": [{"label": "no", "go": "on"}, {"label": "yes", "go": "instead", "because": {"en": "Wait."}}],
}


def test_what_is_written_well_is_read():
    assert eligibility.fault([GOOD], "bins") == ""
    (check,) = eligibility.read([GOOD])
    assert [(choice.own, choice.go) for choice in check.choices] == [("no", "on"), ("yes", "instead")]
    assert eligibility.borrowed((check,), "cy") == {"Is it today?", "Wait."}


def with_choice(**changes):
    return [{**GOOD, "choice": [GOOD["choice"][0], {**GOOD["choice"][1], **changes}]}]


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ("yes", "a table of its own"),
        ([GOOD] * 7, "keep the 6 that matter"),
        ([{**GOOD, "colour": 1}], "does not know"),
        ([{**GOOD, "question": "Is it?"}], "write check 1: question as"),
        ([{**GOOD, "question": {"cy": "Ie?"}}], "not there in English"),
        ([{**GOOD, "question": {"en": "x" * 301}}], "longer than 300"),
        ([{**GOOD, "choice": GOOD["choice"][:1]}], "2 to 6"),
        ([{**GOOD, "choice": [1, 2]}], "a table of its own, [[check.choice]]"),
        ([{**GOOD, "choice": [GOOD["choice"][1]] * 2}], "leads nobody to the form"),
        (with_choice(label="maybe"), "label as"),
        (with_choice(go="home"), "go must be one of"),
        (with_choice(go="on"), "goes with go = "),
        (with_choice(because={}), "because is not there in English"),
        (with_choice(page=3), "page as text"),
        (with_choice(service="bins"), "to itself"),
        (with_choice(phone="ring us"), "as it is dialled"),
        (with_choice(colour="red"), "does not know"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_told_in_a_sentence(tables, told):
    fault = eligibility.fault(tables, "bins")
    assert told in fault
    assert fault.endswith((".", '".', "}."))


def test_a_service_with_such_a_manifest_is_refused(tmp_path):
    folder = tmp_path / "bins"
    folder.mkdir()
    (folder / "form.xml").write_text("<x/>")
    told = 'id = "bins"\ncategory = "waste"\ntitle = {en = "Bins"}\nsummary = {}\n'
    for more in ("check = 3", "pay = 3", '[pay]\nphone = "01632 960 001"\naddress = "http://pay.example"'):
        (folder / "manifest.toml").write_text(told + more)
        with pytest.raises(ConfigError, match=r"manifest\.toml: .*\."):
            catalogue.read_service(folder / "manifest.toml")
