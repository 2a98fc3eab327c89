"""``kiosk pin``: the PIN that staff type before the staff page opens."""

import getpass
import sys

import click

from kiosk import config
from kiosk.errors import ConfigError
from kiosk.pin import STAFF, Pins, check_strength


@click.group()
def command() -> None:
    """Set the PIN of the staff page; without one there is no such page."""


@command.command(name="set")
def set_() -> None:
    """Ask for a new PIN, twice, and take it at once; the kiosk may run. What was locked is open again.

    Give each kiosk a PIN of its own. It is asked for here, since what stands on a command line can be read by others.
    """
    settings = config.load()
    pin = _ask("New PIN: ")
    check_strength(pin)
    if sys.stdin.isatty() and _ask("The same again: ") != pin:
        raise ConfigError("The two were not the same, so nothing was changed: try again.")
    Pins(settings.data).set(STAFF, pin)
    click.echo("The PIN is set. Staff open their page from ‘Ask a person’ on the first page.")


def _ask(prompt: str) -> str:
    """Without showing it; from a pipe the first line."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
