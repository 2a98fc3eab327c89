"""The recordings of a form: told by their content, and short enough for a label read aloud (promise 5)."""

from io import BytesIO

from kiosk import wav

MOST_BYTES = 24_000_000
MOST_SECONDS = 120
"""300 words at a usual pace; at 48,000 samples a second in stereo they fill MOST_BYTES."""
MOST_TOGETHER = 64_000_000
"""A quarter of what a bundle may hold; twelve minutes as programs save them at first, 24 at 22,050 a second."""
ENDING = ".wav"

_MP3 = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
_KINDS = ((b"OggS", "Ogg"), (b"fLaC", "FLAC"), (b"#!AMR", "AMR"), *((start, "MP3") for start in _MP3))
_SAVE = "save it as WAV, 16 bit"


def fits(name: str) -> bool:
    """Whether a file of this name can be a recording."""
    return name.lower().endswith(ENDING)


def trouble_with(name: str, data: bytes) -> str:
    """Why the recording ``name`` cannot be played here, as a sentence for the author; "" when it can."""
    if len(data) > MOST_BYTES:
        return f"“{name}” is over {MOST_BYTES // 1_000_000} MB: save it in mono, or make it shorter."
    found = wav.header(BytesIO(data))
    if found is None:
        kind = _kind(data)
        return f"“{name}” is {f'{kind}, not WAV' if kind else 'no WAV recording'}: {_SAVE}."
    if not fits(name):
        return f"“{name}” is a WAV file by another name: let it end with {ENDING}."
    if reason := _unplayable(found):
        return f"“{name}” {reason}."
    if found.told > found.there:
        return f"“{name}” breaks off before its end: save it again."
    if not found.frames:
        return f"“{name}” has no sound in it: record it again."
    if found.seconds > MOST_SECONDS:
        return f"“{name}” is longer than {MOST_SECONDS // 60} minutes: make it shorter."
    return ""


def _unplayable(found: wav.Wav) -> str:
    if found.playable:
        return ""
    if found.coding != 1 or found.bits != 16:  # noqa: PLR2004 16 bit PCM
        return f"is a WAV file, but not of 16 bit: {_SAVE}"
    if found.channels not in {1, 2}:
        return f"has {found.channels} channels: save it in mono"
    return f"has {found.rate:,} samples a second: save it with 8,000 to 48,000"


def _kind(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "M4A"
    return next((kind for start, kind in _KINDS if data.startswith(start)), "")
