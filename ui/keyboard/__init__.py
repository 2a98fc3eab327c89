"""The on-screen keyboard: a key, a board of them, when it shows, what it writes, and its rows for switches."""
