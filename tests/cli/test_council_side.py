"""A kiosk of the .deb has no council's side: what needs it says so in a sentence, the rest is there."""

import click
import pytest

from kiosk.cli import commands, council_side, demo
from kiosk.cli.local_council import LocalCouncil
from kiosk.config import council_link
from kiosk.errors import CouncilError


@pytest.fixture
def alone(monkeypatch):
    monkeypatch.setattr(council_side, "find_spec", lambda name: None)


def test_the_councils_side_is_here_where_it_is_developed():
    assert council_side.is_here()
    assert "report" in commands.kiosk.list_commands(click.Context(commands.kiosk))


def test_what_a_kiosk_cannot_do_is_not_on_offer(alone):
    offered = commands.kiosk.list_commands(click.Context(commands.kiosk))
    assert "report" not in offered
    assert {"run", "demo", "forms", "status"} <= set(offered)


def test_a_local_council_is_refused_in_a_sentence(alone, tmp_path):
    with pytest.raises(CouncilError, match="council's side of Handrail is not installed"):
        LocalCouncil(tmp_path).start()


@pytest.mark.parametrize(
    ("module", "told"), [("council_api.reporting", True), ("fastapi", True), ("PySide6", False)]
)
def test_a_command_that_needs_it_says_so_and_nothing_else_is_hidden(monkeypatch, capsys, module, told):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {module!r}", name=module)

    monkeypatch.setattr(commands.importlib, "import_module", missing)
    if told:
        assert commands.run(["report"]) == 1
        assert capsys.readouterr().err == f"kiosk: {council_side.INSTALL}\n"
    else:
        with pytest.raises(ModuleNotFoundError):
            commands.run(["report"])


def test_the_demo_ends_well_when_what_was_sent_waits(capsys):
    class Outbox:
        def __init__(self, waiting):
            self.sync, self.waiting = self, waiting

        wait = once = lambda self: self

    assert demo._deliver(Outbox(1), None) == 0
    assert "waits: 1." in capsys.readouterr().out
    assert demo._deliver(Outbox(0), None) == 1


def test_the_demo_seals_to_a_key_that_nobody_has(tmp_path):
    council_side.enrol_with_nobody(tmp_path)
    link = council_link(tmp_path / "council.toml")
    assert len(link.key_id) == 16
    assert link.public_key.startswith("-----BEGIN PUBLIC KEY-----")
