"""``kiosk calibrate``: how many pixels of this screen are a millimetre, measured with a bank card."""

import click

from kiosk import config as settings
from kiosk.cli.compose import has_display
from kiosk.errors import ConfigError
from kiosk.language import Words


@click.command()
def command() -> None:
    """Measure this screen with a bank card or library card, and keep the result in kiosk.toml.

    Every size in Handrail is in millimetres on the glass. Do this once for each screen, and again when its
    resolution is changed.
    """
    if not has_display():
        raise ConfigError(
            "There is no screen here: run this on the kiosk, as the user who is logged in on it."
        )
    config = settings.load()
    from ui import calibration  # noqa: PLC0415 only where there is a screen

    measured = calibration.measure(config, Words(config.languages[0]))
    if measured is None:
        click.echo("Nothing was changed.")
        return
    click.echo(f"{measured:g} pixels are a millimetre: kept in {settings.keep('px_per_mm', measured)}.")
