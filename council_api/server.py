"""One running council API: takes the port, says when it listens, and stops cleanly."""

import errno
import json
import logging
import os
import resource
import secrets
import signal
import socket
import ssl
import sys
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from council_api.app import create_app
from council_api.confirmations.run import check
from council_api.database import is_sqlite, open_database, open_keys
from council_api.metrics import SHARED
from council_api.parts import Parts
from council_api.settings import Settings, inbox_password, metrics_token
from council_api.wire import Wire
from council_api.workers import Workers, end_with_parent
from kiosk.errors import CouncilError

_LAST_WORDS = 10
"""Seconds that requests under way are given at the end."""

_LOG = "%(asctime)s %(name)s %(levelname)s %(message)s"


@dataclass(frozen=True)
class Listening:
    """Where and how it listens. Port 0 takes any free one; with a certificate and its key (PEM files) it is HTTPS."""

    host: str
    port: int
    workers: int = 1
    certificate: Path | None = None
    key_file: Path | None = None


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def serve(settings: Settings, listening: Listening, ready: Callable[[str], None]) -> None:
    """Serve until told to stop (SIGINT, SIGTERM).

    ``ready`` is called with the base URL once requests are answered. Raises CouncilError when the port is taken, the
    data folder or the certificate cannot be used, or SQLite is to serve several workers.
    """
    if listening.workers > 1 and is_sqlite(settings):
        raise CouncilError(
            "SQLite is for one worker: give a PostgreSQL address with --database, or one worker."
        )
    _check_certificate(listening)
    _allow_connections()
    with _listen(listening.host, listening.port) as listener:
        parts = parts_of(
            settings
        )  # even with several workers, so that what is made at the first start is made once
        address = _address(listening, listener.getsockname()[1])
        logging.basicConfig(format=_LOG, level=logging.WARNING)
        if listening.workers > 1:
            parts.engine.dispose()
            config = _config(Worker(settings), listening)
            with tempfile.TemporaryDirectory(prefix="handrail-metrics-") as shared:
                os.environ[SHARED] = shared
                Workers(config, listener, lambda: ready(address)).run()
            return
        # The server gives SIGTERM back when it has stopped; ending by SystemExit lets everything be closed.
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
        app = create_app(parts)
        try:
            _Server(_config(app, listening), lambda: ready(address)).run(sockets=[listener])
        except KeyboardInterrupt:
            pass
        finally:
            app.state.receiving.close()
            app.state.heartbeats.close()
            parts.engine.dispose()


@dataclass(frozen=True)
class Worker:
    """Makes the app of one of several workers, in the worker's own process."""

    settings: Settings

    def __call__(self) -> FastAPI:
        """The app, on what the parent process has made."""
        end_with_parent()
        logging.basicConfig(format=_LOG, level=logging.WARNING)
        try:
            return create_app(parts_of(self.settings))
        except CouncilError as error:
            sys.exit(str(error))


def _allow_connections() -> None:
    # A line of kiosks is open connections, and what a system allows at first (1,024) is soon used up.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def parts_of(settings: Settings) -> Parts:
    """What a data folder and its database give; made at the first start. Raises CouncilError."""
    engine = open_database(settings)
    keys = open_keys(settings, engine, utc_now())
    password = inbox_password(settings, secrets.choice)
    parts = Parts(
        engine,
        keys,
        password,
        utc_now,
        lambda: uuid.uuid4().hex[:8],
        settings.bundles,
        settings.policy,
        metrics_token(settings, secrets.choice),
        settings.releases,
    )
    check(parts)
    return parts


def _config(app: FastAPI | Worker, listening: Listening) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=isinstance(app, Worker),
        workers=listening.workers,
        http=Wire,
        log_config=None,
        access_log=False,  # an address is nobody's business, and a log is never worth one
        server_header=False,
        timeout_graceful_shutdown=_LAST_WORDS,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key_file,
    )


def _address(listening: Listening, port: int) -> str:
    scheme = "https" if listening.certificate else "http"
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    return f"{scheme}://{host}:{port}"


def _check_certificate(listening: Listening) -> None:
    if listening.certificate is None and listening.key_file is None:
        return
    if listening.certificate is None or listening.key_file is None:
        raise CouncilError("HTTPS needs both: give --certificate and --key-file.")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            listening.certificate, listening.key_file
        )
    except OSError as error:  # an SSLError is one
        raise CouncilError(
            f"The certificate {listening.certificate} and the key {listening.key_file} cannot be used "
            f"({error.strerror or error}): give two PEM files that belong together."
        ) from error


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
