"""What is stored in one transaction: each once, none by a kiosk that is revoked, none lost when PostgreSQL dies."""

import hashlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import tests.postgresql
from council_api import kiosks, submissions
from council_api.database import for_statements
from council_api.problems import CREDENTIAL_REFUSED, OTHER_BYTES
from council_api.storing import Accepted, Outcome
from council_api.tables import submission as table


@pytest.fixture
def connect(council):
    """As a worker stores."""
    own = for_statements(council.parts.engine)
    yield own.connect if own else council.parts.engine.begin
    if own:
        own.dispose()


@pytest.fixture
def enrolled(council, clock_moment):
    """The numbers of two kiosks, and what revokes the second."""
    engine = council.parts.engine
    kiosks.enrol(engine, "library-2", clock_moment, lambda: "second-token")
    numbers = [kiosks.kiosk_with(engine, token) for token in ("first-token", "second-token")]
    return *numbers, lambda: kiosks.revoke(engine, "library-2", clock_moment)


def row(council, kiosk, submission=None):
    submission = submission or council.submission()
    envelope = council.sealed(submission)
    digest = hashlib.sha256(envelope).digest()
    moment = council.parts.clock()
    return submissions.read(council.parts.keys, kiosk, submission.id, envelope, digest, now=moment)[1]


def stored(council):
    with council.parts.engine.connect() as connection:
        return dict(connection.execute(select(table.c.id, table.c.envelope)).all())


def test_repeats_and_rivals_in_one_transaction_have_one_winner(council, connect, enrolled):
    kiosk, other, _ = enrolled
    submission = council.submission()
    first, rival, another = (
        row(council, kiosk, submission),
        row(council, kiosk, submission),
        row(council, other),
    )
    results = submissions.store(connect, [first, another, first | {}, rival])
    assert results == [
        Accepted(Outcome.NEW, first["digest"]),
        Accepted(Outcome.NEW, another["digest"]),
        Accepted(Outcome.REPEAT, first["digest"]),
        OTHER_BYTES,
    ]
    assert stored(council) == {one["id"]: one["envelope"] for one in (first, another)}
    assert submissions.store(connect, [rival, first]) == [
        OTHER_BYTES,
        Accepted(Outcome.REPEAT, first["digest"]),
    ]


def test_a_kiosk_revoked_a_moment_ago_stores_nothing_and_stops_nobody(council, connect, enrolled):
    kiosk, revoked, revoke = enrolled
    before = row(council, revoked)
    assert submissions.store(connect, [before])[0].outcome is Outcome.NEW
    revoke()
    mine, its = row(council, kiosk), row(council, revoked)
    results = submissions.store(connect, [its, mine, before])
    assert results == [CREDENTIAL_REFUSED, Accepted(Outcome.NEW, mine["digest"]), CREDENTIAL_REFUSED]
    assert set(stored(council)) == {before["id"], mine["id"]}


def test_a_row_at_fault_leaves_nothing_of_its_transaction(council, connect, enrolled):
    good, bad = row(council, enrolled[0]), row(council, enrolled[0]) | {"reference": None}
    with pytest.raises(IntegrityError):
        submissions.store(connect, [good, bad])
    assert stored(council) == {}


def test_after_a_refusal_not_even_the_body_of_a_revoked_kiosk_is_read(council, problem, clock_moment):
    council.send()
    kiosks.revoke(council.parts.engine, "library-1", clock_moment)
    submission = council.submission()
    assert council.put(submission.id, council.sealed(submission)).status_code == 401

    def never():
        raise AssertionError("the body was read")
        yield b""

    answer = council.put(submission.id, never())
    assert (answer.status_code, problem(answer)) == (401, "credential-refused")


def test_what_postgresql_acknowledged_is_there_after_it_died(council_of, tmp_path):
    """PostgreSQL is ended at once, without a word to anybody, while 8 kiosks send; nothing acknowledged is lost."""
    programs = tests.postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not here (Debian package postgresql)")
    with tests.postgresql.cluster(programs) as cluster, council_of(cluster.url()) as council:
        envelopes = {one.id: council.sealed(one) for one in (council.submission() for _ in range(120))}

        def send(name):
            code = council.put(name, envelopes[name]).status_code
            if code == 201 and name == list(envelopes)[40]:
                cluster.die()
            return name, code

        with ThreadPoolExecutor(8) as pool:
            codes = dict(pool.map(send, envelopes))
        acknowledged = {name for name, code in codes.items() if code == 201}
        assert Counter(codes.values()).keys() == {201, 500}
        assert len(acknowledged) < len(envelopes)
        cluster.start()
        assert set(stored(council)) >= acknowledged
        with ThreadPoolExecutor(8) as pool:
            again = dict(pool.map(send, envelopes))
        assert {again[name] for name in acknowledged} == {200}
        assert set(again.values()) <= {200, 201}
        assert stored(council) == envelopes
