"""The parts of a form that is being filled in; the door is kiosk/forms/filling.py."""
