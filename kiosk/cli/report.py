"""``kiosk report``: how services do, from the data folder or the database of a council."""

from council_api.reporting import report as command

__all__ = ["command"]
