"""A word typed into every box of every service is nowhere on disk afterwards (P1, P3).

The real kiosk, with its voice and its outbox; all that it may write to is one folder. Each way in which a visit can
end is looked into by itself, the last of them kill -9 in the middle.
"""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import string
import subprocess
import sys
import tempfile
import zlib
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

from council_api import journeys, kiosks
from council_api.database import open_database
from council_api.settings import settings_for
from kiosk.cli.local_council import LocalCouncil
from kiosk.pin import Pins
from kiosk.roles import Role
from offline_cache.journey_box import JourneyBox
from tests.kiosk_process import ROOT, environment
from tests.security.traces import found_in, holds

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

OURS = {
    "blue-badge": 7,
    "bus-pass": 14,
    "call-back": 5,
    "council-tax-reduction": 26,
    "housing-repair": 11,
    "library-membership": 30,
    "missed-bin": 6,
}
"""Our services, each with a seed with which much of it is asked."""
OWN = "everything"
PIN = "739182640915"
CREDENTIAL = "Credential-of-Central-4711"
CENTRAL = """
[destinations.central]
kind = "openrosa"
url = "https://127.0.0.1:9/v1"
auth = "basic"
user = "kiosk"
secret = "central"
"""
SHEET = """survey
,type,name,label,appearance
,text,line,A line,
,text,lines,Lines,multiline
,text,secret,A number to hide,masked
,text,email,Your e-mail,email
,text,postcode,Your postcode,postcode
,text,insurance,Your National Insurance number,ni-number
,text,address,Your address,address
,text,phone,Your telephone,telephone
,integer,whole,A whole number,
,decimal,money,An amount,money
,date,day,A day,
,time,clock,A time,
,datetime,moment,A moment,
,barcode,code,A code,
,select_one long,one,One of many,search
,select_multiple long,many,Some of many,search
,image,signed,Sign here,signature
,image,drawn,Draw it,draw
,image,photo,A photo,
,audio,sound,A recording,
,file,letter,A letter,
,text,last,The last line,
choices
,list_name,name,label
{choices}
settings
,form_title,form_id
,Everything,everything
"""
CHOICES = "\n".join(f",long,v{n},Place {n}" for n in range(30))
ANSWERS = {
    "email": "mair@example.org",
    "postcode": "MR1 2AB",
    "insurance": "AB123456C",
    "address": ["1 Lantern Row", "", "Merrow", "", "MR1 2AB"],
    "phone": "01632 960 001",
    "whole": "3",
    "money": "3.20",
    "day": ["31", "3", "1948"],
    "clock": ["9", "30"],
    "moment": ["31", "3", "1948", "9", "30"],
    "one": "v3",
    "many": ["v3", "v4"],
}


