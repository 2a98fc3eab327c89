"""Schemathesis asks for everything that the OpenAPI document offers, and for what it does not, and finds nothing.

In a few seconds here; FAULTS=many looks for longer.
"""

import itertools
from datetime import timedelta

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.generation import GenerationMode
from schemathesis.transport.serialization import Binary

from council_api import releases, saved_visit_routes
from kiosk import parcel
from kiosk.attachments.attachment import Attachment
from kiosk.attachments.part import PartHeader, plaintext
from kiosk.submission import MEDIA_TYPE
from tests.council_api.conftest import BEGIN, HPKE
from tests.faults.amount import SEED, amount
from tests.releases.release_rig import image

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

EXAMPLES = amount(8, 300)
PHOTO = Attachment("image/png", b"\x89PNG", "A photo", name="photo.png")


def config(council):
    both = {
        "kiosk": {"bearer": council.token},
        "council": {"username": "council", "password": council.parts.password},
        "monitor": {"bearer": council.parts.metrics_token},
    }
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "generation": {"max-examples": EXAMPLES, "deterministic": True},
            "auth": {"openapi": both},
        }
    )


def found(app, config):
    """What schemathesis has to say of an app: the operations that it tried, and its findings in words."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    tried, findings = set(), set()
    for event in from_schema(schema).execute():
        if isinstance(event, ScenarioFinished):
            tried |= {case.value.operation.label for case in event.recorder.cases.values()}
            checks = [check for checks in event.recorder.checks.values() for check in checks]
            failures = [check.failure_info for check in checks if check.status != Status.SUCCESS]
            findings |= {f"{one.failure.title}: {one.failure.message}: {one.code_sample}" for one in failures}
        elif isinstance(event, NonFatalError):
            findings.add(f"{event.label}: {event.value}")
        elif isinstance(event, FatalError):
            findings.add(str(event.exception))
    return tried, findings


def aimed(council):
    """Puts what a kiosk would send, and what was sent, in the place of good values that were made up."""
    counts = itertools.count()
    whole = council.send()

    def aim(_context, case, _kwargs):
        places = case.path_parameters
        if "visit_id" in (places or ()):
            aim_at_saved_visit(case)
            return
        if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
            return
        if case.operation.label == "POST /v1/submissions":
            case.body = Binary(parcel.pack([council.sealed(council.submission()), b"junk"]))
        if not places:
            return
        if "kind" in places:
            case.path_parameters = {"kind": "image"} | ({"file": "release.sig"} if "file" in places else {})
        elif case.method == "GET":
            places["submission_id"] = whole.id if next(counts) % 2 else places["submission_id"]
        elif "number" in places:
            other = council.submission()
            places |= {"submission_id": other.id, "number": 1}
            case.body = Binary(sealed_part(council, other))
        else:
            sent = council.submission() if next(counts) % 2 else whole
            places["submission_id"] = sent.id
            case.body = Binary(council.sealed(sent))

    return aim


def aim_at_saved_visit(case):
    if case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE:
        case.path_parameters["visit_id"] = "0123456789abcdef" * 2
        if case.method == "PUT":
            until = (BEGIN + timedelta(days=2)).isoformat()
            case.body = Binary(f"handrail-saved-visit/1 {until}\nsealed".encode())


def sealed_part(council, submission):
    header = PartHeader(submission.id, submission.form_id, submission.form_version, council.key.id)
    plain = plaintext(PHOTO.listed(), PHOTO.data)
    return header.line() + b"\n" + HPKE.encrypt(plain, council.key.key.public_key(), header.info)


@pytest.fixture
def database():
    """What is asked here does not depend on which it is."""


@pytest.fixture
def aimed_well(council, tmp_path):
    object.__setattr__(council.parts, "releases", tmp_path / "releases")
    releases.publish(council.parts.releases, image(tmp_path))
    for media_type in (MEDIA_TYPE, parcel.MEDIA_TYPE, saved_visit_routes.MEDIA_TYPE):
        schemathesis.openapi.media_type(media_type, st.binary(max_size=200))
    aim = aimed(council)
    schemathesis.hook("before_call")(aim)
    yield
    schemathesis.hooks.unregister(aim)


def test_schemathesis_finds_nothing(council, aimed_well):
    """Every operation, with both credentials, without one, with values in and out of its description."""
    tried, findings = found(council.client.app, config(council))
    assert findings == set()
    sent = {"PUT /v1/submissions/{submission_id}", "POST /v1/submissions"}
    assert sent | {"GET /v1/inbox/{submission_id}", "GET /healthz"} <= tried
    assert {"GET /v1/releases/{kind}", "GET /v1/releases/{kind}/{file}"} <= tried


def test_schemathesis_finds_a_fault_where_there_is_one(council):
    app = FastAPI()

    @app.get("/halves")
    def halves(number: int) -> int:
        return 100 // (number - number)

    _, findings = found(app, config(council))
    assert findings
