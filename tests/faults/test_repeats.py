"""The same submission 32 times at the same moment, before a real council: one row, and one answer for all."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from sqlalchemy import create_engine, text

import tests.postgresql
from kiosk.submission import MEDIA_TYPE
from offline_cache.delivery.council import digest_of
from offline_cache.sealing import seal
from tests.faults.amount import amount
from tests.faults.council_process import CouncilProcess
from tests.offline_cache.rig import make_submission

AT_ONCE = 32


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def council(request, tmp_path):
    """A council and the address of its database."""
    if request.param == "SQLite":
        made = CouncilProcess(tmp_path / "council")
        yield made, f"sqlite:///{made.data}/council.db"
        return
    programs = tests.postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not here (Debian package postgresql)")
    with tests.postgresql.cluster(programs) as cluster, cluster.schema() as url:
        yield CouncilProcess(tmp_path / "council", url), url.replace("postgresql:", "postgresql+psycopg:")


def sent_at_once(port, token, envelope):
    """The answers to as many repeats, all let go at the same moment."""
    starting = threading.Barrier(AT_ONCE)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": MEDIA_TYPE}
    address = f"http://127.0.0.1:{port}/v1/submissions/{envelope.header.id}"

    def send(_number):
        with httpx2.Client(timeout=60) as client:
            starting.wait(60)
            return client.put(address, content=envelope.data, headers=headers)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, range(AT_ONCE)))


def test_32_repeats_at_once_are_one_row_and_one_answer(council, tried, request):
    process, database = council
    rounds = amount(1, 20)
    statuses = Counter()
    with process.served() as port:
        for number in range(rounds):
            envelope = seal(make_submission(number), process.key)
            answers = sent_at_once(port, process.token, envelope)
            statuses += Counter(answer.status_code for answer in answers)
            assert {digest_of(a.headers["Repr-Digest"]) for a in answers if a.is_success} == {envelope.digest}
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*), count(DISTINCT id) FROM submission")).one()
    engine.dispose()
    kind = request.node.callspec.params["council"]
    tried(
        f"32 repeats at once, {kind}",
        rounds * AT_ONCE,
        f"{rows[0]} rows of {rounds}; answers {dict(statuses)}",
    )
    assert statuses == {201: rounds, 200: rounds * (AT_ONCE - 1)}
    assert tuple(rows) == (rounds, rounds)
