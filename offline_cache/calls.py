"""The council's desk, as a kiosk speaks to it of a call for a person (S1)."""

import json

from kiosk.calling import Call, Heard
from offline_cache.delivery.exchange import Answer, Line

READ_TIMEOUT = 8.0
"""Seconds: who waits for a person is not helped by an answer that comes later, and it is asked again."""

_TAKEN = {200, 201}


class DeskLine:
    """One council's desk. ``root`` is that of its API, ``token`` the kiosk's credential. It may take seconds."""

    def __init__(self, root: str, token: str, line: Line) -> None:
        self._root = root
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Accept": "application/problem+json, application/json",
        }
        self._line = line

    def say(self, call: Call) -> Heard | None:
        """Say how the call stands, and hear how it stands there. Nothing but the council's own answer counts."""
        said = {
            "kind": call.kind.value,
            "place": call.place,
            "service": call.service,
            "stage": call.stage,
            "urgent": call.urgent,
            "ended": call.ended or None,
        }
        url = f"{self._root}/v1/help-calls/{call.id}"
        answer = self._line.ask("PUT", url, data=json.dumps(said).encode(), headers=self._headers)
        if not isinstance(answer, Answer) or answer.status not in _TAKEN:
            return None
        found = answer.json_object()
        if found.get("id") != call.id:  # a portal's page, or whoever else is on the way
            return None
        return Heard(*(found.get(name) is True for name in ("seen", "answered", "done")))
