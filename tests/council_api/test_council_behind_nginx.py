"""Two workers on PostgreSQL behind nginx, with the very lines that docs/deploy-council-api.md gives for it."""

import base64
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from council_api import audit, kiosks
from council_api.server import utc_now
from kiosk.submission import MAX_ENVELOPE, MEDIA_TYPE
from offline_cache.delivery.exchange import Line
from offline_cache.heartbeat_line import HeartbeatLine
from tests.council_api.conftest import BEGIN
from tests.council_api.conftest import _council as council_on
from tests.council_api.test_council_attachments import LETTER, send
from tests.council_api.test_council_heartbeats import WELL_BEAT
from tests.council_api.test_council_workers import await_end, serving, workers_of
from tests.tls import certify

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs/deploy-council-api.md"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
STAFF = "127.0.0.2"
"""Where the staff sit in these tests; everybody else is at 127.0.0.1."""

_ROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {lines}
}}
"""
"""What a system's own nginx.conf has around a site."""


def lines_of_the_docs(folder, api, port):
    """The configuration in the docs, with the places, the ports, the staff and the patience of this test."""
    (lines,) = re.findall(r"```nginx\n(.*?)```", DOCS.read_text(), re.DOTALL)
    for there, here in {
        "127.0.0.1:8800": api.removeprefix("http://"),
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/council/fullchain.pem": f"{folder}/cert.pem",
        "/etc/ssl/council/privkey.pem": f"{folder}/key.pem",
        "10.0.0.0/8": STAFF,
        "client_body_timeout 30s": "client_body_timeout 1s",
    }.items():
        assert there in lines, f"the docs no longer say {there}"
        lines = lines.replace(there, here)
    return lines


def command_of_the_docs(data, database):
    """What is said there after "serve", with the places of this test and two workers."""
    (said,) = re.findall(r"^python -m council_api serve (.*--database.*)$", DOCS.read_text(), re.MULTILINE)
    places = {"/var/lib/handrail-council": str(data), "postgresql:///handrail": database, "4": "2"}
    assert places.keys() < set(said.split()), f"the docs no longer say how: {said}"
    return [places.get(word, word) for word in said.split()]


