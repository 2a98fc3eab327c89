"""kiosk.toml itself."""

from kiosk.checking.found import Found, attention, fails, ok, plain
from kiosk.checking.here import Here
from kiosk.config import Config


def check(here: Here) -> Found:
    """Whether it has mistakes, and whether it is of this council at all."""
    if here.mistakes:
        more = f" There are {len(here.mistakes) - 1} more." if len(here.mistakes) > 1 else ""
        return fails(
            f"{here.file}, {plain(here.mistakes[0].words, 240)}{more}",
            "Mend this: the kiosk does not start before. 'kiosk check --json' has all of them.",
        )
    if here.config.council_name == Config(here.config.data).council_name:
        return attention(
            "The council is still the made-up one of the example.",
            f"Write council_name and phone into {here.file}.",
        )
    if not here.config.location:
        return attention(
            "The kiosk has no place, so a call does not say where.", "Write location into kiosk.toml."
        )
    return ok(f"{here.file} has no mistakes.")
