"""Whether the council knows this kiosk, and still lets it send."""

from kiosk.checking.found import Found, attention, fails, not_here, ok
from kiosk.checking.here import Here

_ENROL = "Enrol the kiosk: 'kiosk enrol'."
_KNOWN = {200, 206, 304, 404, 416}
_UNKNOWN = {401, 403}
_BUSY = {429, 503}


def check(here: Here) -> Found:
    """By asking for a bundle, which changes nothing."""
    if here.link_trouble:
        return fails(here.link_trouble, _ENROL)
    if here.link is None:
        if here.config.destinations:
            return not_here("This kiosk is of no council; its submissions go elsewhere.")
        return fails("This kiosk is of no council yet, so it takes no submissions.", _ENROL)
    reply = here.ask()
    if reply is None:
        return attention(
            "The council was not reached, so nobody could say whether it knows this kiosk.", "See Network."
        )
    if reply.status in _KNOWN:
        return ok("The council knows this kiosk.")
    if reply.status in _UNKNOWN:
        return fails("The council does not know this kiosk’s credential, or has revoked it.", _ENROL)
    if reply.status in _BUSY:
        return attention("The council’s server is busy.", "Check again in a few minutes.")
    return attention(
        f"What answered is not the council’s API (status {reply.status}).",
        "Check the address in council.toml, and whether a web proxy or a sign-in page is between.",
    )
