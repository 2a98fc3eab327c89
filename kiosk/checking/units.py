"""How systemd runs the kiosk: watched, started with the machine, locked in."""

import re
from collections.abc import Mapping

from kiosk.checking.found import Found, attention, fails, not_here, ok, plain
from kiosk.checking.here import Here

_UNIT = "handrail.service"
_ASKED = (
    *("LoadState", "ActiveState", "UnitFileState", "WatchdogUSec", "NRestarts"),
    *("NoNewPrivileges", "ProtectSystem"),
)
_EXPOSED = re.compile(r"Overall exposure level for \S+: (\d{1,2}(?:\.\d)?)")
_MOST_EXPOSED = 1.5
_MOST_RESTARTS = 3
_OWN = f"Look at 'systemctl cat {_UNIT}', and take drop-ins of your own away."


def check(here: Here) -> Found:
    """Not here where the kiosk is started by hand."""
    said = here.run(("systemctl", "show", _UNIT, *(f"--property={name}" for name in _ASKED)))
    if not said.well:
        return not_here("systemd does not run this machine.")
    told = dict(line.split("=", 1) for line in said.out.splitlines() if "=" in line)
    if told.get("LoadState") != "loaded":
        return not_here(f"There is no {_UNIT}: the kiosk is started by hand here.")
    state = plain(told.get("ActiveState", ""), 20)
    if state == "failed":
        return fails(f"{_UNIT} has failed.", f"'journalctl -u {_UNIT} -n 50' says why.")
    restarts = int(told["NRestarts"]) if re.fullmatch(r"\d{1,9}", told.get("NRestarts", "")) else 0
    if restarts > _MOST_RESTARTS:
        return attention(
            f"The kiosk was started again {restarts} times.", f"'journalctl -u {_UNIT}' says why."
        )
    if loose := _loose(told):
        return attention(f"{_UNIT} has {loose}: it was changed.", _OWN)
    if told.get("UnitFileState") not in {"enabled", "static", "generated", "indirect"}:
        return attention(f"{_UNIT} does not start with the machine.", f"Run 'systemctl enable {_UNIT}'.")
    exposed = _EXPOSED.search(here.run(("systemd-analyze", "security", "--no-pager", _UNIT)).out)
    if exposed and float(exposed[1]) > _MOST_EXPOSED:
        return attention(f"{_UNIT} is more exposed ({exposed[1]}) than as it comes.", _OWN)
    level = f", exposure {exposed[1]}" if exposed else ""
    return ok(f"{_UNIT} is {state} and watched{level}; it was started again {restarts} times.")


def _loose(told: Mapping[str, str]) -> str:
    """What of its locks is open."""
    if told.get("WatchdogUSec", "0") in {"0", "", "infinity"}:
        return "no watchdog"
    if told.get("NoNewPrivileges") != "yes":
        return "a way to new privileges"
    return "" if told.get("ProtectSystem") == "strict" else "a system that it can write to"
