"""Attachments at the council: each once, none swapped, dropped or added unseen, accepted means all of it."""

import hashlib
import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from council_api.tables import attachment
from kiosk.attachments.attachment import MAX_FILES, Attachment
from kiosk.attachments.part import MAX_PART, PartHeader, plaintext
from tests.council_api.conftest import HPKE

PDF = b"%PDF-1.4\n<script>alert(1)</script>"
LETTER = Attachment("application/pdf", PDF, "Letter <b>from</b> landlord.pdf", name="file-0001.pdf")
SIGNED = Attachment("image/png", b"\x89PNG\r\n\x1a\n123", "Sam Jones", name="signature-0002.png")


def made(council, *files, **changes):
    return council.submission(
        attachments=tuple(file.listed() for file in files),
        files=tuple(file.data for file in files),
        **changes,
    )


def header(council, submission, number, count=None, **changes):
    about = (submission.id, submission.form_id, submission.form_version, council.key.id)
    of = str(count or len(submission.files))
    return replace(PartHeader(*about, number=str(number), count=of), **changes)


def sealed(council, head, listed, data):
    return (
        head.line() + b"\n" + HPKE.encrypt(plaintext(listed, data), council.key.key.public_key(), head.info)
    )


def part(council, submission, number, **changes):
    listed, data = submission.attachments[number - 1], submission.files[number - 1]
    return sealed(council, header(council, submission, number, **changes), listed, data)


def put(council, submission, number, envelope=None):
    envelope = part(council, submission, number) if envelope is None else envelope
    return council.put(f"{submission.id}/attachments/{number}", envelope)


def send(council, *files):
    submission = made(council, *files)
    for number in range(1, len(files) + 1):
        assert put(council, submission, number).status_code == 201
    assert council.put(submission.id, council.sealed(submission)).status_code == 201
    return submission


def stored(council):
    with council.parts.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(attachment))


def test_each_is_taken_and_then_the_submission(council):
    submission = send(council, LETTER, SIGNED)
    assert stored(council) == 2
    shown = council.get(f"/v1/inbox/{submission.id}").json()["attachments"]
    assert [one["words"] for one in shown] == [LETTER.words, "Sam Jones"]


def test_the_proof_is_the_digest_of_what_was_sent(council):
    submission = made(council, SIGNED)
    envelope = part(council, submission, 1)
    answer = put(council, submission, 1, envelope)
    assert answer.headers["etag"] == f'"{hashlib.sha256(envelope).hexdigest()}"'


def test_the_same_bytes_again_are_taken_as_here(council):
    submission = made(council, SIGNED)
    envelope = part(council, submission, 1)
    assert [put(council, submission, 1, envelope).status_code for _ in range(3)] == [201, 200, 200]
    assert stored(council) == 1
    assert council.put(submission.id, council.sealed(submission)).status_code == 201
    assert put(council, submission, 1, envelope).status_code == 200, "also when the whole is here"


def test_other_bytes_under_the_same_number_are_refused(council, problem):
    submission = made(council, SIGNED)
    put(council, submission, 1)
    assert problem(put(council, submission, 1)) == "other-bytes"  # sealed anew


@pytest.mark.parametrize("there", [(), (1,), (2,)])
def test_a_submission_is_not_taken_before_all_of_it_is_here(council, problem, there):
    submission = made(council, LETTER, SIGNED)
    for number in there:
        put(council, submission, number)
    envelope = council.sealed(submission)
    answer = council.put(submission.id, envelope)
    assert (answer.status_code, problem(answer)) == (409, "attachments-missing")
    assert council.get("/v1/inbox").json()["total"] == 0
    for number in {1, 2} - set(there):
        put(council, submission, number)
    assert council.put(submission.id, envelope).status_code == 201


def test_swapped_attachments_are_seen(council, problem):
    submission = made(council, LETTER, SIGNED)
    swapped = replace(submission, attachments=submission.attachments[::-1], files=submission.files[::-1])
    for number in (1, 2):
        assert put(council, submission, number, part(council, swapped, number)).status_code == 201
    assert problem(council.put(submission.id, council.sealed(submission))) == "attachments-differ"


def test_an_attachment_of_another_submission_is_seen(council, problem):
    one, other = made(council, SIGNED), made(council, SIGNED)
    assert problem(put(council, one, 1, part(council, other, 1))) == "id-mismatch"


def test_an_attachment_under_another_number_is_seen(council, problem):
    submission = made(council, LETTER, SIGNED)
    assert problem(put(council, submission, 2, part(council, submission, 1))) == "id-mismatch"


@pytest.mark.parametrize("change", [{"form_id": "other"}, {"form_version": "9"}])
def test_an_attachment_of_another_form_is_seen(council, problem, change):
    submission = made(council, SIGNED)
    put(council, submission, 1, part(council, submission, 1, **change))
    assert problem(council.put(submission.id, council.sealed(submission))) == "attachments-differ"


