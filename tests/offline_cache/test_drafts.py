"""Where a draft lies: sealed, bound, whole or not at all, for two minutes, and wiped when the visit ends."""

import contextlib
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from offline_cache import drafts as drafts_module
from offline_cache.drafts import LASTS, Drafts, may_lie_in, open_drafts
from offline_cache.volatile import folder_for, in_memory
from tests.offline_cache.draft_rig import DRAFT, PHOTO, keep, left_in
from tests.offline_cache.rig import ANSWER, FakeClock


class Run:
    """One life of the program: it ends by being killed, so nothing is closed."""

    def __init__(self, folder, clock, bound="7|boot"):
        self.drafts = Drafts(folder, lambda: bound, clock=clock, beat=1000)

    def killed(self):
        self.drafts._lock.release()


@pytest.fixture
def runs(tmp_path):
    """Starts the program: each start ends the one before as a kill would."""
    clock, made = FakeClock(1000.0), []

    def start(**how):
        if made:
            made[-1].killed()
        made.append(Run(tmp_path, clock, **how))
        return made[-1].drafts

    start.clock, start.folder = clock, tmp_path
    yield start
    made[-1].drafts.close()


def test_what_was_kept_last_is_found_after_a_kill(runs):
    one = runs()
    keep(one, replace(DRAFT, language="en"))
    keep(one)
    runs.clock.now += 7
    found = runs().take()
    assert found.draft == DRAFT
    assert found.left() == LASTS - 7


def test_nothing_of_it_can_be_read_and_nobody_else_may(runs):
    """P1: sealed, with a key of this visit's alone."""
    keep(runs(), replace(DRAFT, files=(replace(PHOTO, data=PHOTO.data + ANSWER.encode()),)))
    files = [runs.folder / name for name in left_in(runs.folder)]
    assert len(files) == 3
    for file in files:
        assert not {ANSWER.encode(), b"blue", b"PNG", b"largest"} & {
            word for word in (ANSWER.encode(), b"blue", b"PNG", b"largest") if word in file.read_bytes()
        }
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_files_come_back_and_are_written_once(runs):
    one = runs()
    other = replace(PHOTO, name="photo-2.png", data=b"another")
    keep(one, replace(DRAFT, files=(PHOTO, other)))
    first = {
        name: (runs.folder / name).stat().st_ino for name in left_in(runs.folder) if name.endswith("file")
    }
    keep(one, replace(DRAFT, files=(PHOTO,)))
    now = {name: (runs.folder / name).stat().st_ino for name in left_in(runs.folder) if name.endswith("file")}
    assert len(first) == 2
    assert len(now) == 1, "one was taken out of the form"
    assert now.items() <= first.items()
    assert runs().take().draft.files == (PHOTO,)


def test_two_minutes_after_the_last_sign_of_life_it_is_gone(runs):
    keep(runs())
    runs.clock.now += LASTS
    assert runs().take() is None
    assert left_in(runs.folder) == []


def test_a_clock_that_went_back_gives_no_more_time(runs):
    keep(runs())
    runs.clock.now -= 1
    assert runs().take() is None
    assert left_in(runs.folder) == []


def test_a_program_that_lives_says_so_while_the_person_reads(tmp_path):
    """The two minutes begin when the program stopped, not when the person last pressed something."""
    clock, beats = FakeClock(1000.0), threading.Semaphore(0)

    def ticking():
        beats.release()
        return clock.now

    drafts = Drafts(tmp_path, lambda: "", clock=ticking, beat=0.001)
    keep(drafts)
    clock.now += 1000
    for _ in range(3):
        beats.acquire()
    drafts._closed = True
    drafts._thread.join()
    drafts._lock.release()
    again = Drafts(tmp_path, lambda: "", clock=clock)
    assert again.take().left() == LASTS
    again.close()


@pytest.mark.parametrize("bound", ["8|boot", "7|another boot"])
def test_another_bundle_or_another_boot_finds_nothing(runs, bound):
    keep(runs())
    assert runs(bound=bound).take() is None
    assert left_in(runs.folder) == []


