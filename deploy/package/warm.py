"""Loads the kiosk's window once, so that PySide's own Python is kept beside it, compiled (docs/decisions/0017)."""

from kiosk.cli.precompiled import FILE, Precompiled

precompiled = Precompiled()
with precompiled:
    import ui.app  # noqa: F401 loading it is the point
precompiled.keep()
if not FILE.is_file():
    raise SystemExit(f"{FILE} was not written.")
