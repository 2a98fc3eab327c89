"""Several workers on one port: processes that share nothing but the listening socket and the database."""

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
        super().__init__(config, [listener])
        self._ready = ready

    def init_processes(self) -> None:
        """Start all of them."""
        super().init_processes()
        if all(process.wait_until_ready(_PATIENCE, self.should_exit) for process in self.processes):
            self._ready()


def end_with_parent() -> None:
    """Stop this worker when the process that started it is gone, even if that was killed: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent:

        def watch() -> None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=watch, daemon=True).start()
