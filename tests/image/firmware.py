"""The variables of a UEFI firmware with Secure Boot on and keys of our own: what a person enrols on a real kiosk.

The store is EDK II's (MdeModulePkg, VariableFormat.h); a list of certificates is UEFI's EFI_SIGNATURE_LIST.
"""

import struct
import uuid
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

GLOBAL = uuid.UUID("8be4df61-93ca-11d2-aa0d-00e098032b8c")
IMAGE_SECURITY = uuid.UUID("d719b2cb-3d3a-4596-a3bc-dad00e67656f")
SECURE_BOOT_ENABLE = uuid.UUID("f0a30bc7-af08-4556-99c4-001009c93a44")
AUTHENTICATED_STORE = uuid.UUID("aaf32c78-947b-439a-a180-2e144ec37792")
X509 = uuid.UUID("a5c059a1-94e4-4aa7-87b5-ab155c2bf072")
OWNER = uuid.UUID("6f1a51c5-7d0a-4c55-9f6e-4f2b4e9d7a10")

NON_VOLATILE, BOOT, RUNTIME, TIMED = 1, 2, 4, 0x20
START, ADDED = 0x55AA, 0x3F
HEADER = struct.Struct("<HBBIQ16sIII16s")
STORE_HEADER = 28


def signature_list(certificate):
    """An EFI_SIGNATURE_LIST of one certificate, given as PEM."""
    der = x509.load_pem_x509_certificate(certificate).public_bytes(Encoding.DER)
    size = 16 + len(der)
    return X509.bytes_le + struct.pack("<III", 28 + size, 0, size) + OWNER.bytes_le + der


def variable(name, vendor, attributes, data, when=None):
    """One variable as it lies in the store, without the bytes that fill it up to four."""
    written = (name + "\0").encode("utf-16-le")
    stamp = _time(when) if when else bytes(16)
    head = HEADER.pack(START, ADDED, 0, attributes, 0, stamp, 0, len(written), len(data), vendor.bytes_le)
    return head + written + data


def with_keys(empty, certificate, when=datetime(2026, 1, 1, tzinfo=UTC)):
    """The variables ``empty`` with ``certificate`` (PEM) as platform key, exchange key and the one that may sign.

    Raises ValueError when ``empty`` is no authenticated store, or holds variables already.
    """
    header = struct.unpack_from("<H", empty, 48)[0]
    if empty[header : header + 16] != AUTHENTICATED_STORE.bytes_le:
        raise ValueError("no store of authenticated variables")
    place = header + STORE_HEADER
    if struct.unpack_from("<H", empty, place)[0] == START:
        raise ValueError("these variables were used already")
    listed, attributes = signature_list(certificate), NON_VOLATILE | BOOT | RUNTIME | TIMED
    made = b""
    for one in (
        variable("PK", GLOBAL, attributes, listed, when),
        variable("KEK", GLOBAL, attributes, listed, when),
        variable("db", IMAGE_SECURITY, attributes, listed, when),
        variable("SecureBootEnable", SECURE_BOOT_ENABLE, NON_VOLATILE | BOOT, b"\1"),
    ):
        made += one + b"\xff" * (-len(one) % 4)
    return empty[:place] + made + empty[place + len(made) :]


def _time(when):
    return struct.pack(
        "<HBBBBBBIhBB", when.year, when.month, when.day, when.hour, when.minute, when.second, 0, 0, 0, 0, 0
    )
