"""What the voice's process leaves behind of what it is told, as the kernel sees it."""

import json
import re
import shutil
import subprocess
import sys
import wave
from importlib.util import find_spec
from pathlib import Path

import pytest

from kiosk.speech.natural import PACKAGE
from kiosk.speech.voice import Settings
from tests.speech.conftest import PATIENCE

SECRET = "QQ123456C"
_PRINTED = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)")
_BROKEN_OFF, _RESUMED = " <unfinished ...>", re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)")


@pytest.fixture
def recorded(tmp_path):
    """A folder of prompts with one sentence in it."""
    folder = tmp_path / "prompts" / "en"
    folder.mkdir(parents=True)
    with wave.open(str(folder / "welcome.wav"), "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes(b"\x10\x10" * 2205)
    (folder / "sentences.toml").write_text('"Welcome." = "welcome.wav"\n')
    return folder.parent


@pytest.fixture(params=["espeak", "espeak and prompts", "natural"])
def trace(player, recorded, tmp_path, request):
    """Every system call of the voice's process and its player while it says the secret, one a line."""
    engine, _, prompts = request.param.partition(" and ")
    if engine == "natural" and find_spec(PACKAGE) is None:
        pytest.skip(f"{PACKAGE} is not installed")
    tracer = shutil.which("strace", path="/usr/bin:/bin:/usr/local/bin")
    if tracer is None:
        pytest.skip("strace is not on this machine")
    calls = tmp_path / "calls"
    command = [
        tracer,
        "-f",
        "-qq",
        "-s",
        "8192",
        "-o",
        str(calls),
        sys.executable,
        "-m",
        "kiosk.speech.process",
    ]
    order = {
        "do": "say",
        "id": 1,
        "text": f"Welcome. My number is {SECRET}.",
        "language": "en",
        "wpm": Settings().wpm if prompts else 450,
        "volume": 1.0,
    }
    with subprocess.Popen(
        [*command, engine, "", str(recorded) if prompts else ""],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
        told = iter(process.stdout.readline, b"")
        spoken = any(b'"finished"' in line for line in told)
        process.stdin.close()
        process.wait(PATIENCE)
    if not spoken and not calls.exists():
        pytest.skip("strace may not trace here")
    assert spoken
    lines = whole(calls.read_text(errors="replace").splitlines())
    return [match.groups() for line in lines if (match := _PRINTED.match(line))]


def whole(lines):
    """The lines of a call that another thread's came between, as one."""
    begun = {}
    for line in lines:
        if line.endswith(_BROKEN_OFF):
            begun[line.split()[0]] = line.removesuffix(_BROKEN_OFF)
        elif match := _RESUMED.match(line):
            yield begun.pop(match[1], "") + match[2]
        else:
            yield line


def test_what_is_said_is_read_from_the_pipe_and_goes_nowhere_else(trace):
    """Issue 4, point 6: never in argv, files, logs or named shared memory."""
    told = [(call, rest) for call, rest in trace if SECRET in rest]
    assert told, "it was traced"
    assert {(call, rest.split(",")[0]) for call, rest in told} == {("read", "0")}


def test_no_file_and_no_named_memory_is_written(trace):
    opened = [
        rest for call, rest in trace if call in {"open", "openat", "creat"} and not rest.endswith("ENOENT")
    ]
    writing = [rest for rest in opened if re.search(r"O_WRONLY|O_RDWR|O_CREAT", rest)]
    ours = [rest for rest in writing if not re.search(r'"/dev/null"|/sound"|\.pyc\.\d+"|"/dev/tty"', rest)]
    assert ours == []
    assert [rest for call, rest in trace if "/dev/shm" in rest and "O_CREAT" in rest] == []
