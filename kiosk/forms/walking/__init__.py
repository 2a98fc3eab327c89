"""How a walk thinks up its answers; the door is kiosk/forms/walk.py."""
