"""``kiosk pin``: the PINs that staff type before the staff console opens, one for each role."""

import getpass
import sys

import click

from kiosk import config
from kiosk.errors import ConfigError
from kiosk.pin import Pins, check_strength
from kiosk.roles import Role


@click.group()
def command() -> None:
    """Set the PINs of the staff console; without any there is no such console."""


@command.command(name="set")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.STAFF.value,
    show_default=True,
    help="Whose PIN it is. Volunteers may do least, IT most.",
)
def set_(role: str) -> None:
    """Ask for a new PIN, twice, and take it at once; the kiosk may run. What was locked is open again.

    Give each kiosk a PIN of its own. It is asked for here, since what stands on a command line can be read by others.
    """
    settings = config.load()
    pin = _ask("New PIN: ")
    check_strength(pin)
    if sys.stdin.isatty() and _ask("The same again: ") != pin:
        raise ConfigError("The two were not the same, so nothing was changed: try again.")
    Pins(settings.data).set(Role(role), pin)
    click.echo("The PIN is set. The staff console opens from ‘Ask a person’, on any page.")


def _ask(prompt: str) -> str:
    """Without showing it; from a pipe the first line."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
