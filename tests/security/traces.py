"""Looks for a word in all that lies in a folder: as it is, in other alphabets, in base64, and in what is compressed."""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP = re.compile(rb"\x1f\x8b\x08")
_MOST_UNPACKED = 1 << 24


def forms(word: str) -> frozenset[bytes]:
    """The bytes that ``word`` may have become, the case left aside save in base64."""
    found = set()
    for each in (word, word.upper(), word.capitalize()):
        for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            found.add(each.encode(code).lower())
    return frozenset(found)


def in_base64(word: str) -> frozenset[bytes]:
    """Its middle as it stands in base64, at each of the three places it can begin at."""
    found = set()
    for each in (word, word.upper(), word.capitalize()):
        for code in ("utf-8", "utf-16-le"):
            raw = each.encode(code)
            for shift in range(3):
                coded = base64.b64encode(bytes(shift) + raw)
                found.add(coded[4 if shift else 0 : -4])
    return frozenset(found)


def unpacked(data: bytes) -> Iterator[bytes]:
    """What zlib makes of every place where something compressed may begin."""
    for pattern, bits in ((_ZLIB, 15), (_GZIP, 31)):
        for at in pattern.finditer(data):
            try:
                whole = zlib.decompressobj(bits).decompress(data[at.start() :], _MOST_UNPACKED)
            except zlib.error:
                continue
            if len(whole) > 8:
                yield whole


def holds(data: bytes, word: str) -> bool:
    """Whether ``word`` can be got out of ``data`` without a key."""
    plain, coded = forms(word), in_base64(word)

    def seen(layer: bytes) -> bool:
        low = layer.lower()
        return any(form in low for form in plain) or any(form in layer for form in coded)

    return seen(data) or any(seen(layer) for layer in unpacked(data))


def found_in(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    """(file, word) for every file whose name or content holds one of ``words``."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found += [(name, word) for word in words if holds(name.encode(), word) or holds(data, word)]
    return found
