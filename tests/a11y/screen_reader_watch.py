"""Prints "watching", then "on" and "off" as the kiosk learns that a screen reader runs, until it is ended."""

import signal
import sys

from PySide6.QtCore import QCoreApplication

from ui.screen_reader import ScreenReader


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


signal.signal(signal.SIGTERM, signal.SIG_DFL)
app = QCoreApplication([])
watch = ScreenReader(app)
watch.changed.connect(lambda runs: tell("on" if runs else "off"))
tell("watching")
app.exec()
