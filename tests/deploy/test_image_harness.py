"""The pure parts of the tests of the image: what a cut leaves, what a firmware is told, which key writes a letter."""

import io
import json
import random
import shutil
import socket
import struct
import subprocess
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.image import block_log, disks, firmware, power_cuts
from tests.image.block_log import DISCARD, FLUSH, FUA, Replay, Write, cut
from tests.image.qmp import Qmp, QmpError, keys_of

SECTOR = 512


def sector(letter):
    return letter.encode() * SECTOR


def log_of(*entries):
    """A log as QEMU writes it, of (sector, data, flags)."""
    made = struct.pack("<QQQI", block_log.MAGIC, 1, len(entries), SECTOR).ljust(SECTOR, b"\0")
    for place, data, flags in entries:
        made += struct.pack("<QQQQ", place, len(data) // SECTOR, flags, 0).ljust(SECTOR, b"\0")
        made += b"" if flags & DISCARD else data
    return made


def test_a_log_is_read_in_order(tmp_path):
    (tmp_path / "log").write_bytes(
        log_of((7, sector("a"), 0), (0, b"", FLUSH), (9, sector("b") * 2, DISCARD), (8, sector("c"), FUA))
    )
    assert block_log.read(tmp_path / "log") == [
        Write(7 * SECTOR, sector("a")),
        Write(0, b"", flushes=True),
        Write(8 * SECTOR, sector("c"), sure=True),
    ]
    (tmp_path / "other").write_bytes(bytes(4 * SECTOR))
    with pytest.raises(ValueError, match="no log"):
        block_log.read(tmp_path / "other")


def left_of(writes, seed):
    """What one cut after ``writes`` leaves of three sectors, the disk's second to fourth."""
    disk = io.BytesIO(bytes(3 * SECTOR))
    replay = Replay(writes, disk, SECTOR, 3 * SECTOR)
    pending = replay.pending(len(writes))
    image = io.BytesIO(disk.getvalue())
    cut(replay, image, pending, random.Random(seed))
    return image.getvalue()[::SECTOR]


def test_what_was_flushed_stays_and_the_rest_may_go_in_any_way():
    """Without the flush (the control) what was acknowledged goes in some of the cuts."""
    first, then = Write(SECTOR, sector("a")), Write(2 * SECTOR, sector("b") + sector("c"))
    left = {left_of([first, Write(0, b"", flushes=True), then], seed) for seed in range(60)}
    assert left == {b"a\0\0", b"ab\0", b"a\0c", b"abc"}
    assert b"\0\0\0" in {left_of([first, then], seed) for seed in range(60)}


def test_a_write_that_was_forced_stays_and_nothing_outside_is_written():
    writes = [
        Write(SECTOR, sector("a"), sure=True),
        Write(0, sector("x") + sector("a")),
        Write(3 * SECTOR, sector("y") * 9),
    ]
    left = {left_of(writes, seed) for seed in range(60)}
    assert left == {b"a\0\0", b"a\0y"}


def test_a_reference_counts_from_its_mark_on():
    marks = disks.Partition(2, "_empty", uuid.uuid4(), 4 * SECTOR, SECTOR)
    mark = [b"HANDRAIL FULL AAA BBB", b"HANDRAIL OFF DDD", b"HANDRAIL FULL CCC"]
    writes = [Write(marks.start, words.ljust(SECTOR, b"\0")) for words in mark]
    recording = power_cuts.Recording([Write(0, b"?" * SECTOR), *writes], Path(), marks, marks, "")
    acknowledged = power_cuts.told(recording, "FULL")
    known = [power_cuts.known_at(acknowledged, place) for place in range(4)]
    assert known == [frozenset(), {"AAA", "BBB"}, {"AAA", "BBB"}, {"AAA", "BBB", "CCC"}]


def test_partitions_are_read_from_the_table(tmp_path):
    kind = uuid.uuid4()
    entry = kind.bytes_le + uuid.uuid4().bytes_le + struct.pack("<QQQ", 2048, 4095, 0)
    entry += "handrail-data".encode("utf-16-le").ljust(72, b"\0")
    header = b"EFI PART".ljust(72, b"\0") + struct.pack("<QII", 2, 4, 128) + bytes(4)
    disk = tmp_path / "disk"
    disk.write_bytes(bytes(SECTOR) + header.ljust(SECTOR, b"\0") + bytes(128) + entry + bytes(256))
    assert disks.find_data(disk) == disks.Partition(2, "handrail-data", kind, 2**20, 2**20)
    with pytest.raises(LookupError, match="handrail-data"):
        disks.find(disk, "_empty")


@pytest.mark.skipif(
    not shutil.which("mcopy") or not shutil.which("sgdisk"), reason="mtools or gdisk is missing"
)
def test_a_stick_holds_what_was_put_on_it(tmp_path):
    (tmp_path / "one").write_text("signed")
    stick = disks.make_stick(tmp_path / "stick", {"handrail/image/release.json": tmp_path / "one"})
    (partition,) = disks.partitions(stick)

    def read(name):
        command = ["mtype", "-i", f"{stick}@@{partition.start}", f"::/{name}"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert read("handrail/image/release.json").stdout == "signed"
    assert read("handrail/image/release.sig").returncode != 0


def certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day.replace(year=2036))
    return made.sign(key, hashes.SHA256())


def test_a_firmware_is_given_its_keys_and_secure_boot():
    head = bytes(48) + struct.pack("<H", 72) + bytes(22)
    empty = head + firmware.AUTHENTICATED_STORE.bytes_le + bytes(12) + b"\xff" * 9000
    known = certificate()
    enrolled = firmware.with_keys(empty, known.public_bytes(Encoding.PEM))
    assert len(enrolled) == len(empty)
    place, found = 100, {}
    while enrolled[place : place + 2] == b"\xaa\x55":
        _, _, _, attributes, _, _, _, name, size, _ = firmware.HEADER.unpack_from(enrolled, place)
        begin = place + firmware.HEADER.size
        told = enrolled[begin : begin + name].decode("utf-16-le").rstrip("\0")
        found[told] = (attributes, enrolled[begin + name : begin + name + size])
        place += firmware.HEADER.size + name + size
        place += -place % 4
    assert list(found) == ["PK", "KEK", "db", "SecureBootEnable"]
    assert found["SecureBootEnable"] == (3, b"\1")
    assert all(found[one][1].endswith(known.public_bytes(Encoding.DER)) for one in ("PK", "KEK", "db"))
    with pytest.raises(ValueError, match="used already"):
        firmware.with_keys(enrolled, known.public_bytes(Encoding.PEM))


def test_keys_write_letters():
    written = [keys_of(letter) for letter in "aA1!@ ."]
    assert written[:4] == [("a",), ("shift", "a"), ("1",), ("shift", "1")]
    assert written[4:] == [("shift", "apostrophe"), ("spc",), ("dot",)]
    with pytest.raises(KeyError):
        keys_of("é")


def test_qemu_is_told_and_its_events_are_kept(tmp_path):
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "qmp"))
    server.listen()
    answers = [
        b'{"return": {}}\n',
        b'{"event": "RESET"}\n{"return": {"running": true}}\n',
        b'{"error": {"desc": "no such key"}}\n',
    ]
    asked = []

    def serve():
        line, _ = server.accept()
        line.sendall(b'{"QMP": {}}\n')
        for answer in answers:
            asked.append(json.loads(line.recv(4096)))
            line.sendall(answer[:5])
            line.sendall(answer[5:])
        line.close()

    thread = threading.Thread(target=serve)
    thread.start()
    qmp = Qmp(tmp_path / "qmp")
    assert qmp.call("query-status") == {"running": True}
    with pytest.raises(QmpError, match="no such key"):
        qmp.press("ctrl", "alt", "delete")
    thread.join()
    server.close()
    assert qmp.happened("RESET") == 1
    assert asked[2]["arguments"]["keys"][2] == {"type": "qcode", "data": "delete"}
    assert not qmp.listen(1)
    qmp.close()
