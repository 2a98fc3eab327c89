"""Several workers on one port: processes that share nothing but the port and the database."""

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable

import uvicorn
from uvicorn.supervisors import Multiprocess

_PATIENCE = 60.0
"""Seconds until a worker answers at the latest."""


class Workers(Multiprocess):
    """Starts the workers, and another for each that dies. ``ready`` is called when all of them answer."""

    def __init__(self, config: uvicorn.Config, listener: socket.socket, ready: Callable[[], None]) -> None:
        self._listeners = [listener, *(_beside(listener) for _ in range(config.workers - 1))]
        super().__init__(config, self._listeners)
        self._ready = ready

    @property
    def sockets(self) -> list[socket.socket]:
        """The listener of the worker that is started now: the next one's, or that of one that has died."""
        ended = (number for number, process in enumerate(self.processes) if process.exitcode is not None)
        return [self._listeners[next(ended, len(self.processes))]]

    @sockets.setter
    def sockets(self, listeners: list[socket.socket]) -> None:
        self._listeners = listeners

    def init_processes(self) -> None:
        """Start all of them."""
        super().init_processes()
        if all(process.wait_until_ready(_PATIENCE, self.should_exit) for process in self.processes):
            self._ready()


def _beside(listener: socket.socket) -> socket.socket:
    """Another listener on the same port. The system deals out connections by chance, each to one of them.

    On a single one whoever is quickest takes all that come at once, and has them to itself for as long as they stand.
    Only ours share the port: any other program is told that it is in use.
    """
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    other = socket.socket(listener.family, listener.type)
    other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if other.family == socket.AF_INET6:
        other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)  # as create_server has it
    other.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    other.bind(listener.getsockname())
    other.listen()
    return other


def end_with_parent() -> None:
    """Stop this worker when the process that started it is gone, even if that was killed: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent:

        def watch() -> None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=watch, daemon=True).start()
