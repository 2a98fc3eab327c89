"""What every request needs of this process: the database, the keys, the clock and the inbox password."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy import Engine

from council_api.keys import Keys


@dataclass(frozen=True)
class Parts:
    """The collaborators of one app.

    ``clock`` gives aware times in UTC; ``new_event`` gives the id of one failure in the log; ``bundles`` and
    ``releases`` are the folders of what was published; ``policy`` is the file with what the council decides for itself;
    ``metrics_token`` opens /metrics, which is closed when it is empty.
    """

    engine: Engine
    keys: Keys
    password: str
    clock: Callable[[], datetime]
    new_event: Callable[[], str]
    bundles: Path | None = None
    policy: Path | None = None
    metrics_token: str = ""
    releases: Path | None = None


async def _parts(request: Request) -> Parts:
    # Async only to be called in place: a plain function would be sent to a thread.
    return cast("Parts", request.app.state.parts)


PartsOf = Annotated[Parts, Depends(_parts)]
"""The parameter type with which a route asks for the Parts."""
