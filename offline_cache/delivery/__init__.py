"""Where submissions go.

To add a destination: a file here with a class that keeps the Protocol of outcome.py, and a line in DESTINATIONS.
"""

from collections.abc import Callable, Mapping

from offline_cache.delivery.council import Council
from offline_cache.delivery.outcome import Destination
from offline_cache.settings import Settings

DESTINATIONS: Mapping[str, Callable[[Settings], Destination]] = {
    "council": Council.of,
}
"""By the name that kiosk.toml gives."""
