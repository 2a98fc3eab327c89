"""The parts of the loader; the door is kiosk/forms/xform.py."""
