"""One run of the chore: what changed is written down, and each webhook is told what is due for it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from council_api.alerts import messages, noticing, posting
from council_api.alerts.posting import Post
from council_api.alerts.settings import Alerts
from council_api.policy import read_policy
from kiosk.errors import CouncilError


def run(engine: Engine, policy: Path | None, now: datetime, post: Post | None = None) -> None:
    """As council.toml says now. Any number may run it at the same time. Raises CouncilError."""
    rules = read_policy(policy)
    alerts = rules.alerts
    if policy is None or not alerts.urls:
        return
    secret = messages.secret_in(policy.parent)
    with engine.begin() as connection:
        receivers = [posting.receiver(url) for url in alerts.urls]
        noticing.notice(connection, rules.fleet, alerts, receivers, now)
        noticing.purge(connection, rules.fleet.history_days, now)
    send = post or posting.over_the_network(_authority(policy, alerts), secret, now)
    for url in alerts.urls:
        posting.tell(engine, alerts, url, now, send)


def test(policy: Path, now: datetime) -> Mapping[str, bool]:
    """Post a test to each webhook; whether each took it. Raises CouncilError."""
    alerts = read_policy(policy).alerts
    if not alerts.urls:
        raise CouncilError(f"{policy} has no url in [alerts], so nobody is told: docs/fleet.md.")
    body, secret = messages.test_body(now), messages.secret_in(policy.parent)
    post = posting.over_the_network(_authority(policy, alerts), secret, now)
    return {url: post(url, body) for url in alerts.urls}


def _authority(policy: Path, alerts: Alerts) -> Path | None:
    return policy.parent / alerts.authority if alerts.authority else None