class Kiosk:
    """A kiosk's process, its disk (``disk``), its ``memory`` that no disk holds, and the word that is typed at it."""

    def __init__(self, folder):
        self.disk = folder / "disk"
        self.data = self.disk / "data"
        self.stick = folder / "stick"
        self.stick.mkdir(parents=True)
        for name in ("data", "home", "tmp", "run"):
            (self.disk / name).mkdir(mode=0o700, parents=True)
        self.memory = Path(tempfile.mkdtemp(prefix="canary-", dir="/dev/shm"))
        self.word = "zq" + "".join(random.SystemRandom().choices(string.ascii_lowercase, k=12))
        self.process = None

    def set_up(self):
        """Enrolled, with a PIN, a form that asks for everything, and a memory stick."""
        LocalCouncil(self.data, 9).enrol()
        shutil.move(self.data / "council", self.disk.parent / "council")
        Pins(self.data).set(Role.STAFF, PIN)
        sheet = self.disk.parent / "everything.csv"
        sheet.write_text(SHEET.format(choices=CHOICES), encoding="utf-8")
        command = [sys.executable, "-m", "kiosk", "forms", "add", str(sheet), "--id", OWN]
        subprocess.run(command, cwd=ROOT, env=self.environment(), check=True, capture_output=True)
        manifest = self.data / "services" / OWN / "manifest.toml"
        manifest.write_text("sensitive = true\n" + manifest.read_text("utf-8"), encoding="utf-8")
        (self.data / "kiosk.toml").write_text(f"attachments_from = {json.dumps(str(self.stick))}\n{CENTRAL}")
        (self.data / "credentials").mkdir()
        (self.data / "credentials" / "central").touch(mode=0o600)
        (self.data / "credentials" / "central").write_text(CREDENTIAL)
        (self.stick / f"letter {self.word}.pdf").write_bytes(
            b"%PDF-1.4\n" + self.word.encode() + b"\n%%EOF\n"
        )
        (self.stick / f"sound {self.word}.wav").write_bytes(_wav(self.word.encode()))
        return self

    def environment(self):
        return environment(self.disk, self.data, self.memory, self.disk / "run")

    def start(self, send=(), ends=(), *, leak=False, pin=""):
        reads, tell = os.pipe()
        order = {
            "tell": tell,
            "word": self.word,
            "send": list(send),
            "ends": list(ends),
            "sensitive": OWN,
            "seeds": OURS,
            "leak": leak,
            "pin": pin,
            "answers": {f"/data/{name}": given for name, given in self.answers().items()},
        }
        with (self.disk / "journal.log").open("wb") as log:
            self.process = subprocess.Popen(
                [*self.watched(), sys.executable, str(ROOT / "tests/security/canary_kiosk.py")],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=(tell,),
                start_new_session=True,
            )
        os.close(tell)
        self.told = os.fdopen(reads)
        self.go(json.dumps(order))
        return self

    def watched(self):
        """A recorder of every file that is opened, where there is one."""
        if not records():
            return []
        calls = "trace=open,openat,openat2,creat,memfd_create,?renameat,?rename"
        return ["strace", "-f", "-qq", "--seccomp-bpf", "-e", calls, "-o", str(self.disk.parent / "opened")]

    def written_elsewhere(self):
        """The files that were opened to be written to and lie outside the disk that is looked through."""
        record = (self.disk.parent / "opened").read_text()
        opened = re.findall(r'(?m)open\w*\([^"\n]*"([^"\n]*)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)', record)
        assert any(name.startswith(str(self.data)) for name in opened)
        ours = (str(self.disk), str(self.memory), "/dev/null", "/proc/self/")
        return sorted({name for name in opened if not name.startswith(ours) and "/__pycache__/" not in name})

    def answers(self):
        return ANSWERS | {"letter": f"letter {self.word}.pdf", "sound": f"sound {self.word}.wav"}

    def go(self, line=""):
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def hear(self, done):
        """Waits until ``done`` was done; gives what was told of it."""
        told = json.loads(self.told.readline() or "{}")
        assert told.get("done") == done, (told, (self.disk / "journal.log").read_text())
        return told

    def family(self):
        """Of the kiosk and of all that it started: command line and environment together, and the limits."""
        found = []
        for place in Path("/proc").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                if place.name.isdigit() and _descends(int(place.name), self.process.pid):
                    told = place.joinpath("cmdline").read_bytes() + _environment(place)
                    found.append((told, place.joinpath("limits").read_text()))
        return found

    def secrets(self):
        """What the kiosk knows and must not tell."""
        link = (self.data / "council.toml").read_text()
        token = link.partition('token = "')[2].partition('"')[0]
        assert len(token) > 20
        return [token, PIN, CREDENTIAL, (self.data / "device.key").read_bytes().hex()]

    def log(self):
        return (self.disk / "journal.log").read_bytes()

    def kill(self):
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process.stdin.close()
            self.told.close()
        shutil.rmtree(self.memory, ignore_errors=True)


def _wav(data):
    size = len(data).to_bytes(4, "little")
    head = b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data" + size
    return b"RIFF" + (len(head) + len(data)).to_bytes(4, "little") + head + data


def _environment(place):
    """Where only root may look into such a process, nobody reads its environment."""
    try:
        return place.joinpath("environ").read_bytes()
    except PermissionError:
        return b""


@cache
def records():
    """Whether what a program opens can be recorded here: some containers forbid it."""
    command = ["strace", "-f", "-qq", "-o", os.devnull, "true"]
    return shutil.which("strace") is not None and subprocess.run(command, check=False).returncode == 0


def _descends(pid, ancestor):
    while pid > 1:
        if pid == ancestor:
            return True
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return False


@pytest.fixture
def kiosk(tmp_path):
    made = Kiosk(tmp_path)
    yield made
    made.kill()


