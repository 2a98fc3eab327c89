"""The kiosk that is installed here: what root asks is asked of it, as its user, with its settings and keys."""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence

_DATA = "/var/lib/handrail/data"
_DISPLAY = "/run/handrail-x/environment"
_SYSTEMD = "/run/systemd/system"
_KEYS = "handrail-kiosk-key", "handrail-device-key"
_OF_IT = {"check", "log", "pin", "status", "sync"}
"""The commands that are about one kiosk. ``enrol`` and ``update`` find it themselves."""


def as_kiosk(arguments: Sequence[str], *, display: bool = False) -> list[str]:
    """``kiosk`` with these arguments as a passing unit of the kiosk's user, with the caller's terminal or pipes.

    ``display`` gives it the kiosk's own display, which must be there.
    """
    # Given both of the first two, systemd-run takes the terminal where all three of its ends are one.
    run = [
        "systemd-run",
        "--pty",
        "--pipe",
        "--quiet",
        "--wait",
        "--collect",
        "--same-dir",
        "--service-type=exec",
    ]
    who = ["-p", "User=handrail", "-p", "Group=handrail"]
    keys = [word for one in _KEYS for word in ("-p", f"LoadCredentialEncrypted={one}")]
    where = ["-E", f"KIOSK_DATA={_DATA}", "-E", "KIOSK_CONFIG=/etc/handrail/kiosk.toml"]
    if display:
        where += ["-E", f"KIOSK_DISPLAY={_DISPLAY}"]
    return [*run, *who, *keys, *where, "/usr/bin/kiosk", *arguments]


def run_as_kiosk(
    arguments: Sequence[str],
    environ: Mapping[str, str] = os.environ,
    *,
    is_root: Callable[[], bool] = lambda: os.geteuid() == 0,
    is_there: Callable[[str], bool] = os.path.exists,
    run: Callable[[list[str]], int] = lambda command: subprocess.run(command, check=False).returncode,
) -> int | None:
    """Where root asks about a kiosk and names none: the same command as the installed one's user; its exit code.

    None: it is to be done here. Without this, root would be told of a data folder of root's own, where nothing waits.
    """
    if not arguments or arguments[0] not in _OF_IT or "KIOSK_DATA" in environ or not is_root():
        return None
    if not is_there(_DATA) or not is_there(_SYSTEMD):
        return None
    return run(as_kiosk(arguments, display=is_there(_DISPLAY)))
