"""The ``kiosk`` command: its subcommands, its exit codes, and one sentence for each error."""

import importlib
import sys
from collections.abc import Sequence

import click

from kiosk.cli import council_side
from kiosk.cli.installed import run_as_kiosk
from kiosk.errors import HandrailError

COMMANDS = {
    "run": "kiosk.cli.run",
    "demo": "kiosk.cli.demo",
    "forms": "kiosk.cli.forms",
    "ask": "kiosk.cli.ask",
    "information": "kiosk.cli.information",
    "audit": "kiosk.cli.audit",
    "calibrate": "kiosk.cli.calibrate",
    "sync": "kiosk.cli.sync",
    "status": "kiosk.cli.status",
    "check": "kiosk.cli.check",
    "enrol": "kiosk.cli.enrol",
    "release": "kiosk.cli.release",
    "voices": "kiosk.cli.voices",
    "bundle": "kiosk.cli.bundle",
    "publish": "kiosk.cli.publish",
    "roll-back": "kiosk.cli.roll_back",
    "update": "kiosk.cli.update",
    "export": "kiosk.cli.export",
    "pin": "kiosk.cli.pin",
    "log": "kiosk.cli.staff_log",
    "cards": "kiosk.cli.cards",
    "report": "kiosk.cli.report",
}
_COUNCILS = {"report"}
"""Those that are of the council's side alone."""


class _Commands(click.Group):
    """Loads a command's module only when that command is meant, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [name for name in COMMANDS if name not in _COUNCILS or council_side.is_here()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(module).command
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def kiosk() -> None:
    """Handrail: a kiosk on which anybody can fill in a council form."""


def run(arguments: Sequence[str]) -> int:
    """Runs one command. The result is the exit code; a HandrailError becomes its one sentence and 1."""
    if (done := run_as_kiosk(arguments)) is not None:
        return done
    try:
        result = kiosk.main(args=list(arguments), prog_name="kiosk", standalone_mode=False)
    except HandrailError as error:
        click.echo(f"kiosk: {error}", err=True)
        return 1
    except ModuleNotFoundError as error:
        if not council_side.is_of_council(error.name):
            raise
        click.echo(f"kiosk: {council_side.INSTALL}", err=True)
        return 1
    except click.exceptions.Abort:
        click.echo("kiosk: stopped.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return result if isinstance(result, int) else 0
