"""The bodies of OpenRosa submissions: the same files always make the same bytes, boundary and all."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count

from offline_cache.package import Item, Package

XML_FIELD = "xml_submission_file"
INCOMPLETE = "*isIncomplete*"
"""Says that more attachments of this submission come with another request (OpenRosa 1.0)."""


def bodies(package: Package, limit: int) -> list[bytes] | None:
    """One request, or as many as it takes for none to have more than ``limit`` bytes; each has the instance in it.

    None when the instance and one attachment are together too large for any.
    """
    line = boundary(package)
    groups: list[list[Item]] = [[]]
    for item in package.items:
        if groups[-1] and len(_body(package, [*groups[-1], item], line, last=False)) > limit:
            groups.append([])
        groups[-1].append(item)
    made = [_body(package, group, line, last=group is groups[-1]) for group in groups]
    return made if max(map(len, made)) <= limit else None


def boundary(package: Package) -> str:
    """What stands between the files and in none of them."""
    for number in count():
        line = hashlib.sha256(f"{package.id} {number}".encode()).hexdigest()[:40]
        if not any(line.encode() in item.data for item in (package.xml, *package.items)):
            return line
    raise AssertionError


def _body(package: Package, items: Sequence[Item], line: str, *, last: bool) -> bytes:
    return b"".join((*_parts(package.xml, items, line, last=last), f"--{line}--\r\n".encode()))


def _parts(xml: Item, items: Sequence[Item], line: str, *, last: bool) -> Iterator[bytes]:
    yield from _file(XML_FIELD, xml, line)
    for item in items:
        yield from _file(item.name, item, line)
    if not last:
        yield f'--{line}\r\nContent-Disposition: form-data; name="{INCOMPLETE}"\r\n\r\nyes\r\n'.encode()


def _file(name: str, item: Item, line: str) -> Iterator[bytes]:
    yield (
        f'--{line}\r\nContent-Disposition: form-data; name="{_quoted(name)}"; filename="{_quoted(item.name)}"\r\n'
        f"Content-Type: {item.media_type}\r\n\r\n"
    ).encode()
    yield item.data
    yield b"\r\n"


def _quoted(name: str) -> str:
    """As browsers write it (WHATWG HTML, multipart/form-data)."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
