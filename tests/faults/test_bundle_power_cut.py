"""A power cut at any moment of an update leaves the old bundle or the new one, whole, and never neither."""

import random
import shutil
import subprocess
import sys
from functools import cache

import pytest

from kiosk.bundle.installed import installed, read_state
from kiosk.bundle.shelf import changed
from tests.bundles.bundle_rig import Kiosk, small
from tests.faults.folder_cut import TRACED, Disk, read_steps, write

VERSIONS = range(1, 6)
CUTS = 40
"""After each step."""


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    """What a process did that took some bundles, with each write synced or with none; recorded once."""

    @cache
    def record(synced):
        if shutil.which("strace") is None:
            pytest.skip("strace is not installed")
        folder = tmp_path_factory.mktemp("recorded")
        out, root = folder / "trace", folder / "shelf"
        root.mkdir()
        bundles = [small(folder, version) for version in VERSIONS]
        watch = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={TRACED}", "-o", out]
        child = [sys.executable, "-m", "tests.faults.takes", root, synced, *bundles]
        done = subprocess.run([*watch, *child], capture_output=True, text=True, check=False)
        if "ptrace" in done.stderr:
            pytest.skip("processes cannot be traced here")
        assert done.returncode == 0, done.stderr
        return list(read_steps(out.read_text(), root)), root

    return record


def after_cuts(steps, root, folder, each=CUTS):
    """What is wrong after each of many cuts, and how many cuts there were."""
    dice = random.Random(5)
    disk = Disk(root)
    told, wrong, cuts, seen = 0, [], 0, {}
    for step in steps:
        if step.kind == "told":
            told = int(step.data)
        else:
            disk.apply(step)
        for _ in range(each):
            cuts += 1
            left = disk.after_a_cut(dice)
            key = hash((told, frozenset(left.items())))
            if key not in seen:  # most cuts leave the same as another
                image = write(left, folder / "image")
                seen[key] = fault_of(image, told)
                shutil.rmtree(image)
            if seen[key]:
                wrong.append((told, seen[key]))
    assert told == VERSIONS[-1]
    return wrong, cuts


def fault_of(image, told):
    """What is wrong with what a cut left, after the version ``told`` was said to be in use; "" for nothing."""
    found = installed(image)
    version = found.manifest.bundle_version if found else 0
    if version not in {told, told + 1}:
        return f"version {version} is in use"
    if found and changed(found):
        return f"{changed(found)} is torn"
    if found and found.name != read_state(image).current:
        return "another is in use than should be"
    return ""


def test_every_power_cut_leaves_the_old_or_the_new_bundle_whole(steps, tmp_path):
    wrong, cuts = after_cuts(*steps("yes"), tmp_path / "cuts")
    assert wrong == []
    assert cuts > 5000


def test_the_replay_would_notice_a_shelf_that_does_not_sync(steps, tmp_path):
    wrong, _ = after_cuts(*steps("no"), tmp_path / "cuts", each=3)
    assert any("version 0 is in use" in fault for told, fault in wrong if told)


def test_a_next_bundle_is_taken_after_any_power_cut(steps, tmp_path):
    recorded, root = steps("yes")
    next_one = small(tmp_path, 9)
    dice = random.Random(6)
    disk = Disk(root)
    for number, step in enumerate(recorded):
        if step.kind != "told":
            disk.apply(step)
        if dice.random() < 0.15:
            image = write(disk.after_a_cut(dice), tmp_path / "images" / str(number))
            kiosk = Kiosk(image)
            kiosk.take(next_one, lambda _folder: None)
            assert kiosk.in_use == 9
            assert not (image / "incoming").exists()
