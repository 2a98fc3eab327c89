"""A disk that is really small: a file system of its own, in a namespace of its own, and a child that fills it up."""

import json
import subprocess
import sys

import pytest

SPACE = ["unshare", "--user", "--map-root-user", "--mount"]

FILL = """
def fill():
    with open(sys.argv[1] + "/filler", "ab", buffering=0) as filler:
        for size in (65536, 4096, 512):
            try:
                while True:
                    filler.write(bytes(size))
            except OSError:
                pass
"""


def run_on_a_small_disk(place, size, child):
    """Run a Python program on a file system of ``size``, mounted at ``place``; what it prints, read as JSON.

    The program may call fill(), which takes all the room that is left.
    """
    if subprocess.run(
        [*SPACE, "mount", "-t", "tmpfs", "none", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("no file system can be mounted here, even in a namespace of its own")
    mount = f'mount -t tmpfs -o size={size} none {place} && exec {sys.executable} -c "$0" {place}'
    program = f"import json, sys\nfrom pathlib import Path\n{FILL}\n{child}"
    done = subprocess.run([*SPACE, "sh", "-c", mount, program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
