"""A disk that is really full: a small file system of its own, in a namespace of its own."""

import json
import subprocess
import sys

import pytest

SPACE = ["unshare", "--user", "--map-root-user", "--mount"]

CHILD = """
import json, os, sys, time, uuid
from pathlib import Path
from kiosk.errors import StoreError
from offline_cache.database import Database
from offline_cache.disk import Ballast
from offline_cache.outbox import Outbox
from tests.offline_cache.rig import make_private, make_submission, public_of

folder = Path(sys.argv[1]) / "data"

def open_outbox(folder=folder):
    ballast = Ballast(folder / "ballast")
    database = Database(folder, new_id=lambda: str(uuid.uuid4()), clock=time.time, ballast=ballast)
    database.open().result()
    return Outbox(database, public_of(make_private()), clock=time.time, free=lambda: 1 << 40)

def fill():
    with open(sys.argv[1] + "/filler", "ab", buffering=0) as filler:
        for size in (65536, 4096, 512):
            try:
                while True:
                    filler.write(bytes(size))
            except OSError:
                pass

told = {}
outbox = open_outbox()
# Enough for the log to be nearly as long as it gets, which is when a full disk is worst.
ids = [outbox.put(make_submission(number, answer="x" * 9000)).result().id for number in range(450)]
fill()
refused = 0
for number in range(1000, 1450):
    try:
        ids.append(outbox.put(make_submission(number, answer="x" * 9000)).result().id)
    except StoreError as error:
        refused += 1
        told["sentence"] = str(error)
fill()
told["refused"] = refused
told["ballast before"] = (folder / "ballast").exists()
for id_ in outbox.due().result():
    outbox.accepted(id_, outbox.mark_sending(id_).result().digest).result()
told["ballast after"] = (folder / "ballast").exists()
outbox.close()
outbox = open_outbox()
told["set aside"] = outbox._database.set_aside is not None
told["kept"] = len(ids)
told["accepted"] = outbox.counts().result().accepted
told["others"] = outbox.counts().result().waiting
outbox.close()
fill()
try:
    open_outbox(Path(sys.argv[1]) / "another")
except StoreError as error:
    told["no room to open"] = str(error)
print(json.dumps(told))
"""


def test_on_a_full_disk_the_new_is_refused_and_the_old_is_finished(tmp_path):
    mount = f'mount -t tmpfs -o size=96m none {tmp_path} && exec {sys.executable} -c "$0" {tmp_path}'
    if subprocess.run(
        [*SPACE, "mount", "-t", "tmpfs", "none", tmp_path], capture_output=True, check=False
    ).returncode:
        pytest.skip("no file system can be mounted here, even in a namespace of its own")
    done = subprocess.run([*SPACE, "sh", "-c", mount, CHILD], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert "no room left" in told["sentence"]
    assert "space" in told["no room to open"]
    assert told["refused"] > 0
    assert told["ballast before"]
    assert not told["ballast after"]
    assert told["accepted"] == told["kept"] >= 450
    assert (told["others"], told["set aside"]) == (0, False)
