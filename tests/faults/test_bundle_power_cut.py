"""A power cut at any moment of an update leaves the old bundle or the new one, whole, and never neither."""

import shutil
import sys
from functools import cache

import pytest

from kiosk.bundle.installed import installed, read_state
from kiosk.bundle.shelf import changed
from tests.bundles.bundle_rig import Kiosk, small
from tests.faults.amount import amount, dice
from tests.faults.power_cut import Disk, write
from tests.faults.recording import record

VERSIONS = range(1, 6)
IGNORED = frozenset({"lock"})


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    """What a process did that took some bundles, with each write synced or with none; recorded once."""

    @cache
    def recorded(synced):
        folder = tmp_path_factory.mktemp("recorded")
        root = folder / "shelf"
        root.mkdir()
        bundles = [small(folder, version) for version in VERSIONS]
        return record([sys.executable, "-m", "tests.faults.takes", root, synced, *bundles], root), root

    return recorded


def after_cuts(steps, root, folder, each):
    """What is wrong after each of many cuts, how many cuts there were, and how many of them differ."""
    disk = Disk(root, dice("bundles", each), IGNORED)
    told, wrong, cuts, seen = 0, [], 0, {}
    for step in steps:
        if step.kind == "told":
            told = int(step.data)
        else:
            disk.apply(step)
        for _ in range(each):
            cuts += 1
            left = disk.after_a_cut()
            key = hash((told, frozenset(left.items())))
            if key not in seen:  # most cuts leave the same as another
                image = write(left, folder / "image")
                seen[key] = fault_of(image, told)
                shutil.rmtree(image)
            if seen[key]:
                wrong.append((told, seen[key]))
    assert told == VERSIONS[-1]
    return wrong, cuts, len(seen)


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


def test_every_power_cut_leaves_the_old_or_the_new_bundle_whole(steps, tmp_path, tried):
    wrong, cuts, different = after_cuts(*steps("yes"), tmp_path / "cuts", amount(12, 80))
    tried("power cuts: update by a bundle", cuts, f"{different:,} differ, {len(wrong)} wrong")
    assert wrong == []
    assert cuts > amount(1_000, 10_000)


def test_the_replay_would_notice_a_shelf_that_does_not_sync(steps, tmp_path, tried):
    wrong, cuts, _ = after_cuts(*steps("no"), tmp_path / "cuts", amount(3, 10))
    tried("power cuts: update by a bundle, control without fsync", cuts, f"{len(wrong)} wrong, as it must be")
    assert any("version 0 is in use" in fault for told, fault in wrong if told)


def test_a_next_bundle_is_taken_after_any_power_cut(steps, tmp_path, tried):
    recorded, root = steps("yes")
    next_one = small(tmp_path, 9)
    chance = dice("next bundle")
    disk = Disk(root, chance, IGNORED)
    taken = 0
    for number, step in enumerate(recorded):
        if step.kind != "told":
            disk.apply(step)
        if chance.random() < amount(15, 100) / 100:
            image = write(disk.after_a_cut(), tmp_path / "images" / str(number))
            kiosk = Kiosk(image)
            kiosk.take(next_one, lambda _folder: None)
            assert kiosk.in_use == 9
            assert not (image / "incoming").exists()
            taken += 1
    tried("power cuts: the next bundle after one", taken, "0 not taken")
    assert taken > 5
