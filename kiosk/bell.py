"""What tells staff nearby that somebody wants a person: a command of this kiosk's own, for a buzzer or a light (S1)."""

import os
import subprocess
from collections.abc import Mapping, Sequence

from kiosk import log

PATIENCE = 10.0
"""Seconds that a command is given."""

_KEPT = ("PATH", "HOME", "LANG", "XDG_RUNTIME_DIR")


class Bell:
    """The commands of kiosk.toml, each as the list of its words, with no shell between and nothing of anybody in it.

    ``again`` is for when nobody came; without one it is ``first`` once more. May take seconds: not for the window's
    thread.
    """

    def __init__(
        self, first: Sequence[str], again: Sequence[str] = (), environ: Mapping[str, str] = os.environ
    ) -> None:
        self._first = tuple(first)
        self._again = tuple(again) or self._first
        self._environ = {name: environ[name] for name in _KEPT if name in environ}

    def ring(self, *, again: bool) -> bool:
        """Run it; whether it ended well and in time."""
        try:
            subprocess.run(
                self._again if again else self._first,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=True,
                env=self._environ,
            )
        except (OSError, subprocess.SubprocessError) as error:
            log.error(
                "The command that calls staff failed (%s). See call_command in kiosk.toml.",
                type(error).__name__,
            )
            return False
        return True
