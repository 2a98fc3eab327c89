"""A crash of the whole program in the middle of a visit: the real one, killed, and started again."""

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kiosk.begun_display import NAMED
from kiosk.cli.local_council import LocalCouncil
from kiosk.language import Words
from offline_cache.volatile import in_memory
from tests.faults.amount import amount, dice
from tests.kiosk_process import ROOT, environment
from tests.security.traces import found_in
from ui.app import BROKE

MEMORY = Path("/dev/shm")
SERVICE = "missed-bin"
QUESTION = 8
CY = Words("cy")

pytestmark = pytest.mark.skipif(not in_memory(MEMORY), reason="no tmpfs at /dev/shm, so no draft is kept")


class Machine:
    """A computer with one kiosk: its disk, its memory, and what runs of it now."""

    def __init__(self, folder):
        self.disk = folder
        self.data = folder / "data"
        self.memory = Path(tempfile.mkdtemp(prefix="draft-kill-", dir=MEMORY))
        self.process = None
        self.display = self.memory / "display"
        self.display.touch()
        for name in ("home", "tmp"):
            (self.disk / name).mkdir()

    def start(self):
        reads, tell = os.pipe()
        with (self.disk / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "tests/faults/draft_kiosk.py")],
                cwd=ROOT,
                env=environment(self.disk, self.data, self.memory, self.disk / "tmp")
                | {NAMED: str(self.display)},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=(tell,),
                start_new_session=True,
            )
        os.close(tell)
        self.told = os.fdopen(reads)
        self._say({"tell": tell, "service": SERVICE})
        return self

    def _say(self, order):
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()

    def do(self, what, **how):
        self._say({"do": what, **how})
        line = self.told.readline()
        assert line, (self.disk / "log").read_text()
        return json.loads(line)

    def killed_while(self, what, after, dice):
        """Killed at some moment after it has told ``after`` lines; all that it told."""
        self._say({"do": what})
        told = [self.told.readline() for _ in range(after)]
        for _ in range(dice.randrange(200_000)):
            pass  # a moment that differs each time
        os.kill(self.process.pid, signal.SIGKILL)
        told += self.told.readlines()
        self.gone()
        return [json.loads(line) for line in told if line.endswith("\n")]

    def dies_at(self, what, **how):
        self._say({"do": what, **how})
        assert self.told.readline() == ""
        return self.gone()

    def kill(self, with_=signal.SIGKILL):
        os.kill(self.process.pid, with_)
        return self.gone()

    def gone(self):
        """How it ended. What it had started goes with it, as systemd would have it."""
        code = self.process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.stdin.close()
        self.told.close()
        self.process = None
        return code

    def draft(self):
        """What lies in memory for the visit."""
        own = {"lock", self.display.name}
        return sorted(file.name for file in self.memory.rglob("*") if file.is_file() and file.name not in own)

    def traces(self, secrets):
        return found_in(self.disk, secrets) + found_in(self.memory, secrets)


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("council")
    LocalCouncil(folder, 9).enrol()
    return folder / "council.toml"


@pytest.fixture
def machine(tmp_path, enrolled):
    made = Machine(tmp_path)
    made.data.mkdir(mode=0o700)
    shutil.copy(enrolled, made.data)
    yield made
    if made.process is not None:
        made.kill()
    shutil.rmtree(made.memory)


def typed(look):
    """The answers that are words of the person's own, and long enough to be told from others."""
    found = re.findall(r"<(?:full_name|address_line_1)>([^<]{5,})<", look["instance"])
    assert found, look["instance"]
    return found


def test_the_same_person_comes_back_to_the_same_page(machine):
    """Killed in the middle of a question: it asks in the person's own way, shows no answer, and then goes on."""
    machine.start().do("fill", pages=QUESTION)
    before = machine.do("look")
    assert before["stage"] == "Asking"
    assert machine.kill() == -signal.SIGKILL
    assert machine.draft() == ["draft", "key"]
    assert machine.traces(typed(before)) == []

    asked = machine.start().do("look")
    assert asked["asks"]
    assert asked["heading"] == CY.say("coming_back.title", service="Rhoi gwybod am fin heb ei gasglu")
    for same in ("language", "display", "volume", "switches"):
        assert asked[same] == before[same]
    assert asked["instance"] == ""
    assert not [answer for answer in typed(before) if answer in asked["shown"]]

    machine.do("press", words="coming_back.yes")
    after = machine.do("look")
    for same in ("stage", "page", "heading", "display", "volume", "instance"):
        assert after[same] == before[same]
    assert machine.do("send_all")["reference"]
    assert machine.draft() == []
    assert machine.traces(typed(before)) == []


