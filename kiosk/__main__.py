"""``python -m kiosk`` and the ``kiosk`` command."""

import gc
import os
import sys
import time
from typing import NoReturn

from kiosk.begun_display import wait_for_display


def main() -> int:
    """Runs the command line; the result is the exit code: 0 done, 1 a plain sentence on stderr, 2 wrong usage."""
    if sys.argv[1:] == ["run"]:
        _open()
    wait_for_display(os.environ, time.sleep)
    from kiosk.cli.commands import run  # noqa: PLC0415 the command line is loaded only when there is one

    return run(sys.argv[1:])


def _open() -> NoReturn:
    """``kiosk run`` as a kiosk starts it. Nothing is parsed, so the welcome page need not wait for what parses.

    Nor does the next start wait until Python and Qt have tidied up: what must be closed is closed by then.
    """
    gc.disable()  # until the first paint: what is loaded at start stays
    from kiosk.cli.start import open_kiosk  # noqa: PLC0415 the clock runs from the first line
    from kiosk.errors import HandrailError  # noqa: PLC0415 likewise

    try:
        code = open_kiosk()
    except HandrailError as error:
        print(f"kiosk: {error}", file=sys.stderr)  # noqa: T201 as the command line says it
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
