"""Where submissions go.

To add a destination: a file here with a class that keeps the Protocol of outcome.py, a line in DESTINATIONS, and the
ways in which it can know a kiosk in kiosk/destinations.py.
"""

from collections.abc import Callable, Mapping

from kiosk.destinations import DestinationSettings
from offline_cache.delivery.council import Council
from offline_cache.delivery.open311 import Open311
from offline_cache.delivery.openrosa import OpenRosa
from offline_cache.delivery.outcome import Destination
from offline_cache.package import Package
from offline_cache.sealing import Envelope

Unpack = Callable[[Envelope], Package]
Maker = Callable[[DestinationSettings, str, Unpack], Destination]

DESTINATIONS: Mapping[str, Maker] = {
    "council": Council.of,
    "openrosa": OpenRosa,
    "open311": Open311,
}
"""By kind. Each is made of its settings, its credential, and what opens an envelope that was sealed to this kiosk."""
