"""The cases of other engines: what we answer otherwise, we answer otherwise on purpose."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "peer" / "xpath_cases.json"
DOCUMENT = ROOT / "docs" / "xforms-differences.md"

pytestmark = pytest.mark.skipif(
    not CASES.exists(), reason="the recorded cases of other engines are not beside this checkout"
)


@pytest.fixture(scope="module")
def peers():
    spec = importlib.util.spec_from_file_location("xpath_peers", ROOT / "benchmarks" / "xpath_peers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(peers):
    return peers.tally(CASES)


def test_nearly_every_case_is_answered_the_same(found):
    values, _ = found
    assert values.agreed >= values.total * 0.99


def test_the_differences_are_listed_each_under_its_reason(peers, found):
    values, throws = found
    wanted = {(peers.reason_for(case), peers.named(case)) for case, _ in values.misses + throws.misses}
    listed = set()
    reason = ""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            reason = line.removeprefix("### ")
        elif line.startswith("    "):
            listed.add((reason, line.strip()))
    assert {(reason.lower(), case.strip()) for reason, case in listed} == {
        (reason.lower(), case.strip()) for reason, case in wanted
    }
    assert "" not in {reason for reason, _ in wanted}
