"""Run on an X server: presses the keys of the codes given, and prints the command that each asks, one a line."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.config import Config
from ui.keypad import names, read

PATIENCE = 20_000
"""Milliseconds after which no more keys will come."""


class Listener(QWidget):
    """Tells of each key; ends the program when all have come."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__()
        self._left = len(codes)
        self._keys = read(Config(Path("nowhere")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        found = self._keys.find(names(event))
        sys.stdout.write(f"{found[1].command.value if found else names(event)}\n")
        self._left -= 1
        if not self._left:
            QApplication.exit()


if __name__ == "__main__":
    app = QApplication([])
    listener = Listener(sys.argv[1:])
    listener.show()
    presser = QProcess()
    window = str(int(listener.winId()))
    QTimer.singleShot(
        0, lambda: presser.start("xdotool", ["windowfocus", "--sync", window, "key", *sys.argv[1:]])
    )
    QTimer.singleShot(PATIENCE, lambda: QApplication.exit(1))
    sys.exit(app.exec())