def test_one_that_the_submission_does_not_list_is_seen(council, problem):
    submission = made(council, LETTER, SIGNED)
    for number in (1, 2):
        put(council, submission, number)
    fewer = replace(submission, attachments=submission.attachments[:1], files=submission.files[:1])
    assert problem(council.put(submission.id, council.sealed(fewer))) == "attachments-differ"


def test_one_that_comes_when_the_whole_is_here_is_refused(council, problem):
    submission = send(council, SIGNED)
    more = replace(
        submission, attachments=(*submission.attachments, LETTER.listed()), files=(SIGNED.data, PDF)
    )
    assert problem(put(council, more, 2)) == "attachments-differ"


def test_a_header_that_was_changed_no_longer_opens(council, problem):
    submission = made(council, LETTER, SIGNED)
    envelope = part(council, submission, 1)
    changed = envelope.replace(b'"count":"2"', b'"count":"3"')
    assert changed != envelope
    assert problem(put(council, submission, 1, changed)) == "cannot-open"


def test_a_submission_is_no_attachment_and_an_attachment_no_submission(council, problem):
    submission = made(council, SIGNED)
    assert problem(put(council, submission, 1, council.sealed(submission))) == "not-an-envelope"
    assert problem(council.put(submission.id, part(council, submission, 1))) == "not-an-envelope"


def test_an_envelope_larger_than_any_file_is_not_opened(council, problem):
    submission = made(council, SIGNED)
    assert problem(put(council, submission, 1, bytes(MAX_PART + 1))) == "too-large"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("number", ["0", "11", "-1", "x", "1.5"])
def test_a_number_that_no_attachment_has_is_refused(council, number):
    submission = made(council, SIGNED)
    assert MAX_FILES == 10
    assert council.put(f"{submission.id}/attachments/{number}", b"x").status_code in {400, 404, 422}
    assert stored(council) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize(
    "change",
    [
        {"digest": "0" * 64},
        {"size": 1},
        {"size": 10**9},
        {"name": "../../etc/passwd"},
        {"name": 'a"; filename="b.exe'},
        {"name": "a\r\nSet-Cookie: x"},
        {"media_type": "text/html\r\nX: y"},
        {"words": "w" * 2000},
        {"words": "\0"},
        {"words": 5},
        {"more": 1},
    ],
)
def test_hostile_descriptions_are_no_attachment(council, problem, change):
    submission = made(council, SIGNED)
    fields = vars(submission.attachments[0]) | change
    plain = json.dumps(fields).encode() + b"\n" + SIGNED.data
    head = header(council, submission, 1)
    envelope = head.line() + b"\n" + HPKE.encrypt(plain, council.key.key.public_key(), head.info)
    assert problem(put(council, submission, 1, envelope)) == "not-an-attachment"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("attachments", [[{}], "x", 5, [1], [{"name": "a"}], None])
def test_hostile_lists_are_no_submission(council, problem, attachments):
    submission = made(council)
    fields = json.loads(submission.plaintext()) | {"attachments": attachments}
    head = council.header(submission)
    envelope = (
        head.line()
        + b"\n"
        + HPKE.encrypt(json.dumps(fields).encode(), council.key.key.public_key(), head.info)
    )
    assert problem(council.put(submission.id, envelope)) == "not-a-submission"


@pytest.mark.parametrize("where", ["/inbox/{}/attachments/1", "/v1/inbox/{}/attachments/1"])
def test_a_file_is_kept_and_never_shown_by_the_browser(council, where):
    submission = send(council, LETTER)
    answer = council.get(where.format(submission.id))
    assert answer.content == PDF
    assert answer.headers["content-disposition"] == 'attachment; filename="file-0001.pdf"'
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert council.client.get(where.format(submission.id)).status_code == 401
    assert council.get(where.format(submission.id)[:-1] + "2").status_code == 404


def test_a_kind_that_is_not_known_is_only_bytes(council):
    strange = replace(LETTER, media_type="text/html", name="file-1.html")
    submission = send(council, strange)
    answer = council.get(f"/inbox/{submission.id}/attachments/1")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_the_page_lists_them_in_words(council):
    submission = send(council, LETTER, SIGNED)
    page = council.get(f"/inbox/{submission.id}").text
    assert f'href="/inbox/{submission.id}/attachments/2"' in page
    assert "Sam Jones" in page
    assert "Letter &lt;b&gt;from&lt;/b&gt; landlord.pdf" in page


def test_a_file_before_its_submission_is_shown_to_nobody(council):
    submission = made(council, SIGNED)
    put(council, submission, 1)
    assert council.get(f"/inbox/{submission.id}/attachments/1").status_code == 404


def test_a_stored_file_that_was_damaged_is_told(council):
    submission = send(council, SIGNED)
    with council.parts.engine.begin() as connection:
        connection.execute(update(attachment).values(envelope=b"\0"))
    assert council.get(f"/inbox/{submission.id}/attachments/1").status_code == 500
