"""Whether the council can be reached at all: cable, name, line."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.checking.found import Found, fails, not_here, ok, plain
from kiosk.checking.here import Here

_PORTS = {"http": 80, "https": 443}
_PATIENCE = 3.0
_ADDRESSES = 3
"""Seconds for one address of a name, and how many are tried."""
_LOOP = {"127.0.0.1", "::1", "localhost"}
_CABLE = "Plug in its cable, or see that it has joined its network."
_WHY = {
    "name": (
        "The name {host} cannot be looked up.",
        "Check the cable and the DNS server that the network gives.",
    ),
    "refused": ("{who} does not let this kiosk connect.", "Ask the network team to allow it to port {port}."),
    "silent": ("{who} does not answer.", "Ask the network team whether a firewall is between."),
}


def check(here: Here) -> Found:
    """The council's server, or the web proxy that leads to it."""
    cards = _cards(here.root)
    if here.link is None:
        if cards:
            return not_here(
                f"The network is connected ({', '.join(cards)}); this kiosk is of no council yet."
            )
        return fails("No network is connected.", _CABLE)
    place = urlsplit(here.link.proxy or here.link.url)
    host = place.hostname or ""
    port = place.port or _PORTS.get(place.scheme, 443)
    if not cards and host not in _LOOP:
        return fails("No network is connected; submissions wait meanwhile.", _CABLE)
    who = f"{'The web proxy' if here.link.proxy else 'The council’s server'} {plain(host, 60)}"
    if why := here.reach(host, port):
        wrong, mend = _WHY[why]
        return fails(wrong.format(host=plain(host, 60), who=who), mend.format(port=port))
    return ok(f"{who} can be reached on port {port}.")


def reach(host: str, port: int) -> str:
    """Why a connection does not come about: "name", "refused" or "silent"; "" when it does."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return "name"
    why = "silent"
    for family, kind, protocol, _name, address in found[:_ADDRESSES]:
        with socket.socket(family, kind, protocol) as line:
            line.settimeout(_PATIENCE)
            try:
                line.connect(address)
            except ConnectionRefusedError:
                why = "refused"
            except OSError:
                continue
            else:
                return ""
    return why


def _cards(root: Path) -> list[str]:
    """The network cards that are up, without the machine's own loop."""
    found = []
    for card in sorted((root / "sys/class/net").glob("*")):
        try:
            state = (card / "operstate").read_text(encoding="ascii", errors="replace").strip()
        except OSError:
            continue
        if card.name != "lo" and state == "up":
            found.append(card.name)
    return found
