"""Functions on text."""

import base64
import hashlib
import math
import re
from binascii import Error as Base64Error
from functools import lru_cache
from typing import Any

import re2

from kiosk.errors import EvaluationError
from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.values import bounded, to_number, to_string

_SPACES = re.compile(r"[ \t\r\n]+")


def texts(frame: Frame, values: tuple[Value, ...]) -> list[str]:
    """The values as text; every node of a node-set counts as one."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            frame.budget.spend(len(value))
            found.extend(to_string([node], frame) for node in value)
        else:
            found.append(to_string(value, frame))
    return found


def string(frame: Frame, *value: Value) -> str:
    return to_string(value[0] if value else [frame.node], frame)


def concat(frame: Frame, *values: Value) -> str:
    return bounded("".join(texts(frame, values)))


def join(frame: Frame, separator: Value, *values: Value) -> str:
    parts = texts(frame, values)
    between = to_string(separator, frame)
    if len(between) * len(parts) > 0:
        frame.budget.spend(len(between) * len(parts) // 64)
    return bounded(between.join(parts))


def trim(frame: Frame, text: Value) -> str:
    """Of other platforms, not of ODK: the text without the space around it."""
    return to_string(text, frame).strip(" \t\r\n")


def starts_with(frame: Frame, text: Value, start: Value) -> bool:
    return to_string(text, frame).startswith(to_string(start, frame))


def ends_with(frame: Frame, text: Value, end: Value) -> bool:
    return to_string(text, frame).endswith(to_string(end, frame))


def contains(frame: Frame, text: Value, part: Value) -> bool:
    return to_string(part, frame) in to_string(text, frame)


def substring_before(frame: Frame, text: Value, mark: Value) -> str:
    before, found, _ = _parted(frame, text, mark)
    return before if found else ""


def substring_after(frame: Frame, text: Value, mark: Value) -> str:
    return _parted(frame, text, mark)[2]


def _parted(frame: Frame, text: Value, mark: Value) -> tuple[str, bool, str]:
    whole, sign = to_string(text, frame), to_string(mark, frame)
    place = whole.find(sign)
    return (whole[:place], True, whole[place + len(sign) :]) if place >= 0 else ("", False, "")


def substring(frame: Frame, text: Value, start: Value, *length: Value) -> str:
    """XPath 1.0's: characters count from 1, and start and length are rounded."""
    whole = to_string(text, frame)
    first = _rounded(to_number(start, frame))
    end = first + _rounded(to_number(length[0], frame)) if length else math.inf
    if math.isnan(first) or math.isnan(end) or end <= 1:
        return ""
    low = 0 if first < 1 else min(first - 1, len(whole))
    return whole[int(low) : int(min(end - 1, len(whole)))]


def _rounded(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else math.floor(number + 0.5)


def substr(frame: Frame, text: Value, start: Value, *end: Value) -> str:
    """ODK's: characters count from 0, the end is left out, negative places count from the end."""
    whole = to_string(text, frame)
    last = _place(to_number(end[0], frame), len(whole)) if end else len(whole)
    return whole[_place(to_number(start, frame), len(whole)) : last]


def _place(number: float, length: int) -> int:
    if math.isnan(number):
        return 0
    bounded_place = max(-length, min(length, number))
    return int(bounded_place) + (length if bounded_place < 0 else 0)


def string_length(frame: Frame, *value: Value) -> float:
    return float(len(string(frame, *value)))


def normalize_space(frame: Frame, *value: Value) -> str:
    return _SPACES.sub(" ", string(frame, *value)).strip(" ")


def translate(frame: Frame, text: Value, old: Value, new: Value) -> str:
    whole = to_string(text, frame)
    before, after = to_string(old, frame), to_string(new, frame)
    frame.budget.spend(len(whole) // 16)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(before):
        table.setdefault(ord(letter), after[place] if place < len(after) else None)
    return whole.translate(table)


_PATTERN_WORK = 20  # steps: beside those for reading a pattern that is not yet in the cache


@lru_cache(maxsize=256)
def read_pattern(source: str) -> Any:
    """The compiled pattern; None when it cannot be read (its syntax is that of RE2, which has no lookaround)."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(source, options)
    except re2.error:
        return None


def regex(frame: Frame, text: Value, pattern: Value) -> bool:
    """True when the whole text fits the pattern, as in ODK Collect (other clients look for a part)."""
    source = to_string(pattern, frame)
    read_before = read_pattern.cache_info().misses
    compiled = read_pattern(source)
    if compiled is None:
        raise EvaluationError(
            f"the pattern '{source[:60]}' in regex() cannot be used; look at its brackets and signs"
        )
    if read_pattern.cache_info().misses > read_before:
        frame.budget.spend(compiled.programsize)
    whole = to_string(text, frame)
    frame.budget.spend(_PATTERN_WORK + len(whole) // 8)
    return compiled.fullmatch(whole) is not None


_SIGNATURE = 64  # bytes
_HASHES = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def digest(frame: Frame, data: Value, algorithm: Value, *encoding: Value) -> str:
    name = _HASHES.get(to_string(algorithm, frame))
    if name is None:
        raise EvaluationError(f"digest() knows {', '.join(_HASHES)}; use one of them")
    made = hashlib.new(name, to_string(data, frame).encode(), usedforsecurity=False).digest()
    form = to_string(encoding[0], frame) if encoding else "base64"
    return made.hex() if form == "hex" else base64.b64encode(made).decode()


def extract_signed(frame: Frame, signed: Value, key: Value) -> str:
    """What was signed (Ed25519: 64 bytes of signature, then the text, in base64); "" unless the key made it."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - few forms need it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - likewise

    try:
        data = base64.b64decode(to_string(signed, frame), validate=True)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(to_string(key, frame), validate=True))
        public.verify(data[:_SIGNATURE], data[_SIGNATURE:])
        return data[_SIGNATURE:].decode()
    except (InvalidSignature, ValueError):
        return ""


def base64_decode(frame: Frame, text: Value) -> str:
    try:
        return base64.b64decode(to_string(text, frame)).decode(errors="replace")
    except (Base64Error, ValueError):
        return ""