@contextmanager
def nginx(folder, api):
    """Puts nginx before ``api``; gives its port. It is given a socket that listens, so nobody waits until it does."""
    certify(folder)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        _ROUND.format(folder=folder, user=user, lines=lines_of_the_docs(folder, api, port))
    )
    process = subprocess.Popen(
        [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"],
        pass_fds=[listener.fileno()],
        env={"NGINX": f"{listener.fileno()};"},
    )
    listener.close()
    try:
        yield port
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0, (folder / "error.log").read_text()


class Behind:
    """A council of two workers, its nginx, and who asks it."""

    def __init__(self, council, process, api, folder, port):
        self.council, self.process, self.api, self.folder = council, process, api, folder
        self.address = ("127.0.0.1", port)
        self.trusting = ssl.create_default_context(cafile=folder / "cert.pem")
        self.url = f"https://127.0.0.1:{port}"
        council.client = self.asking("127.0.0.1")

    def asking(self, address):
        transport = httpx2.HTTPTransport(verify=self.trusting, local_address=address)
        return httpx2.Client(base_url=self.url, transport=transport, timeout=60)

    def trusted(self):
        """A line of a kiosk's own, which trusts this council."""
        return Line(authority=self.folder / "cert.pem")

    def line(self):
        """A line of TLS, for what no well-behaved client would send."""
        return self.trusting.wrap_socket(socket.create_connection(self.address), server_hostname="127.0.0.1")

    def status(self, path, authorization):
        """What a path is answered that no client would leave as it is written."""
        with self.line() as line:
            line.sendall(f"GET {path} HTTP/1.0\r\nAuthorization: {authorization}\r\n\r\n".encode())
            return int(line.recv(65536).split()[1])

    def head(self, name, size):
        return (
            f"PUT /v1/submissions/{name} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.council.token}\r\n"
            f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {size}\r\n\r\n"
        ).encode()


@pytest.fixture(scope="module")
def behind(postgresql, tmp_path_factory):
    if NGINX is None:
        pytest.skip("nginx is not here (Debian package nginx)")
    folder = tmp_path_factory.mktemp("nginx")
    with (
        postgresql.schema() as url,
        council_on(folder / "council", url) as council,
        serving(*command_of_the_docs(council.settings.data, url)) as (process, api),
        nginx(folder, api) as port,
    ):
        yield Behind(council, process, api, folder, port)


def test_what_is_sent_through_it_is_taken_and_big_files_come_back_without_touching_its_disk(behind):
    big = replace(LETTER, data=b"%PDF-1.4\n" + os.urandom(9_000_000))
    submission = send(behind.council, big)
    before = [(folder, folder.stat().st_mtime_ns) for folder in behind.folder.iterdir() if folder.is_dir()]
    assert behind.folder / "proxy" in dict(before)
    forged = {"X-Forwarded-For": "10.9.8.7"}
    path, auth = f"/inbox/{submission.id}/attachments/1", ("council", behind.council.parts.password)
    with (
        behind.asking(STAFF) as staff,
        staff.stream("GET", path, auth=auth, headers=forged) as answer,
    ):
        assert answer.read() == big.data
    assert before == [(folder, folder.stat().st_mtime_ns) for folder, _ in before]
    read = audit.readings(behind.council.parts.engine)[0]
    assert (read.action, read.submission, read.address) == (audit.Action.ATTACHMENT, submission.id, STAFF)


def test_what_is_too_large_is_told_so_by_the_api_before_it_is_sent(behind):
    with behind.line() as line:
        line.sendall(behind.head("x", MAX_ENVELOPE + 1))
        said = line.recv(65536)
    assert b"413" in said.split(b"\r\n")[0]
    assert b"urn:handrail:problem:too-large" in said


def test_a_sender_that_falls_silent_is_let_go(behind):
    with behind.line() as line:
        line.sendall(behind.head("x", 1000) + b"half")
        said = b"".join(iter(lambda: line.recv(65536), b""))
    assert said == b"" or b"408" in said.split(b"\r\n")[0]


def test_a_worker_that_dies_is_not_noticed_by_the_next_kiosk(behind):
    council = behind.council
    submissions = [council.submission() for _ in range(6)]
    envelopes = {one.id: council.sealed(one) for one in submissions}
    assert {council.put(name, envelope).status_code for name, envelope in envelopes.items()} == {201}
    first = workers_of(behind.process)[0]
    os.kill(first, signal.SIGKILL)
    await_end(first)
    assert {council.put(name, envelope).status_code for name, envelope in envelopes.items()} == {200}


def test_the_world_sees_whether_it_is_well_and_neither_numbers_nor_inbox(behind):
    client, auth = behind.council.client, ("council", behind.council.parts.password)
    assert client.get("/healthz").json() == {"status": "ok"}
    token = f"Bearer {behind.council.settings.metrics_token_file.read_text().strip()}"
    for path in ("/metrics", "/%6detrics", "/./metrics", "//metrics", "/x/../metrics"):
        assert behind.status(path, token) == 404
    told = httpx2.get(f"{behind.api}/metrics", headers={"Authorization": token}, timeout=60)
    assert "handrail_submissions" in told.text
    known = "Basic " + base64.b64encode(":".join(auth).encode()).decode()
    closed = (
        "/inbox",
        "/v1/inbox",
        "/inbox/audit",
        "/%69nbox",
        "//inbox",
        "/x/../inbox",
        "/fleet",
        "/fleet/x",
    )
    for path in closed:
        assert behind.status(path, known) == 403
    with behind.asking(STAFF) as staff:
        assert staff.get("/inbox", auth=auth).status_code == 200


def test_a_revoked_kiosk_is_refused_in_words_that_it_knows(behind, problem):
    token = kiosks.enrol(behind.council.parts.engine, "library-9", BEGIN, lambda: "ninth-token")
    kiosks.revoke(behind.council.parts.engine, "library-9", BEGIN)
    answer = behind.council.put("x", b"", Authorization=f"Bearer {token}")
    assert problem(answer) == "credential-refused"


def test_a_kiosk_that_says_how_it_is_is_on_the_page_of_it_though_a_worker_is_killed(behind):
    """The whole way: a kiosk's own line over TLS, nginx, two workers, PostgreSQL, and the page that IT open."""
    told = [HeartbeatLine(behind.url, behind.council.token, behind.trusted(), utc_now) for _ in range(2)]
    assert told[0].send(WELL_BEAT).taken
    first = workers_of(behind.process)[0]
    os.kill(first, signal.SIGKILL)
    await_end(first)
    beats = [replace(WELL_BEAT, held=number) for number in range(1, 9)]
    assert told[1].send(beats[0]).taken or told[1].send(beats[0]).taken, (
        "the next word follows one that was lost"
    )
    assert all(told[1].send(beat).taken for beat in beats)
    with behind.asking(STAFF) as staff:
        auth = ("council", behind.council.parts.password)
        page = staff.get("/fleet?q=library-1", auth=auth)
    assert "Submissions that nobody takes: 8." in page.text
