"""The commands. This package alone joins kiosk, ui and offline_cache, inside each command."""
