"""The cases of other engines: what we answer otherwise, we answer otherwise on purpose."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "peer" / "xpath_cases.json"


@pytest.mark.skipif(
    not CASES.exists(), reason="the recorded cases of other engines are not beside this checkout"
)
def test_every_miss_has_a_reason():
    spec = importlib.util.spec_from_file_location("xpath_peers", ROOT / "benchmarks" / "xpath_peers.py")
    peers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peers)
    values, throws = peers.tally(CASES)
    assert values.agreed > values.total * 0.97
    assert [case["expr"] for case, _ in values.misses + throws.misses if not peers.reason_for(case)] == []
