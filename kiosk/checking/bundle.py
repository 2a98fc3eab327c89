"""The bundle of services and words: which version, how old, until when, by whose key."""

from pathlib import Path

from kiosk.bundle.head import read_head
from kiosk.bundle.installed import FOLDER, HEAD, installed
from kiosk.bundle.troubles import troubles
from kiosk.checking.found import Found, attention, fails, not_here, ok, plain
from kiosk.checking.here import Here
from kiosk.errors import BundleError
from kiosk.staff import SOON

_NEW = "Publish a newer one (docs/bundles.md)."


def check(here: Here) -> Found:
    """Every byte of it against its signed list."""
    keys = here.config.bundle_keys
    try:
        wrong = troubles(here.config.data, keys, here.now())
    except BundleError as error:
        return fails(
            f"A bundle key in kiosk.toml cannot be used. {plain(str(error), 160)}", "Write it again."
        )
    if wrong:
        return fails(wrong[0], _NEW)
    bundle = installed(here.config.data / FOLDER)
    if bundle is None:
        if not keys:
            return not_here(
                "kiosk.toml trusts no bundle key, so the kiosk keeps the services that it came with."
            )
        return attention(
            "No bundle was taken yet: the kiosk has the services that it came with.",
            "Publish one, or put it on a stick (docs/bundles.md).",
        )
    manifest, now = bundle.manifest, here.now()
    age, days = (now - manifest.not_before).days, (manifest.expires - now).days
    signer = _signer(bundle.folder / HEAD)
    told = f"Version {manifest.bundle_version} is in use, {age} days old, signed by {signer}"
    if days <= SOON:
        return attention(
            f"{told}; it {f'ends in {days} days' if days >= 0 else 'has ended, and is used on'}.", _NEW
        )
    return ok(f"{told}, until {manifest.expires:%d %B %Y}.")


def _signer(head: Path) -> str:
    with head.open("rb") as file:
        return plain(read_head(file).key_id, 16)
