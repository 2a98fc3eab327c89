"""The options that several commands have."""

from pathlib import Path

import click

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path(".data/council"),
    show_default=True,
    help="Folder with the database, the private keys and the inbox password.",
)
DATABASE = click.option(
    "--database", envvar="COUNCIL_DATABASE", help="SQLAlchemy URL; SQLite in the data folder unless given."
)
