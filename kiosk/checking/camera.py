"""The camera above the desk."""

from threading import Event

from kiosk.attachments.camera import Camera
from kiosk.checking.found import Found, fails, not_here, ok
from kiosk.checking.here import Here
from kiosk.checking.tried import tried

_PLUG = "Check its cable; 'v4l2-ctl --list-devices' lists those there are (docs/documents.md)."
_SILENCE = 5.0


def check(here: Here) -> Found:
    """Takes one picture, and forgets it; beside a running kiosk none."""
    if not here.config.camera:
        return not_here("kiosk.toml names no camera.")
    if not here.run(("v4l2-ctl", "--version")).there:
        return fails("There is no v4l2-ctl, so no picture can be taken.", "Install v4l-utils.")
    camera = Camera(here.config.camera, here.environ, here.root / "dev", _SILENCE)
    device = camera.found()
    if not device:
        return fails("No camera is connected.", _PLUG)
    if here.running:
        return ok(f"The camera is {device}. No picture was taken, because the kiosk is running.")
    stop, sizes = Event(), list[int]()

    def seen(picture: bytes) -> None:
        sizes.append(len(picture))
        stop.set()

    camera.watch(stop, seen)
    if not sizes:
        return fails(f"The camera {device} gives no picture.", _PLUG)
    return tried(here, "camera", ok(f"The camera {device} gives pictures."))
