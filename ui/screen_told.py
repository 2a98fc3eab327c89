"""What Qt hears of the screen and of touch, as JSON: a program of its own, since a display that hangs would hang us.

``python -m ui.screen_told``: width and height in pixels, and the names of touch screens.
"""

import json
import sys

from PySide6.QtGui import QGuiApplication, QInputDevice


def main() -> int:
    """Prints one line."""
    app = QGuiApplication(sys.argv)
    screen = app.primaryScreen()
    size, scale = screen.size(), screen.devicePixelRatio()
    touch = [
        device.name()
        for device in QInputDevice.devices()
        if device.type() == QInputDevice.DeviceType.TouchScreen
    ]
    told = {
        "width": round(size.width() * scale),
        "height": round(size.height() * scale),
        "touch": touch,
    }
    print(json.dumps(told))  # noqa: T201 it is read through a pipe
    return 0


if __name__ == "__main__":
    sys.exit(main())
