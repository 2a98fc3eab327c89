"""What kiosk/analytics/wire.py takes, as a JSON Schema: for the API's description, and for who writes to it."""

from collections.abc import Mapping
from typing import Any, get_args

from kiosk.analytics import wire
from kiosk.analytics.bounds import LONGEST, MOST_MISSES, MOST_OF_EACH, MOST_PAGES, NAME
from kiosk.analytics.happenings import Company, Direction, Ending, Mode


def _number(most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": most}


def _words(words: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _list(items: Mapping[str, Any], most: int, **more: object) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most, **more}


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_NAME = {"type": "string", "pattern": f"^{NAME.pattern}$"}
_MAYBE_NAME = {"type": "string", "pattern": f"^({NAME.pattern})?$"}

PAGE = _object(
    page=_NAME,
    seconds=_number(LONGEST),
    left=_words(get_args(Direction)),
    problems=_list({"type": "array", "items": _NAME, "minItems": 2, "maxItems": 2}, MOST_OF_EACH),
    help=_list(_words(wire.HELPS), MOST_OF_EACH),
    misses=_number(MOST_MISSES),
)

OFFER = _object(page=_NAME, rule=_NAME, offer=_NAME, taken={"type": "boolean"})

JOURNEY = _object(
    service=_NAME,
    version=_MAYBE_NAME,
    form={"type": "string", "pattern": "^([0-9a-f]{12})?$"},
    variant=_MAYBE_NAME,
    language={"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$"},
    day={"type": "string", "format": "date"},
    hour=_number(wire.LAST_HOUR),
    modes=_list(_words(get_args(Mode)), len(get_args(Mode)), uniqueItems=True),
    company=_words(get_args(Company)),
    pages=_list(PAGE, MOST_PAGES),
    ended=_words(get_args(Ending)),
    satisfaction={"anyOf": [_number(wire.BEST), {"type": "null"}]},
    offers=_list(OFFER, MOST_OF_EACH),
)

BATCH = _object(
    format={"type": "integer", "enum": [wire.FORMAT]},
    batch={
        "type": "string",
        "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    },
    journeys=_list(JOURNEY, wire.MOST_JOURNEYS),
)
