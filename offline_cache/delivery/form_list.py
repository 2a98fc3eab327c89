"""Forms from an OpenRosa server: its form list, and each form with the files that belong to it (formList API)."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kiosk.errors import ConfigError, FormError
from offline_cache.delivery.exchange import Answer
from offline_cache.delivery.openrosa_server import OpenRosaServer

OK = 200
MOST_FORMS = 1000
MOST_FILES = 200
LIST_ROOM = 4 * 1024 * 1024
FILE_ROOM = 32 * 1024 * 1024
ALL_ROOM = 128 * 1024 * 1024
"""Bytes of a list, of one file, and of all files of one form."""

FORM = "form.xml"
CHANGING = "entityList"
"""The type of a list whose digest is of its version and not of its bytes (ODK Central)."""

_PLAIN = re.compile(r"[^/\\\x00-\x1f.][^/\\\x00-\x1f]{0,199}")


@dataclass(frozen=True)
class RemoteForm:
    """One form on offer. ``digest`` is the MD5 of its bytes in hex; ``manifest`` "" when no files belong to it."""

    id: str
    name: str
    version: str
    digest: str
    url: str
    manifest: str = ""


@dataclass(frozen=True)
class _File:
    name: str
    digest: str
    url: str


class FormList:
    """What one server offers. Nothing that it says is trusted: not its names, its sizes or its addresses."""

    def __init__(self, server: OpenRosaServer) -> None:
        self._server = server

    def forms(self) -> tuple[RemoteForm, ...]:
        """All forms on offer. Raises ConfigError when that is no OpenRosa server, or it refuses."""
        root = self._document("/formList", "xforms")
        return tuple(
            RemoteForm(
                _text(one, "formID"),
                _text(one, "name"),
                _text(one, "version"),
                _digest(one),
                _text(one, "downloadUrl"),
                _text(one, "manifestUrl"),
            )
            for one in root.findall("{*}xform")[:MOST_FORMS]
        )

    def download(self, form: RemoteForm, folder: Path) -> Path:
        """Put a form and its files into ``folder``; gives the form's file.

        Raises FormError when a file does not have the digest that was announced, is too large, or has a name that
        could be another's; ConfigError when the server does not give it.
        """
        path = folder / FORM
        path.write_bytes(self._whole(_File(FORM, form.digest, form.url), form))
        room = ALL_ROOM
        for file in self._files(form):
            data = self._whole(file, form)
            room -= len(data)
            if room < 0:
                raise FormError(
                    f"The files of the form “{form.id}” are too large together: make them smaller."
                )
            (folder / file.name).write_bytes(data)
        return path

    def _files(self, form: RemoteForm) -> Iterator[_File]:
        if not form.manifest:
            return
        listed = self._document(form.manifest, "manifest").findall("{*}mediaFile")
        if len(listed) > MOST_FILES:
            raise FormError(f"The form “{form.id}” has more than {MOST_FILES} files: use fewer.")
        for one in listed:
            name = _text(one, "filename")
            if not _PLAIN.fullmatch(name) or name in {FORM, "manifest.toml"}:
                raise FormError(
                    f"A file of the form “{form.id}” has a name that cannot be used: change it there."
                )
            digest = "" if one.get("type") == CHANGING else _digest(one)
            if not digest and one.get("type") != CHANGING:
                raise FormError(
                    f"The file “{name}” of the form “{form.id}” has no digest: nothing proves it whole."
                )
            yield _File(name, digest, _text(one, "downloadUrl"))

    def _whole(self, file: _File, form: RemoteForm) -> bytes:
        answer = self._get(file.url, FILE_ROOM)
        data = answer.body
        right = hashlib.md5(data, usedforsecurity=False).hexdigest() == file.digest
        if not answer.whole or not (right or (not file.digest and file.name != FORM)):
            raise FormError(
                f"“{file.name}” of the form “{form.id}” did not arrive as the server announced it: fetch it again."
            )
        return data

    def _document(self, where: str, root_name: str) -> Element:
        answer = self._get(where, LIST_ROOM)
        try:
            root: Element = fromstring(answer.body, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            root = Element("")
        if not answer.whole or root.tag.rpartition("}")[2] != root_name:
            raise ConfigError("The answer is no list of an OpenRosa server: check the url in kiosk.toml.")
        return root

    def _get(self, where: str, room: int) -> Answer:
        if not where.startswith("/") and not self._server.owns(where):
            raise ConfigError("The server sends us to another server, which is not asked: check the url.")
        answer = self._server.ask("GET", where, room=room)
        if not isinstance(answer, Answer):
            raise ConfigError("The server cannot be reached: check the network and the url in kiosk.toml.")
        if answer.status in {401, 403}:
            raise ConfigError(
                "The server refuses this kiosk’s credential: check auth and secret in kiosk.toml."
            )
        if answer.status != OK:
            raise ConfigError(f"The server answers with status {answer.status}: check the url in kiosk.toml.")
        return answer


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()


def _digest(element: Element) -> str:
    """``md5:…`` as the specification writes it; "" for any other."""
    kind, _, digits = _text(element, "hash").partition(":")
    return digits.lower() if kind.lower() == "md5" and re.fullmatch(r"[0-9A-Fa-f]{32}", digits) else ""
