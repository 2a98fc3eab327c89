"""The fleet as files, for whoever looks after it with other tools: each kiosk a row, of nobody."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from council_api.fleet.conditions import LEVELS
from council_api.fleet.listing import Line
from kiosk.heartbeat import kept


def as_csv(lines: Iterable[Line]) -> str:
    """A row for each kiosk; what it never said is empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    writer.writerows(_row(line) for line in lines)
    return text.getvalue()


def as_json(lines: Iterable[Line]) -> str:
    """The same with all that each kiosk said of itself."""
    found = [_row(line) | {"said": kept(line.last.beat) if line.last else None} for line in lines]
    return json.dumps(found, ensure_ascii=False, indent=1)


_COLUMNS = (
    *("name", "place", "level", "codes", "wrong", "do", "heard", "enrolled"),
    *("program", "image", "bundle", "debian", "state", "queued", "uncertain", "held", "oldest_hours"),
    *("disk_mb", "clock_seconds", "printer"),
)


def _row(line: Line) -> dict[str, Any]:
    worst = line.wrong[0] if line.wrong else None
    row: dict[str, Any] = dict.fromkeys(_COLUMNS, "")
    row |= {
        "name": _plain(line.name),
        "level": LEVELS[line.level],
        "codes": " ".join(one.code for one in line.wrong),
        "wrong": " ".join(one.sentence for one in line.wrong),
        "do": worst.kind.do if worst else "",
        "heard": line.heard.isoformat(timespec="seconds") if line.heard else "",
        "enrolled": line.enrolled.isoformat(timespec="seconds"),
    }
    if line.last is None:
        return row
    beat = line.last.beat
    return row | {
        "place": _plain(beat.place),
        **{name: getattr(beat, name) for name in ("program", "image", "bundle", "debian", "state")},
        **{name: getattr(beat, name) for name in ("queued", "uncertain", "held")},
        "oldest_hours": "" if beat.oldest is None else beat.oldest,
        "disk_mb": beat.disk,
        "clock_seconds": line.last.clock,
        "printer": beat.devices.get("printer", ""),
    }


def _plain(name: str) -> str:
    """No spreadsheet takes a name for a formula."""
    return f"'{name}" if name[:1] in {"=", "+", "-", "@"} else name
