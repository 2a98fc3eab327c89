"""Writing one number into kiosk.toml, the rest of it as it was."""

import re
import stat
from pathlib import Path

from kiosk.durable import replace_synced
from kiosk.errors import ConfigError


def keep_in(file: Path, key: str, value: float) -> None:
    """Raises ConfigError when the file cannot be written."""
    line = f"{key} = {value:g}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        there = file.exists()
        text = file.read_text(encoding="utf-8") if there else ""
        mode = stat.S_IMODE(file.stat().st_mode) if there else 0o644
        replace_synced(file, _with(line, key, text).encode(), mode)
        if there:
            file.chmod(mode)  # what the program's own mask took
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be written: {error}. Write {line} into it by hand.") from error


def _with(line: str, key: str, text: str) -> str:
    """In the place of what stands there, else of the remark that the example has for it, else first of all."""
    for begin in (key, f"#{key}"):
        mended, found = re.subn(rf"^{begin}\s*=.*$", line, text, count=1, flags=re.MULTILINE)
        if found:
            return mended
    return f"{line}\n{text}"
