"""Sending a submission: stored exactly once, proved by its digest, refused with a problem that never changes."""

import json
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from council_api import kiosk_routes, submissions
from council_api.keys import new_key
from council_api.tables import submission as table
from kiosk.submission import MEDIA_TYPE, Submission


def rows(council):
    with council.parts.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_new_submission_is_stored_and_proved(council, repr_digest):
    submission = council.submission()
    envelope = council.sealed(submission)
    answer = council.put(submission.id, envelope)
    assert answer.status_code == 201
    assert answer.json() == {"id": submission.id, "outcome": "new"}
    assert answer.headers["repr-digest"] == repr_digest(envelope)
    with council.parts.engine.connect() as connection:
        row = connection.execute(select(table.c.envelope, table.c.digest)).one()
    assert row.envelope == envelope
    assert answer.headers["etag"] == f'"{row.digest.hex()}"'


def test_the_same_bytes_again_are_proved_again_and_stored_once(council, repr_digest):
    submission = council.submission()
    envelope = council.sealed(submission)
    council.put(submission.id, envelope)
    answer = council.put(submission.id, envelope)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "repeat")
    assert answer.headers["repr-digest"] == repr_digest(envelope)
    assert rows(council) == 1


def test_other_bytes_under_a_used_id_are_refused_and_change_nothing(council, problem):
    submission = council.submission()
    first = council.sealed(submission)
    council.put(submission.id, first)
    answer = council.put(submission.id, council.sealed(submission))
    assert (answer.status_code, problem(answer)) == (422, "other-bytes")
    assert "repr-digest" not in answer.headers
    with council.parts.engine.connect() as connection:
        assert connection.execute(select(table.c.envelope)).scalar_one() == first


def test_many_repeats_at_once_leave_exactly_one_row(council):
    submission = council.submission()
    envelope = council.sealed(submission)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: council.put(submission.id, envelope).status_code, range(48)))
    assert Counter(answers) == {201: 1, 200: 47}
    assert rows(council) == 1


def test_two_envelopes_racing_for_one_id_have_one_winner(council):
    submission = council.submission()
    rivals = [council.sealed(submission) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: council.put(submission.id, rivals[n % 2]).status_code, range(16)))
    assert Counter(answers) == {201: 1, 200: 7, 422: 8}
    assert rows(council) == 1


def test_two_submissions_may_have_the_same_reference(council):
    council.send()
    council.send()
    assert rows(council) == 2


def test_answers_are_nowhere_in_the_clear(council):
    council.send()
    council.parts.engine.dispose()
    for file in council.settings.data.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"Lovelace" not in data
            assert b"KT1 1EU" not in data


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("media_type", ["application/json", "text/plain", None])
def test_another_media_type_is_refused(council, problem, media_type):
    submission = council.submission()
    answer = council.put(submission.id, council.sealed(submission), **{"Content-Type": media_type})
    assert (answer.status_code, problem(answer)) == (415, "media-type")


def test_parameters_of_the_media_type_do_not_matter(council):
    submission = council.submission()
    answer = council.put(
        submission.id, council.sealed(submission), **{"Content-Type": f"{MEDIA_TYPE.upper()}; v=1"}
    )
    assert answer.status_code == 201


def test_too_large_is_refused_by_what_is_announced_and_by_what_comes(council, problem, monkeypatch):
    monkeypatch.setattr(kiosk_routes, "MAX_ENVELOPE", 1000)
    announced = council.put(uuid.uuid4(), b"x" * 1001)
    streamed = council.put(uuid.uuid4(), iter([b"x" * 600, b"x" * 600]))
    assert (announced.status_code, problem(announced)) == (413, "too-large")
    assert (streamed.status_code, problem(streamed)) == (413, "too-large")
    assert rows(council) == 0


DEEP = b'{"id":' + b"[" * 100_000 + b"\n"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"hello", b"[]\nx", b'{"id":1}\nx', b"\xff\xfe\n", b'{ "id": "a" }\nx', DEEP, b"\0" * 999],
)
def test_what_is_no_envelope_is_refused(council, problem, data):
    answer = council.put(uuid.uuid4(), data)
    assert (answer.status_code, problem(answer)) == (422, "not-an-envelope")


def test_the_address_must_end_with_the_id_in_the_envelope(council, problem):
    envelope = council.sealed(council.submission())
    answer = council.put(uuid.uuid4(), envelope)
    assert (answer.status_code, problem(answer)) == (422, "id-mismatch")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("name", ["1", "..%2F1", "6BA7B810-9DAD-41D1-80B4-00C04FD430C8"])
