"""What a council said it would keep for so long is deleted then, and nothing else ever is."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from council_api import retention, submissions
from council_api.cli import main
from council_api.policy import Allowance, Policy, Retention, read_policy
from council_api.retention import Deleted, purge
from council_api.tables import attachment, submission
from council_api.upkeep import Upkeep
from kiosk.errors import CouncilError
from tests.council_api.conftest import BEGIN
from tests.council_api.test_council_attachments import LETTER, SIGNED, made, part, put, send

YEAR = Retention({"missed-bin": 365})
NEVER = Retention()


def later(days):
    return BEGIN + timedelta(days=days, hours=1)


def run(council, rules=YEAR, days=365):
    return purge(council.parts.engine, rules, later(days))


def row(council, id_):
    with council.parts.engine.connect() as connection:
        return connection.execute(select(submission).where(submission.c.id == id_)).one()


def test_it_is_kept_to_its_day_and_no_longer(council):
    sent = council.send()
    council.get(f"/inbox/{sent.id}")
    assert run(council, days=364) == Deleted(0, 0, 0)
    assert council.get(f"/inbox/{sent.id}").status_code == 200
    assert run(council) == Deleted(1, 0, 0)
    assert run(council) == Deleted(0, 0, 0)


def test_of_what_was_deleted_stays_what_knows_a_repeat(council, problem):
    sent = send(council, LETTER, SIGNED)
    envelope, part_ = council.sealed(sent), part(council, sent, 1)
    other = council.submission()
    bytes_ = council.sealed(other)
    assert council.put(other.id, bytes_).status_code == 201
    before = row(council, sent.id)
    for one in (sent, other):
        council.get(f"/inbox/{one.id}")
    assert run(council) == Deleted(2, 0, 0)
    after = row(council, sent.id)
    for kept in ("seq", "id", "reference", "received_at", "digest", "kiosk_seq", "size"):
        assert getattr(after, kept) == getattr(before, kept)
    assert (after.envelope, after.service, after.language) == (b"", "", "")
    with council.parts.engine.connect() as connection:
        rows = connection.execute(select(attachment)).all()
    assert [(one.number, one.envelope) for one in rows] == [(1, b""), (2, b"")]
    assert council.put(other.id, bytes_).status_code == 200
    answer = council.put(other.id, council.sealed(other))
    assert (answer.status_code, problem(answer)) == (422, "other-bytes")
    assert put(council, sent, 1, part_).status_code == 422  # sealed anew, so other bytes
    assert council.put(sent.id, envelope).status_code == 422
    assert row(council, sent.id).envelope == b""


def test_a_repeat_of_a_deleted_one_with_attachments_is_a_repeat(council):
    sent = made(council, LETTER)
    part_, envelope = part(council, sent, 1), council.sealed(sent)
    for _ in range(2):
        codes = put(council, sent, 1, part_).status_code, council.put(sent.id, envelope).status_code
        council.get(f"/inbox/{sent.id}")
        run(council)
    assert codes == (200, 200)


def test_what_nobody_has_opened_is_not_deleted(council):
    unread, read = council.send(), council.send()
    council.get("/inbox")
    council.get(f"/v1/inbox/{read.id}")
    assert run(council) == Deleted(1, 0, 1)
    assert council.get(f"/inbox/{unread.id}").status_code == 200
    assert run(council) == Deleted(1, 0, 0)


def test_a_service_without_a_number_is_kept_for_ever(council):
    sent = council.send(service="blue-badge")
    council.get(f"/inbox/{sent.id}")
    assert run(council, YEAR, days=36_500) == run(council, NEVER, days=36_500) == Deleted(0, 0, 0)


def test_what_was_deleted_says_so(council, problem):
    sent = send(council, LETTER)
    council.get(f"/inbox/{sent.id}")
    run(council)
    day = "21 November 2027"
    for path in ("", "/instance.xml", "/attachments/1"):
        answer = council.get(f"/inbox/{sent.id}{path}")
        assert answer.status_code == 410
        assert f"was deleted on {day}" in answer.text
    for path in ("", "/attachments/1"):
        answer = council.get(f"/v1/inbox/{sent.id}{path}")
        assert (answer.status_code, problem(answer)) == (410, "deleted")
        assert day in answer.json()["detail"]
    assert f"Deleted on {day}" in council.get("/inbox").text
    (line,) = council.get("/v1/inbox").json()["submissions"]
    assert (line["service"], line["language"], line["deleted"][:10]) == ("", "", "2027-11-21")


def test_attachments_that_no_submission_came_for_go_and_those_of_one_stay(council):
    lost, whole = made(council, LETTER, SIGNED), send(council, LETTER)
    for number in (1, 2):
        put(council, lost, number)
    assert run(council, NEVER, days=89) == Deleted(0, 0, 0)
    assert run(council, NEVER, days=90) == Deleted(0, 0, 0)  # set aside
    assert run(council, NEVER, days=90) == Deleted(0, 2, 0)
    assert council.get(f"/inbox/{whole.id}/attachments/1").status_code == 200
    # Whoever sends it after all sends the attachments again.
    assert council.put(lost.id, council.sealed(lost)).status_code == 409
    for number in (1, 2):
        assert put(council, lost, number).status_code == 201
    assert council.put(lost.id, council.sealed(lost)).status_code == 201


def test_a_submission_that_comes_as_its_attachments_are_set_aside_has_them(council):
    late, again = made(council, LETTER), made(council, SIGNED)
    for one in (late, again):
        put(council, one, 1)
    whole = submissions.read(council.parts.keys, 1, late.id, council.sealed(late), b"digest", now=BEGIN)[1]
    run(council, NEVER, days=90)
    submissions.store(council.parts.engine.begin, [whole])  # what was looked at before they were set aside
    assert put(council, again, 1).status_code == 201
    assert council.put(again.id, council.sealed(again)).status_code == 201
    assert run(council, NEVER, days=90) == Deleted(0, 1, 0)
    for one in (late, again):
        assert council.get(f"/inbox/{one.id}/attachments/1").content == one.files[0]


def test_many_are_deleted_a_few_at_a_time(council, monkeypatch):
    monkeypatch.setattr(retention, "_AT_ONCE", 2)
    for sent in [council.send() for _ in range(5)]:
        council.get(f"/inbox/{sent.id}")
    assert run(council) == Deleted(5, 0, 0)


def test_nothing_of_it_is_left_in_the_files_of_sqlite(council, database):
    if database:
        pytest.skip("PostgreSQL lets go of old rows in its own time: docs/council-care.md")
    sent = council.submission()
    envelope = council.sealed(sent)
    assert council.put(sent.id, envelope).status_code == 201
    council.get(f"/inbox/{sent.id}")

    def on_disk():
        return b"".join(file.read_bytes() for file in council.settings.data.glob("council.db*"))

    assert envelope[-200:] in on_disk()
    run(council)
    assert envelope[-200:] not in on_disk()


def test_two_at_once_do_not_both_delete(council, database):
    if not database:
        pytest.skip("SQLite has one writer")
    sent = council.send()
    council.get(f"/inbox/{sent.id}")
    with council.parts.engine.begin() as other:
        other.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": retention._LOCK})
        assert run(council) is None
    assert run(council) == Deleted(1, 0, 0)


def test_a_worker_deletes_by_itself_by_what_the_file_says_then(council, tmp_path):
    sent = council.send()
    council.get(f"/inbox/{sent.id}")
    policy = tmp_path / "council.toml"
    upkeep = Upkeep(replace(council.parts, policy=policy, clock=lambda: later(10)), None)
    upkeep.purge()
    assert council.get(f"/inbox/{sent.id}").status_code == 200
    policy.write_text("[retention.days]\nmissed-bin = 9\n")
    upkeep.purge()
    assert council.get(f"/inbox/{sent.id}").status_code == 410


def test_chores_go_on_after_one_has_failed(council, caplog, monkeypatch):
    done, waits = [], []

    async def at_once(seconds):
        waits.append(seconds)
        if len(waits) > 121:
            raise asyncio.CancelledError

    def fails():
        done.append(len(waits))
        raise OSError("/a/path/of/ours")

    upkeep = Upkeep(council.parts, council.client.app.state.limits)
    monkeypatch.setattr("asyncio.sleep", at_once)
    monkeypatch.setattr(upkeep, "purge", fails)
    with suppress(asyncio.CancelledError):
        asyncio.run(upkeep._run())
    assert done == [1, 61, 121]
    assert set(waits) == {60.0}
    assert "fails: OSError" in caplog.text
    assert "path" not in caplog.text


def test_the_command_deletes_and_says_so(council, database, capsys):
    read, unread = council.send(), council.send()
    council.get(f"/inbox/{read.id}")
    with council.parts.engine.begin() as connection:
        connection.execute(text("UPDATE submission SET received_at = '2020-01-01T00:00:00+00:00'"))
    council.settings.policy.write_text("[retention.days]\nmissed-bin = 365\n")
    council.parts.engine.dispose()
    more = ["--database", database] if database else []
    assert main(["purge", "--data", str(council.settings.data), *more]) == 0
    assert capsys.readouterr().out == (
        "Deleted: 1. Attachments that no submission came for: 0.\n"
        "Past their time but never opened, and so kept: 1.\n"
    )
    assert council.get(f"/inbox/{unread.id}").status_code == 200


def test_a_council_decides_in_its_file(tmp_path):
    file = tmp_path / "council.toml"
    assert read_policy(None) == read_policy(file) == Policy()
    file.write_text(
        "[retention]\nunclaimed = 30\n[retention.days]\nmissed-bin = 365\n[kiosks]\nrequests_a_minute = 600\n"
    )
    expected = Policy(Retention({"missed-bin": 365}, 30), Allowance(requests_a_minute=600))
    assert read_policy(file) == expected


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("retention = 3", "retention"),
        ("[retentoin]", "retentoin"),
        ("[retention]\ndays = 3", "retention.days"),
        ("[retention]\nunclaimed = 0", "unclaimed"),
        ("[retention.days]\nmissed-bin = -1", "missed-bin"),
        ("[retention.days]\nmissed-bin = true", "missed-bin"),
        ('[retention.days]\nmissed-bin = "365"', "missed-bin"),
        ("[kiosks]\nrequests = 3", "requests"),
        ("[kiosks]\nrequests_a_minute = 0", "requests_a_minute"),
        ("[kiosks", "TOML"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path, said, names):
    file = tmp_path / "council.toml"
    file.write_text(said)
    with pytest.raises(CouncilError, match=names):
        read_policy(file)
