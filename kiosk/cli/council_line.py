"""A line to the council for one kind of errand: what council.toml says, made ready. Each kind has one of its own."""

from typing import TYPE_CHECKING

from kiosk.config import Config, council_link

if TYPE_CHECKING:
    from offline_cache.delivery.exchange import Line


def council_line(config: Config, read_timeout: float | None = None) -> "tuple[str, str, Line] | None":
    """The root of the council's API, the kiosk's credential, and the line; None for a kiosk of no council.

    ``read_timeout`` in seconds, else that of all errands. Loads requests, so not in the window's thread. Raises
    ConfigError.
    """
    from offline_cache.delivery.exchange import READ_TIMEOUT, Line, checked  # noqa: PLC0415 loads requests

    link = council_link(config.data / "council.toml")
    if link is None:
        return None
    patience = READ_TIMEOUT if read_timeout is None else read_timeout
    line = Line(authority=link.authority, proxy=link.proxy, read_timeout=patience)
    return checked(link.url), link.token, line
