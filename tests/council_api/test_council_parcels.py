"""Many submissions in one request: each is stored exactly once and told of by itself, whatever the others are."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DataError
from starlette.testclient import TestClient

from council_api import kiosks
from council_api.app import create_app
from council_api.tables import submission as table
from kiosk.parcel import ANSWERS, MAX_PARCEL, MEDIA_TYPE, MOST, Word, pack, unpack, words
from tests.council_api.test_council_attachments import LETTER
from tests.council_api.test_council_attachments import made as made_with
from tests.council_api.test_council_attachments import put as put_part
from tests.council_api.test_council_metrics import told
from tests.council_api.test_council_submissions import rows

PLAIN = Word("", 201, "00" * 32)


def post(council, parcel, client=None, **headers):
    common = {"Authorization": f"Bearer {council.token}", "Content-Type": MEDIA_TYPE}
    sent = {name: value for name, value in (common | headers).items() if value is not None}
    return (client or council.client).post("/v1/submissions", content=parcel, headers=sent)


def said(answer):
    assert (answer.status_code, answer.headers["content-type"]) == (200, ANSWERS)
    return words(answer.content)


def told_of(answer):
    """(id, status, the end of the type) of each line."""
    return [(word.id, word.status, word.type.rpartition(":")[2]) for word in said(answer)]


def of_kiosk(council, number):
    made = [council.submission() for _ in range(number)]
    return made, [council.sealed(one) for one in made]


def test_each_is_stored_and_proved_by_the_digest_of_its_own_bytes(council):
    made, envelopes = of_kiosk(council, 5)
    found = said(post(council, pack(envelopes)))
    digests = [hashlib.sha256(envelope).hexdigest() for envelope in envelopes]
    expected = [Word(one.id, 201, digest) for one, digest in zip(made, digests, strict=True)]
    assert found == expected
    with council.parts.engine.connect() as connection:
        kept = {row.id: row.envelope for row in connection.execute(table.select())}
    assert kept == {one.id: envelope for one, envelope in zip(made, envelopes, strict=True)}


def test_repeats_are_proved_again_and_stored_once_whichever_way_they_come(council):
    made, envelopes = of_kiosk(council, 4)
    council.put(made[0].id, envelopes[0])
    assert [word.status for word in said(post(council, pack(envelopes)))] == [200, 201, 201, 201]
    assert [word.status for word in said(post(council, pack([*envelopes, envelopes[1]])))] == [200] * 5
    assert council.put(made[3].id, envelopes[3]).status_code == 200
    assert rows(council) == 4


def test_one_that_is_refused_harms_no_other(council):
    made, envelopes = of_kiosk(council, 5)
    post(council, pack(envelopes[:1]))
    flipped = envelopes[1][:-1] + bytes([envelopes[1][-1] ^ 1])
    listed = replace(made[2], attachments=(LETTER.listed(),))
    parcel = [council.sealed(made[0]), flipped, council.sealed(listed), b"junk", envelopes[3], envelopes[3]]
    answer = post(council, pack(parcel))
    assert told_of(answer) == [
        (made[0].id, 422, "other-bytes"),
        (made[1].id, 422, "cannot-open"),
        (made[2].id, 409, "attachments-missing"),
        ("", 422, "not-an-envelope"),
        (made[3].id, 201, ""),
        (made[3].id, 200, ""),
    ]
    assert [word.digest for word in said(answer)] == [hashlib.sha256(one).hexdigest() for one in parcel]
    assert rows(council) == 2


def test_one_whose_attachments_are_here_is_taken_with_the_others(council):
    whole = made_with(council, LETTER)
    put_part(council, whole, 1)
    _, envelopes = of_kiosk(council, 1)
    answer = post(council, pack([council.sealed(whole), *envelopes]))
    assert [word.status for word in said(answer)] == [201, 201]


def test_a_row_that_the_database_does_not_take_harms_no_other(council, monkeypatch):
    made, envelopes = of_kiosk(council, 3)
    take = council.client.app.state.receiving._batches._store

    def store(rows):
        if any(row["id"] == made[1].id for row in rows):
            raise DataError("INSERT", {}, ValueError("a row that is at fault"))
        return take(rows)

    monkeypatch.setattr(council.client.app.state.receiving._batches, "_store", store)
    assert told_of(post(council, pack(envelopes))) == [
        (made[0].id, 201, ""),
        (made[1].id, 500, "broken"),
        (made[2].id, 201, ""),
    ]


FRAMES = {
    "nothing": b"",
    "no size": b"junk",
    "a size of nothing": b"0\n",
    "a nought before it": b"04\njunk",
    "a sign before it": b"+4\njunk",
    "a space before it": b" 4\njunk",
    "another end of the line": b"4\r\njunk",
    "less than it says": b"5\njunk",
    "more than it says": b"4\njunk!",
    "a size without end": b"4" * 400,
    "too many": pack([b"junk"] * (MOST + 1)),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("case", FRAMES)
def test_what_is_not_framed_is_refused_as_a_whole(council, problem, case):
    _, envelopes = of_kiosk(council, 1)
    parcel = FRAMES[case] if case in {"nothing", "too many"} else pack(envelopes) + FRAMES[case]
    answer = post(council, parcel)
    assert (answer.status_code, problem(answer)) == (422, "not-a-parcel")
    assert rows(council) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_refused_before_it_is_looked_into(council, problem):
    _, envelopes = of_kiosk(council, 1)
    parcel = pack(envelopes)
    too_large = b"x" * (MAX_PARCEL + 1)
    refused = [
        (post(council, parcel, Authorization=None), 401, "credential-missing"),
        (post(council, parcel, Authorization="Bearer other"), 401, "credential-refused"),
        (
            post(council, envelopes[0], **{"Content-Type": "application/vnd.handrail.envelope"}),
            415,
            "media-type",
        ),
        (post(council, too_large), 413, "too-large"),
        (post(council, iter([too_large[:9], too_large])), 413, "too-large"),
        (post(council, parcel, **{"Repr-Digest": f"sha-256=:{'A' * 43}=:"}), 400, "changed-on-the-way"),
    ]
    for answer, status, name in refused:
        assert (answer.status_code, problem(answer)) == (status, name)
    assert rows(council) == 0


def test_one_that_was_revoked_is_told_for_each_and_nothing_of_it_is_stored(council, clock_moment, problem):
    """The worker knows its credential still, so its bytes are read."""
    _, envelopes = of_kiosk(council, 3)
    post(council, pack(envelopes[:1]))
    kiosks.revoke(council.parts.engine, "library-1", clock_moment)
    told = [(status, name) for _, status, name in told_of(post(council, pack(envelopes)))]
    assert told == [(401, "credential-refused")] * 3
    assert problem(post(council, pack(envelopes))) == "credential-refused"
    assert rows(council) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_each_counts_towards_what_a_kiosk_may_send(council, tmp_path, problem):
    policy = tmp_path / "council.toml"
    policy.write_text("[kiosks]\nrequests_at_once = 3\n")
    client = TestClient(create_app(replace(council.parts, policy=policy)))
    made, envelopes = of_kiosk(council, 5)
    answer = post(council, pack(envelopes), client)
    assert [(status, name) for _, status, name in told_of(answer)] == [(201, "")] * 3 + [
        (429, "too-much")
    ] * 2
    assert [word.id for word in said(answer)] == [one.id for one in made]
    assert all(1 <= word.retry_after <= 90 for word in said(answer)[3:])
    assert problem(post(council, pack(envelopes), client)) == "too-much"
    assert rows(council) == 3


def test_each_is_counted_for_monitors(council):
    _, envelopes = of_kiosk(council, 3)
    post(council, pack(envelopes[:2]))
    post(council, pack([*envelopes, b"junk"]))
    found = told(council)
    for what, outcome, count in [
        ("submission", "new", 3),
        ("submission", "repeat", 2),
        ("submission", "not-an-envelope", 1),
        ("parcel", "ok", 2),
    ]:
        assert found["handrail_requests_total", what, outcome] == count
    assert found["handrail_received_bytes_total",] == sum(map(len, [*envelopes, *envelopes[:2]]))


@given(st.lists(st.binary(min_size=1, max_size=99), min_size=1, max_size=MOST))
def test_a_parcel_is_unpacked_as_it_was_packed(envelopes):
    assert unpack(pack(envelopes)) == envelopes


@given(
    st.lists(st.sampled_from([b"1\nx", b"2\nxy", b"\n", b"0", b"9", b" ", b"-1\n"]) | st.binary(max_size=4))
)
def test_what_can_be_unpacked_was_packed(pieces):
    parcel = b"".join(pieces)
    try:
        envelopes = unpack(parcel)
    except ValueError:
        return
    assert pack(envelopes) == parcel


def test_a_word_is_read_as_it_was_written():
    for word in (
        Word("a", 201, "b"),
        Word("", 429, "b", "urn:x", 0),
        Word("a", 503, "b", "urn:x", 9),
        Word("a", 422, "b", "urn:x"),
    ):
        assert words(word.line()) == [word]
        assert words(word.line()[:-1]) == []


WRONG = [
    *(b"", b"null", b"[]", b"{", b"[" * 9_000, b'"x"', b"{}", b'{"status": "201"}', b'{"status": true}'),
    *(b'{"status": 99}', b'{"status": 600}', b'{"status": 201.0}', b'{"status": 201, "id": 1}'),
    *(b'{"status": 201, "digest": null}', b'{"status": 429, "retry_after": -1}'),
    *(b'{"status": 429, "retry_after": 1e9}', b'{"status": 429, "retry_after": %s}' % (b"9" * 99), b"\xff"),
]


@pytest.mark.parametrize("line", WRONG)
def test_any_other_line_says_nothing(line):
    assert words(PLAIN.line() + line + b"\n" + PLAIN.line()) == [PLAIN, None, PLAIN]


@given(st.binary())
def test_whatever_is_said_can_be_read(data):
    assert all(word is None or isinstance(word, Word) for word in words(data))


def test_what_a_later_council_says_more_is_passed_over():
    assert words(PLAIN.line().replace(b"{", b'{"seq":9,')) == [PLAIN]