def test_a_word_typed_into_every_box_is_nowhere_on_disk(kiosk):
    """P1, P3: after sending, leaving, a silence, and kill -9. No secret is told on the way either."""
    kiosk.set_up().start((*OURS, OWN), ("left", "idle", "middle"), pin=PIN)
    assert kiosk.hear("staff")["aside"] == "Aside.STAFF"
    kiosk.go()
    for service in (*OURS, OWN):
        sent = kiosk.hear("sent")
        assert sent["typed"] >= sent["kept"] > 0, service
        kiosk.go()
    assert sent["files"] == 2, "the letter and the recording went along"
    assert found_in(kiosk.disk, [kiosk.word]) == []
    for end in ("left", "idle"):
        assert kiosk.hear(end)["stage"] == "Welcome"
        assert found_in(kiosk.disk, [kiosk.word, PIN]) == []
        assert not list(kiosk.memory.rglob("draft"))
        kiosk.go()
    assert kiosk.hear("middle")["stage"] == "Asking"
    assert found_in(kiosk.disk, [kiosk.word]) == []
    family = kiosk.family()
    assert len(family) > 1, "the kiosk and its voice"
    assert all(
        re.search(r"Max core file size +[01] ", limits) for told, limits in family if b"strace" not in told
    )
    for told in (*(told for told, _ in family), kiosk.log()):
        assert not [secret for secret in (*kiosk.secrets(), kiosk.word) if secret.encode() in told]
    os.killpg(kiosk.process.pid, signal.SIGKILL)  # what records its files may stand before it
    kiosk.process.wait()
    assert found_in(kiosk.disk, [kiosk.word]) == []
    assert list(kiosk.memory.rglob("draft")), "what the same person could come back to, sealed"
    assert found_in(kiosk.memory, [kiosk.word]) == []
    if records():
        assert kiosk.written_elsewhere() == []
    _tell_the_council(kiosk)


def _tell_the_council(kiosk):
    """How the services went waits to be told, save of those that nobody may be known to have used (P6); and no word."""
    box = JourneyBox(kiosk.data / "journeys", new_id=lambda: str(uuid4()), shuffle=lambda _journeys: None)
    _, batch = box.first()
    assert {one.service: one.ended for one in batch.journeys} == dict.fromkeys(
        {*OURS} - {"council-tax-reduction"}, "finished"
    )
    assert all(len(one.pages) > 4 for one in batch.journeys)
    assert not holds(batch.to_bytes(), kiosk.word)
    council = kiosk.disk.parent / "told"
    engine = open_database(settings_for(council))
    kiosks.enrol(engine, "library-1", datetime.now(UTC), lambda: "token")
    assert journeys.keep(engine, 1, batch, datetime.now(UTC)) == journeys.Taken(new=True)
    engine.dispose()
    assert b"missed-bin" in b"".join(file.read_bytes() for file in council.iterdir() if file.is_file())
    assert found_in(council, [kiosk.word]) == []


def test_what_a_kiosk_would_leave_is_found(kiosk):
    """The control: one that writes the word into its log, a file, its settings and a name."""
    kiosk.start(leak=True)
    kiosk.process.wait()
    names = " ".join(name for name, _ in found_in(kiosk.disk, [kiosk.word]))
    for place in ("journal.log", "tmp/", "home/.config/handrail", "home/.cache/"):
        assert place in names


@pytest.mark.parametrize("case", [str.lower, str.upper, str.capitalize], ids=["lower", "upper", "capital"])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda word: word.encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: word.encode("utf-16-be"),
        lambda word: b64encode(b"?" + word.encode()),
        lambda word: b64encode(b"??" + word.encode() + b"!"),
        lambda word: b64encode(word.encode("utf-16-le")),
        lambda word: zlib.compress(b"a lot of other words " * 9 + word.encode()),
        lambda word: zlib.compress(word.encode("utf-16-le"), 1),
        lambda word: zlib.compress(word.encode(), 9, 31),
    ],
)
def test_every_way_in_which_a_word_can_lie_there_is_seen(tmp_path, case, wrap):
    data = b"x" * 4095 + wrap(case("quillfeather")) + b"y" * 99
    assert holds(data, "quillfeather")
    assert not holds(data.replace(wrap(case("quillfeather")), b""), "quillfeather")
