"""One running council API: takes the port, says when it listens, and stops cleanly."""

import errno
import json
import logging
import os
import secrets
import signal
import socket
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from council_api.app import create_app
from council_api.database import open_database, open_keys
from council_api.parts import Parts
from council_api.settings import Settings, inbox_password
from council_api.wire import Wire
from kiosk.errors import CouncilError

_LAST_WORDS = 10
"""Seconds that requests under way are given at the end."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until told to stop (SIGINT, SIGTERM).

    ``ready`` is called with the base URL once requests are answered. Port 0 takes any free one.
    Raises CouncilError when the port is taken or the data folder cannot be used.
    """
    listener = _listen(host, port)
    with listener:
        engine = open_database(settings)
        keys = open_keys(settings, engine, utc_now())
        password = inbox_password(settings, secrets.choice)
        app = create_app(
            Parts(engine, keys, password, utc_now, lambda: uuid.uuid4().hex[:8], settings.bundles)
        )
        logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s", level=logging.WARNING)
        config = uvicorn.Config(
            app,
            http=Wire,
            log_config=None,
            access_log=False,  # an address is nobody's business, and a log is never worth one
            server_header=False,
            timeout_graceful_shutdown=_LAST_WORDS,
        )
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}"
        # The server gives SIGTERM back when it has stopped; ending by SystemExit lets everything be closed.
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
        try:
            _Server(config, lambda: ready(address)).run(sockets=[listener])
        except KeyboardInterrupt:
            pass
        finally:
            engine.dispose()


def write_ready(path: Path, url: str, settings: Settings) -> None:
    """Tell a starter where the API listens, as JSON, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(
        json.dumps({"url": url, "inbox": f"{url}/inbox", "password_file": str(settings.password_file)})
    )
    part.replace(path)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except OverflowError as error:
        raise CouncilError(
            f"{port} is no port: choose one from 1 to 65535 with --port, or 0 for any."
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CouncilError(
                f"Port {port} on {host} is in use by another program: stop it, or choose another with --port."
            ) from error
        raise CouncilError(
            f"Cannot listen on {host} port {port} ({os.strerror(error.errno or 0)})."
        ) from error
    # Inherited by each connection; without it an answer's second packet waits some 40 ms for the first's receipt.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
