"""The council's API, as a kiosk tells it how it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.heartbeat import Heartbeat, written
from offline_cache.delivery.exchange import Answer, Line

_TAKEN = 204


@dataclass(frozen=True)
class Heard:
    """What came of one. ``after``: seconds to be silent for, when the council asked for that."""

    taken: bool
    after: float | None = None


class HeartbeatLine:
    """The council's API. ``root`` is its address, ``token`` the kiosk's credential; ``now`` the kiosk's own time."""

    def __init__(self, root: str, token: str, line: Line, now: Callable[[], datetime]) -> None:
        self._url = f"{root}/v1/heartbeat"
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Accept": "application/problem+json",
        }
        self._line = line
        self._now = now

    def send(self, beat: Heartbeat) -> Heard:
        """As Hearer. Only the council's own word counts: a portal's page, or a redirect, is no answer."""
        answer = self._line.ask("POST", self._url, data=written(beat, self._now()), headers=self._headers)
        if not isinstance(answer, Answer):
            return Heard(taken=False)
        return Heard(answer.status == _TAKEN, answer.after if answer.problem is not None else None)
