"""Why a kiosk is not enrolled: one sentence, and a name for it by which the screen says it in every language."""

from kiosk.errors import ConfigError

KEYS = (
    "address",
    "clock",
    "code",
    "disk",
    "enrolled",
    "fault",
    "later",
    "name",
    "network",
    "other",
    "past",
    "scan",
    "settings",
    "stick",
    "stranger",
    "unknown",
    "untrusted",
    "used",
    "wait",
)
"""Each is a key below ``enrol.trouble`` in the files of words."""


class TroubleError(ConfigError):
    """Nothing was changed. ``key`` is one of KEYS; ``str(error)`` is the sentence in English, for commands."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key
