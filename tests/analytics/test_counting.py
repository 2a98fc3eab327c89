"""What a kiosk counts, and when it does not."""

from dataclasses import replace
from types import SimpleNamespace
from uuid import uuid4

import pytest

from kiosk.analytics.happenings import Began, Opened
from kiosk.cli.journeys import give_counting
from kiosk.config import Config
from offline_cache.journey_box import JourneyBox

BEGAN = Began(0.0, "bins", "2", "0123456789ab", "", "en", "2026-11-21", 10)


@pytest.fixture
def count(tmp_path):
    """Has a kiosk with these settings hear of three services; gives the names of those that wait to be told."""

    def run(**settings):
        heard = SimpleNamespace(listeners=[])
        config = Config(data=tmp_path, **settings)
        services = (SimpleNamespace(id="bins", sensitive=False), SimpleNamespace(id="refuge", sensitive=True))
        content = SimpleNamespace(catalogue=lambda: SimpleNamespace(services=services))
        counting = give_counting(heard, config, content, SimpleNamespace(online=lambda: False))
        for service in ("bins", "refuge", "taken out of the bundle", "bins"):
            for listener in heard.listeners:
                listener(replace(BEGAN, service=service))
                listener(Opened(1.0, "before"))
        if counting is not None:
            counting.close()
        box = JourneyBox(tmp_path / "journeys", new_id=lambda: str(uuid4()), shuffle=lambda _journeys: None)
        found = box.first()
        return [journey.service for journey in found[1].journeys] if found else []

    return run


def test_what_may_not_be_known_to_be_used_is_not_counted_and_one_setting_ends_it_all(count, tmp_path):
    """P6: also what waited to be told is gone then. Without a council to tell, nothing is written."""
    assert count() == []
    (tmp_path / "council.toml").touch()
    assert count() == ["bins", "bins"]
    assert count(analytics=False) == []
    assert not (tmp_path / "journeys").exists()
