"""Promise 1: what was told survives a power cut at any moment, whatever the disk had not yet synced (invariant 1)."""

import shutil

import pytest

from tests.faults.amount import amount
from tests.faults.puts import first_version
from tests.faults.told import cut, recorded

MIGRATING = 120
"""Steps from the beginning: more than the migrations take."""


def summary(different, faults):
    return (
        f"{different:,} differ; {faults['lost']} lost, {faults['torn']} torn, {faults['forgotten']} forgotten"
    )


def test_a_power_cut_loses_nothing_that_was_told(tmp_path, fast_folder, tried):
    steps = recorded(tmp_path / "data", days=amount(3, 7))
    cuts, different, faults = cut(steps, tmp_path / "data", fast_folder, amount(25, 1_000) / 100)
    tried("power cuts: accept, send, hold, release, let go, purge", cuts, summary(different, faults))
    assert +faults == {}
    assert different > amount(100, 10_000)


def test_nor_while_a_database_of_the_first_version_is_brought_up_to_date(tmp_path, fast_folder, tried):
    (tmp_path / "data").mkdir()
    first_version(tmp_path / "data")
    before = shutil.copytree(tmp_path / "data", tmp_path / "before")
    steps = recorded(tmp_path / "data", days=1)
    cuts, different, faults = cut(steps[:MIGRATING], tmp_path / "data", fast_folder, amount(1, 10), before)
    tried("power cuts: migrate from the first version", cuts, summary(different, faults))
    assert +faults == {}


@pytest.mark.parametrize("number", [5, *range(6, amount(6, 44), 4)])
def test_nor_when_a_sync_failed_before_it(tmp_path, fast_folder, tried, number):
    """EIO from an fdatasync: what it should have written may be lost, whatever is synced after it."""
    inject = f"inject=fdatasync:error=EIO:when={number}"
    steps = recorded(tmp_path / "data", "-e", inject)
    assert "failed" in {step.kind for step in steps}
    cuts, different, faults = cut(steps, tmp_path / "data", fast_folder, amount(4, 40) / 100)
    tried(
        f"power cuts after fdatasync {number:2} said EIO",
        cuts,
        f"{different:,} differ; {dict(faults) or 'nothing lost'}",
    )
    assert faults == {}


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_replay_would_notice_a_store_that_does_not_sync(tmp_path, fast_folder, tried, synchronous):
    steps = recorded(tmp_path / "data", synchronous=synchronous)
    cuts, _, faults = cut(steps, tmp_path / "data", fast_folder, amount(6, 100) / 100)
    tried(f"power cuts: control with synchronous={synchronous}", cuts, f"{dict(faults)}, as it must be")
    assert faults["lost"] + faults["forgotten"] > 0
