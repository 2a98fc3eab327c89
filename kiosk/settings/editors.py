"""The table as a JSON Schema (draft 2020-12), which editors of TOML files complete and check by."""

from collections.abc import Mapping

from kiosk.settings.defaults import defaults
from kiosk.settings.destination import DESTINATION
from kiosk.settings.table import DESTINATIONS, SETTINGS, Setting


def schema() -> dict[str, object]:
    """The whole of kiosk.toml."""
    kept = defaults()
    keys: dict[str, object] = {
        key: _one(setting) | ({"default": kept[key]} if key in kept else {})
        for key, setting in SETTINGS.items()
    }
    keys[DESTINATIONS] = {
        "type": "object",
        "description": "Where submissions go besides the council’s own API, a table for each.",
        "propertyNames": {"pattern": "^[a-z0-9][a-z0-9-]{0,39}$", "not": {"const": "council"}},
        "additionalProperties": _table(DESTINATION) | {"required": ["kind", "url"]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of a Handrail kiosk",
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
    }


def _table(settings: Mapping[str, Setting]) -> dict[str, object]:
    keys = {key: _one(setting) for key, setting in settings.items()}
    return {"type": "object", "properties": keys, "additionalProperties": False}


def _one(setting: Setting) -> dict[str, object]:
    about = f"{setting.about} Without it: {setting.without}." if setting.without else setting.about
    return {"description": about, **setting.kind.schema()}
