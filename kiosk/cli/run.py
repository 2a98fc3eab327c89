"""``kiosk run``: the window, the voice, the outbox and its sync."""

from pathlib import Path

import click


@click.command()
@click.option("--local-council", is_flag=True, help="Start a council API on this machine and send to it.")
@click.option(
    "--config",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings; KIOSK_CONFIG or kiosk.toml in the data folder otherwise.",
)
def command(local_council: bool, file: Path | None) -> int:
    """Open the kiosk on this screen. Without a screen the demo journey runs instead."""
    from kiosk.cli.start import open_kiosk  # noqa: PLC0415 heavy, and only for this command

    return open_kiosk(local_council=local_council, file=file)
