"""A visit goes on with the version that it began with, down to what is sent."""

import random
import uuid
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest

from kiosk.cli.compose import load_form
from kiosk.content import Content
from kiosk.idle import Idle
from kiosk.visit import Means, Visit
from tests.bundles.bundle_rig import Kiosk, small


class FakeOutbox:
    def __init__(self):
        self.taken = []

    def refusal(self, destination):
        return ""

    def put(self, answers):
        self.taken.append(answers)
        promise = Future()
        promise.set_result(answers.reference)
        return promise


@pytest.fixture
def outbox():
    return FakeOutbox()


@pytest.fixture
def offered(tmp_path):
    return Content(tmp_path / "data")


@pytest.fixture
def visit(outbox, offered):
    return Visit(
        Means(
            catalogue=offered.catalogue,
            load_form=load_form,
            outbox=outbox,
            idle=Idle(lambda: 0.0, 180.0, 60.0),
            now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
            random=random.Random(1),
            new_id=lambda: str(uuid.UUID(int=7, version=4)),
        )
    )


@pytest.fixture
def shelf(tmp_path):
    return Kiosk(tmp_path / "data" / "bundles")


def send(visit):
    visit.agree()
    visit.committed(visit.submit())
    visit.finish()
    visit.end()


def test_a_bundle_taken_in_the_middle_of_a_form_changes_nothing_of_it(
    visit, offered, outbox, shelf, tmp_path
):
    shelf.take(small(tmp_path, 1))
    offered.renew()
    visit.begin("en")
    visit.choose("bins")
    for version in (2, 3, 4):
        shelf.take(small(tmp_path, version))
    assert visit.service.text("title", "en") == "Bins 1"
    send(visit)
    assert offered.renew()
    visit.begin("en")
    visit.choose("bins")
    assert visit.service.text("title", "en") == "Bins 4"
    send(visit)
    assert [answers.form_version for answers in outbox.taken] == ["1", "4"]


def test_a_bundle_taken_before_a_service_is_chosen_waits_as_well(visit, offered, outbox, shelf, tmp_path):
    shelf.take(small(tmp_path, 1))
    offered.renew()
    visit.begin("en")
    for version in (2, 3, 4):
        shelf.take(small(tmp_path, version))
    visit.choose("bins")
    send(visit)
    assert [answers.form_version for answers in outbox.taken] == ["1"]
