"""``kiosk forms fetch``: forms from the council's OpenRosa server, each as a service that goes back there."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from kiosk import config
from kiosk.cli.forms import add_form
from kiosk.destinations import DestinationSettings, read_secret
from kiosk.errors import ConfigError, HandrailError


def fetch(name: str, wanted: Sequence[str], *, only_list: bool) -> int:
    """Fetch the forms ``wanted`` (all when empty) from the destination ``name``; 1 when one cannot be used."""
    from offline_cache.delivery.form_list import FormList  # noqa: PLC0415 the network is loaded only when asked for
    from offline_cache.delivery.openrosa_server import OpenRosaServer  # noqa: PLC0415 likewise

    settings = config.load()
    destination = _openrosa(settings, name)
    offered = FormList(OpenRosaServer(destination, read_secret(destination, settings.data)))
    forms = offered.forms()
    missing = sorted(set(wanted) - {form.id for form in forms})
    if missing:
        raise ConfigError(f"{name} has no form {missing[0]!r}: 'kiosk forms fetch {name} --list' shows all.")
    failed = 0
    for form in forms:
        if only_list:
            click.echo(f"{form.id}\t{form.version}\t{form.name}")
        elif not wanted or form.id in wanted:
            try:
                with tempfile.TemporaryDirectory() as folder:
                    file = offered.download(form, Path(folder))
                    service = add_form(file, settings.data, f"{name}-{form.id}", destination=name)
            except HandrailError as error:
                failed += 1
                click.echo(f"{form.id}: left out: {error}", err=True)
            else:
                click.echo(f"Added {service.text('title', 'en')!r} as {service.id}; it is sent to {name}.")
    return 1 if failed else 0


def _openrosa(settings: config.Config, name: str) -> DestinationSettings:
    found = settings.destinations.get(name)
    if found is None or found.kind != "openrosa":
        known = ", ".join(one.name for one in settings.destinations.values() if one.kind == "openrosa")
        raise ConfigError(
            f"kiosk.toml has no destination {name!r} of the kind openrosa: add it, or use {known or 'none'}."
        )
    return found