def test_any_changed_or_missing_byte_drops_it_quietly(runs):
    keep(runs(), replace(DRAFT, files=(PHOTO,)))
    whole = {name: (runs.folder / name).read_bytes() for name in left_in(runs.folder)}
    for name, data in whole.items():
        places = {0, 5, len(data) // 2, len(data) - 1}
        changed = [bytes([*data[:at], data[at] ^ 1, *data[at + 1 :]]) for at in sorted(places)]
        for torn in [*changed, data[: len(data) // 2], b""]:
            for each, bytes_ in whole.items():
                (runs.folder / each).write_bytes(torn if each == name else bytes_)
            assert runs().take() is None, name
            assert left_in(runs.folder) == []


def test_what_was_half_written_is_not_read_and_goes(runs):
    keep(runs())
    (runs.folder / "draft.new").write_bytes(b"half")
    assert runs().take().draft == DRAFT
    keep(runs())
    assert left_in(runs.folder) == ["draft", "key"]


class KilledError(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("what", ["another answer", "another file", "the end"])
def test_killed_at_any_step_the_draft_is_the_one_or_the_other_whole(runs, monkeypatch, what):
    after = {
        "another answer": replace(DRAFT, language="en"),
        "another file": replace(DRAFT, files=(replace(PHOTO, name="photo-2.png"),)),
        "the end": None,
    }[what]
    before = replace(DRAFT, files=(PHOTO,))
    outcomes = []
    for steps in range(100):
        drafts = runs()
        keep(drafts, before)
        left = [steps]

        def counted(real, left=left):
            def call(*args, **more):
                left[0] -= 1
                if left[0] < 0:
                    raise KilledError
                return real(*args, **more)

            return call

        with monkeypatch.context() as patch, contextlib.suppress(KilledError):
            for owner, name in ((os, "open"), (Path, "replace"), (Path, "unlink"), (Path, "open")):
                patch.setattr(owner, name, counted(getattr(owner, name)))
            if after is None:
                drafts._wipe()
            else:
                drafts._write(after.to_bytes(), after.files, runs.clock.now)
        found = runs().take()
        outcomes.append(found and found.draft)
        if left[0] >= 0:
            break
    assert set(map(repr, outcomes)) <= {repr(before), repr(after)}
    assert outcomes[0] == before
    assert outcomes[-1] == after


def test_wiping_leaves_neither_draft_nor_key_and_later_visits_have_another(runs):
    drafts = runs()
    keep(drafts, replace(DRAFT, files=(PHOTO,)))
    key = (runs.folder / "key").read_bytes()
    drafts.wipe()
    assert left_in(runs.folder) == []
    keep(drafts)
    assert (runs.folder / "key").read_bytes() != key


def test_nothing_is_written_after_the_wipe(runs):
    """What waited to be written when the visit ended is not."""
    drafts = runs()
    for _ in range(200):
        drafts.keep(DRAFT)
        drafts.wipe()
    drafts.settle()
    assert left_in(runs.folder) == []


def test_being_asked_gives_no_more_time(runs):
    keep(runs())
    runs.clock.now += 100
    drafts = runs()
    found = drafts.take()
    drafts.mark(found, replace(found.draft, stopped_at=("/data/name",)))
    runs.clock.now += 10
    again = runs().take()
    assert again.draft.stopped_at == ("/data/name",)
    assert again.left() == LASTS - 110


def test_a_full_memory_ends_in_no_draft_and_a_line_for_staff(runs, monkeypatch, caplog):
    drafts = runs()
    keep(drafts)

    def full(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Drafts, "_put", full)
        keep(drafts)
        keep(drafts)
    assert left_in(runs.folder) == []
    assert len(caplog.records) == 1
    assert "No space left on device" in caplog.text
    keep(drafts)
    assert left_in(runs.folder) == [], "half a visit is not kept"
    drafts.wipe()
    keep(drafts)
    assert left_in(runs.folder) == ["draft", "key"], "the next one is"


def test_a_second_program_keeps_its_hands_off(runs):
    drafts = runs()
    keep(drafts)
    with pytest.raises(StoreError):
        Drafts(runs.folder, lambda: "7|boot")
    assert left_in(runs.folder) == ["draft", "key"]


def test_a_program_that_ends_as_it_should_leaves_nothing(tmp_path):
    drafts = Drafts(tmp_path, lambda: "")
    keep(drafts)
    drafts.close()
    assert left_in(tmp_path) == []


def test_whether_one_may_lie_there_is_seen_without_reading_it(tmp_path, monkeypatch):
    data = tmp_path / "data"
    monkeypatch.setattr(drafts_module, "folder_for", {data: tmp_path}.get)
    drafts = Drafts(tmp_path, lambda: "")
    assert not may_lie_in(data)
    keep(drafts)
    assert may_lie_in(data)
    assert not may_lie_in(tmp_path / "where no memory is")
    drafts.close()
    assert not may_lie_in(data)


# Memory alone.


def mounts(tmp_path, *lines):
    file = tmp_path / "mountinfo"
    rows = ["1 0 8:1 / / rw shared:1 - ext4 /dev/sda1 rw", *lines]
    file.write_text("\n".join(rows) + "\n")
    return file


def test_only_a_folder_in_memory_will_do(tmp_path):
    place = tmp_path / "in memory"
    place.mkdir()
    escaped = str(place).replace(" ", "\\040")
    tmpfs = f"2 1 0:5 / {escaped} rw - tmpfs tmpfs rw"
    ext4 = f"3 2 8:2 / {escaped} rw - ext4 /dev/sdb1 rw"
    assert in_memory(place, mounts(tmp_path, tmpfs))
    assert not in_memory(place, mounts(tmp_path))
    assert not in_memory(place, mounts(tmp_path, tmpfs, ext4)), "mounted over it later"
    assert not in_memory(place / "not there", mounts(tmp_path, tmpfs))
    assert not in_memory(place, tmp_path / "no such list")


def test_it_is_the_kiosks_own_and_the_same_at_each_start(tmp_path):
    everything = mounts(tmp_path, f"2 1 0:5 / {tmp_path} rw - tmpfs tmpfs rw")
    base = tmp_path / "run"
    base.mkdir()
    environ = {"XDG_RUNTIME_DIR": str(base)}
    one = folder_for(tmp_path / "one", environ, everything)
    assert one == folder_for(tmp_path / "one", environ, everything)
    assert one != folder_for(tmp_path / "two", environ, everything)
    assert one.parent == base
    assert stat.S_IMODE(one.stat().st_mode) == 0o700


def test_where_systemd_made_a_folder_for_the_program_it_is_in_there(tmp_path):
    """The service manager lets a unit write there, whatever else of the memory it may not."""
    everything = mounts(tmp_path, f"2 1 0:5 / {tmp_path} rw - tmpfs tmpfs rw")
    environ = {"RUNTIME_DIRECTORY": str(tmp_path / "own"), "XDG_RUNTIME_DIR": str(tmp_path / "users")}
    (tmp_path / "users").mkdir()
    assert folder_for(tmp_path, environ, everything).parent == tmp_path / "users"
    (tmp_path / "own").mkdir()
    assert folder_for(tmp_path, environ, everything).parent == tmp_path / "own"


@pytest.mark.parametrize("spoil", ["others may look", "a link", "a file"])
def test_a_folder_that_is_not_ours_alone_is_not_used(tmp_path, spoil):
    everything = mounts(tmp_path, f"2 1 0:5 / {tmp_path} rw - tmpfs tmpfs rw")
    base = tmp_path / "run"
    base.mkdir()
    environ = {"XDG_RUNTIME_DIR": str(base)}
    folder = folder_for(tmp_path, environ, everything)
    if spoil == "others may look":
        folder.chmod(0o750)
    else:
        folder.rmdir()
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere") if spoil == "a link" else folder.touch()
    assert folder_for(tmp_path, environ, everything) != folder


def test_without_memory_no_draft_is_kept_and_the_log_says_so(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(drafts_module, "folder_for", lambda _data: None)
    assert open_drafts(tmp_path, lambda: 0) is None
    assert "tmpfs" in caplog.text
