"""The PIN of staff: what is kept of it, and how long somebody who guesses must wait."""

import contextlib
import fcntl
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import lockout, pin, uptime
from kiosk.errors import ConfigError
from kiosk.lockout import Moment
from kiosk.pin import Locked, Pins, Right, Wrong
from kiosk.roles import Role

ROOT = Path(__file__).resolve().parents[2]
GOOD, BAD = "482913", "482914"
STAFF = Role.STAFF
SHORT = '{"staff": {"hash": "$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA"}}'


class Machine:
    """Its clock, which only goes on while it runs, and where it keeps PINs."""

    def __init__(self, folder):
        self.folder = folder
        self.boot, self.seconds = "one", 100.0

    def now(self):
        return Moment(self.boot, self.seconds)

    def restart(self):
        self.boot, self.seconds = f"{self.boot}+", 5.0

    @property
    def pins(self):
        """As a program that has just started knows them."""
        return Pins(self.folder, self.now)

    def guess(self, count):
        return [self.pins.check(BAD) for _ in range(count)]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Cheap hashes: what they cost is proven below, once."""
    monkeypatch.setattr(pin, "_MEMORY", 64)
    monkeypatch.setattr(pin, "_PASSES", 1)
    made = Machine(tmp_path / "data")
    made.pins.set(STAFF, GOOD)
    return made


def test_the_hash_is_the_one_that_the_standard_names_and_the_file_is_the_kiosks_alone(tmp_path):
    """RFC 9106, 4: argon2id, 64 MiB, 3 passes, 4 lanes."""
    Pins(tmp_path).set(STAFF, GOOD)
    file = tmp_path / pin.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    kept = file.read_text()
    assert json.loads(kept)["staff"]["hash"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert GOOD not in kept
    assert Pins(tmp_path).check(GOOD) == Right(STAFF)
    Pins(tmp_path).set(STAFF, GOOD)
    assert file.read_text() != kept, "each has a salt of its own"


def test_the_wait_grows_with_each_wrong_one_up_to_an_hour(machine):
    waits = []
    for _ in range(14):
        waits += [found.wait for found in machine.guess(1)]
        machine.seconds += waits[-1] + 1
    assert waits == [0, 0, 30, 60, 120, 240, 480, 960, 1920, *[3600] * 5]


def test_a_pin_tells_whose_it_is_and_one_count_stands_for_all_of_them(machine):
    """Who guesses guesses at all roles at once."""
    machine.pins.set(Role.IT, "918273")
    assert machine.pins.check("918273") == Right(Role.IT)
    assert machine.pins.check(GOOD) == Right(STAFF)
    machine.guess(3)
    assert machine.pins.check("918273") == Locked(30)
    machine.pins.set(Role.VOLUNTEER, "564738")
    assert machine.pins.check("918273") == Right(Role.IT), "whoever may set one may open all again"


def test_no_two_roles_have_the_same(machine):
    with pytest.raises(ConfigError, match="Another role has this PIN"):
        machine.pins.set(Role.VOLUNTEER, GOOD)
    machine.pins.set(STAFF, GOOD)
    assert machine.pins.check(GOOD) == Right(STAFF)


def test_while_it_is_locked_not_even_the_right_one_is_looked_at(machine):
    machine.guess(3)
    assert machine.pins.check(GOOD) == Locked(30)
    machine.seconds += 29
    assert machine.pins.check(GOOD) == Locked(1)
    machine.seconds += 2
    assert machine.pins.check(GOOD) == Right(STAFF)


def test_the_right_one_makes_the_next_wrong_one_the_first(machine):
    machine.guess(2)
    assert machine.pins.check(GOOD) == Right(STAFF)
    assert machine.guess(3) == [Wrong(0), Wrong(0), Wrong(30)]


def test_a_restart_of_the_machine_begins_the_wait_again_and_forgets_no_count(machine):
    machine.guess(3)
    machine.seconds += 29
    machine.restart()
    assert machine.pins.check(GOOD) == Locked(30)
    machine.seconds += 15
    assert machine.pins.check(GOOD) == Locked(15)
    machine.seconds += 16
    assert machine.guess(1) == [Wrong(60)]


def test_restarts_within_the_wait_never_open_it_earlier(machine):
    machine.guess(3)
    for _ in range(20):
        machine.restart()
        assert machine.pins.check(GOOD) == Locked(30)
        machine.seconds += 20


def test_a_plug_pulled_while_it_is_looked_at_saves_no_count(machine, monkeypatch):
    class Cut(BaseException):
        pass

    def cut(*_):
        raise Cut

    for _ in range(3):
        with monkeypatch.context() as power:
            power.setattr(pin, "Argon2id", type("Unplugged", (), {"verify_phc_encoded": staticmethod(cut)}))
            with pytest.raises(Cut):
                machine.pins.check(GOOD)
    assert machine.pins.check(GOOD) == Locked(30)


@pytest.mark.parametrize("step", [lambda pins: pins.check(GOOD), lambda pins: pins.set(STAFF, GOOD)])
def test_a_pin_that_is_set_while_another_is_looked_at_is_not_written_over(machine, monkeypatch, step):
    """Somebody types the old one in the moment in which it is replaced: it must not come back."""
    written = []
    write = Pins._write

    def watched(pins, entries):
        other = os.open(machine.folder, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(other)
        written.append(entries)
        write(pins, entries)

    monkeypatch.setattr(Pins, "_write", watched)
    step(machine.pins)
    assert written


def test_the_wall_clock_is_not_asked(machine, monkeypatch):
    machine.guess(3)
    monkeypatch.setattr(uptime.time, "time", lambda: 4e9)
    assert machine.pins.check(GOOD) == Locked(30)


def test_a_clock_that_went_back_locks_for_no_longer_than_the_wait(machine):
    machine.guess(3)
    machine.seconds = -1e6
    assert machine.pins.check(GOOD) == Locked(30)


def test_the_machines_own_clock_is_that_of_its_start():
    first, second = lockout.now(), lockout.now()
    assert first.boot == second.boot
    assert second.seconds >= first.seconds


@pytest.mark.parametrize(
    "easy", ["", "12345", "1234567890123", "12345a", "१२३४५६", "111111", "123456", "987654"]
)
def test_an_easy_one_is_not_taken(machine, easy):
    with pytest.raises(ConfigError):
        machine.pins.set(STAFF, easy)
    assert machine.pins.check(GOOD) == Right(STAFF)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"staff": 5}', '{"staff": {"hash": 5}}', '{"staff": {"pin": "1"}}', SHORT]
)
def test_a_damaged_file_opens_nothing(machine, text):
    (machine.folder / pin.FILE).write_text(text)
    with pytest.raises(ConfigError):
        machine.pins.check(GOOD)


def test_a_file_that_others_can_read_opens_nothing(machine):
    (machine.folder / pin.FILE).chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        machine.pins.check(GOOD)


def test_without_one_there_is_nothing_to_open(tmp_path):
    with pytest.raises(ConfigError, match="kiosk pin set"):
        Pins(tmp_path).check("")


def command(folder, typed, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "pin", "set", *arguments],
        cwd=ROOT,
        env={"KIOSK_DATA": str(folder), "PATH": "/usr/bin"},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command_asks_for_it_and_takes_it_from_no_command_line(tmp_path):
    """No secret in argv: there is no argument to write it in."""
    code, out, _ = command(tmp_path, f"{GOOD}\n")
    assert (code, GOOD in out) == (0, False)
    assert Pins(tmp_path).check(GOOD) == Right(STAFF)
    assert command(tmp_path, "", GOOD)[0] == 2
    code, out, err = command(tmp_path, "123456\n")
    assert (code, out) == (1, "")
    assert err == "kiosk: Digits that are all the same, or that only count up or down, are guessed first.\n"
    assert Pins(tmp_path).check(GOOD) == Right(STAFF)


def typed_at_a_terminal(folder, *answers):
    """What a terminal shows while ``answers`` are typed at it, one for each question; and the exit code."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "kiosk", "pin", "set"], {"KIOSK_DATA": str(folder)})
    shown, left = b"", list(answers)
    with contextlib.suppress(OSError):  # the other end is closed
        while more := os.read(terminal, 1000):
            shown += more
            if left and shown.endswith(b": "):
                os.write(terminal, f"{left.pop(0)}\n".encode())
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_at_a_terminal_it_is_asked_for_twice_and_never_shown(tmp_path):
    shown, code = typed_at_a_terminal(tmp_path, GOOD, BAD)
    assert (code, "not the same" in shown) == (1, True)
    assert not Pins(tmp_path).there()
    shown, code = typed_at_a_terminal(tmp_path, GOOD, GOOD)
    assert (code, GOOD in shown) == (0, False)
    assert Pins(tmp_path).check(GOOD) == Right(STAFF)
