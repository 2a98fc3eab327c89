"""Every XForm that three other engines test themselves with: walked to a submission, or refused in one sentence."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from kiosk.errors import FormError
from kiosk.forms.filling import Filling
from kiosk.forms.walk import Walk, walk
from kiosk.forms.xform import load
from tests.scenario import Ids

FOLDER = Path(__file__).parents[3] / "shared" / "forms" / "xform"
FORMS = sorted(FOLDER.glob("*.xml"))
NAMES_A_PLACE = re.compile(r"^(/[^ ]*|list [^ ]+|file [^ ]+): \S")
LEAST_LOADED = 0.98
LEAST_WALKED = 0.95
SEED = 7

pytestmark = [
    pytest.mark.coverage_elsewhere,  # the same code many times over
    pytest.mark.skipif(
        not FORMS, reason="the real forms in ../shared/forms/xform are not beside this checkout"
    ),
]
OUTCOMES: dict[str, str] = {}


def outcome(file):
    """``walked``, or why not. Anything but a FormError is a crash and fails the test."""
    try:
        form = load(file.read_bytes())
    except FormError as error:
        return f"refused: {error}"
    filling = Filling(
        form,
        language=form.default_language,
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
        random=Random(SEED),
        new_id=Ids(),
    )
    found = walk(filling, Random(SEED))
    if not isinstance(found, Walk):
        return f"stuck: {found.path}: {found.sentence}"
    ET.fromstring(found.instance)
    assert filling.check_all() is None
    return "walked"


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_real_form_is_walked_or_refused_with_a_sentence(file):
    found = OUTCOMES[file.name] = outcome(file)
    if found.startswith("refused: "):
        sentence = found.removeprefix("refused: ")
        assert NAMES_A_PLACE.match(sentence), sentence
        assert "\n" not in sentence
        assert len(sentence) < 300


def test_most_real_forms_can_be_sent(capsys):
    for file in FORMS:
        OUTCOMES.setdefault(file.name, outcome(file))
    counts = Counter(found.partition(":")[0] for found in OUTCOMES.values())
    with capsys.disabled():
        print(f"\nreal XForms: {dict(counts)} of {len(FORMS)}")  # noqa: T201 - the counts are asked for
    assert counts["walked"] + counts["stuck"] >= LEAST_LOADED * len(FORMS)
    assert counts["walked"] >= LEAST_WALKED * len(FORMS)
