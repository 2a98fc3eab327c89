"""What holds when kiosk.toml says nothing, as it would be written there."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.config import Config
from kiosk.settings.table import SETTINGS

_BUILT_IN = Config(Path())


def defaults() -> Mapping[str, Any]:
    """By key, in the kinds that TOML has; without those whose absence means what no value can."""
    return {key: _plain(getattr(_BUILT_IN, key)) for key, setting in SETTINGS.items() if not setting.without}


def in_toml(value: object) -> str:
    """One value as a line of TOML has it."""
    match value:
        case dict():
            return "{ " + ", ".join(f"{key} = {in_toml(each)}" for key, each in value.items()) + " }"
        case list():
            return f"[{', '.join(in_toml(each) for each in value)}]"
        case float():
            return f"{value:g}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
