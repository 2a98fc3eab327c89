"""Pictures of the council's pages: ``python -m benchmarks.picture FOLDER`` draws insight.png and fleet.png into it.

One service in a simulated month, and a fleet that is made up.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from playwright.sync_api import FloatRect, Route, sync_playwright
from sqlalchemy import Engine, insert
from starlette.testclient import TestClient

from benchmarks.simulated.services import services
from benchmarks.simulated.trial import PLANTED, Noticed, month, recorded
from council_api import kiosks
from council_api.app import create_app
from council_api.database import open_database, open_keys
from council_api.fleet.heartbeats import Told, keep
from council_api.fleet.settings import Fleet
from council_api.parts import Parts
from council_api.settings import settings_for
from council_api.tables import journey
from kiosk.analytics import wire
from kiosk.heartbeat import Heartbeat
from kiosk.struggle.settings import load

_VISITS = 6_000
_SITE = "https://council.example.org"
_NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def main() -> None:
    """Draw them."""
    for name, page, part, fill in _PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            client, engine = _council(Path(folder))
            fill(engine)
            _draw(client, page, part, f"{sys.argv[1]}/{name}.png")


def _draw(client: TestClient, page: str, part: FloatRect, file: str) -> None:
    def give(route: Route) -> None:
        answer = client.get(route.request.url.removeprefix(_SITE))
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)

    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=as_root)
        high = int(part["y"] + part["height"])
        tab = browser.new_page(viewport={"width": int(part["width"]), "height": high})
        tab.route("**/*", give)
        tab.goto(f"{_SITE}{page}")
        tab.screenshot(path=file, clip=part)
        browser.close()


def _council(folder: Path) -> tuple[TestClient, Engine]:
    settings = settings_for(folder)
    engine = open_database(settings)
    parts = Parts(engine, open_keys(settings, engine, _NOW), "password", lambda: _NOW, lambda: "event")
    client = TestClient(create_app(parts))
    client.auth = ("council", "password")
    return client, engine


def _month(engine: Engine) -> None:
    kiosks.enrol(engine, "library", _NOW, lambda: "token")
    found = recorded(month(1, _VISITS, services(), PLANTED), Noticed(), load())
    rows = [
        {"kiosk_seq": 1, "taken_on": one.day, "service": one.service, "day": one.day, "body": wire.line(one)}
        for one in found
    ]
    with engine.begin() as connection:
        connection.execute(insert(journey), rows)


def _fleet(engine: Engine) -> None:
    well = Heartbeat("1.4.0", "1.4.0", "2026112301", "13", on_for=31, accepted=1, disk=21_000)
    well = replace(well, devices=dict.fromkeys(("printer", "headphones", "voice", "keys", "touch"), "works"))
    no_paper = well.devices | {"printer": "paper"}
    beats = (
        ("Central library, by the lifts", well, 0),
        ("Northgate library", replace(well, queued=3, oldest=2, devices=no_paper), 0),
        ("Southfield library", replace(well, held=1), 0),
        ("Old Town Hall", replace(well, queued=5, oldest=30), 30),
        ("Riverside library", well, 0),
        ("Merrow Park library", well, 0),
    )
    told = []
    for number, (place, beat, hours) in enumerate(beats, 1):
        kiosks.enrol(engine, f"library-{number:02d}", _NOW, partial(str, number))
        told.append(Told(number, replace(beat, place=place), 0, _NOW - timedelta(hours=hours)))
    keep(engine, Fleet(), told)


_PICTURES: tuple[tuple[str, str, FloatRect, Callable[[Engine], None]], ...] = (
    ("insight", "/inbox/insight/missed-bin", {"x": 0, "y": 0, "width": 1180, "height": 1180}, _month),
    ("fleet", "/fleet", {"x": 0, "y": 440, "width": 1180, "height": 560}, _fleet),
)


if __name__ == "__main__":
    main()
