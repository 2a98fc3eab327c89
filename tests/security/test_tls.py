"""The wire: TLS 1.2 or newer, by a certificate that is trusted, and nothing of it decided by the environment."""

import json
import re
import shutil
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from kiosk.cli import updating
from kiosk.cli.late_outbox import open_store
from kiosk.config import Config
from offline_cache.delivery.exchange import Answer, Line, Unreached
from offline_cache.in_pieces import Fetched
from tests.offline_cache.rig import make_private, public_pem

ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)
TLS = ssl.TLSVersion


USES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


class Authority:
    """Signs certificates; ``file`` is its own."""

    def __init__(self, folder, name):
        self._folder = folder / name
        self._folder.mkdir()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        own = self._made(self._name, self._key.public_key(), x509.BasicConstraints(ca=True, path_length=0))
        signs = dict.fromkeys(USES, False) | {"key_cert_sign": True}
        own = own.add_extension(x509.KeyUsage(**signs), critical=True)
        self.file = self._folder / "authority.pem"
        self.file.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def server(self, host="127.0.0.1", ends=DAY):
        """A file with a certificate for ``host`` and its key. ``ends`` is from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")])
        made = self._made(name, key.public_key(), x509.BasicConstraints(ca=False, path_length=None), ends)
        names = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
        made = made.add_extension(x509.SubjectAlternativeName([names]), critical=False)
        file = self._folder / f"{host}{ends.days}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM) + private)
        return file

    def _made(self, subject, key, kind, ends=DAY):
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 9 * DAY)
            .not_valid_after(now + ends)
            .add_extension(kind, critical=True)
            # Without these two, and without its use in an authority's, Python 3.13 believes none (RFC 5280, 4.2.1).
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False)
        )


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authorities")
    return Authority(folder, "council"), Authority(folder, "hostile")


class Asked(BaseHTTPRequestHandler):
    """Says that all is well, and keeps what it was sent."""

    seen: list

    def do_GET(self):
        self.seen.append(dict(self.headers))
        body = json.dumps({"status": "ok"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(HTTPServer):
    """As HTTPServer; what goes wrong in a handshake is the client's affair."""

    def handle_error(self, *_):
        pass


@pytest.fixture
def serve():
    """``serve(certificate, highest=TLS.TLSv1_3)``: the port of a server over TLS; and what it was asked."""
    servers = []

    def make(certificate, highest=TLS.TLSv1_3):
        seen = []
        server = Server(("127.0.0.1", 0), type("Asked", (Asked,), {"seen": seen}))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if highest < TLS.TLSv1_2:
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = TLS.TLSv1
        context.maximum_version = highest
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return server.server_port, seen

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(port, authority=None, host="127.0.0.1", **more):
    line = Line(authority=authority, read_timeout=5.0, **more)
    return line.ask("GET", f"https://{host}:{port}/healthz", headers={"Authorization": "Bearer ours"})


@pytest.mark.parametrize("highest", [TLS.TLSv1_2, TLS.TLSv1_3])
def test_the_councils_own_authority_is_trusted(authorities, serve, highest):
    council, _ = authorities
    port, seen = serve(council.server(), highest)
    assert isinstance(ask(port, council.file), Answer)
    assert seen[0]["Authorization"] == "Bearer ours"


@pytest.mark.parametrize(
    "case", ["self-signed", "another authority", "host name", "expired", "usual authorities"]
)
def test_a_certificate_that_is_not_the_councils_gets_no_byte(authorities, serve, case):
    """The credential goes with every request: it must not leave before the certificate was checked."""
    council, hostile = authorities
    trusted = None if case == "usual authorities" else council.file
    certificate = {
        "self-signed": hostile.server,
        "another authority": hostile.server,
        "host name": lambda: council.server("council.example"),
        "expired": lambda: council.server(ends=-DAY),
        "usual authorities": council.server,
    }[case]()
    port, seen = serve(certificate)
    assert ask(port, trusted) == Unreached()
    assert seen == []


def test_an_old_tls_is_refused(authorities, serve):
    """TLS 1.2 or newer; a client that is less strict shows that the server would have answered."""
    council, _ = authorities
    port, seen = serve(council.server(), TLS.TLSv1_1)
    assert ask(port, council.file) == Unreached()
    assert seen == []
    context = ssl.create_default_context(cafile=council.file)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = TLS.TLSv1
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        assert line.version() == "TLSv1.1"


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_environment_adds_no_authority(authorities, serve, monkeypatch, name):
    """psf/requests#3829: what is pinned would be passed over."""
    council, hostile = authorities
    monkeypatch.setenv(name, str(hostile.file))
    port, seen = serve(hostile.server())
    assert ask(port, council.file) == Unreached()
    assert seen == []


def test_the_environment_sets_no_proxy(authorities, serve, monkeypatch):
    council, _ = authorities
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        port, _ = serve(council.server())
        assert isinstance(ask(port, council.file), Answer)
        proxy.setblocking(False)
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_no_credential_comes_from_a_netrc(authorities, serve, monkeypatch, tmp_path):
    council, _ = authorities
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    port, seen = serve(council.server())
    line = Line(authority=council.file, read_timeout=5.0)
    assert isinstance(line.ask("GET", f"https://127.0.0.1:{port}/healthz"), Answer)
    assert "Authorization" not in seen[0]


def test_what_council_toml_pins_is_what_the_outbox_and_the_bundles_trust(authorities, serve, tmp_path):
    """The whole way from the file to the wire, for both that ask the council."""
    council, hostile = authorities
    ports = {name: serve(one.server()) for name, one in (("council", council), ("hostile", hostile))}
    found = {}
    for name, (port, seen) in ports.items():
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(council.file, folder / "ca.pem")
        link = {"url": f"https://127.0.0.1:{port}", "token": "ours", "key_id": "k", "authority": "ca.pem"}
        link["public_key"] = public_pem(make_private())
        lines = [f"{key} = {json.dumps(value)}" for key, value in link.items()]
        (folder / "council.toml").write_text("\n".join(["[council]", *lines]), encoding="utf-8")
        config = Config(data=folder)
        store = open_store(config)
        store.sync.round()
        store.close()
        bundles = updating._link(config).fetch()
        found[name] = (len(seen), bundles)
    assert found["council"][0] >= 2
    assert found["hostile"] == (0, Fetched.UNREACHABLE)


CERTIFICATES = {"offline_cache/enrolment_link.py", "offline_cache/looking.py"}
"""These look at the certificate of who answers, before anything is believed of them or told to them."""


def test_everything_that_asks_a_server_does_so_by_one_line():
    """So that what is proven here holds for bundles, forms and every destination."""
    asking = re.compile(
        r"requests\.(get|post|put|head|request|Session|PreparedRequest)\b|urlopen|http\.client"
    )
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("kiosk", "ui", "offline_cache")
        for path in (ROOT / package).rglob("*.py")
        if asking.search(path.read_text("utf-8"))
    }
    assert found - CERTIFICATES == {"offline_cache/delivery/exchange.py"}


@pytest.mark.parametrize("file", sorted(CERTIFICATES))
def test_who_looks_at_a_certificate_asks_for_no_more_and_tells_nothing(file):
    """No body and no credential goes by such a line; what is asked for is the council's certificates alone."""
    text = (ROOT / file).read_text("utf-8")
    asked = re.findall(r"\.request\(([^)]*)\)", text)
    assert [each for each in asked if not each.endswith('/v1/enrolments/authority"')] == []
    assert "requests.get" not in text
    assert "urlopen" not in text
