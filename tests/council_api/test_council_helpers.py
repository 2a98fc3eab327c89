"""Who helped is read by council staff in words, beside the answers and never among them (S2, S3)."""

import json
from datetime import UTC, datetime

import pytest

from kiosk.helper import BEHALF, Helper
from kiosk.submission import CHANNEL
from tests.council_api.conftest import seal
from tests.council_api.test_council_inbox import HOSTILE, page

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)
BEFORE_TIME = "0001-01-01T00:00:00+23:00"


@pytest.fixture
def database():
    """What is in an envelope does not depend on the database."""


def test_the_page_says_who_helped_what_was_agreed_to_and_for_how_long(council):
    """S2, S3: both identities are kept apart."""
    sam = Helper("types", "family", "Sam", "Sam types.\nThe council gets a note.", AT, AT.replace(hour=11))
    acting = Helper(BEHALF, "law", "Ann Deputy", "The law lets me.", AT)
    sent = council.send(helped=(sam, acting), location="Merrow Library, first floor")
    shown = page(council, f"/inbox/{sent.id}").text
    told = " ".join(shown.split())
    assert "Typed what the person said" in told
    assert "Name of the helperSam" in told
    assert "Someone in the person’s family" in told
    assert "From21 November 2026, 10:00 UTC" in told
    assert "Until21 November 2026, 11:00 UTC" in told
    assert f"Version of that text{sam.version}" in told
    assert "Filled this in for somebody else" in told
    assert "Name of who filled it inAnn Deputy" in told
    assert "Someone whose affairs they look after by law" in told
    assert "UntilIt was sent" in told
    assert "Kiosk, Merrow Library, first floor" in told
    xml = council.get(f"/inbox/{sent.id}/instance.xml").content
    assert b"Sam" not in xml
    assert b"Ann Deputy" not in xml


def test_the_same_as_json(council):
    """S2."""
    sent = council.send(helped=(Helper("beside", "volunteer", "", "Words", AT),), location="Library")
    told = council.get(f"/v1/inbox/{sent.id}").json()
    assert told["channel"] == CHANNEL
    assert told["location"] == "Library"
    (helper,) = told["helped"]
    assert helper["how"] == "Sat with the person, who chose and typed"
    assert helper["who"] == "A volunteer"
    assert helper["ended"] is None
    assert not helper["acts"]


def test_what_a_helper_is_called_cannot_break_the_page(council):
    sent = council.send(helped=(Helper("types", "friend", HOSTILE, HOSTILE, AT),), location=HOSTILE)
    shown = page(council, f"/inbox/{sent.id}")
    assert shown.all("script") == shown.all("img") == []
    assert shown.text.count(HOSTILE) == 3


def test_an_envelope_of_before_still_opens(council):
    """Neither a helper nor a channel nor a location is in it."""
    submission = council.submission()
    fields = json.loads(submission.plaintext())
    assert fields.pop("channel") == CHANNEL
    assert not {"helped", "location"} & fields.keys()
    envelope = seal(council.header(submission), json.dumps(fields).encode(), council.key)
    assert council.put(submission.id, envelope).status_code == 201
    told = " ".join(page(council, f"/inbox/{submission.id}").text.split())
    assert "HelpNone that we were told of" in told
    assert "Who helped" not in told


@pytest.mark.parametrize(
    "helped",
    [
        "Sam",
        ["Sam"],
        [{}],
        [{"mode": "rules", "role": "", "relationship": "friend", "name": "Sam"}],
        [Helper("types", "friend", "Sam", "Words", AT).written() | {"agreed": "soon"}],
        [Helper("types", "friend", "Sam", "Words", AT).written() | {"name": 3}],
        [Helper("types", "friend", "Sam\0", "Words", AT).written()],
        [Helper("types", "friend", "Sam", "Words", AT).written() | {"ended": BEFORE_TIME}],
    ],
)
def test_a_helper_that_is_none_is_refused_at_the_door(council, helped):
    submission = council.submission()
    fields = json.loads(submission.plaintext()) | {"helped": helped}
    envelope = seal(council.header(submission), json.dumps(fields).encode(), council.key)
    assert council.put(submission.id, envelope).status_code == 422


def test_a_time_that_no_page_could_show_is_refused_at_the_door(council):
    """Who stole a credential would leave what staff can neither open nor ever delete."""
    submission = council.submission(created=datetime.fromisoformat(BEFORE_TIME))
    assert council.put(submission.id, council.sealed(submission)).status_code == 422
