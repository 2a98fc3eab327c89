"""The council's certificate: trusted, and for how long (TLS)."""

from kiosk.checking.found import Found, attention, fails, not_here, ok, plain
from kiosk.checking.here import Here
from kiosk.staff import SOON


def check(here: Here) -> Found:
    """As the kiosk itself believes it: by the file that council.toml pins, else by the usual authorities."""
    if here.link is None:
        return not_here("This kiosk is of no council yet.")
    if here.link.url.startswith("http://"):
        return not_here("The council’s API is on this machine, so nothing is encrypted on the way.")
    pinned = here.link.authority
    found = here.certificate()
    if found.trouble:
        whom = f"the file {plain(pinned.name, 40)}" if pinned else "the usual authorities"
        return fails(
            f"The council’s certificate is not trusted by {whom}: {plain(found.trouble)}.",
            "Check the clock first; then ask who looks after the council’s server, or whether a proxy opens TLS.",
        )
    if found.ends is None:
        return attention(
            "The council’s server was not reached, so its certificate was not seen.", "See Network."
        )
    days = (found.ends - here.now()).days
    if days <= SOON:
        return attention(
            f"The council’s certificate ends in {days} days.", "Tell who looks after the council’s server."
        )
    return ok(
        f"The council’s certificate is trusted for {days} more days{', by the pinned file' if pinned else ''}."
    )
