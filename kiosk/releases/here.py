"""What this machine runs: an image or a program of a Debian, and of which version."""

import platform
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.releases.release import IMAGE, PROGRAM

IMAGE_KEYS = Path("/usr/share/handrail/release-keys")
PROGRAM_KEYS = Path("/etc/handrail/release-keys")

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True)
class Here:
    """``kind`` is IMAGE or PROGRAM; ``version`` what runs, x.y.z; ``debian`` the number of the Debian, "" if none.

    ``keys`` is the folder of those who may sign: of an image one in its read-only root, never one in its settings.
    """

    kind: str
    version: str
    architecture: str
    debian: str
    keys: Path


def read_here(
    program: str, os_release: Path = Path("/etc/os-release"), machine: str = platform.machine()
) -> Here:
    """What runs here. ``program`` is the version of this program, which counts where there is no image."""
    told = _read(os_release)
    architecture = _ARCHITECTURES.get(machine, machine)
    if told.get("IMAGE_ID") == "handrail":
        return Here(IMAGE, told.get("IMAGE_VERSION", ""), architecture, "", IMAGE_KEYS)
    debian = told.get("VERSION_ID", "") if told.get("ID") == "debian" else ""
    return Here(PROGRAM, plain(program), architecture, debian, PROGRAM_KEYS)


def plain(version: str) -> str:
    """The x.y.z that a version of a package begins with; what has none is older than all."""
    found = re.match(r"\d+\.\d+\.\d+", version)
    return found[0] if found else "0.0.0"


def _read(file: Path) -> Mapping[str, str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found = {}
    for line in lines:
        name, is_one, value = line.partition("=")
        if is_one:
            found[name] = "".join(shlex.split(value))
    return found
