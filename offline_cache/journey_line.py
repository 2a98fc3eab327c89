"""The council's API, as a kiosk tells it how services went."""

from kiosk.analytics.wire import Batch
from offline_cache.delivery.exchange import Answer, Line
from offline_cache.journeys import Verdict

_TAKEN = {200, 201}
_NEVER = {413, 415, 422}


class JourneyLine:
    """The council's API. ``root`` is its address, ``token`` the kiosk's credential."""

    def __init__(self, root: str, token: str, line: Line) -> None:
        self._root = root
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Accept": "application/problem+json, application/json",
        }
        self._line = line

    def send(self, batch: Batch) -> Verdict:
        """As Taker. Only the council's own word counts: a portal's page, or a redirect, is no answer."""
        url = f"{self._root}/v1/events"
        answer = self._line.ask("POST", url, data=batch.to_bytes(), headers=self._headers)
        if not isinstance(answer, Answer):
            return "later"
        if answer.status in _TAKEN and answer.json_object().get("batch") == batch.id:
            return "taken"
        return "refused" if answer.status in _NEVER and answer.problem is not None else "later"
