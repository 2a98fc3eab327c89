"""Does as root what the tests of the image ask for over a serial line: only the TEST image has it.

A line of JSON asks ({"n": 1, "argv": ["systemctl", "status"], "seconds": 60}); a line of JSON answers.
"""

import base64
import json
import os
import subprocess
import sys
import tty
from typing import Any

LINE = "/dev/ttyS1"
MOST = 200_000
"""Bytes of its words that are sent: the line is slow."""


def do(asked: dict[str, Any]) -> dict[str, object]:
    """Run it; the answer."""
    try:
        done = subprocess.run(
            asked["argv"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=asked["seconds"],
            check=False,
        )
        code, out = done.returncode, done.stdout
    except subprocess.TimeoutExpired as error:
        code, out = 124, error.stdout or b""
    except OSError as error:
        code, out = 127, str(error).encode()
    return {"n": asked["n"], "code": code, "out": base64.b64encode(out[-MOST:]).decode()}


def main() -> None:
    """For ever."""
    line = os.open(LINE, os.O_RDWR | os.O_NOCTTY)
    tty.setraw(line)
    rest = b""
    while True:
        more = os.read(line, 4096)
        if not more:
            sys.exit("the serial line is closed")
        *lines, rest = (rest + more).split(b"\n")
        for one in lines:
            try:
                asked = json.loads(one)
            except ValueError:  # what was sent before this program was there came in part
                continue
            answer = json.dumps(do(asked)).encode() + b"\n"
            while answer:
                answer = answer[os.write(line, answer) :]


if __name__ == "__main__":
    main()