def test_killed_at_any_moment_what_comes_back_is_what_was_there(machine, tried):
    """The answers and the page of one moment, whole, and not one of long before."""
    rounds = amount(few=1, many=25)
    chance = dice("drafts")
    for _ in range(rounds):
        told = machine.start().killed_while("fill_for_ever", chance.randrange(2, 40), chance)
        machine.start().do("press", words="coming_back.yes")
        look = machine.do("look")
        machine.do("leave")
        machine.kill()
        assert {"page": look["page"] or look["stage"], "instance": look["instance"]} in told[-3:]
    tried(
        "kill -9 of the kiosk while somebody answers", rounds, "each came back to the same page and answers"
    )


def test_a_page_that_stops_the_program_twice_does_not_come_back(machine):
    """Not even when it is the page that asks."""
    machine.start().do("fill", pages=1)
    assert machine.kill(signal.SIGSEGV) == -signal.SIGSEGV
    assert machine.start().do("look")["asks"]
    machine.kill()
    look = machine.start().do("look")
    assert (look["stage"], look["reason"], look["language"]) == ("Unusable", "unusable.stopped", "cy")
    assert machine.draft() == []


def test_killed_after_the_commit_the_person_gets_the_reference_and_nothing_is_sent_twice(machine):
    machine.start().do("fill", pages=QUESTION)
    machine.do("die", when="after")
    assert machine.dies_at("send_all") == -signal.SIGKILL
    machine.start().do("press", words="coming_back.yes")
    machine.do("until", stage="Sent")
    assert machine.do("look")["reference"] == kept_in(machine)[0]
    assert machine.draft() == []
    machine.kill()
    assert len(kept_in(machine)) == 1


def test_killed_before_the_commit_the_person_is_back_at_check_answers(machine):
    machine.start().do("fill", pages=QUESTION)
    before = machine.do("look")
    machine.do("die", when="before")
    assert machine.dies_at("send_all") == -signal.SIGKILL
    machine.start().do("press", words="coming_back.yes")
    machine.do("until", stage="CheckAnswers")
    assert set(typed(before)) <= set(typed(machine.do("look")))
    assert kept_in(machine) == []
    reference = machine.do("send_all")["reference"]
    assert kept_in(machine) == [reference]


def test_a_program_that_is_told_to_stop_leaves_nothing(machine):
    machine.start().do("fill", pages=1)
    assert machine.draft() == ["draft", "key"]
    machine.process.stdin.close()
    assert machine.gone() == 0
    assert machine.draft() == []


def test_a_program_whose_screen_goes_leaves_the_draft_to_who_stands_there(machine):
    """The display comes back within seconds, and the program with it."""
    machine.start().do("fill", pages=1)
    machine.do("lose_screen")
    machine.process.stdin.close()
    assert machine.gone() == BROKE
    assert machine.draft() == ["draft", "key"]
    assert machine.start().do("look")["asks"]


@pytest.mark.parametrize("screen", ["there", "gone"])
def test_told_to_stop_it_leaves_a_draft_only_when_its_screen_has_gone(machine, screen):
    """A service manager tells the program of such a screen to stop, perhaps before Qt has seen it go."""
    machine.start().do("fill", pages=1)
    machine.do("stay")
    machine.process.stdin.close()
    if screen == "gone":
        machine.display.unlink()
    left = {"there": (0, []), "gone": (BROKE, ["draft", "key"])}
    assert (machine.kill(signal.SIGTERM), machine.draft()) == left[screen]


def kept_in(machine):
    """The references in the outbox on the disk."""
    with contextlib.closing(
        sqlite3.connect(f"file:{machine.data / 'outbox.sqlite'}?mode=ro", uri=True)
    ) as found:
        return [row[0] for row in found.execute("SELECT reference FROM submission ORDER BY seq")]
