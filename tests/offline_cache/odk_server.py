"""ODK Central and KoboToolbox as they answer, in memory (measured on a real Central, read in KoboToolbox's source)."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP

from tests.offline_cache.servers import Request, reply

SPEAKS = {"X_OpenRosa_Version": "1.0", "X_OpenRosa_Accept_Content_Length": "100000000"}


def said(status, message, *, nature="error", **headers):
    """An answer in OpenRosa's XML."""
    body = (
        f'<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
        f'<message nature="{nature}">{message}</message></OpenRosaResponse>'
    )
    return reply(status, body.encode(), Content_Type="text/xml; charset=utf-8", **(SPEAKS | headers))


def may_send(limit=100_000_000):
    return reply(204, **(SPEAKS | {"X_OpenRosa_Accept_Content_Length": str(limit)}))


def parts_of(request):
    """The files of a multipart body by their field's name."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message.iter_parts()
    }


def instance_id(xml):
    found = re.search(rb"instanceID>([^<]*)<", xml)
    return found[1].decode() if found else ""


@dataclass
class Central:
    """Stores by instanceID: the same XML again is 201 and one row, other XML is 409.1."""

    limit: int = 100_000_000
    rows: dict[str, bytes] = field(default_factory=dict)
    files: dict[tuple[str, str], bytes] = field(default_factory=dict)
    closed: bool = False
    readable: bool = True

    def __call__(self, request: Request):
        if request.method == "HEAD":
            return may_send(self.limit)
        if request.method == "GET":
            return self._read(request)
        return self._take(request)

    def _read(self, request):
        if not self.readable:
            return reply(403, b'{"message": "no", "code": 403.1}', Content_Type="application/json")
        found = self.rows.get(request.path.rpartition("/")[2].removesuffix(".xml"))
        if found is None:
            return reply(404, b'{"message": "no", "code": 404.1}', Content_Type="application/json")
        return reply(200, found, Content_Type="application/xml")

    def _take(self, request):
        if len(request.body) > self.limit:
            return said(413, "Too large")
        if self.closed:
            return said(409, "This form is not currently accepting submissions.")
        files = parts_of(request)
        xml = files.pop("xml_submission_file")
        files.pop("*isIncomplete*", None)
        id_ = instance_id(xml)
        if self.rows.setdefault(id_, xml) != xml:
            return said(409, "A submission already exists with this ID, but with different XML.")
        for name, data in files.items():
            self.files[id_, name] = data
        return said(201, "full submission upload was successful!", nature="submit_success")


@dataclass
class Kobo:
    """Answers 202 to a true duplicate, and asks for HTTP Digest."""

    password: str = ""
    rows: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, request: Request):
        if self.password and not self._known(request):
            challenge = 'Digest realm="DJANGO", nonce="1:abc", qop="auth", algorithm="MD5", opaque="5"'
            return reply(
                401,
                json.dumps({"detail": "Authentication credentials were not provided."}).encode(),
                Content_Type="application/json",
                WWW_Authenticate=challenge,
            )
        if request.method == "HEAD":
            return may_send(10_000_000)
        xml = parts_of(request)["xml_submission_file"]
        id_ = instance_id(xml)
        new = id_ not in self.rows
        self.rows.setdefault(id_, xml)
        about = f'<submissionMetadata xmlns="http://www.opendatakit.org/xforms" id="f" instanceID="{id_}"/>'
        body = (
            '<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message>Successful submission.</message>'
            f"{about}</OpenRosaResponse>"
        )
        return reply(201 if new else 202, body.encode(), Content_Type="text/xml", **SPEAKS)

    def _known(self, request):
        given = dict(re.findall(r'(\w+)="?([^",]+)"?', request.headers.get("authorization", "")))
        if not given:
            return False
        user = _md5(f"{given['username']}:DJANGO:{self.password}")
        asked = _md5(f"{request.method}:{given['uri']}")
        return given["response"] == _md5(f"{user}:1:abc:{given['nc']}:{given['cnonce']}:auth:{asked}")


def _md5(text):
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
