"""The image's tables and scripts, without building one: slots, what starts, USB, what is left out, its parts."""

import configparser
import importlib.util
import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGE = ROOT / "deploy" / "image"
OVERLAY = IMAGE / "overlay"
SCRIPTS = sorted(
    file for file in IMAGE.rglob("*") if file.is_file() and file.read_bytes().startswith(b"#!/bin/sh")
)


def lines(name):
    """A list of ours, without its remarks."""
    told = (IMAGE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in told if line and not line.startswith("#")]


def partitions(kind):
    """The partitions of a kind of first start, by the name of their file."""
    found = {}
    for file in sorted((IMAGE / "partitions" / kind).glob("*.conf")):
        parser = configparser.ConfigParser()
        parser.optionxform = str
        parser.read(file, encoding="utf-8")
        found[file.stem] = dict(parser["Partition"])
    return found


@pytest.fixture(scope="module")
def sbom():
    spec = importlib.util.spec_from_file_location("image_sbom", IMAGE / "sbom.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", ["plain", "tpm"])
def test_two_slots_of_one_size_and_the_rest_is_data(kind):
    found = partitions(kind)
    assert list(found) == ["10-esp", "20-slot-a", "30-slot-b", "40-data"]
    (slot,) = re.findall(r"^slot=(\d+)$", (IMAGE / "disk").read_text(encoding="utf-8"), re.MULTILINE)
    for name in ("20-slot-a", "30-slot-b"):
        assert found[name]["Type"] == "root-x86-64"
        assert found[name]["SizeMinBytes"] == found[name]["SizeMaxBytes"] == f"{slot}M"
    assert found["30-slot-b"]["Label"] == "_empty"
    data = found["40-data"]
    assert (data["Label"], data["Format"]) == ("handrail-data", "ext4")
    assert "SizeMaxBytes" not in data
    assert data.get("Encrypt") == ("tpm2" if kind == "tpm" else None)


def test_a_tpm_changes_nothing_but_who_can_read_the_data():
    plain, sealed = partitions("plain"), partitions("tpm")
    assert sealed.pop("40-data").items() - plain.pop("40-data").items() == {("Encrypt", "tpm2")}
    assert sealed == plain


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_each_script_is_one_that_can_be_run(script):
    assert script.stat().st_mode & 0o111 or script.suffix == ".sh"
    subprocess.run(["/bin/sh", "-n", script], check=True)


def test_nothing_of_the_building_machine_is_mounted_where_the_build_deletes():
    """A clean-up once went through such a mount, and took what was behind it."""
    for name in ("build", "debian", "program", "pack", "kernel", "disk", "leave-out.sh", "set-up.sh"):
        text = (IMAGE / name).read_text(encoding="utf-8")
        assert not re.search(r"^\s*mount\b", text, re.MULTILINE), name
    inside = (IMAGE / "inside").read_text(encoding="utf-8")
    assert re.findall(r"^\s*(mount .*)", inside, re.MULTILINE) == [
        'mount -t proc -o nosuid,nodev,noexec proc "$root/proc"'
    ]
    build = (IMAGE / "build").read_text(encoding="utf-8")
    assert re.findall(r"rm -rf.*", build) == ['rm -rf --one-file-system "$room"']
    assert build.index("/proc/self/mountinfo") < build.index("rm -rf")


def test_the_kernel_is_told_to_open_no_shell_and_to_be_changed_by_nobody():
    words = lines("command-line.txt")
    assert {"panic=10", "lockdown=integrity", "module.sig_enforce=1", "systemd.gpt_auto=no"} <= set(words)
    for word in words:
        assert " " not in word
        assert not word.startswith(("systemd.debug", "rd.", "init=", "console=ttyS", "break"))


def test_the_first_script_has_every_program_that_it_calls():
    """There is no other one in the initial system, and one that is missing shows on a real start alone."""
    init = (IMAGE / "initrd" / "init").read_text(encoding="utf-8")
    make = (IMAGE / "initrd" / "make.sh").read_text(encoding="utf-8")
    applets = set(re.search(r"for applet in (.*); do", make)[1].split())
    programs = {Path(one).name for one in re.search(r"for program in (.*); do", make)[1].split()}
    words = set(re.findall(r"[a-z_]+", re.sub(r"#.*", "", init)))
    assert applets | programs <= words | {"busybox", "sh"}
    other = {"echo", "read", "export", "exec"} | {"size", "init", "uptime"}  # built in; no programs here
    assert {word for word in words if shutil.which(word)} - other <= applets | programs


USB = [
    # what it is, class of the interface, whether SANE knows the device, allowed
    ("keyboard, keypad, switch, touch screen", "03", False, True),
    ("headset, loudspeaker", "01", False, True),
    ("camera or scanner with PTP", "06", False, True),
    ("printer", "07", False, True),
    ("memory stick", "08", False, True),
    ("hub", "09", False, True),
    ("camera above the desk", "0e", False, True),
    ("scanner with a language of its own", "ff", True, True),
    ("serial line, Wi-Fi stick", "ff", False, False),
    ("modem or network card", "02", False, False),
    ("data of a network card", "0a", False, False),
    ("smart card", "0b", False, False),
    ("Bluetooth, network (RNDIS)", "e0", False, False),
    ("network (RNDIS)", "ef", False, False),
    ("firmware upgrade", "fe", True, False),
    ("billboard of a USB-C dock", "11", False, False),
]


