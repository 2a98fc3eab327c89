"""An installed kiosk: what ends it between two visits, and the page where it cannot serve anybody."""

from datetime import UTC, datetime
from itertools import count
from types import SimpleNamespace

import pytest

from kiosk.cli import out_of_order
from kiosk.cli.keeping_up import OUT_OF_ORDER, ending
from kiosk.config import Config
from kiosk.errors import ConfigError
from kiosk.out_of_order import Trouble
from kiosk.service_manager import ServiceManager

NIGHT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
NOBODY = ServiceManager("@handrail-nobody")


@pytest.fixture
def end(tmp_path):
    """What ends a kiosk, and what a test can change of it."""
    kiosk = SimpleNamespace(
        now=NIGHT.replace(hour=12),
        seconds=0.0,
        outbox=SimpleNamespace(trouble="", busy=False),
        data=tmp_path / "d",
    )
    kiosk.data.mkdir()
    kiosk.asked = ending(Config(kiosk.data), kiosk.outbox, lambda: kiosk.now, lambda: kiosk.seconds, count())
    return kiosk


def test_all_is_well_and_it_goes_on(end):
    assert {end.asked() for _ in range(100)} == {None}


def test_the_night_waits_for_what_is_being_sent(end):
    end.now, end.seconds, end.outbox.busy = NIGHT, 8 * 3600.0, True
    assert end.asked() is None
    end.outbox.busy = False
    assert end.asked() == 0


def test_an_outbox_that_cannot_be_opened_closes_the_kiosk(end):
    end.outbox.trouble = "The outbox is in use."
    assert end.asked() == OUT_OF_ORDER


def test_a_data_folder_that_goes_closes_it_within_half_a_minute(end):
    end.data.rmdir()
    assert [end.asked() for _ in range(31)].count(OUT_OF_ORDER) == 2


@pytest.fixture
def shown(monkeypatch, tmp_path):
    """The troubles that the page is shown for; its data folder is there."""
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    found = []
    monkeypatch.setattr(out_of_order, "_page", lambda _manager, trouble, _file: found.append(trouble))
    return found


def test_a_kiosk_that_ends_by_itself_is_not_out_of_order(shown):
    for code in (0, 1, 69):
        assert out_of_order.guard(NOBODY, lambda code=code: code, None) == code
    assert shown == []


def test_a_mistake_in_the_settings_is_a_page_and_no_end(shown, tmp_path):
    def open_():
        raise ConfigError("kiosk.toml has a mistake.")

    assert out_of_order.guard(NOBODY, open_, None) == 0
    assert shown == [Trouble("S1", "kiosk.toml has a mistake.")]
    (tmp_path / "kiosk.toml").write_text("phone = 3\n")
    assert out_of_order.find(None).code == "S1"


def test_a_folder_that_is_not_there_is_told_before_a_window_opens(shown, tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "gone"))
    assert out_of_order.guard(NOBODY, lambda: pytest.fail("it was opened"), None) == 0
    assert [each.code for each in shown] == ["D1"]


def test_a_kiosk_that_nobody_enrolled_says_so(shown):
    assert out_of_order.guard(NOBODY, lambda: OUT_OF_ORDER, None) == 0
    assert [each.code for each in shown] == ["E1"]


def test_an_outbox_that_is_in_order_again_starts_the_kiosk_afresh(shown, monkeypatch):
    monkeypatch.setattr(out_of_order, "find", lambda _file: None)
    assert out_of_order.guard(NOBODY, lambda: OUT_OF_ORDER, None) == 0
    assert shown == []
