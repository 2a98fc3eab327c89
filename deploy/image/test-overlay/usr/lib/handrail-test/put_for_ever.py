"""The product's own outbox at work: submission after submission, and after each receipt a mark on the bare disk.

Run as root by the program's Python: FOLDER SYNCHRONOUS DEVICE SECONDS. The mark is one sector, the first of DEVICE
(past every file system): "HANDRAIL", SYNCHRONOUS, and the references whose receipts came since the mark before.
Only the TEST image has this.
"""

import mmap
import os
import pwd
import random
import sys
import time
import uuid
from collections import deque
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.attachments.attachment import Attachment
from kiosk.submission import Submission, new_reference
from offline_cache import connection
from offline_cache.database import Database
from offline_cache.disk import Ballast
from offline_cache.outbox import Outbox
from offline_cache.sealing import CouncilKey
from offline_cache.taking import Receipt, ReferenceTaken

SECTOR = 512
USER = pwd.getpwnam("handrail")
AT_ONCE = 4
"""How many may wait for the disk at the same time: they share a commit, as after an outage."""

READ_BACK = {"FULL": 2, "NORMAL": 1, "OFF": 0}


def submission(chance: random.Random) -> Submission:
    """One of a size that real ones have; one in eight comes with a photograph."""
    photo = Attachment("image/jpeg", chance.randbytes(60_000), "Photo", name="a.jpg")
    files = [photo] * (chance.random() < 1 / 8)
    return Submission(
        id=str(uuid.uuid4()),
        reference=new_reference(chance.choice),
        service="missed-bin",
        form_id="missed-bin",
        form_version="1",
        language="en",
        created=datetime.now(UTC),
        instance=b"<data>" + chance.randbytes(chance.randrange(500, 6_000)).hex().encode() + b"</data>",
        consent="I agree",
        attachments=tuple(file.listed() for file in files),
        files=tuple(file.data for file in files),
    )


def opened(folder: Path, synchronous: str) -> Outbox:
    """The outbox as the kiosk opens it, but for how it syncs when that is not FULL."""
    connection.PRAGMAS = tuple(
        (name, synchronous, READ_BACK[synchronous]) if name == "synchronous" else (name, value, found)
        for name, value, found in connection.PRAGMAS
    )
    database = Database(
        folder, new_id=lambda: str(uuid.uuid4()), clock=time.time, ballast=Ballast(folder / "ballast")
    )
    database.open().result()
    public = X25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Outbox(database, CouncilKey.of(public), clock=time.time, free=lambda: 1 << 40)


def main() -> None:
    """Until the time is over; tells how many were acknowledged."""
    folder, synchronous, device, seconds = Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
    disk = os.open(device, os.O_WRONLY | os.O_DIRECT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chown(folder, USER.pw_uid, USER.pw_gid)
    os.setgid(USER.pw_gid)
    os.setuid(USER.pw_uid)
    outbox = opened(folder, synchronous)
    sector = mmap.mmap(-1, SECTOR)
    chance, told = random.Random(), 0
    waiting: deque[Future[Receipt | ReferenceTaken]] = deque()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while len(waiting) < AT_ONCE:
            waiting.append(outbox.put(submission(chance)))
        done = [waiting.popleft().result().reference]
        while waiting and waiting[0].done():
            done.append(waiting.popleft().result().reference)
        mark = " ".join(("HANDRAIL", synchronous, *done)).encode()
        sector[:] = mark + bytes(SECTOR - len(mark))
        os.pwrite(disk, sector, 0)
        told += len(done)
    sys.stdout.write(f"{told}\n")
    sys.stdout.flush()
    os._exit(0)  # as a cut leaves it: nothing is closed


if __name__ == "__main__":
    main()