def test_an_id_is_a_lower_case_uuid4(council, problem, name):
    submission = council.submission(id=name)
    answer = council.put(name, council.sealed(submission))
    assert (answer.status_code, problem(answer)) in {(422, "id-mismatch"), (404, "not-found")}
    assert rows(council) == 0


def test_a_key_that_the_council_does_not_have_is_named_as_the_reason(council, problem, seal_with, tmp_path):
    stranger = new_key(tmp_path / "elsewhere")
    submission = council.submission()
    envelope = seal_with(council.header(submission, key_id=stranger.id), submission.plaintext(), stranger)
    answer = council.put(submission.id, envelope)
    assert (answer.status_code, problem(answer)) == (422, "unknown-key")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("change", [{"form_id": "another"}, {"form_version": "4"}, {"suite": "none"}])
def test_a_header_swapped_under_the_seal_does_not_open(council, problem, change):
    submission = council.submission()
    _, _, sealed = council.sealed(submission).partition(b"\n")
    answer = council.put(submission.id, council.header(submission, **change).line() + b"\n" + sealed)
    assert (answer.status_code, problem(answer)) == (422, "cannot-open")


def test_an_envelope_cannot_be_moved_to_another_id(council, problem):
    _, _, sealed = council.sealed(council.submission()).partition(b"\n")
    other = council.submission()
    answer = council.put(other.id, council.header(other).line() + b"\n" + sealed)
    assert (answer.status_code, problem(answer)) == (422, "cannot-open")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("where", [0, 40, -1])
def test_one_flipped_bit_does_not_open(council, problem, where):
    submission = council.submission()
    line, _, sealed = council.sealed(submission).partition(b"\n")
    changed = bytearray(sealed)
    changed[where] ^= 1
    answer = council.put(submission.id, line + b"\n" + bytes(changed))
    assert (answer.status_code, problem(answer)) == (422, "cannot-open")
    assert rows(council) == 0


def test_a_cut_envelope_does_not_open(council, problem):
    submission = council.submission()
    line, _, sealed = council.sealed(submission).partition(b"\n")
    for rest in (b"", sealed[:31], sealed[:-1]):
        answer = council.put(submission.id, line + b"\n" + rest)
        assert (answer.status_code, problem(answer)) == (422, "cannot-open")


def test_bytes_changed_on_the_way_are_asked_for_again(council, problem, repr_digest):
    submission = council.submission()
    envelope = council.sealed(submission)
    said = {"Repr-Digest": repr_digest(envelope)}
    answer = council.put(submission.id, envelope[:-1], **said)
    assert (answer.status_code, problem(answer)) == (400, "changed-on-the-way")
    assert council.put(submission.id, envelope, **said).status_code == 201


def _without(field):
    def change(fields):
        del fields[field]

    return change


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize(
    "change",
    [
        _without("consent"),
        lambda fields: fields.update(extra="1"),
        lambda fields: fields.update(id=str(uuid.UUID(int=1, version=4))),
        lambda fields: fields.update(form_version="2"),
        lambda fields: fields.update(reference=["a"]),
        lambda fields: fields.update(reference="\ud800"),
        lambda fields: fields.update(service="a\0b"),
        lambda fields: fields.update(created="yesterday"),
        lambda fields: fields.update(created=5),
        lambda fields: fields.update(instance=5),
    ],
)
def test_what_opens_but_is_no_submission_is_refused(council, problem, seal_with, change):
    submission = council.submission()
    fields = json.loads(submission.plaintext())
    change(fields)
    answer = council.put(
        submission.id, seal_with(council.header(submission), json.dumps(fields).encode(), council.key)
    )
    assert (answer.status_code, problem(answer)) == (422, "not-a-submission")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("plaintext", [b"", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_any_plaintext_is_read_without_harm(council, problem, seal_with, plaintext):
    submission = council.submission()
    answer = council.put(submission.id, seal_with(council.header(submission), plaintext, council.key))
    assert (answer.status_code, problem(answer)) == (422, "not-a-submission")


def test_answers_that_are_no_xml_are_taken_all_the_same(council):
    submission = council.send(instance=b"<data><a>1</a>")
    kept = submissions.fetch(council.parts.engine, council.parts.keys, submission.id)
    assert kept.submission == submission
    assert isinstance(kept.submission, Submission)
