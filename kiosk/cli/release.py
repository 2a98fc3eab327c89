"""``kiosk release``: a submission that is held is sent again, once staff have seen to what was wrong."""

import click

from kiosk import config
from kiosk.cli.late_outbox import open_store


@click.command()
@click.argument("reference")
def command(reference: str) -> None:
    """Send the held submission REFERENCE again. Stop the kiosk first; 'kiosk status' says which are held and why.

    Look into the destination before, under the reference: one that is there already would be there twice.
    """
    name = "".join(reference.split()).upper()
    store = open_store(config.load())
    try:
        store.outbox.release(name).result()
    finally:
        store.close()
    click.echo(f"{name} is sent again with the next 'kiosk sync', or once the kiosk runs.")
