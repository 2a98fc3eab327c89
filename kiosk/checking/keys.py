"""The council's public key that answers are sealed to: in force now, and until when."""

from kiosk.checking.found import Found, attention, fails, not_here, ok, plain
from kiosk.checking.here import Here
from kiosk.content import Content
from kiosk.council_key import key_id, raw_of_pem
from kiosk.staff import SOON

_BUNDLE = "Publish a bundle with a newer key (docs/bundles.md)."


def check(here: Here) -> Found:
    """Those of the bundle, else the one of council.toml."""
    content = Content(here.config.data)
    now = here.now()
    pem = content.sealing_key(now)
    if pem is None:
        return fails("None of the council’s keys is in force now, so no form can be begun.", _BUNDLE)
    if pem:
        last = max(key.not_after for key in content.keys)
        if (last - now).days <= SOON:
            return attention(f"The last of the council’s keys ends in {(last - now).days} days.", _BUNDLE)
        return ok(f"A key of the council is in force, the last of them until {last:%d %B %Y}.")
    if here.link is None:
        return not_here("This kiosk is of no council yet.")
    try:
        same = key_id(raw_of_pem(here.link.public_key)) == here.link.key_id
    except (ValueError, TypeError):
        same = False
    if not same:
        return fails(
            "The council’s key in council.toml cannot be used.", "Enrol the kiosk again: 'kiosk enrol'."
        )
    return ok(f"The council’s key {plain(here.link.key_id, 16)} of council.toml is used; it has no end.")
