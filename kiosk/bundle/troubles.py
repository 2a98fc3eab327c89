"""What is to be put right about the bundle in use."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kiosk.bundle.installed import FOLDER, installed, read_state
from kiosk.bundle.shelf import changed
from kiosk.bundle.signing import trusted
from kiosk.content import Content


def troubles(data: Path, keys: Sequence[str], now: datetime) -> tuple[str, ...]:
    """A sentence each. Reads every byte of it. Raises BundleError when one of ``keys`` is none."""
    state, bundle = read_state(data / FOLDER), installed(data / FOLDER)
    highest = state.highest_of(tuple(trusted(keys)))
    spoilt = changed(bundle) if bundle else ""
    found = {
        f"Its file {spoilt} was changed or damaged: make a new bundle.": bool(spoilt),
        "Files of the newest bundle are missing, so another is in use: make a new one.": (
            (bundle.name if bundle else "") != state.current
        ),
        f"Version {highest} did not load, so it is not in use: make a new one.": (
            bool(highest) and not state.current.startswith(f"{highest:016d}-")
        ),
        "None of its council keys is in force, so no form can be begun: make a bundle with a newer one.": (
            Content(data).sealing_key(now) is None
        ),
    }
    return tuple(sentence for sentence, is_so in found.items() if is_so)
