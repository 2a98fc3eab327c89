"""How fast a kiosk delivers what waited for the network: over TLS to the council, each one committed at both ends.

    python -m benchmarks.drain [--number 10000] [--workers 1] [--folder DIR] [--sqlite]

The kiosk, the API and PostgreSQL as it comes share this machine's cores. The certificate is of an authority that is
made here, and only that is trusted. The last line is the figure.
"""

import argparse
import ipaddress
import random
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from benchmarks.accept import TOGETHER, check, make_submission
from benchmarks.receiver import ROOT, counted, enrolled
from council_api.settings import Settings as CouncilSettings
from council_api.settings import settings_for
from offline_cache.outbox import Outbox
from offline_cache.settings import Settings
from offline_cache.store import Store
from offline_cache.sync import Link
from tests.postgresql import cluster, programs

HOST = "127.0.0.1"


def main() -> int:
    """Print submissions a second and the memory that it took. Exit code 1 unless each is stored exactly once."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=10_000, help="submissions that wait")
    parser.add_argument("--workers", type=int, default=1, help="processes of the council's API")
    parser.add_argument(
        "--folder", type=Path, default=Path("/var/tmp"), help="a folder on the disk to measure"
    )
    parser.add_argument("--sqlite", action="store_true", help="a council with SQLite instead")
    options = parser.parse_args()
    found = programs()
    if found is None and not options.sqlite:
        print("PostgreSQL is not here: install the Debian package postgresql.")
        return 1
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=options.folder)))
        url = None if options.sqlite else stack.enter_context(cluster(found, options.folder)).url()
        council = settings_for(folder / "council", url)
        kiosks, key = enrolled(council, 1)
        write_certificates(folder)
        root = stack.enter_context(served(council, folder, options.workers))
        settings = Settings(folder / "kiosk", key, root, kiosks[0].token, authority=folder / "authority.pem")
        took, used, memory = drain(settings, options.number)
        stored, _ = counted(council)
    print(f"stored: {stored} of {options.number}")
    print(f"the kiosk's own share: {used / options.number * 1e6:.0f} us of a core each")
    print(f"the kiosk's memory: {min(memory):.0f} to {max(memory):.0f} MiB while it sent")
    print(f"drain: {options.number / took:.0f}/s over TLS, memory {max(memory) - memory[0]:+.0f} MiB")
    return 0 if stored == options.number else 1


def drain(settings: Settings, number: int) -> tuple[float, float, list[float]]:
    """Fill an outbox, then empty it: seconds, seconds of this process's own, and MiB in use after each batch."""
    memory: list[float] = []

    def listen(_link: Link) -> None:
        memory.append(resident())

    store = Store.open(settings, listen)
    try:
        fill(store.outbox, number)
        store.outbox.checkpoint().result()
        used, start = time.process_time(), time.perf_counter()
        done = store.sync.once()
        took, used = time.perf_counter() - start, time.process_time() - used
    finally:
        store.close()
    if done.sent != number:
        raise SystemExit(f"only {done.sent} of {number} were sent")
    return took, used, memory


def fill(outbox: Outbox, number: int) -> None:
    """As many submissions as one after another would leave, put faster."""
    dice = random.Random(2)
    under_way = deque()
    for _ in range(number):
        if len(under_way) == TOGETHER:
            check(under_way.popleft())
        under_way.append(outbox.put(make_submission(dice)))
    for future in under_way:
        check(future)


def resident() -> float:
    """MiB of memory that this process has in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


@contextmanager
def served(council: CouncilSettings, folder: Path, workers: int) -> Iterator[str]:
    """The council's API over TLS as an operator starts it; its address."""
    more = ["--database", council.database] if council.database else []
    more += ["--certificate", folder / "server.pem", "--key-file", folder / "server.key"]
    command = [sys.executable, "-m", "council_api", "serve", "--data", council.data, "--port", "0"]
    process = Popen([*command, "--workers", str(workers), *more], stdout=PIPE, text=True, cwd=ROOT)
    try:
        yield process.stdout.readline().split()[2]
    finally:
        process.terminate()
        process.wait(timeout=60)


def write_certificates(folder: Path) -> None:
    """An authority, and a certificate of it for this machine: authority.pem, server.pem and server.key."""
    authority = ec.generate_private_key(ec.SECP256R1())
    server = ec.generate_private_key(ec.SECP256R1())
    ours = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Benchmark authority")])
    its = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    usual = x509.BasicConstraints(ca=True, path_length=0)
    root = blank(ours, ours, authority).add_extension(usual, critical=True).sign(authority, hashes.SHA256())
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    leaf = blank(its, ours, server).add_extension(names, critical=False).sign(authority, hashes.SHA256())
    (folder / "authority.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "server.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
    key = server.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.key").write_bytes(key)
    (folder / "server.key").chmod(0o600)


def blank(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    """A certificate for a day, to be signed."""
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    return made.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))


if __name__ == "__main__":
    sys.exit(main())
