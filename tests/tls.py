"""A certificate for this machine that signs itself, and a fake server behind it."""

import contextlib
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.offline_cache.servers import FakeServer

DAY = timedelta(days=1)


def certify(folder, begin=None, lasts=2 * DAY):
    """Writes ``cert.pem`` and ``key.pem`` into ``folder``; in force from yesterday on, unless told otherwise."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "council")])
    begin = begin or datetime.now(UTC) - DAY
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(begin)
        .not_valid_after(begin + lasts)
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder


class TlsServer(FakeServer):
    """A fake server behind the certificate in ``folder``."""

    def __init__(self, answer, folder):
        super().__init__(answer)
        self.url = self.url.replace("http:", "https:")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(folder / "cert.pem", folder / "key.pem")

    def _one(self, peer):
        with contextlib.suppress(ssl.SSLError), self._context.wrap_socket(peer, server_side=True) as line:
            super()._one(line)
