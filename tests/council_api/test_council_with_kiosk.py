"""Both real ends together: what the kiosk's sender makes of what the council answers."""

import tomllib
import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from council_api import problems
from council_api.cli import main
from kiosk.attachments.attachment import Attachment
from kiosk.calling import Call, Heard, Kind
from kiosk.cli.calls import LateDesk
from kiosk.config import Config
from kiosk.parcel import MOST
from kiosk.submission import Submission
from offline_cache.delivery.council import PROBLEM, Council, read_refusal
from offline_cache.delivery.outcome import Accepted, Held, Incomplete, Paused, Retry, Uncertain
from offline_cache.sealing import CouncilKey, Envelope, seal, seal_parts


def submission():
    return Submission(
        id=str(uuid.uuid4()),
        reference="KTM7RF2WD",
        service="missed-bin",
        form_id="bin",
        form_version="3",
        language="cy",
        created=datetime(2026, 11, 21, tzinfo=UTC),
        instance="<data><enw>Siân Ŵyn</enw></data>".encode(),
        consent="given",
    )


def test_a_submission_goes_through_both_real_ends(tmp_path, served, capsys):
    data, out = tmp_path / "council", tmp_path / "council.toml"
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(out)]) == 0
    given = tomllib.loads(out.read_text())["council"]
    key = CouncilKey.of(load_pem_public_key(given["public_key"].encode()).public_bytes_raw())
    assert key.key_id == given["key_id"]
    sent = submission()
    envelope = seal(sent, key)
    with served(data) as url:
        council = Council(url, given["token"])
        assert council.deliver(envelope) == Accepted(envelope.digest)
        assert council.deliver(envelope) == Accepted(envelope.digest)
        assert council.deliver(seal(sent, key)) == Held("other-bytes")
        assert council.deliver(Envelope.of(seal(submission(), key).data[:-1])) == Held("cannot-open")
        assert Council(url, "another").deliver(envelope) == Paused("credential-refused")
        changed = replace(seal(submission(), key), digest=bytes(32))
        assert isinstance(council.deliver(changed), Retry)
    assert isinstance(council.deliver(envelope), Retry)


def test_many_go_through_both_real_ends_together(tmp_path, served):
    data, out = tmp_path / "council", tmp_path / "council.toml"
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(out)]) == 0
    given = tomllib.loads(out.read_text())["council"]
    key = CouncilKey.of_pem(given["public_key"])
    sent = [submission() for _ in range(MOST - 2)]
    envelopes = [seal(one, key) for one in sent]
    broken = Envelope.of(seal(submission(), key).data[:-1])
    taken = [Accepted(envelope.digest) for envelope in envelopes]
    with served(data) as url:
        council = Council(url, given["token"])
        assert council.deliver(envelopes[0]) == taken[0]
        assert council.deliver_together(envelopes) == taken
        mixed = [*envelopes, seal(sent[0], key), broken]
        assert council.deliver_together(mixed) == [*taken, Held("other-bytes"), Held("cannot-open")]
        assert set(Council(url, "another").deliver_together(envelopes)) == {Paused("credential-refused")}
        assert set(Council(f"{url}/elsewhere", given["token"]).deliver_together(envelopes) or ()) == set()
    assert isinstance(council.deliver(envelopes[0]), Retry)


def test_attachments_go_through_both_real_ends_and_none_is_lost_on_the_way(tmp_path, served):
    data, out = tmp_path / "council", tmp_path / "council.toml"
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(out)]) == 0
    given = tomllib.loads(out.read_text())["council"]
    key = CouncilKey.of(load_pem_public_key(given["public_key"].encode()).public_bytes_raw())
    files = [Attachment("image/png", bytes([n]) * 50_000, f"Page {n}", name=f"image-{n}.png") for n in (1, 2)]
    listed = tuple(file.listed() for file in files)
    sent = replace(submission(), attachments=listed, files=tuple(file.data for file in files))
    envelope, sealed = seal(sent, key), seal_parts(sent, key)
    with served(data) as url:
        council = Council(url, given["token"])
        assert council.deliver(envelope) == Incomplete("attachments-missing")
        assert council.deliver(sealed[1]) == Accepted(sealed[1].digest)
        assert council.deliver(envelope) == Incomplete("attachments-missing")
        assert council.deliver(sealed[0]) == Accepted(sealed[0].digest)
        assert council.deliver(sealed[0]) == Accepted(sealed[0].digest)
        assert council.deliver(envelope) == Accepted(envelope.digest)
        assert council.deliver(seal_parts(sent, key)[0]) == Held("other-bytes")


