"""One run of the chore: whose turn it is is told, one after the other."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from council_api.confirmations import turns
from council_api.confirmations.senders.sender import LOCKED_OUT, UNREACHABLE, Outcome, Result, Sender
from council_api.confirmations.settings import Confirmations
from council_api.confirmations.turns import Turn
from council_api.confirmations.wording import languages, message, own_words
from council_api.parts import Parts
from council_api.policy import read_policy
from council_api.problems import Refusal
from council_api.submissions import fetch
from kiosk.confirmation import usable

WORDS = "messages"
"""The folder in the data folder with words of the council's own."""

_DAMAGED = Result(Outcome.REFUSED, "damaged")
_NO_ADDRESS = Result(Outcome.REFUSED, "address")
_TOO_MANY = Result(Outcome.LATER, "kiosk")
_CLOSED = (UNREACHABLE, LOCKED_OUT)

_log = logging.getLogger("council_api")


def run(parts: Parts, stopping: Callable[[], bool] = lambda: False) -> Mapping[Outcome, int]:
    """Send what is due, as council.toml says now; how many came to what. Raises CouncilError.

    Any number may run it at the same time. ``stopping`` is asked between two messages. A sender that cannot be
    reached is left alone until the next run.
    """
    turns.give_up(parts.engine, parts.clock())
    policy = read_policy(parts.policy)
    if parts.policy is None or not policy.confirmations.sections:
        return {}
    open_ = dict(policy.confirmations.senders(parts.policy.parent))
    _check_words(
        parts.policy.parent
    )  # before anything is claimed: what is claimed and not sent is never sent
    return _Run(parts, policy.confirmations, open_).all(stopping)


class _Run:
    """``open_`` are the senders that have not failed in this run, by "email" and "text"."""

    def __init__(self, parts: Parts, rules: Confirmations, open_: dict[str, Sender]) -> None:
        now = parts.clock()
        self._parts = parts
        self._rules = rules
        self._open = open_
        self._left = rules.a_minute - turns.sent_within(parts.engine, timedelta(minutes=1), now).total()
        self._today = turns.sent_within(parts.engine, timedelta(days=1), now)
        self._came_to = dict.fromkeys(Outcome, 0)

    def all(self, stopping: Callable[[], bool]) -> Mapping[Outcome, int]:
        parts = self._parts
        spent = [kiosk for kiosk, asked in self._today.items() if asked >= self._rules.a_day_each_kiosk]
        for turn in turns.due(parts.engine, tuple(self._open), parts.clock(), spent):
            if self._left <= 0 or stopping():
                break
            if turn.by in self._open and turns.claim(parts.engine, turn, parts.clock()):
                result = self._one(turn)
                turns.settle(parts.engine, turn, result, parts.clock())
                self._came_to[result.outcome] += 1
        return self._came_to

    def _one(self, turn: Turn) -> Result:
        if self._today[turn.kiosk] >= self._rules.a_day_each_kiosk:
            return _TOO_MANY
        self._today[turn.kiosk] += 1
        parts = self._parts
        received = fetch(parts.engine, parts.keys, turn.id)
        if isinstance(received, Refusal):
            return _DAMAGED
        asked = received.submission.confirm
        if asked is None or asked.by != turn.by or not usable(asked.by, asked.to):
            return _NO_ADDRESS
        own = parts.policy.parent / WORDS if parts.policy else None
        words = message(received.submission, self._rules.council, parts.bundles, own)
        if words is None:
            return _DAMAGED
        self._left -= 1
        result = self._open[turn.by].send(words)
        if result in _CLOSED:
            del self._open[turn.by]
            _log.warning("No %s can be sent: %s.", turn.by, result.reason)
        return result


def check(parts: Parts) -> None:
    """At the start: whether council.toml and what it names can be used. Raises CouncilError."""
    if parts.policy is None:
        return
    read_policy(parts.policy).confirmations.senders(parts.policy.parent)
    _check_words(parts.policy.parent)


def _check_words(folder: Path) -> None:
    for code in sorted(languages()):
        own_words(folder / WORDS, code)
