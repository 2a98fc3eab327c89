"""The real SANE: a page is scanned into memory, what is wrong is known, and what was stopped is gone."""

import os
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtGui import QImage

from kiosk.attachments import scanner as module
from kiosk.attachments.scanner import Scanner

NEVER = Event()
SAYS = "--read-return-value"


@pytest.mark.parametrize("colour", [True, False])
def test_a_page_of_a4_is_scanned_as_it_was_asked_for(scanner, colour):
    page = scanner("--test-picture", "Color pattern", colour=colour).take(NEVER)
    image = QImage.fromData(page)
    assert page[:2] == (b"P6" if colour else b"P5")
    assert abs(image.height() / image.width() - 297 / 210) < 0.01
    assert abs(image.height() - 297 / 25.4 * 75) < 10


def test_the_first_scanner_there_is_when_none_is_named(scanner):
    assert scanner(device="auto").take(NEVER)[:2] == b"P5"


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        ("NO_DOCS", "empty"),
        ("JAMMED", "jam"),
        ("COVER_OPEN", "cover"),
        ("DEVICE_BUSY", "busy"),
        ("IO_ERROR", "away"),
        ("NO_MEM", "away"),
        ("ACCESS_DENIED", "away"),
    ],
)
def test_what_is_wrong_is_known(scanner, status, trouble):
    """A17."""
    assert scanner(SAYS, f"SANE_STATUS_{status}").take(NEVER) == trouble


def test_no_scanner_is_told(scanner, tmp_path):
    assert scanner(device="nothing").take(NEVER) == "away"
    none = tmp_path / "none"
    none.mkdir()
    (none / "dll.conf").write_text("\n")
    here = scanner(device="auto")
    assert replace(here, environ={**here.environ, "SANE_CONFIG_DIR": str(none)}).take(NEVER) == "away"


def test_a_program_that_is_not_there_is_told(scanner, tmp_path):
    assert scanner(environ={"PATH": str(tmp_path)}).take(NEVER) == "away"


def test_more_than_a_page_is_not_taken(scanner, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    assert scanner().take(NEVER) == "away"


def test_a_scan_is_stopped(scanner):
    """The device is told to, and would else go on for minutes."""
    stop = Event()
    Timer(0.3, stop.set).start()
    assert scanner("--read-delay=yes", "--read-delay-duration", "200000", "--read-limit=yes").take(stop) == ""


def program(tmp_path, body):
    """A scanimage that is a script."""
    path = tmp_path / "scanimage"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return Scanner("any", environ={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, seconds=0.3)


def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path):
    body = f'[ "$3" = -A ] || {{ sleep 60 & echo $! >{tmp_path}/child; wait; }}'
    assert program(tmp_path, body).take(NEVER) == "away"
    state = Path("/proc", (tmp_path / "child").read_text().strip(), "stat")
    assert (
        not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
    )  # nobody may have buried it


def test_devices_name_and_bound_their_options_as_they_like(tmp_path):
    options = """  Scan mode:
    --mode Lineart|Gray|24bit Color [Lineart]
    --resolution 100|200|300|600dpi [100]
  Geometry:
    -x 0..215.9mm [215.9]
    -y 0..290.5mm [290.5]"""
    body = f'if [ "$3" = -A ]; then cat <<END\n{options}\nEND\nelse echo "$@"; fi'
    told = program(tmp_path, body)
    said = replace(told, seconds=20.0).take(NEVER).decode()
    assert said == "-d any --format=pnm --mode 24bit Color --resolution 300 -x 210 -y 290.5\n"
    said = replace(told, seconds=20.0, colour=False, dots=1200).take(NEVER).decode()
    assert "--mode Gray --resolution 600" in said


def test_a_device_that_knows_nothing_is_asked_for_nothing(tmp_path):
    assert replace(program(tmp_path, 'echo "$@"'), seconds=20.0).take(NEVER) == b"-d any --format=pnm\n"


@pytest.mark.parametrize(
    "option",
    [
        "--resolution ..dpi [1]",
        "--resolution |dpi [1]",
        "--resolution 1.2.3|.dpi [1]",
        "-x 0..1.2.3mm [1]",
        f"--resolution {'9' * 400}..{'9' * 400}dpi [1]",
    ],
)
def test_what_a_device_says_of_itself_may_be_nonsense(tmp_path, option):
    """The window did not live through it."""
    body = f'if [ "$3" = -A ]; then echo "    {option}"; else echo "$@"; fi'
    assert replace(program(tmp_path, body), seconds=20.0).take(NEVER) == b"-d any --format=pnm\n"
