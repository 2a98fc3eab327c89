"""What a council gives for one kiosk that is to be enrolled: typed, on a stick, or as a square code."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kiosk.enrolment import codes
from kiosk.enrolment.trouble import TroubleError

FORMAT = "handrail-enrolment/1"
MOST = 64 * 1024
"""Bytes of a file on a stick, and of an answer."""

MOST_LINE = 100
MARK = "HANDRAIL ENROL "
"""What the square code begins with: capitals, so that it is small and lies alike on most keyboards."""

_HERE = {"127.0.0.1", "::1", "localhost"}
_PRINT = re.compile(r"[0-9A-F]{64}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*")
_UNREADABLE = "The council’s certificate cannot be read: give the file of its authority (PEM)."
_OF_LINES = {"authority", "public_key", "settings"}


@dataclass(frozen=True)
class Offer:
    """``authority`` is the PEM text of the council's own certificates, "" where the usual ones do.

    ``pin`` is the SHA-256 of the first of them in hex, for who has no room for the whole (a square code). ``name`` is
    what the council calls the kiosk, "" where that is not told yet.
    """

    url: str
    code: str = field(repr=False)
    name: str = ""
    authority: str = ""
    pin: str = ""
    proxy: str = field(default="", repr=False)

    @property
    def number(self) -> str:
        """What staff compare to know the council's own certificates; "" where the usual ones do."""
        from kiosk.enrolment.identity import short  # noqa: PLC0415 it groups digits as codes are

        pin = self.pin or pin_of(self.authority)
        return short(pin.encode()) if pin else ""

    @property
    def host(self) -> str:
        """The council's address as people know it."""
        return urlsplit(self.url).netloc

    def to_json(self) -> bytes:
        """As it lies on a stick: handrail/enrol.json."""
        told = {"what": FORMAT, "url": self.url, "code": self.code, "name": self.name}
        more = {"authority": self.authority, "proxy": self.proxy}
        return json.dumps(told | {k: v for k, v in more.items() if v}, indent=1).encode()

    def to_text(self) -> str:
        """As a square code holds it. Capitals where they mean the same: a host is told by either."""
        parts = urlsplit(self.url)
        url = self.url if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}".upper()
        return f"{MARK}1 {url} {self.code} {self.pin}".strip()


def of_json(data: bytes) -> Offer:
    """What is on a stick. Raises TroubleError, and believes nothing: anybody can write a stick."""
    told = read_fields(data, FORMAT, ("url", "code"), ("name", "authority", "proxy"))
    code = codes.read(told["code"])
    if code is None:
        raise TroubleError("stick", "The code on the stick is not whole: make the stick again.")
    check_authority(told["authority"])
    return Offer(root(told["url"]), code, told["name"], told["authority"], proxy=told["proxy"])


def of_text(text: str) -> Offer:
    """What a scanner read. Raises TroubleError."""
    match text.strip().split():
        case ["HANDRAIL", "ENROL", "1", url, code, *pin] if codes.read(code) and len(pin) <= 1:
            if pin and not _PRINT.fullmatch(pin[0].upper()):
                raise TroubleError("scan", "The square code is not whole: read it once more.")
            return Offer(root(url), code, pin=pin[0].upper() if pin else "")
    raise TroubleError("scan", "This square code is not one of ours: use the one that the council printed.")


def typed(url: str, code: str) -> Offer:
    """An address and a code that somebody typed. Raises TroubleError that says which of them is not right."""
    wanted = url.strip()
    found = codes.read(code)
    if found is None:
        raise TroubleError(
            "code", "One of the code’s digits is wrong or missing: look at the paper and type it again."
        )
    return Offer(root(wanted if "://" in wanted else f"https://{wanted}"), found)


def root(url: str) -> str:
    """The root of the council's API. Raises TroubleError unless it is https, or http on this machine."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    scheme, netloc = parts.scheme.lower(), parts.netloc.lower()
    fits = scheme == "https" or (scheme == "http" and host in _HERE)
    plain = url.isprintable() and url.isascii() and not set(url) & set(" \"'\\<>") and len(url) <= MOST_LINE
    if not (fits and host and plain) or "@" in netloc or parts.query or parts.fragment:
        raise TroubleError(
            "address", "The council’s address is not right: it begins with https://. Type it again."
        )
    return f"{scheme}://{netloc}{parts.path}".rstrip("/")


def pin_of(authority: str) -> str:
    """The SHA-256 of the first certificate in a PEM text, in capital hex; "" for none. Raises TroubleError."""
    if not authority:
        return ""
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 few councils have one
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 likewise

    try:
        first = load_pem_x509_certificates(authority.encode())[0]
    except ValueError as error:
        raise TroubleError("untrusted", _UNREADABLE) from error
    return hashlib.sha256(first.public_bytes(Encoding.DER)).hexdigest().upper()


def check_authority(text: str) -> None:
    """Raises TroubleError unless it is empty or certificates alone."""
    if text and (not text.isascii() or _PEM.sub("", text).strip() or not pin_of(text)):
        raise TroubleError("untrusted", _UNREADABLE)


def read_fields(data: bytes, what: str, needed: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, str]:
    """The texts of a JSON file of ours, "" for what may be missing and is. Raises TroubleError."""
    try:
        told = json.loads(data) if len(data) <= MOST else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("what") != what:
        raise TroubleError("stick", "This is not a file that the council made for a kiosk: make it again.")
    fields = {key: told.get(key, None if key in needed else "") for key in (*needed, *optional)}
    texts = {key: value for key, value in fields.items() if isinstance(value, str)}
    if len(texts) < len(fields):
        raise TroubleError("stick", "Something is missing in the council’s file: make it again.")
    lines = {key: value for key, value in texts.items() if key not in _OF_LINES}
    shown = all(value.isprintable() and len(value) <= MOST_LINE for value in lines.values())
    if not shown or _SURROGATE.search("".join(texts.values())):
        raise TroubleError("stick", "Something in the council’s file cannot be shown: make it again.")
    return texts
