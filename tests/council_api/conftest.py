"""A council in a temporary folder, and a kiosk that seals as one does: with HPKE from the library alone."""

import base64
import hashlib
import itertools
import signal
import subprocess
import sys
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from starlette.testclient import TestClient

import tests.postgresql
from council_api import kiosks
from council_api.app import create_app
from council_api.database import current_key, open_database, open_keys
from council_api.parts import Parts
from council_api.settings import inbox_password, settings_for
from kiosk.submission import INFO, MEDIA_TYPE, Header, Submission

BEGIN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
INSTANCE = (
    b'<data xmlns:orx="http://openrosa.org/xforms" id="bin" version="3"><full_name>Ada Lovelace</full_name>'
    b"<home><postcode>KT1 1EU</postcode></home>"
    b"<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>"
)


HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
ROOT = Path(__file__).resolve().parents[2]


def seal(header, plaintext, key):
    sealed = HPKE.encrypt(plaintext, key.key.public_key(), INFO + header.line())
    return header.line() + b"\n" + sealed


@dataclass
class Council:
    """The API under test with one enrolled kiosk."""

    settings: object
    parts: Parts
    token: str
    key: object
    client: TestClient

    def submission(self, **changes):
        made = Submission(
            id=str(uuid.uuid4()),
            reference="KTM7RF2WD",
            service="missed-bin",
            form_id="bin",
            form_version="3",
            language="en",
            created=BEGIN - timedelta(days=2),
            instance=INSTANCE,
            consent="given",
        )
        return replace(made, **changes)

    def header(self, submission, **changes):
        made = Header(submission.id, submission.form_id, submission.form_version, self.key.id)
        return replace(made, **changes)

    def sealed(self, submission):
        return seal(self.header(submission), submission.plaintext(), self.key)

    def put(self, name, envelope, **headers):
        common = {"Authorization": f"Bearer {self.token}", "Content-Type": MEDIA_TYPE}
        sent = {k: v for k, v in (common | headers).items() if v is not None}
        return self.client.put(f"/v1/submissions/{name}", content=envelope, headers=sent)

    def send(self, **changes):
        submission = self.submission(**changes)
        answer = self.put(submission.id, self.sealed(submission))
        assert answer.status_code == 201
        return submission

    def get(self, path):
        return self.client.get(path, auth=("council", self.parts.password))


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server of this run's own."""
    programs = tests.postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not here (Debian package postgresql)")
    with tests.postgresql.cluster(programs) as cluster:
        yield cluster


@pytest.fixture
def fresh_postgresql(postgresql):
    """The URL of an empty PostgreSQL database, as far as a council can tell."""
    with postgresql.schema() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """What is given with --database, for a test that must hold on both: None stands for SQLite."""
    return None if request.param == "sqlite" else request.getfixturevalue("fresh_postgresql")


@contextmanager
def _council(folder, database):
    settings = settings_for(folder, database)
    engine = open_database(settings)
    keys = open_keys(settings, engine, BEGIN)
    minutes = itertools.count()
    parts = Parts(
        engine,
        keys,
        inbox_password(settings, lambda characters: characters[0]),
        lambda: BEGIN + timedelta(minutes=next(minutes)),
        lambda: "event-1",
        metrics_token="for-monitors",
    )
    token = kiosks.enrol(engine, "library-1", BEGIN, lambda: "first-token")
    app = create_app(parts)
    yield Council(settings, parts, token, current_key(engine, keys), TestClient(app))
    app.state.receiving.close()
    app.state.heartbeats.close()
    engine.dispose()


@pytest.fixture
def council(tmp_path, database):
    """On SQLite and on PostgreSQL, unless a test file says otherwise with a ``database`` of its own."""
    with _council(tmp_path / "council", database) as made:
        yield made


@dataclass
class Stored:
    """A council's database with one enrolled kiosk, and no app: quicker where none is asked."""

    settings: object
    parts: Parts


@pytest.fixture
def stored(tmp_path, database):
    """As council, for what is asked of the database alone."""
    settings = settings_for(tmp_path / "council", database)
    engine = open_database(settings)
    kiosks.enrol(engine, "library-1", BEGIN, lambda: "first-token")
    yield Stored(settings, Parts(engine, {}, "", lambda: BEGIN, lambda: "event-1"))
    engine.dispose()


@pytest.fixture
def council_of(tmp_path):
    """Makes a council on the database of a URL, within a with."""
    return lambda url: _council(tmp_path / "council", url)


@pytest.fixture
def problem():
    """Checks that an answer is an RFC 9457 document, and gives the end of its type."""

    def read(answer):
        assert answer.headers["content-type"] == "application/problem+json"
        document = answer.json()
        assert document["status"] == answer.status_code
        assert document["title"]
        assert document["detail"].endswith(".")
        prefix, _, name = document["type"].rpartition(":")
        assert prefix == "urn:handrail:problem"
        return name

    return read


@pytest.fixture
def repr_digest():
    return lambda data: f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


@pytest.fixture
def seal_with():
    return seal


@pytest.fixture
def clock_moment():
    return BEGIN + timedelta(days=1)


@contextmanager
def _served(data, *more, stop=signal.SIGTERM):
    process = subprocess.Popen(
        [sys.executable, "-m", "council_api", "--data", data, "--port", "0", *more],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        line = process.stdout.readline()
        assert line.startswith("Council API: http://127.0.0.1:")
        yield line.split()[2]
    finally:
        process.send_signal(stop)
        process.stdout.close()
        code = process.wait(timeout=60)
    assert code == (-signal.SIGKILL if stop == signal.SIGKILL else 0)


@pytest.fixture
def served():
    """Runs a real council API on a data folder, within a with; gives its address."""
    return _served
