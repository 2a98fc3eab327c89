"""A signed stick updates the kiosk; a broken image is gone back from; what is forged or older does nothing."""

import json
import time

import pytest

from tests.image import newer
from tests.image.bench import PUT, PUT_IN, PUT_MARKS, PYTHON
from tests.image.disks import make_stick

VERSION = "import platform; print(platform.freedesktop_os_release()['IMAGE_VERSION'])"
STATE = "/var/lib/handrail/updates/state.json"
OUTBOX = f"{PUT_IN}FULL/outbox.sqlite"


def raised(version, by):
    """The version ``by`` steps later."""
    major, minor, _ = map(int, version.split("."))
    return f"{major}.{minor + by}.0"


def version(machine):
    """The version of the image that runs, "" while none answers."""
    try:
        return machine.run("/usr/bin/python3", "-c", VERSION, seconds=10, late=5)[1].strip()
    except (TimeoutError, OSError):
        return ""


def ledger(machine):
    """What root's updater keeps; empty before it was ever asked."""
    code, out = machine.run("cat", STATE)
    return json.loads(out) if code == 0 else {}


def entries(machine):
    """The boot files of its versions, with the count of tries that one on trial has in its name."""
    machine.ask("systemctl", "start", "efi.mount")  # it comes behind the page by itself
    return set(machine.ask("find", "/efi/EFI/Linux", "-name", "*.efi", "-printf", "%f\\n").split())


@pytest.fixture(scope="module")
def next_image(bench):
    """The version after the one that was built. Making it takes no emulation."""
    bench.stop()
    return newer.other_version(bench.built, raised(bench.built.version, 1), bench.folder / "next")


def refused(bench, machine, stick, what):
    """What the updater says of a stick that must change nothing."""
    before = version(machine), machine.resets(), entries(machine)
    told = ledger(machine).get("refused", "")
    name = machine.plug_stick(stick)
    machine.wait_for(
        lambda: ledger(machine).get("refused", "") not in {"", told}, 180, f"a word about {what}"
    )
    machine.pull_stick(name)
    machine.wait_for(lambda: machine.run("test", "-b", "/dev/sdb1")[0], 60, f"{what}, pulled out")
    assert (version(machine), machine.resets(), entries(machine)) == before
    return ledger(machine)["refused"]


def test_what_is_forged_unsigned_or_older_does_nothing(bench, figure, next_image):
    machine = bench.kiosk()
    folder = bench.folder
    forged = newer.release_of(next_image, folder / "forged", newer.stranger())
    told = refused(
        bench, machine, make_stick(folder / "forged.stick", newer.on_stick(forged)), "a forged release"
    )
    figure("a forged release on a stick", told)
    assert "not signed" in told
    files = newer.on_stick(forged)
    unsigned = make_stick(
        folder / "unsigned.stick", {n: f for n, f in files.items() if not n.endswith(".sig")}
    )
    told = refused(bench, machine, unsigned, "an unsigned release")
    figure("an unsigned release on a stick", told)
    assert told
    older = newer.release_of(bench.built, folder / "older")
    told = refused(
        bench, machine, make_stick(folder / "older.stick", newer.on_stick(older)), "the same version again"
    )
    figure("the version that runs, or an older one", told)
    assert "not newer" in told


def test_a_signed_stick_updates_and_a_broken_one_is_gone_back_from(bench, figure, next_image):
    machine = bench.kiosk()
    machine.ask(PYTHON, PUT, f"{PUT_IN}FULL", "FULL", PUT_MARKS, "5", seconds=90)
    kept = set(bench.submissions(machine, OUTBOX))
    assert kept, "the control: there is something to lose"
    release = newer.release_of(next_image, bench.folder / "release")
    stick = make_stick(bench.folder / "release.stick", newer.on_stick(release))
    began = time.monotonic()
    name = machine.plug_stick(stick)
    machine.wait_for(lambda: version(machine) == next_image.version, 600, "the new version")
    machine.pull_stick(name)
    bench.welcome()
    took = time.monotonic() - began
    bench.picture("updated")
    good = f"handrail_{next_image.version}.efi"
    # What was found good loses its count of tries: a moment after boot-complete.target, which is too early to look.
    machine.wait_for(lambda: good in entries(machine), 240, "its being found good")
    figure("update by a signed stick: seconds to the welcome page of the new version", f"{took:.0f}")
    assert set(bench.submissions(machine, OUTBOX)) == kept
    broken = newer.broken_version(next_image, raised(next_image.version, 1), bench.folder / "broken")
    release = newer.release_of(broken, bench.folder / "broken-release")
    stick = make_stick(bench.folder / "broken.stick", newer.on_stick(release))
    began, resets = time.monotonic(), machine.resets()
    name = machine.plug_stick(stick)
    machine.wait_for(lambda: machine.resets() > resets, 600, "the start of the broken version")
    machine.pull_stick(name)
    machine.wait_for(lambda: machine.resets() >= resets + 4, 600, "its being given up")
    machine.wait_for(lambda: version(machine) == next_image.version, 300, "the version before")
    bench.welcome()
    took = time.monotonic() - began
    bench.picture("gone-back")
    figure("a broken update: seconds until the version before runs again by itself", f"{took:.0f}")
    assert set(bench.submissions(machine, OUTBOX)) == kept
