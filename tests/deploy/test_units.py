"""The units of an installed kiosk: how little they may do, what starts again, and that each file goes somewhere."""

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ui.acts import LEFT

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "deploy" / "systemd"
EXPOSED = {"handrail": 1.5, "handrail-x": 2.5, "handrail-out-of-order": 1.5, "handrail-setup": 2.5}
"""The most that ``systemd-analyze security`` may give each."""


def settings(unit):
    """What a unit says, by name; what it says twice as a list of both."""
    found = {}
    for line in (UNITS / f"{unit}.service").read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", EXPOSED)
def test_a_unit_may_do_little(unit):
    command = ["systemd-analyze", "security", "--offline=true", str(UNITS / f"{unit}.service")]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    exposure = re.search(r"exposure level for .*: ([\d.]+)", said)
    assert exposure, said[-300:]
    assert float(exposure[1]) <= EXPOSED[unit]


def test_the_kiosk_starts_again_however_it_ends_unless_staff_ended_it():
    kiosk = settings("handrail")
    assert kiosk["Restart"] == ["always"]
    assert kiosk["RestartPreventExitStatus"] == [str(LEFT)]
    assert str(LEFT) in kiosk["SuccessExitStatus"][0].split()
    assert kiosk["OnFailure"] == ["handrail-out-of-order.service"]
    # A visit comes back from memory within two minutes of a hang (offline_cache.drafts.LASTS).
    assert kiosk["WatchdogSec"] == ["20"]
    assert kiosk["WatchdogSignal"] == ["SIGKILL"]


def test_no_unit_restarts_the_machine_by_itself():
    """Only go-back does, and only while an image is on trial: a fault in the data would go on for ever."""
    for unit in UNITS.glob("*.service"):
        text = unit.read_text(encoding="utf-8")
        assert "StartLimitAction" not in text, unit.name
        assert "FailureAction" not in text, unit.name
    assert "indeterminate" in (UNITS / "libexec" / "go-back").read_text(encoding="utf-8")


def test_the_page_that_it_is_out_of_order_leads_back_to_the_kiosk():
    page = settings("handrail-out-of-order")
    assert page["OnSuccess"] == page["OnFailure"] == ["handrail-again.service"]
    assert settings("handrail-again")["ExecStart"][-1].endswith("start handrail-x.service handrail.service")


def test_memory_of_the_kiosk_is_on_no_disk():
    """Neither swapped nor dumped (P1); what the image logs is in memory, too."""
    for unit in ("handrail", "handrail-out-of-order"):
        assert settings(unit)["MemorySwapMax"] == ["0"]
        assert int(settings(unit)["LimitCORE"][0]) <= 1
    assert "Storage=volatile" in (UNITS / "image" / "journald.conf").read_text(encoding="utf-8")


def test_the_window_manager_has_no_key_and_no_press_of_its_own():
    tree = ET.parse(ROOT / "deploy" / "x11" / "rc.xml")
    own = "{http://openbox.org/3.4/rc}"
    for name in ("keyboard", "mouse"):
        (found,) = tree.iter(own + name)
        assert list(found) == []


def test_every_file_is_installed_somewhere_and_what_runs_may_run():
    lines = (UNITS / "installed.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    there = {
        file
        for folder in ("systemd", "x11")
        for file in (ROOT / "deploy" / folder).rglob("*")
        if file.is_file()
    }
    lists = {UNITS / "installed.txt", UNITS / "image" / "masked.txt"}
    assert {ROOT / source for _, source, _, _ in rows} == there - lists
    for whose, source, target, mode in rows:
        assert whose in {"both", "image"}
        assert target.startswith("/")
        assert mode == ("755" if (ROOT / source).stat().st_mode & 0o100 else "644"), source
    assert len({target for _, _, target, _ in rows}) == len(rows)


def test_no_file_hides_another_of_its_name():
    """A file in /etc is read in place of its namesake in /usr/lib: once, that took the draft away with a display."""
    lines = (UNITS / "installed.txt").read_text(encoding="utf-8").splitlines()
    ours = [Path(line.split()[2]) for line in lines if line and not line.startswith("#")]
    overlay = ROOT / "deploy" / "image" / "overlay"
    ours += [Path("/", file.relative_to(overlay)) for file in overlay.rglob("*") if file.is_file()]
    dropped = [(one.parent.name, one.name) for one in ours if one.parent.name.endswith(".d")]
    assert len(set(dropped)) == len(dropped)
