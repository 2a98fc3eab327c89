"""``kiosk ask``, and the kiosk's own asker: on the content that it came with."""

from functools import partial

from click.testing import CliRunner

from kiosk.cli.ask import command
from kiosk.cli.asking import LateAsker
from kiosk.cli.compose import load_form
from kiosk.config import Config
from kiosk.content import Content


def test_what_would_be_found_is_printed_with_why(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    done = CliRunner().invoke(command, ["my", "bin", "was", "not", "emptied"])
    assert done.exit_code == 0, done.output
    outcome, first, *why = done.output.splitlines()
    assert outcome == "found"
    assert "(service of missed-bin)" in first or "(page of missed-bins)" in first
    assert "  read as en" in why


def test_whoever_asks_before_it_is_ready_waits_and_is_answered(tmp_path):
    config = Config(data=tmp_path)
    late = LateAsker(config, Content(tmp_path), partial(load_form, takes_files=True))
    late.prepare()
    assert late.ask("how do i get rid of an old fridge", "en").hits[0].entry.place.id == "bulky-waste"
    late.second()
    assert late.ask("hen oergell", "pl").hits[0].entry.language == "en"
