"""It comes up by itself under Secure Boot, quickly, and runs nothing that was not signed."""

import json
import random
import subprocess

from tests.image import disks
from tests.image.bench import DATA, is_active, property_of, taken_from

A_MINUTE = 60
BITS = 40
SECURE_BOOT = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"


def test_from_power_on_to_the_welcome_page(bench, figure):
    machine = bench.start("kiosk", bench.copy("kiosk"))
    took = bench.welcome()
    bench.picture("welcome")
    machine.wait_for_agent()
    figure("power on to the welcome page, seconds", f"{took:.1f}")
    figure("first start of a new disk, to the program's being ready, seconds", f"{bench.first_start:.1f}")
    assert machine.ask("od", "-An", "-tu1", SECURE_BOOT).split()[-1] == "1", "Secure Boot is off"
    assert took <= A_MINUTE


def test_it_is_found_healthy_and_nothing_has_failed(kiosk, figure):
    # As where a new version counts its starts.
    kiosk.ask("systemctl", "start", "boot-complete.target", seconds=240)
    assert is_active(kiosk, "boot-complete.target")
    failed = kiosk.ask("systemctl", "--failed", "--plain", "--no-legend")
    figure("units that failed", failed or "none")
    assert failed == ""
    assert property_of(kiosk, "handrail.service", "NRestarts") == "0"


def test_root_asks_the_kiosk_that_is_installed(kiosk):
    status = json.loads(kiosk.ask("kiosk", "status", "--json", seconds=120))
    assert status["data"] == DATA
    assert status["council"] == "https://127.0.0.1:9"


def test_a_root_with_flipped_bits_is_not_started(bench, figure):
    disk = bench.copy("flipped")
    slot = disks.find(disk, f"handrail_{bench.built.version}")
    chance = random.Random(9)
    with disk.open("r+b") as file:
        for place in [slot.start, *(slot.start + chance.randrange(2**20) for _ in range(BITS - 1))]:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))
    machine = bench.start("flipped", disk)
    machine.wait_for(lambda: machine.resets() >= 2, 180, "its giving up")
    bench.picture("flipped-root")
    figure(f"a root with {BITS} flipped bits", "refused by dm-verity, and starts again")
    assert "corrupted" in machine.says() or "not what was signed" in machine.says()


def test_a_slot_that_is_not_there_is_told_and_it_starts_again(bench, figure):
    disk = bench.copy("no-slot")
    slot = disks.find(disk, f"handrail_{bench.built.version}")
    subprocess.run(["sgdisk", "-c", f"{slot.number}:other", str(disk)], check=True, capture_output=True)
    machine = bench.start("no-slot", disk)
    machine.wait_for(lambda: f"no partition {slot.label}" in machine.says(), 180, "its giving up")
    figure("a slot that is not there, seconds until it says so", f"{machine.since:.0f}")
    machine.wait_for(machine.resets, 60, "its new start")


def test_a_command_line_that_was_changed_is_refused(bench, figure):
    disk = bench.copy("other-line")
    esp = disks.find(disk, "ESP")
    line = taken_from(bench.built.boot, ".cmdline", bench.folder / "command-line").read_bytes().rstrip(b"\0")
    with disk.open("r+b") as file:
        file.seek(esp.start)
        place = file.read(esp.size).find(line)
        assert place > 0
        file.seek(esp.start + place)
        file.write(line.replace(b"quiet", b"debug"))
    machine = bench.start("other-line", disk)
    machine.wait_for(lambda: "access denied" in machine.says().lower(), 60, "the firmware's refusal")
    bench.picture("other-line")
    figure("a changed command line", "Access Denied")
    assert "Linux version" not in machine.says()
