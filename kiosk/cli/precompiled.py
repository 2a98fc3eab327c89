"""Spares each start the compiling of PySide's own Python.

PySide's wheels carry their support code as text inside the library, and compile some 3,000 lines of it whenever
they are loaded: a tenth of our start. What was compiled once is kept beside our own compiled modules, with the text
it was made from, so that another PySide is never given the code of this one.
"""

import builtins
import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import TracebackType
from typing import Any

_SUPPORT = "shibokensupport/"
FILE = Path(cache_from_source(__file__)).with_suffix(".pyside")


class Precompiled:
    """While it is entered, ``compile`` gives PySide's support code from ``file``. Enter it to import PySide.

    Everything else is compiled as ever. A file that is missing, cut short or of another Python is as none.
    """

    def __init__(self, file: Path = FILE) -> None:
        self._file = file
        self._compile = builtins.compile
        self._read: dict[tuple[bytes, bytes], Any] = {}
        self._used: dict[tuple[bytes, bytes], Any] = {}

    def __enter__(self) -> None:
        with suppress(OSError, EOFError, ValueError, TypeError):
            self._read = self._read or dict(marshal.loads(self._file.read_bytes()))  # noqa: S302 as trusted as the .pyc beside it
        builtins.compile = self._given

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        builtins.compile = self._compile

    def keep(self) -> None:
        """Writes what had to be compiled, if anything. A folder that may not be written is left as it is."""
        if self._used.keys() <= self._read.keys() or sys.dont_write_bytecode:
            return
        part = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(marshal.dumps(self._used))
            part.replace(self._file)

    def _given(self, source: Any, filename: Any, *how: Any, **more: Any) -> Any:
        if not (isinstance(source, bytes) and isinstance(filename, str) and filename.startswith(_SUPPORT)):
            return self._compile(source, filename, *how, **more)
        key = MAGIC_NUMBER, source
        self._used[key] = self._read.get(key) or self._compile(source, filename, *how, **more)
        return self._used[key]