MEANINGS = [
    (problems.CREDENTIAL_MISSING, Paused),
    (problems.CREDENTIAL_REFUSED, Paused),
    (problems.WRONG_MEDIA_TYPE, Held),
    (problems.PARCEL_MEDIA_TYPE, Held),
    (problems.NOT_A_PARCEL, Held),
    (problems.TOO_LARGE, Held),
    (problems.NOT_AN_ENVELOPE, Held),
    (problems.ID_MISMATCH, Held),
    (problems.UNKNOWN_KEY, Held),
    (problems.CANNOT_OPEN, Held),
    (problems.NOT_A_SUBMISSION, Held),
    (problems.NOT_AN_ATTACHMENT, Held),
    (problems.ATTACHMENTS_DIFFER, Held),
    (problems.ATTACHMENTS_MISSING, Incomplete),
    (problems.OTHER_BYTES, Held),
    (problems.NOT_FOUND, Paused),
    (problems.CHANGED, Retry),
    (problems.busy(5), Retry),
    (problems.too_much(60), Retry),
    (problems.NO_REQUEST, Retry),
    (problems.TOO_SLOW, Retry),
    (problems.HEAD_TOO_LARGE, Retry),
    (problems.BROKEN, Uncertain),
]


@pytest.mark.parametrize(("refusal", "meaning"), MEANINGS, ids=lambda value: getattr(value, "name", ""))
def test_the_kiosk_understands_each_refusal(refusal, meaning):
    assert isinstance(read_refusal(refusal.status, PROBLEM + refusal.name, None), meaning)


def test_no_refusal_is_forgotten():
    for_staff = {problems.INBOX_CLOSED, problems.DAMAGED, problems.UNREADABLE, problems.NOT_RECORDED}
    for_staff |= {problems.NO_DATABASE, problems.NO_KEY, problems.METRICS_CLOSED, problems.OTHER_SITE}
    of_other_requests = {problems.CALL_TOO_LARGE, problems.SAVED_VISIT_MEDIA_TYPE, problems.NOT_A_SAVED_VISIT}
    of_other_requests |= {problems.EVENTS_MEDIA_TYPE, problems.EVENTS_TOO_LARGE}
    of_other_requests |= {problems.HEARTBEAT_MEDIA_TYPE, problems.HEARTBEAT_TOO_LARGE, problems.NO_AUTHORITY}
    of_other_requests |= {
        refusal for name, refusal in vars(problems).items() if name.startswith("ENROLMENT_")
    }  # each has its sentence in offline_cache/enrolment_link.py
    every = {value for value in vars(problems).values() if isinstance(value, problems.Refusal)}
    told = for_staff | of_other_requests | {refusal for refusal, _ in MEANINGS}
    assert every | {problems.busy(5), problems.too_much(60)} == told


def test_a_call_for_a_person_goes_through_both_real_ends(tmp_path, served, capsys):
    """S1: to the desk page with its password, and back to the kiosk with its credential; then nobody is reached."""
    data, out = tmp_path / "council", tmp_path / "kiosk" / "council.toml"
    out.parent.mkdir()
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(out)]) == 0
    desk = LateDesk(Config(out.parent))
    call = Call(str(uuid.uuid4()), Kind.HELP, "By the lifts", "missed-bin", "asking")
    unseen = Heard(seen=False, answered=False, done=False)
    with served(data) as url:
        out.write_text(out.read_text().replace(tomllib.loads(out.read_text())["council"]["url"], url))
        auth = ("council", (data / "inbox-password").read_text().strip())
        assert desk.say(call) == unseen
        assert (
            "library-1, By the lifts" in requests.get(f"{url}/inbox/calls/list", auth=auth, timeout=20).text
        )
        assert desk.say(replace(call, urgent=True)) == replace(unseen, seen=True)
        requests.post(f"{url}/inbox/calls/{call.id}/answer", auth=auth, timeout=20)
        assert desk.say(call) == replace(unseen, seen=True, answered=True)
        assert desk.say(replace(call, ended="over")) is not None
    assert desk.say(call) is None
    assert LateDesk(Config(tmp_path)).say(call) is None
