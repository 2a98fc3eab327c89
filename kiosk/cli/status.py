"""``kiosk status``: what this kiosk offers, what waits to be sent, what is held and why."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kiosk import catalogue, config, memory
from kiosk.content import Content
from kiosk.pin import Pins

if TYPE_CHECKING:
    from offline_cache.status import Status


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(as_json: bool) -> None:
    """Show the services on offer and the state of the outbox; may be run while the kiosk runs."""
    from offline_cache.status import read_status  # noqa: PLC0415 the store is loaded only when asked for

    settings = config.load()
    status = read_status(settings.data)
    broken: list[str] = []
    content = Content(settings.data)
    services = catalogue.load(
        content.services,
        settings.data / "services",
        broken=lambda error: broken.append(str(error)),
        destinations=settings.destinations,
    ).services
    link = config.council_link(settings.data / "council.toml")
    council = link.url if link else None
    if as_json:
        click.echo(
            json.dumps(
                {
                    "data": str(settings.data),
                    "council": council,
                    "bundle": content.version,
                    "services": [service.id for service in services],
                    "left_out": broken,
                    "outbox": asdict(status),
                    "staff_pin": Pins(settings.data).there(),
                    "swapped_to": memory.swapped_to(),
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    click.echo(f"Data folder: {settings.data}")
    takes = "takes only what goes elsewhere" if settings.destinations else "cannot take submissions"
    click.echo(f"Council: {council or f'none; this kiosk is not enrolled, so it {takes}'}")
    click.echo(f"Services: {', '.join(service.id for service in services)}")
    click.echo(f"Bundle: {content.version or 'none; the services are those that the kiosk came with'}")
    for sentence in broken:
        click.echo(f"Left out: {sentence}")
    if not Pins(settings.data).there():
        click.echo("Staff console: none; 'kiosk pin set' gives it a PIN, and so opens it")
    if swap := memory.swapped_to():
        click.echo(memory.SWAPPED.format(swap))
    _tell(status)


def _tell(status: "Status") -> None:
    """What is in the outbox."""
    counts = status.counts
    click.echo(f"Waiting to be sent: {counts.waiting}. Delivered: {counts.delivered}. Held: {counts.held}.")
    if status.oldest:
        click.echo(f"The oldest that waits was made at {status.oldest}.")
    for item in status.held:
        click.echo(f"Held for {item.destination}: {item.reference}: {item.reason}")
    for one in status.taken:
        click.echo(f"Taken by {one.destination}: {one.reference} is {one.remote_id} there")
