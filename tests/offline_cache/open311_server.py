"""An Open311 GeoReport v2 server as mySociety's answered when measured: two identical reports are two reports."""

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qs, parse_qsl, urlsplit
from xml.sax.saxutils import escape

from tests.offline_cache.servers import Request, reply

DEFINITION = {
    "service_code": "pothole",
    "attributes": [
        {
            "code": "SIZE/CM 1",
            "datatype": "singlevaluelist",
            "order": 2,
            "values": [{"key": "big one", "name": "B"}],
        },
        {"code": "seen", "datatype": "multivaluelist", "order": 1, "values": [{"key": "a"}, {"key": "b c"}]},
        {"code": "note", "datatype": "text", "order": 3},
    ],
}


def as_json(value, status=200, **headers):
    return reply(
        status, json.dumps(value).encode(), Content_Type="application/json; charset=utf-8", **headers
    )


def as_xml(root, entry, records, status=200):
    inside = "".join(
        f"<{entry}>{''.join(f'<{k}>{escape(str(v))}</{k}>' for k, v in record.items())}</{entry}>"
        for record in records
    )
    body = f'<?xml version="1.0" encoding="utf-8"?><{root}>{inside}</{root}>'
    return reply(status, body.encode(), Content_Type="text/xml; charset=utf-8")


def refusal(status, description="no"):
    return as_json([{"code": status, "description": description}], status)


@dataclass
class Open311Server:
    """Keeps every report. ``swallow``: stores, and hangs up without a word; ``hide``: lists nothing."""

    key: str = ""
    swallow: bool = False
    hide: bool = False
    token: bool = False
    reports: list[dict[str, list[str]]] = field(default_factory=list)
    queries: list[dict[str, list[str]]] = field(default_factory=list)

    def __call__(self, request: Request):
        path = urlsplit(request.path)
        name, _, kind = path.path.rpartition(".")
        if request.method == "POST":
            return self._take(request, kind)
        if name.endswith("/services"):
            return self._list(kind, "services", "service", [{"service_code": "pothole"}])
        if "/services/" in name:
            return as_json([DEFINITION])
        self.queries.append(parse_qs(path.query))
        listed = [] if self.hide else self._listed()
        return self._list(kind, "service_requests", "request", listed)

    def _take(self, request, kind):
        told = parse_qs(request.body.decode())
        if self.key and told.get("api_key") != [self.key]:
            return refusal(403, "api_key")
        self.reports.append(told)
        if self.swallow:
            return b""
        given = (
            {"token": "t1"} if self.token else {"service_request_id": len(self.reports), "service_notice": ""}
        )
        return self._list(kind, "service_requests", "request", [given])

    def _listed(self):
        return [
            {"service_request_id": n, "status": "open", "description": told["description"][0]}
            for n, told in enumerate(self.reports)
        ]

    @staticmethod
    def _list(kind, root, entry, records):
        return as_json(records) if kind == "json" else as_xml(root, entry, records)


def told_of(request):
    """The fields of a report, in order."""
    return parse_qsl(request.body.decode())
