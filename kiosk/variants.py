"""Which of two wordings of a form a kiosk shows: by the kiosk and the service, never by who stands before it.

A service with ``variants = { a = 50, b = 50 }`` in its manifest has a second form of other words beside its own:
``form-b.xml``. A kiosk shows one of the two, the same in every visit and after every start.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.catalogue import Service
    from kiosk.config import Config

NAMES = ("a", "b")
"""``a`` is the form that the manifest names, ``b`` the one beside it."""

ALL = 100
_AFTER = "-b"


def file_of(form: str, variant: str) -> str:
    """The name of a variant's form: ``form-b.xml`` beside ``form.xml``."""
    stem, dot, ending = form.rpartition(".")
    return f"{stem}{_AFTER}{dot}{ending}" if variant == NAMES[1] else form


def fault(shares: object, form: str, folder: "Path | None") -> str:
    """What is wrong with ``variants`` of a manifest, as a sentence; "" when nothing is.

    The second form has to be in ``folder``; None where it is still to be made.
    """
    if not shares:
        return ""
    good = isinstance(shares, dict) and tuple(sorted(shares)) == NAMES
    if not good or not all(type(each) is int and each > 0 for each in shares.values()):  # type: ignore[attr-defined]  # a dict, by then
        return "write variants as { a = 50, b = 50 }."
    if sum(shares.values()) != ALL:  # type: ignore[attr-defined]  # likewise
        return f"the variants a and b must be {ALL} together."
    other = file_of(form, NAMES[1])
    return (
        ""
        if folder is None or (folder / other).is_file()
        else f"there are two variants, but no {other}: add it."
    )


def pick(service: str, kiosk: str, shares: Mapping[str, int]) -> str:
    """The variant of ``service`` that the kiosk of this name shows; "" where there are none.

    Both go into a hash, so that one kiosk does not show the second wording of everything.
    """
    if not shares:
        return ""
    import hashlib  # noqa: PLC0415 the welcome page needs none of this

    digest = hashlib.sha256(f"{service}\n{kiosk}".encode()).digest()
    return NAMES[0] if int.from_bytes(digest[:8]) % ALL < shares[NAMES[0]] else NAMES[1]


def shown(service: "Service", kiosk: str) -> "Service":
    """The service as the kiosk of this name shows it: with the form of its variant, and the variant's name."""
    from dataclasses import replace  # noqa: PLC0415 likewise

    variant = pick(service.id, kiosk, service.variants)
    return replace(service, form=file_of(service.form, variant), variant=variant) if variant else service


def digest(service: "Service") -> str:
    """Which wording of its form a service has now, as in happenings.Began: 12 hex digits; "" when it cannot be read."""
    import hashlib  # noqa: PLC0415 likewise

    try:
        data = (service.folder / service.form).read_bytes()
    except OSError:
        return ""
    return digest_of(hashlib.sha256(data).hexdigest())


def digest_of(sha256: str) -> str:
    """The same of a file whose SHA-256 (hex) is known, as a bundle's manifest has it."""
    return sha256[:12]


def name_of(config: "Config") -> str:
    """What a kiosk goes by here: where it stands, else its own credential. Never anybody's choice at the kiosk."""
    if config.location:
        return config.location
    import hashlib  # noqa: PLC0415 likewise

    link = config.data / "council.toml"
    try:
        return hashlib.sha256(link.read_bytes()).hexdigest()
    except OSError:
        return ""  # not enrolled: nothing is sent from it
