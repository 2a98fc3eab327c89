"""Whether small sounds go before what is said, as the person has chosen."""

from dataclasses import replace

from kiosk.visit import Visit
from ui.reader import Reader


def follow(reader: Reader, visit: Visit, _screen: object = None) -> None:
    """For the window's ``opened``: a choice is made on a page, which is then opened anew."""
    if reader.settings.sounds != visit.display.sounds:
        reader.settings = replace(reader.settings, sounds=visit.display.sounds)
