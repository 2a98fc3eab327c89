"""``python -m kiosk`` and the ``kiosk`` command."""

import sys


def main() -> int:
    """Runs the command line; the result is the exit code: 0 done, 1 a plain sentence on stderr, 2 wrong usage."""
    from kiosk.cli import run  # noqa: PLC0415 the command line is loaded only when there is one

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
