"""``kiosk sync``: deliver what waits, without the window."""

import json
import threading
from dataclasses import asdict

import click

from kiosk import config
from kiosk.cli.late_outbox import open_store


@click.command()
@click.option("--once", is_flag=True, help="Try everything that waits once, then end.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON (with --once).")
def command(once: bool, as_json: bool) -> int:
    """Deliver what waits to the council. The kiosk does this by itself while it runs."""
    store = open_store(config.load())
    try:
        if not once:
            click.echo("Delivering what waits until you stop this with Ctrl+C.")
            store.sync.start()
            threading.Event().wait()
        done = store.sync.once()
    except KeyboardInterrupt:
        return 0
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps(asdict(done)))
    else:
        click.echo(f"delivered: {done.sent} of {done.of}")
        if done.held:
            click.echo(f"held: {done.held} ('kiosk status' says why)")
    return 0 if done.sent == done.of else 1
