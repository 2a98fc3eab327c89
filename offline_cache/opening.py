"""Opening the store in the background, so that the window never waits for a disk or an import."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from offline_cache.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline_cache.store import Store
    from offline_cache.sync import Link


def open_store(
    settings: Settings, listener: "Callable[[Link], object]" = lambda _link: None
) -> "Future[Store]":
    """Open everything in a thread of its own; the sync is not started.

    ``listener`` is as for Sync. The future raises ConfigError (the key, the address) or StoreError (the folder is in
    use, from a newer version, or cannot be written).
    """
    opener = ThreadPoolExecutor(1, "opening")
    future = opener.submit(_open, settings, listener)
    opener.shutdown(wait=False)
    return future


def _open(settings: Settings, listener: "Callable[[Link], object]") -> "Store":
    from offline_cache.store import Store  # noqa: PLC0415  # a quarter of a second that the window must not wait for

    return Store.open(settings, listener)
