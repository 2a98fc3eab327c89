"""Whoever reads what people sent is written down, before anything is shown, and nothing can be taken out of that."""

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from council_api.audit import Action, all_readings, readings
from council_api.cli import main
from council_api.tables import audit
from tests.council_api.test_council_attachments import LETTER, send


def did(council):
    """What was done, oldest first."""
    found = all_readings(council.parts.engine)
    return [(one.action, one.submission, one.number) for one in found][::-1]


def test_every_reading_is_a_row(council):
    sent = send(council, LETTER)
    for path in ("/inbox", f"/inbox/{sent.id}", f"/inbox/{sent.id}/instance.xml"):
        assert council.get(path).status_code == 200
    assert council.get(f"/inbox/{sent.id}/attachments/1").status_code == 200
    for path in ("/v1/inbox", f"/v1/inbox/{sent.id}", f"/v1/inbox/{sent.id}/attachments/1"):
        assert council.get(path).status_code == 200
    assert did(council) == [
        (Action.LISTED, "", None),
        (Action.OPENED, sent.id, None),
        (Action.DOWNLOADED, sent.id, None),
        (Action.ATTACHMENT, sent.id, 1),
        (Action.LISTED, "", None),
        (Action.OPENED, sent.id, None),
        (Action.ATTACHMENT, sent.id, 1),
    ]
    newest = readings(council.parts.engine)[0]
    assert (newest.who, newest.address) == ("council", "testclient")


def test_what_shows_nothing_is_no_reading(council):
    sent = council.send()
    for path in ("/inbox/nothing", f"/v1/inbox/{sent.id}/attachments/1", "/inbox?before=0", "/inbox/audit"):
        council.get(path)
    council.client.get(f"/inbox/{sent.id}")
    assert did(council) == []


def test_a_reading_that_cannot_be_written_down_is_refused(council, problem, monkeypatch):
    sent = send(council, LETTER)
    with council.parts.engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO away"))
    for path in ("/v1/inbox", f"/v1/inbox/{sent.id}", f"/v1/inbox/{sent.id}/attachments/1"):
        answer = council.get(path)
        assert (answer.status_code, problem(answer)) == (503, "not-recorded")
    for path in ("", f"/{sent.id}", f"/{sent.id}/instance.xml", f"/{sent.id}/attachments/1"):
        answer = council.get(f"/inbox{path}")
        assert answer.status_code == 503
        assert "it is not shown" in answer.text
        assert sent.reference not in answer.text


@pytest.mark.parametrize(
    "change", [update(audit).values(who="nobody"), delete(audit)], ids=["update", "delete"]
)
def test_no_row_can_be_changed_or_taken_out(council, change):
    council.get("/inbox")
    with pytest.raises(DBAPIError, match="only added to"), council.parts.engine.begin() as connection:
        connection.execute(change)
    assert len(did(council)) == 1


def test_it_holds_nothing_of_what_people_wrote(council):
    sent = send(council, LETTER)
    council.get(f"/inbox/{sent.id}")
    council.get(f"/inbox/{sent.id}/attachments/1")
    with council.parts.engine.connect() as connection:
        rows = str(connection.execute(select(audit)).all())
    for words in ("Lovelace", "KT1", sent.reference, LETTER.words, LETTER.name, sent.service):
        assert words not in rows


def test_staff_see_it_page_by_page(council):
    sent = council.send()
    council.get(f"/inbox/{sent.id}")
    first = council.get("/inbox/audit").text
    assert "Opened it" in first
    assert f'href="/inbox/{sent.id}"' in first
    assert "Older" not in first
    rows = [
        {"at": "2026-11-21T10:00:00+00:00", "who": "council", "address": "192.0.2.7", "action": "listed"}
    ] * 200
    with council.parts.engine.begin() as connection:
        connection.execute(insert(audit), rows)
    pages, path = [], "/inbox/audit"
    while path:
        text_ = council.get(path).text
        pages.append(text_.count("<time "))
        links = [part.split('"')[0] for part in text_.split('href="')[1:] if "before=" in part.split('"')[0]]
        path = links[0] if links else None
    assert pages == [100, 100, 1]


def test_the_command_prints_it(council, database, capsys):
    sent = council.send()
    council.get("/inbox")
    council.get(f"/v1/inbox/{sent.id}")
    council.parts.engine.dispose()
    more = ["--database", database] if database else []
    assert main(["audit", "--data", str(council.settings.data), *more]) == 0
    assert capsys.readouterr().out == (
        f"2026-11-21T09:33:00+00:00\tcouncil\ttestclient\topened\t{sent.id}\t\n"
        "2026-11-21T09:31:00+00:00\tcouncil\ttestclient\tlisted\t\t\n"
    )