@pytest.mark.parametrize(("what", "code", "by_sane", "allowed"), USB, ids=[row[0] for row in USB])
def test_usb_is_spoken_to_by_the_kind_of_its_interface(what, code, by_sane, allowed):
    for before in ("0", "1"):  # plugged in later, and there from the start
        assert usb_allows(code, by_sane, before) is allowed


def usb_allows(code, by_sane, before):
    """What the rules come to for an interface, read as udev reads them: line by line."""
    text = (OVERLAY / "etc/udev/rules.d/70-handrail-usb.rules").read_text(encoding="utf-8")
    facts = {
        "ACTION": "add",
        "SUBSYSTEM": "usb",
        "ENV{DEVTYPE}": "usb_interface",
        "KERNEL": "1-1:1.0",
        "ATTR{bInterfaceClass}": code,
        "ATTR{authorized}": before,
        "ENV{libsane_matched}": "yes" if by_sane else "",
    }
    skip_to = None
    for line in text.splitlines():
        parts = re.findall(r"([A-Z]+(?:\{\w+\})?)(==|!=|\+=|=)\"([^\"]*)\"", line)
        if skip_to:
            skip_to = None if ("LABEL", "=", skip_to) in parts else skip_to
            continue
        tests = [(key, sign, value) for key, sign, value in parts if sign in ("==", "!=")]
        if all(any(fnmatch(facts[k], one) for one in v.split("|")) is (s == "==") for k, s, v in tests):
            for key, sign, value in parts:
                if sign == "=" and key == "GOTO":
                    skip_to = value
                elif sign == "=" and key.startswith("ATTR"):
                    facts[key] = value
    return facts["ATTR{authorized}"] == "1"


def test_what_is_left_out_keeps_what_kiosks_have():
    left_out = lines("left-out.txt")
    kept = [
        "usr/lib/modules/6.12/kernel/drivers/gpu/drm/i915",
        "usr/lib/modules/6.12/kernel/drivers/gpu/drm/amd/amdgpu",
        "usr/lib/modules/6.12/kernel/drivers/hid",
        "usr/lib/modules/6.12/kernel/sound/pci/hda",
        "usr/lib/modules/6.12/kernel/sound/usb",
        "usr/lib/modules/6.12/kernel/sound/soc/sof",
        "usr/lib/modules/6.12/kernel/drivers/usb/class/usblp.ko.xz",
        "usr/lib/modules/6.12/kernel/drivers/media/usb/uvc",
        "usr/lib/modules/6.12/kernel/drivers/net/ethernet/intel/e1000e",
        "usr/lib/modules/6.12/kernel/drivers/net/ethernet/realtek/r8169.ko.xz",
        "usr/lib/modules/6.12/kernel/drivers/net/wireless/intel/iwlwifi",
        "usr/lib/modules/6.12/kernel/fs/exfat",
        "usr/lib/firmware/i915",
        "usr/lib/firmware/intel/sof",
        "usr/share/espeak-ng-data",
    ]
    for path in kept:
        ways = [path.rsplit("/", n)[0] for n in range(path.count("/") + 1)]
        assert not [one for one in left_out for way in ways if fnmatch(way, one)], path
    assert all(re.fullmatch(r"usr/(lib|share|bin)/[\w./*-]+", one) and ".." not in one for one in left_out)


def test_each_unit_of_the_overlay_starts_what_is_there():
    for unit in OVERLAY.rglob("*.service"):
        told = re.findall(r"^Exec\w+=-?(/usr/lib/handrail-image/\S+)", unit.read_text(), re.MULTILINE)
        for program in told:
            assert (OVERLAY / program.removeprefix("/")).stat().st_mode & 0o111


def test_the_data_partition_is_never_formatted_but_at_the_first_start():
    script = (OVERLAY / "usr/lib/handrail-image/data").read_text(encoding="utf-8")
    assert "mkfs" not in script
    assert "--factory-reset" not in script
    assert script.count("systemd-repart ") == 1
    assert script.index("is gone from") < script.index("systemd-repart ")


STATUS = """Package: espeak-ng
Status: install ok installed
Architecture: amd64
Source: espeak-ng (1.52)
Version: 1.52.0+dfsg-5

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 1

Package: libc6
Status: install ok installed
Architecture: amd64
Source: glibc
Version: 2:2.41-12
"""


def test_the_list_of_parts_is_cyclonedx(sbom, tmp_path):
    """Shape by the CycloneDX 1.6 schema: the fields it requires, and references that are each there once."""
    folder = tmp_path / "Some_Thing-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: Some_Thing\nVersion: 1.0\nLicense-Expression: MIT\n\nWords")
    parts = [*sbom.debian(STATUS), *sbom.python(tmp_path)]
    made = json.loads(json.dumps(sbom.bill("1.2.3", datetime(2026, 1, 1, tzinfo=UTC), parts)))
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made["serialNumber"])
    assert made["metadata"]["timestamp"] == "2026-01-01T00:00:00Z"
    assert made["metadata"]["component"]["version"] == "1.2.3"
    assert [part["purl"] for part in made["components"]] == [
        "pkg:deb/debian/espeak-ng@1.52.0%2Bdfsg-5?arch=amd64&distro=trixie",
        "pkg:deb/debian/libc6@2%3A2.41-12?arch=amd64&distro=trixie",
        "pkg:pypi/some-thing@1.0",
    ]
    assert made["components"][2]["licenses"] == [{"expression": "MIT"}]
    refs = [part["bom-ref"] for part in made["components"]]
    assert len(set(refs)) == len(refs)
    assert all(part["type"] == "library" and part["name"] and part["version"] for part in made["components"])
    assert sbom.bill("1.2.3", datetime(2026, 1, 1, tzinfo=UTC), parts) == made
