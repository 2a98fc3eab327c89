"""The tests of the image run by themselves alone: IMAGE_TEST says so (``make image-test``)."""

import json
import os
import time

import pytest

collect_ignore_glob = [] if os.environ.get("IMAGE_TEST") else ["test_*.py"]
BEGAN = time.monotonic()


@pytest.fixture(scope="session")
def bench(qapp):
    """Where the machines stand. The power is cut at the end, if a test has not done so."""
    from tests.image.bench import Bench, Built  # noqa: PLC0415 heavy, and not where these tests are left out

    made = Bench(Built.newest())
    yield made
    made.stop()


@pytest.fixture
def kiosk(bench):
    """The kiosk that most tests share, switched on."""
    return bench.kiosk()


@pytest.fixture
def figure(record_property):
    """``figure(what, value)``: a line of the table that ends a run."""

    def tell(what, value):
        record_property("figure", (what, str(value)))

    return tell


def pytest_terminal_summary(terminalreporter):
    """The figures, also as a file in build/image-test."""
    reports = [
        r for group in terminalreporter.stats.values() for r in group if getattr(r, "when", "") == "call"
    ]
    lines = [value for r in reports for name, value in getattr(r, "user_properties", ()) if name == "figure"]
    if not lines:
        return
    from tests.image.bench import OUT  # noqa: PLC0415 likewise

    lines.append(("the whole", f"{(time.monotonic() - BEGAN) / 60:.1f} minutes"))
    terminalreporter.section("figures")
    wide = max(len(what) for what, _ in lines)
    for what, value in lines:
        terminalreporter.write_line(f"{what:<{wide}}  {value}")
    kept = OUT / "figures.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    kept.write_text(json.dumps(known | dict(lines), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
