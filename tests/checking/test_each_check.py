"""Each check: what it says where all is well, and of each way in which it is not."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.checking.found import State
from kiosk.checking.here import Certificate, Outbox, Reply, Said, Screen
from kiosk.checking.table import CHECKS
from kiosk.config import CouncilLink
from kiosk.self_test import SelfTest
from kiosk.settings.mistakes import Mistake
from tests.checking.rig import NOW, check, edid, here, plug, put, says

FAILS, ATTENTION, OK, NOT_HERE = State


@pytest.mark.parametrize(
    "name", [each.name for each in CHECKS if each.name not in {"keys", "bundle", "staff-pin"}]
)
def test_what_works_needs_nothing(tmp_path, name):
    found = check(name, here(tmp_path))
    wanted = NOT_HERE if name in {"scanner", "camera"} else OK
    assert (found.state, found.mend) == (wanted, ""), found


LINK = CouncilLink("http://127.0.0.1:8000", "k", "p", lambda: "t")
TROUBLES = [
    (
        "settings",
        {"mistakes": (Mistake("bounce", "must be so", "Write 1.", 4),)},
        FAILS,
        "kiosk.toml, line 4: bounce",
    ),
    ("settings", {"settings": {"location": ""}}, ATTENTION, "has no place"),
    ("screen", {"settings": {"px_per_mm": 0.0}}, ATTENTION, "1920 × 1080 pixels and was never measured"),
    (
        "screen",
        {"settings": {"px_per_mm": 6.0}},
        ATTENTION,
        "measured as 320 × 180 mm, but says that it is 477 mm",
    ),
    ("height", {"settings": {"px_per_mm": 0.0}}, NOT_HERE, "until the screen was measured"),
    ("height", {"settings": {"mount": 750.0}}, ATTENTION, "as Handrail takes it to be"),
    ("height", {"settings": {"mount": 1100.0}}, FAILS, "too little of it"),
    ("height", {"settings": {"mount": 990.0}}, OK, "gets the part that a seated person reaches"),
    (
        "touch",
        {"screen": lambda: Screen(1920, 1080)},
        ATTENTION,
        "ELO Touch is connected, but the display does not",
    ),
    ("headphones", {"settings": {"headphones": "none"}}, ATTENTION, "Nothing tells this kiosk"),
    ("headphones", {"settings": {"headphones": "evdev"}}, FAILS, "No socket of this computer"),
    ("headphones", {"settings": {"headphones": "pulse"}, "run": says(pactl__f=None)}, OK, "they are out now"),
    ("headphones", {"settings": {"headphones": "pulse"}, "run": lambda _: Said(1)}, FAILS, "does not answer"),
    (
        "headphones",
        {"settings": {"headphones": "pulse"}, "run": lambda _: Said(there=False)},
        FAILS,
        "pactl is not",
    ),
    ("voice", {"settings": {"voice": "silent"}}, NOT_HERE, "no voice"),
    ("voice", {"speak": lambda: "sound"}, FAILS, "nothing to play it on"),
    ("voice", {"speak": lambda: "died"}, FAILS, "broke off"),
    (
        "voice",
        {"running": True, "speak": lambda: pytest.fail("spoke over a visit")},
        OK,
        "the kiosk is running",
    ),
    ("voice", {"quiet": True, "speak": lambda: pytest.fail("made a sound")}, OK, "you asked for no sound"),
    (
        "voice",
        {"run": says(**{"pactl get-default-sink": Said(1)})},
        FAILS,
        "The sound server does not answer",
    ),
    ("voice", {"run": says(**{"pactl get-default-sink": "auto_null"})}, FAILS, "no loudspeaker"),
    ("printer", {"settings": {"printer": ""}}, NOT_HERE, "names no printer"),
    ("printer", {"run": says(lpstat=None, **{"lpstat -a": None})}, FAILS, "There is no lpstat"),
    ("printer", {"run": says(**{"lpstat -a": Said(1)})}, FAILS, "CUPS has no queue office"),
    ("printer", {"run": says(**{"lpstat -a": Said(1), "lpstat -r": Said(1)})}, FAILS, "CUPS does not run"),
    (
        "printer",
        {"run": says(**{"lpstat -a": "office not accepting requests since Sun -\n"})},
        FAILS,
        "takes no jobs",
    ),
    ("scanner", {"settings": {"scanner": "x"}, "run": lambda _: Said(there=False)}, FAILS, "no scanimage"),
    ("scanner", {"settings": {"scanner": "auto"}, "environ": {"PATH": ""}}, FAILS, "SANE finds no scanner"),
    ("camera", {"settings": {"camera": "auto"}}, FAILS, "No camera is connected"),
    ("camera", {"settings": {"camera": "x"}, "run": lambda _: Said(there=False)}, FAILS, "no v4l2-ctl"),
    ("clock", {"ask": lambda: Reply(200, NOW - timedelta(days=9))}, FAILS, "9 days fast"),
    ("clock", {"ask": lambda: Reply(200, NOW + timedelta(hours=1))}, FAILS, "60 minutes slow"),
    ("clock", {"ask": lambda: None, "run": says(timedatectl=Said(1))}, ATTENTION, "nobody was reached"),
    ("clock", {"ask": lambda: None}, OK, "kept right by a time server"),
    ("clock", {"run": says(timedatectl="no\n")}, ATTENTION, "no time server keeps it right"),
    ("network", {"reach": lambda *_: "name"}, FAILS, "The name api.ash.example cannot be looked up"),
    ("network", {"reach": lambda *_: "refused"}, FAILS, "does not let this kiosk connect"),
    ("network", {"reach": lambda *_: "silent"}, FAILS, "does not answer"),
    ("network", {"link": None}, NOT_HERE, "connected (eth0)"),
    ("encryption", {"link": LINK}, NOT_HERE, "on this machine"),
    (
        "encryption",
        {"certificate": lambda: Certificate(trouble="self-signed certificate")},
        FAILS,
        "not trusted by the",
    ),
    (
        "encryption",
        {"certificate": lambda: Certificate(NOW + timedelta(days=3))},
        ATTENTION,
        "ends in 3 days",
    ),
    ("encryption", {"certificate": Certificate}, ATTENTION, "was not seen"),
    ("credential", {"link": None}, FAILS, "takes no submissions"),
    ("credential", {"link_trouble": "council.toml has no token."}, FAILS, "has no token"),
    ("credential", {"ask": lambda: Reply(401, None)}, FAILS, "has revoked it"),
    ("credential", {"ask": lambda: Reply(302, None)}, ATTENTION, "not the council’s API (status 302)"),
    ("credential", {"ask": lambda: Reply(503, None)}, ATTENTION, "busy"),
    ("credential", {"ask": lambda: None}, ATTENTION, "was not reached"),
    ("keys", {}, FAILS, "The council’s key in council.toml cannot be used"),
    ("keys", {"link": None}, NOT_HERE, "of no council"),
    ("bundle", {}, NOT_HERE, "trusts no bundle key"),
    (
        "bundle",
        {"settings": {"bundle_keys": ("no key",)}},
        FAILS,
        "A bundle key in kiosk.toml cannot be used",
    ),
    ("services", {"opens": lambda _: "it is broken"}, FAILS, "9 of 9 do not open."),
    ("outbox", {"outbox": lambda: Outbox(there=False)}, OK, "no outbox yet"),
    ("outbox", {"outbox": lambda: Outbox(there=True, sound=False)}, FAILS, "The outbox is damaged"),
    ("outbox", {"outbox": lambda: Outbox(there=True, sound=None)}, OK, "too large to be looked through"),
    (
        "outbox",
        {"outbox": lambda: Outbox(there=True, held=1), "running": True},
        ATTENTION,
        "1 are held. It was only read",
    ),
    (
        "outbox",
        {"outbox": lambda: Outbox(there=True, oldest=NOW - timedelta(days=4))},
        ATTENTION,
        "has waited 4 days",
    ),
    ("outbox", {"outbox": lambda: Outbox(there=True, trouble="It cannot be read.")}, FAILS, "cannot be read"),
    ("time-zone", {"environ": {"TZ": ":Asia/Tokyo"}}, ATTENTION, "those of Asia/Tokyo"),
    ("languages", {"settings": {"languages": ("en", "so")}}, ATTENTION, "Some sentences of so"),
    ("units", {"run": lambda _: Said(1)}, NOT_HERE, "systemd does not run"),
    ("units", {"run": says(**{"systemctl show": "LoadState=not-found\n"})}, NOT_HERE, "started by hand"),
    (
        "units",
        {"run": says(**{"systemctl show": "LoadState=loaded\nActiveState=failed\n"})},
        FAILS,
        "has failed",
    ),
    (
        "units",
        {"run": says(**{"systemctl show": "LoadState=loaded\nNRestarts=9\n"})},
        ATTENTION,
        "again 9 times",
    ),
    ("units", {"run": says(**{"systemctl show": "LoadState=loaded\n"})}, ATTENTION, "has no watchdog"),
    (
        "units",
        {"run": says(**{"systemd-analyze": "Overall exposure level for x: 9.6 UNSAFE"})},
        ATTENTION,
        "(9.6)",
    ),
    ("staff-pin", {}, ATTENTION, "No PIN is set"),
]


@pytest.mark.parametrize(("name", "other", "state", "said"), TROUBLES)
def test_each_trouble_says_what_is_wrong_and_what_to_do(tmp_path, name, other, state, said):
    found = check(name, here(tmp_path, **other))
    assert (found.state, said in found.sentence) == (state, True), found
    assert bool(found.mend) == (state in {FAILS, ATTENTION})


@pytest.mark.parametrize(
    ("alerts", "said"),
    [
        ("media-empty-error", "no paper"),
        ("media-jam", "Paper is stuck"),
        ("door-open-report", "A door"),
        ("toner-empty-error", "no ink"),
        ("offline", "does not answer"),
        ("marker-supply-low-warning", "runs out of ink or toner"),
        ("media-low-report", "runs out of paper"),
    ],
)
def test_a_printer_says_what_it_wants(tmp_path, alerts, said):
    state = f"printer office is idle.  enabled since Sun\n\tAlerts: {alerts}\n"
    assert said in check("printer", here(tmp_path, run=says(**{"lpstat -l": state}))).sentence


@pytest.mark.parametrize(
    ("sink", "said"),
    [
        ({"mute": True, "description": "Speaker\x1b[31m"}, "Speaker [31m is muted"),
        ({"volume": {"left": {"value_percent": "12%"}}}, "is set to 12 per cent"),
        ({"volume": {"left": {"value_percent": "9" * 40}}}, "A sentence was spoken"),
        ({"volume": [1, 2]}, "A sentence was spoken"),
    ],
)
def test_a_loudspeaker_that_nobody_hears_is_told(tmp_path, sink, said):
    listed = json.dumps([{"name": "loud", **sink}])
    assert said in check("voice", here(tmp_path, run=says(**{"pactl -f": listed}))).sentence


def test_nothing_plugged_in_is_told(tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    nothing = here(tmp_path, root=bare, screen=lambda: None)
    found = {
        name: check(name, nothing)
        for name in ("screen", "touch", "keypad", "headphones", "network", "memory")
    }
    assert {name: each.state for name, each in found.items()} == {
        "screen": FAILS,
        "touch": ATTENTION,
        "keypad": FAILS,
        "headphones": FAILS,
        "network": FAILS,
        "memory": ATTENTION,
    }


def test_a_screen_is_known_without_a_window(tmp_path):
    found = check("screen", here(tmp_path, screen=lambda: None))
    assert found.sentence.endswith("measured as 477 × 268 mm; it says the same of itself.")


@pytest.mark.parametrize("data", [b"", b"\xff" * 128, edid(0, 0, 0), edid(1920, 1080, 477)[:100]])
def test_a_screen_that_talks_nonsense_is_left_aside(tmp_path, data):
    put(tmp_path / "root", "sys/class/drm/card1-DP-1/edid", data)
    put(tmp_path / "root", "sys/class/drm/card1-DP-1/status", "connected")
    assert check("screen", here(tmp_path, screen=lambda: None)).state is FAILS


def test_a_keypad_with_a_hostile_name_is_one_short_line(tmp_path):
    made = here(tmp_path)
    plug(made.root, 2, "Evil\n\x1b[2J\u202e" + "K" * 500, 28)
    sentence = check("keypad", made).sentence
    assert sentence.isprintable()
    assert "K" * 50 not in sentence


def test_what_staff_found_today_counts_and_yesterday_does_not(tmp_path):
    """S6: whether a key feels right, a person alone can tell."""
    made = here(tmp_path)
    SelfTest(made.config.data, NOW.date).keep("keys", passed=False)
    assert check("keypad", made).state is FAILS
    later = replace(made, now=lambda: NOW + timedelta(days=1))
    assert check("keypad", later).state is OK


def test_a_disk_that_cannot_be_written_is_told(tmp_path):
    made = here(tmp_path)
    put(
        made.root,
        "proc/self/mounts",
        f"/dev/a / ext4 rw 0 0\n/dev/b {tmp_path} ext4 ro,errors=x 0 0\nnonsense\n",
    )
    assert "mounted read-only" in check("disk", made).sentence


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("sys/block/mmcblk0/device/life_time", "0x02 0x0a\n", "most of its life is over"),
        ("sys/fs/ext4/sda2/errors_count", "3\n", "has found errors"),
    ],
)
def test_a_disk_that_ails_says_so(tmp_path, path, text, said):
    made = here(tmp_path)
    put(made.root, path, text)
    found = check("disk", made)
    assert (found.state, said in found.sentence) == (ATTENTION, True)


def test_memory_that_reaches_a_disk_is_told_unless_the_unit_is_kept_out(tmp_path):
    """P1: answers in memory are left nowhere."""
    made = here(tmp_path)
    put(made.root, "proc/swaps", "Filename\n/dev/sda3 partition 1 0 -2\n")
    assert check("privacy", made).state is ATTENTION
    assert check("privacy", replace(made, run=says(**{"systemctl show": "0\n"}))).state is OK


@pytest.mark.parametrize(
    "noise", ["\x00\xff" * 9000, "{" * 5000, "office", "=\n=\n", "printer office disabled since"]
)
@pytest.mark.parametrize("name", ["printer", "voice", "headphones", "units", "clock", "privacy"])
def test_whatever_programs_say_a_check_ends_in_one_plain_sentence(tmp_path, name, noise):
    made = here(tmp_path, run=lambda _: Said(0, noise), settings={"headphones": "pulse"})
    found = check(name, made)
    assert found.sentence.isprintable()
    assert len(found.sentence) < 300


@pytest.mark.parametrize(
    ("script", "state", "said"),
    [
        (
            "case $1 in -f) echo epson:1;; *) echo '  --mode Color [Color]';; esac",
            OK,
            "The scanner epson:1 answers.",
        ),
        (
            "case $1 in -f) echo epson:1;; *) echo 'sane_start: Device busy' >&2; exit 1;; esac",
            ATTENTION,
            "uses the",
        ),
        ("case $1 in -f) echo epson:1;; *) echo boom >&2; exit 1;; esac", FAILS, "epson:1 does not answer"),
        ("printf '\\033[2J;rm -rf\\n\\377\\n'", FAILS, "SANE finds no scanner"),
        ("exit 7", FAILS, "SANE finds no scanner"),
    ],
)
def test_a_scanner_is_asked_and_nothing_is_scanned(tmp_path, script, state, said):
    program = tmp_path / "bin" / "scanimage"
    put(tmp_path, "bin/scanimage", f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    environ = {"PATH": f"{program.parent}:/usr/bin:/bin"}
    made = here(tmp_path, settings={"scanner": "auto"}, environ=environ, run=lambda _: Said())
    found = check("scanner", made)
    assert (found.state, said in found.sentence) == (state, True), found


def test_a_camera_gives_one_picture_and_beside_a_visit_none(tmp_path):
    put(tmp_path, "bin/v4l2-ctl", "#!/bin/sh\nprintf '\\377\\330\\377 picture \\377\\331'\n")
    (tmp_path / "bin/v4l2-ctl").chmod(0o755)
    environ = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    made = here(tmp_path, settings={"camera": "auto"}, environ=environ, run=lambda _: Said())
    put(made.root, "dev/video0", "")
    assert check("camera", made).sentence.endswith("video0 gives pictures.")
    assert "No picture was taken" in check("camera", replace(made, running=True, environ={})).sentence
