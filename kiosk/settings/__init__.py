"""kiosk.toml: one table of what may stand in it, and all that comes of that table."""
