"""The rescue file: what waits in a dead kiosk's outbox, still sealed, as one age file for the council."""
