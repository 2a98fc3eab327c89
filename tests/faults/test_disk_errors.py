"""A disk that is full, or that fails, at every single write and sync in turn: nothing told is lost or torn."""

from collections import Counter

import pytest

from tests.faults.amount import amount, dice
from tests.faults.told import Told, cut, recorded

FAULTS = {
    "the disk is full from write {} on": ("pwrite64:error=ENOSPC:when={}+", 1),
    "the disk is full at write {}": ("pwrite64:error=ENOSPC:when={}", 8),
    "write {} says EIO": ("pwrite64:error=EIO:when={}", 8),
    "sync {} says EIO": ("fdatasync:error=EIO:when={}", 1),
}
"""What is said, what strace makes of it, and how many are stepped over where all would take too long."""


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    """How often each call is made on a day of a kiosk."""
    steps = recorded(tmp_path_factory.mktemp("whole") / "data", days=1)
    kinds = Counter(step.kind for step in steps)
    return {"pwrite64": kinds["write"], "fdatasync": kinds["sync"]}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_write_or_sync_fails(tmp_path, calls, fast_folder, tried, fault):
    inject, stride = FAULTS[fault]
    every = range(1, calls[inject.partition(":")[0]] + 1, stride)
    numbers = every if amount(0, 1) else [1, dice(fault).choice(every)]
    cuts, told, faults = 0, 0, Counter()
    for number in numbers:
        folder = fast_folder / str(number)
        steps = recorded(folder, "-e", f"inject={inject.format(number)}", days=1)
        heard = Told()
        for step in steps:
            if step.kind == "told":
                heard.hear(step.data)
        made, _, after = cut(steps, folder, fast_folder, 0.03)
        faults += heard.faults_in(folder) + after
        faults["set aside"] += len(list(folder.glob("*broken*.sqlite")))
        cuts += made
        told += len(heard.states)
    tried(
        f"{fault.format('n')}, for each n",
        len(numbers),
        f"{told:,} told, {dict(+faults) or 'nothing lost'}; {cuts:,} power cuts",
    )
    assert +faults == {}
