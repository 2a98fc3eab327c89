"""Every real XLSForm at hand is either walked to a submission, or refused in a way its author can act on."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from defusedxml.ElementTree import fromstring

from kiosk.errors import EvaluationError
from kiosk.forms.filling import Filling
from kiosk.forms.lint import check
from kiosk.forms.walk import Walk, walk

FORMS = Path(__file__).parents[3] / "shared" / "forms" / "xlsform"
NAMES = sorted(path.name for path in FORMS.glob("*")) if FORMS.is_dir() else []
LEAST_LOADED = 0.88
LEAST_WALKED = 128
WHERE = re.compile(r"((?:survey|choices|settings) (?:row \d+|sheet)|/\w+/\w+).*: ")
WHAT_TO_DO = re.compile(
    r"\b(?:write|correct|delete|add|rename|give|copy|make|take|put|use|check|save|shorten|did you mean)\b",
    re.IGNORECASE,
)

pytestmark = [
    pytest.mark.coverage_elsewhere,  # the same code many times over
    pytest.mark.skipif(not NAMES, reason="the real forms are not beside the repository"),
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),  # of the workbooks' styles
]


LOADED: set[str] = set()


def tried(name: str) -> Walk | str | Exception:
    """The walk through a form, the refusal as its author sees it, or the defect that it uncovered."""
    try:
        return walked_or_refused(name)
    except Exception as defect:  # noqa: BLE001 - raised again by the test of its form
        return defect


def walked_or_refused(name: str) -> Walk | str:
    """The first of what is wrong stands for all of it: each is told in the same way."""
    report = check(FORMS / name)
    if report.form is None:
        return str(report.errors[0])
    LOADED.add(name)
    random = Random(2)  # a form that cannot be filled in with this seed is a finding
    filling = Filling(
        report.form,
        language=report.form.default_language,
        now=lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC),
        random=random,
        new_id=lambda: str(UUID(int=random.getrandbits(128), version=4)),
    )
    try:
        found = walk(filling, random)
    except EvaluationError as error:
        return str(error)
    return found if isinstance(found, Walk) else f"{found.path}: {found.sentence}"


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Walk | str | Exception]:
    return {name: tried(name) for name in NAMES}


def test_most_real_forms_are_walked_to_a_submission(outcomes, capsys):
    walked = [name for name, outcome in outcomes.items() if isinstance(outcome, Walk)]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(LOADED)} of {len(outcomes)} real XLSForms load, {len(walked)} are walked to their end; others:\n"
        )
        for name in sorted(set(outcomes) - set(walked)):
            sys.stdout.write(f"  {name}: {outcomes[name]}\n")
    assert len(LOADED) >= LEAST_LOADED * len(outcomes)
    assert len(walked) >= LEAST_WALKED


@pytest.mark.parametrize("name", NAMES)
def test_a_real_form_is_walked_or_refused_in_plain_words(outcomes, name):
    outcome = outcomes[name]
    if isinstance(outcome, Exception):
        raise outcome
    if isinstance(outcome, Walk):
        assert fromstring(outcome.instance).find(".//{*}instanceID").text.startswith("uuid:")
    else:
        assert WHERE.match(outcome), outcome
        assert WHAT_TO_DO.search(outcome), outcome
        assert "\n" not in outcome
