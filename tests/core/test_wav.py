"""Recordings are hostile input: what a header says is not believed, and each that cannot be played says why."""

import random
import struct
import wave
from io import BytesIO
from pathlib import Path

import pytest

from kiosk import recordings, wav
from kiosk.recordings import MOST_BYTES, trouble_with
from kiosk.speech import sound
from kiosk.speech.engine import RATE
from kiosk.speech.loudness import gain
from kiosk.speech.prompts import trouble

SECOND = struct.pack("<h", 900) * 16_000


def form(coding=1, channels=1, rate=16_000, bits=16, more=b""):
    block = channels * bits // 8
    return struct.pack("<HHIIHH", coding, channels, rate, rate * block % 2**32, block % 2**16, bits) + more


def made(fmt=None, data=SECOND, told=None, before=b""):
    """A WAV file of these parts; ``told`` is what it claims to hold."""
    fmt = form() if fmt is None else fmt
    size = struct.pack("<I", len(data) if told is None else told)
    body = b"WAVE" + before + b"fmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + size + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


GUID = b"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
WIDE = form(0xFFFE, more=struct.pack("<HHI", 22, 16, 4) + b"\x01\x00" + GUID)
NOTES = b"LIST" + struct.pack("<I", 5) + b"INFOx\0"

GOOD = {
    "plain": made(),
    "stereo": made(form(channels=2, rate=48_000), SECOND * 4),
    "slow": made(form(rate=8_000)),
    "notes before its sound": made(before=NOTES),
    "the wide header that many programs write": made(WIDE),
    "an odd byte behind its sound": made() + b"x",
}
BAD = {
    "nothing": (b"", "is no WAV recording"),
    "a header and no more": (made()[:30], "is no WAV recording"),
    "no sound after its header": (made()[:36], "is no WAV recording"),
    "half a word": (made()[:18], "is no WAV recording"),
    "a format of three bytes": (made(b"abc"), "is no WAV recording"),
    "sound before its format": (
        b"RIFF\x30\0\0\0WAVEdata\x04\0\0\0abcd" + made()[12:36],
        "is no WAV recording",
    ),
    "chunks without end": (b"RIFF\0\0\0\0WAVE" + b"junk\0\0\0\0" * 5_000, "is no WAV recording"),
    "a chunk longer than the file": (b"RIFF\0\0\0\0WAVEjunk\xff\xff\xff\xff", "is no WAV recording"),
    "breaks off": (made()[:-9_000], "breaks off before its end"),
    "two gigabytes that are not there": (made(told=2**31), "breaks off before its end"),
    "four gigabytes that are not there": (made(told=2**32 - 1), "breaks off before its end"),
    "no sound": (made(data=b""), "has no sound in it"),
    "half a sample": (made(data=b"x"), "has no sound in it"),
    "no rate": (made(form(rate=0)), "has 0 samples a second"),
    "too slow": (made(form(rate=7_999)), "has 7,999 samples a second"),
    "too fast": (made(form(rate=96_000)), "has 96,000 samples a second"),
    "an absurd rate": (made(form(rate=2**32 - 1)), "has 4,294,967,295 samples a second"),
    "no channel": (made(form(channels=0)), "has 0 channels"),
    "many channels": (made(form(channels=6)), "has 6 channels"),
    "an absurd number of channels": (made(form(channels=65_535)), "has 65535 channels"),
    "float": (made(form(3, bits=32)), "not of 16 bit"),
    "float in a wide header": (made(WIDE[:24] + b"\x03\x00" + GUID), "not of 16 bit"),
    "24 bit": (made(form(bits=24)), "not of 16 bit"),
    "8 bit": (made(form(bits=8)), "not of 16 bit"),
    "MP3 in a WAV file": (made(form(0x55, bits=0)), "not of 16 bit"),
    "over the seconds": (made(form(rate=8_000), bytes(8_000 * 2 * 121)), "is longer than 2 minutes"),
    "over the bytes": (made(data=bytes(MOST_BYTES)), "is over 24 MB"),
    "MP3": (b"ID3\x04" + bytes(50), "is MP3, not WAV"),
    "MP3 without a head": (b"\xff\xfb\x90" + bytes(50), "is MP3, not WAV"),
    "M4A": (b"\0\0\0\x20ftypM4A " + bytes(50), "is M4A, not WAV"),
    "Ogg": (b"OggS" + bytes(50), "is Ogg, not WAV"),
    "FLAC": (b"fLaC" + bytes(50), "is FLAC, not WAV"),
    "AMR": (b"#!AMR\n" + bytes(50), "is AMR, not WAV"),
    "big-endian RIFX": (b"RIFX" + made()[4:], "is no WAV recording"),
    "words": (b"RIFF, said the shark", "is no WAV recording"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_recording_of_16_bit_is_taken_and_played(kind, tmp_path):
    assert trouble_with("a.WAV", GOOD[kind]) == ""
    (tmp_path / "a.wav").write_bytes(GOOD[kind])
    assert trouble(tmp_path / "a.wav") == ""
    pieces = b"".join(sound.recorded(tmp_path / "a.wav", RATE))
    assert len(pieces) == sound.length(tmp_path / "a.wav", RATE) > RATE
    assert set(pieces[: RATE // 2]) == set(struct.pack("<h", 900))


@pytest.mark.parametrize("kind", BAD)
def test_a_hostile_recording_is_refused_with_one_sentence(kind):
    """Promise 5."""
    data, why = BAD[kind]
    told = trouble_with("a.wav", data)
    assert why in told
    assert told.startswith("“a.wav” ")
    assert told.endswith(".")
    assert ": " in told, "what to do"


@pytest.mark.parametrize("kind", BAD)
def test_a_hostile_recording_is_no_sound_or_as_much_as_is_there(kind, tmp_path):
    """Promise 5: also one that was put into the folder by hand."""
    data, _ = BAD[kind]
    file = tmp_path / "a.wav"
    file.write_bytes(data[:200_000])
    size = sum(map(len, sound.recorded(file, RATE)))
    assert size <= 3 * 200_000
    assert size == sound.length(file, RATE)


def test_a_recording_has_its_own_ending():
    assert "let it end with .wav" in trouble_with("a.mp3", made())


@pytest.mark.parametrize("at", range(0, 60, 3))
def test_a_header_that_breaks_off_harms_nothing(at):
    found = wav.header(BytesIO(made(before=NOTES)[:at]))
    assert found is None or found.frames <= at


def test_the_limits_agree_with_each_other():
    """Two minutes at the best quality fit."""
    assert recordings.MOST_SECONDS * 48_000 * 4 <= MOST_BYTES < recordings.MOST_TOGETHER


@pytest.mark.parametrize(("channels", "rate"), [(1, 8_000), (2, 44_100)])
def test_pythons_own_writer_is_understood(tmp_path: Path, channels, rate):
    with wave.open(str(tmp_path / "a.wav"), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(bytes(rate * channels))
    found = wav.opened(tmp_path / "a.wav")
    assert (found.channels, found.rate, found.seconds) == (channels, rate, 0.5)


def test_whatever_bytes_change_nothing_breaks(tmp_path):
    """Promise 5: 600 files with some bytes of their header changed, put in a seed's order."""
    chance = random.Random(11)
    file = tmp_path / "a.wav"
    whole = made(WIDE, SECOND[:400], before=NOTES)
    for _ in range(600):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(100)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        file.write_bytes(data)
        told = trouble_with("a.wav", bytes(data))
        pieces = sum(map(len, sound.recorded(file, RATE)))
        assert pieces == sound.length(file, RATE) <= 400 * 3
        assert gain(file) > 0
        assert told or pieces
