"""Every service can be walked to a submission in both languages, and every branch of it is reached."""

import re
from random import Random

import pytest
from defusedxml.ElementTree import fromstring

from kiosk.forms.page import Question, Raw
from kiosk.forms.walk import Walk, walk
from kiosk.forms.widgets import kind_of
from tests.services.journey import TYPED, fill, go, name_of
from tests.services.sheets import IDS, LANGUAGES, form_texts, languages, manifest, sheets

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

SEEDS = range(20)
POSITION = re.compile(r"\[\d+\]")
BRANCH_SEEDS = range(600)
AGES = ("1", "10", "15", "16", "17", "40", "59", "60", "61", "80")
ONWARD = {"danger": "none", "landlord": "council", "lives_here": "yes", "applicant": "myself"}
"""The answers that lead on, so that chance is not spent on leaving early."""


def anyone(seed: int):
    """Answers by chance, as a person could give them."""
    random = Random(seed)

    def choose(question: Question) -> Raw:
        name = name_of(question)
        if name == "date_of_birth":
            return ("20", "11", str(2026 - int(random.choice(AGES))))
        if name == "moved_in":
            return ("20", "11", "2026")
        if name in TYPED:
            return TYPED[name]
        if name == "@more":
            return "yes" if random.random() < 0.2 else "no"
        if name in ONWARD and random.random() < 0.6:
            return ONWARD[name]
        if question.input in ("number", "money"):
            return str(random.randint(0, 20))
        raw = kind_of(question.type, question.appearance).plausible(random, question)
        if isinstance(raw, tuple) and {"none"} < set(raw):
            return ("none",)
        if name == "photo" and raw == "old_pass":
            return "library"
        return raw

    return choose


@pytest.mark.parametrize("language", LANGUAGES.values())
@pytest.mark.parametrize("service", IDS)
def test_twenty_people_reach_the_end(service, language):
    for seed in SEEDS:
        walked = go(fill(service, language, seed), anyone(seed))
        root = fromstring(walked.xml)
        assert root.get("id") == service.replace("-", "_")
        assert root.find(".//{*}instanceID").text.startswith("uuid:")


@pytest.mark.parametrize("language", LANGUAGES.values())
@pytest.mark.parametrize("service", IDS)
def test_the_walker_that_checks_any_form_is_never_stuck(service, language):
    for seed in SEEDS:
        walked = walk(fill(service, language, seed), Random(seed))
        assert isinstance(walked, Walk), (seed, walked)


@pytest.mark.parametrize("service", IDS)
def test_every_question_and_note_is_reached_by_somebody(service):
    shown = {
        row["name"]
        for row in sheets(service)["survey"]
        if row["type"].split()[0] not in ("begin", "end", "calculate")
    }
    for seed in BRANCH_SEEDS:
        shown -= go(fill(service, seed=seed), anyone(seed)).asked
        if not shown:
            break
    assert shown == set()


@pytest.mark.parametrize("service", IDS)
def test_nobody_sees_more_than_35_pages_and_somebody_at_least_8(service):
    pages = []
    for seed in SEEDS:
        filling = fill(service, seed=seed)
        go(filling, anyone(seed))
        pages.append(
            len({POSITION.sub("", key) for key in filling.page_keys()})
        )  # an entry's pages count once
    assert (1 if "pay" in manifest(service) else 8) <= max(pages) <= 35


@pytest.mark.parametrize("service", IDS)
def test_the_same_person_sends_the_same_in_each_language(service):
    sent = {go(fill(service, language, 7), anyone(7)).xml for language in languages(service).values()}
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("service", "code"), [(s, code) for s in IDS for code in languages(s) if code != "en"]
)
def test_a_page_in_another_language_shows_no_english(service, code):
    """L3: 0 untranslated strings."""
    english = {t.text for t in form_texts(service) if t.language == "en"}
    english -= {t.text for t in form_texts(service) if t.language == code}
    for seed in SEEDS:
        for question in go(fill(service, languages(service)[code], seed), anyone(seed)).seen.values():
            if name_of(question) == "@more":
                continue  # in the words of the kiosk, not of the form
            shown = {question.label, question.hint, question.guidance, *(c.label for c in question.choices)}
            assert shown & english == set()
