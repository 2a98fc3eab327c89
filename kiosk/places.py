"""The places that this kiosk knows, so that a question for a point on a map can be answered by name (decision 0018)."""

import re
from functools import cache
from pathlib import Path

from kiosk import addresses, log
from kiosk.errors import FormError
from kiosk.forms.loading.lists import read_file
from kiosk.forms.long_list import LongList
from kiosk.forms.table import Table

_NAMES = ("label", "name", "title", "place", "street", "address")
_LATITUDES, _LONGITUDES = ("latitude", "lat", "y"), ("longitude", "lon", "long", "lng", "x")
_POINT = "geometry"
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d+)?")


@cache
def places(file: Path | None) -> LongList | None:
    """The places in a CSV file (a name or address, latitude, longitude) or GeoJSON, read once.

    The values are ODK's geopoints.

    None without a file, or with one that cannot be used: then the log tells why, and forms do not ask for places.
    """
    if file is None:
        return None
    try:
        table = read_file(file.name, file.read_bytes()).element
    except (OSError, FormError) as error:
        log.error("The places in %s cannot be used: %s. Forms do not ask for places until then.", file, error)
        return None
    found = _listed(table) if isinstance(table, Table) else None
    if not found:
        log.error(
            "%s is no list of places: its first line needs “name”, “latitude” and “longitude”, in degrees.",
            file,
        )
        return None
    found.find("")
    return found


def _listed(table: Table) -> LongList | None:
    known = {name.lower(): name for name in table.columns}

    def column(names: tuple[str, ...]) -> list[str | None] | None:
        name = next((known[name] for name in names if name in known), None)
        return table.column(name) if name else None

    labels = _addresses(table) or column(_NAMES)
    points = column((_POINT,))
    across, along = column(_LATITUDES), column(_LONGITUDES)
    if points is None and across is not None and along is not None:
        points = [_point(*pair) for pair in zip(across, along, strict=True)]
    return LongList(points, labels) if points is not None and labels is not None else None


def _addresses(table: Table) -> list[str] | None:
    """Each row in one line, where it is an address: its postcode finds it, too."""
    found = addresses.columns(tuple(table.columns))
    if found is None:
        return None
    rows = zip(*(table.column(name) for name in table.columns), strict=True)
    return [", ".join(found.text(row).splitlines()) for row in rows]


def _point(latitude: str | None, longitude: str | None) -> str | None:
    both = [(text or "").strip() for text in (latitude, longitude)]
    return f"{' '.join(both)} 0 0" if all(map(_DEGREES.fullmatch, both)) else None
