"""``kiosk export``: what waits in an outbox as one file for the council, when the kiosk cannot send it any more."""

import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import config
from kiosk.errors import BundleError, ConfigError, StoreError

if TYPE_CHECKING:
    from kiosk.rescue.archive import Item

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--to", "out", type=FOLDER, required=True, help="The folder to write the file to: a stick.")
@click.option("--data", type=FOLDER, help="The kiosk's data folder, as on a disk taken out of it.")
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The council's public key (PEM), when council.toml was lost.",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(out: Path, data: Path | None, key: Path | None, as_json: bool) -> int:
    """Write all that the council has not confirmed, still sealed, to a file that the council alone can open.

    Nothing in the outbox is changed; what is exported twice, or sent after all, the council takes once. Exit code 1
    when something could not be read.
    """
    from offline_cache import rescue  # noqa: PLC0415 loaded only for this command

    folder = data or config.default_data(os.environ)
    recipients = _recipients(folder, key)
    found = rescue.Found()
    file = _write(out, recipients, folder, rescue.read(rescue.outboxes(folder), found))
    if as_json:
        click.echo(json.dumps({"file": str(file), **asdict(found)}, ensure_ascii=False, indent=2))
    else:
        click.echo(
            f"{file}: {found.submissions} submissions, {found.attachments} attachments. Held: {found.held}."
        )
        if found.elsewhere:
            click.echo(
                f"For other destinations, which the council API cannot take: {found.elsewhere}. "
                "Keep this data folder."
            )
        for name in found.damaged:
            click.echo(f"Could not be read: {name}", err=True)
    return 1 if found.damaged else 0


def _recipients(folder: Path, key: Path | None) -> list[bytes]:
    """The X25519 public keys of the council, from wherever this kiosk has them."""
    from kiosk.bundle.council_keys import read_keys  # noqa: PLC0415 heavy, and only for this command
    from kiosk.council_key import X25519_SIZE, raw_of_pem  # noqa: PLC0415 likewise

    texts = [key.read_text(encoding="utf-8")] if key else []
    try:
        link = config.council_link(folder / "council.toml")
        texts += [link.public_key] if link else []
        for file in sorted(folder.glob("bundles/*/council-keys.toml")):
            texts += [one.public_key for one in read_keys(file)]
    except (ConfigError, BundleError) as error:
        if not texts:
            raise ConfigError(f"{error} Or name the council’s public key with --key.") from error
    try:
        raws = [raw_of_pem(text)[-X25519_SIZE:] for text in texts]
    except (ValueError, TypeError) as error:
        raise ConfigError(
            "The council’s public key cannot be read: name a file with it with --key."
        ) from error
    if not raws:
        raise ConfigError(
            "This kiosk knows no council: name a file with the council’s public key with --key."
        )
    return list(dict.fromkeys(raws))


def _write(out: Path, recipients: list[bytes], folder: Path, items: "Iterator[Item]") -> Path:
    """The file, whole and on the stick before this returns; never one that is there already."""
    from kiosk.durable import sync_folder, write_synced  # noqa: PLC0415 heavy, and only for this command
    from kiosk.rescue import age, archive  # noqa: PLC0415 likewise

    about = archive.About(datetime.now(UTC).isoformat(timespec="seconds"), _credential(folder))
    part = out / f".handrail-{secrets.token_hex(8)}.part"
    try:
        with click.progressbar(items, label="Exporting", file=sys.stderr, show_pos=True) as shown:
            write_synced(part, age.sealed(recipients, archive.written(about, shown), secrets.token_bytes))
        file = _free_name(out, f"handrail-outbox-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        part.rename(file)
        sync_folder(out)
    except OSError as error:
        free = shutil.disk_usage(out).free // 1_000_000
        raise StoreError(
            f"{out} cannot be written ({error.strerror}; {free} MB are free): use another stick. Nothing was changed."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return file


def _free_name(out: Path, stem: str) -> Path:
    from kiosk.rescue.archive import SUFFIX  # noqa: PLC0415 loaded already

    names = (out / f"{stem}{more}{SUFFIX}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


def _credential(folder: Path) -> str:
    try:
        link = config.council_link(folder / "council.toml")
        return hashlib.sha256(link.token.encode()).hexdigest() if link else ""
    except ConfigError:
        return ""
