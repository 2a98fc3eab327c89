"""The most that a bundle may be: known from its manifest before a byte is unpacked (promise 5)."""

MIB = 1024 * 1024

MAX_MANIFEST = MIB
MAX_FILES = 2_000
MAX_FILE = 64 * MIB
MAX_TOTAL = 256 * MIB
"""Bytes of the manifest, number of files, bytes of one and of all."""

MAX_TOML = MIB
"""Bytes of a file that is read whole: a manifest, words, keys."""

MAX_BUNDLE = MAX_TOTAL + 2 * MIB
"""Bytes of the whole file."""

MAX_DEPTH = 6
MAX_NAME = 120
"""Folders inside one another, and characters of one name."""

MAX_VERSION = 10**15
MAX_STEP = 10**9
"""A version is by default the minute it was made at, as 202611220740: a step is ten years. Who holds a stolen key
cannot use the numbers up, so that the other key always has a higher one left."""

ROOM = 160 * MIB
"""Free bytes that a bundle leaves on the disk: the outbox begins no form below 96 MiB."""
