"""All checks together: ones that hang or break, the list for people, the JSON, and the one page."""

import json
import re
import subprocess
from datetime import UTC, datetime
from threading import Event

import pytest

from kiosk.checking.found import State, attention, fails, not_here, ok
from kiosk.checking.paper import paper
from kiosk.checking.running import LONGEST, Check, Result, run
from kiosk.checking.table import CHECKS
from kiosk.checking.telling import Kiosk, document, lines
from kiosk.cli.commands import run as command
from offline_cache.lock import FolderLock, is_held

KIOSK = Kiosk(
    "ash-1", "Ash Library", "1.0", datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "Ash", "01632", "A. Jones"
)
COUNTS = "1 not working, 1 to look at, 1 working, 1 not here"
LONG = (
    "The council’s certificate is not trusted by the file authority-of-the-whole-county.pem because of it. "
    * 6
)


def test_a_check_that_hangs_is_told_of_and_left_behind():
    never = Event()
    checks = (
        Check("a", "A", lambda _: ok(str(never.wait())), 0.0),
        Check("b", "B", lambda _: ok("Fine."), 60.0),
    )
    hung, fine = run(checks, None)
    never.set()
    assert hung.found == fails("No answer came within 0 seconds.", hung.found.mend)
    assert fine.found == ok("Fine.")


def test_a_check_that_breaks_hides_nothing():
    checks = (Check("a", "A", lambda _: 1 / 0), Check("b", "B", lambda _: ok("Fine.")))
    broken, fine = run(checks, None)
    assert broken.found.state is State.ATTENTION
    assert "ZeroDivisionError" in broken.found.sentence
    assert fine.found.state is State.OK


def test_every_check_ends_in_time_and_has_a_name_of_its_own():
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert max(check.seconds for check in CHECKS) <= LONGEST < 120


def results():
    found = (ok("Fine."), not_here("None."), attention("Hm.", "Look."), fails("Broken.", "Mend it."))
    return tuple(Result(check, each, 0.25) for check, each in zip(CHECKS, found, strict=False))


def test_people_read_the_worst_first_and_what_to_do():
    assert list(lines(KIOSK, results())) == [
        f"ash-1, Ash Library: {COUNTS}. (22 November 2026, 12:00; Handrail 1.0)",
        "✗ Touch     Broken.",
        "            → Mend it.",
        "! Height    Hm.",
        "            → Look.",
        "✓ Settings  Fine.",
        "– Screen    None.",
    ]


def test_programs_read_the_same():
    told = json.loads(json.dumps(document(KIOSK, results(), ["line 1: x"])))
    assert told["format"] == 1
    assert told["counts"] == {"fails": 1, "attention": 1, "ok": 1, "not here": 1}
    assert told["mistakes"] == ["line 1: x"]
    assert told["checks"][0] == {
        "name": "touch",
        "title": "Touch",
        "state": "fails",
        "sentence": "Broken.",
        "mend": "Mend it.",
        "seconds": 0.25,
    }


def test_the_page_is_one_page_however_much_is_broken():
    """A page for the folder: tagged, with its language and title, whatever names and sentences are long."""
    kiosk = Kiosk("k" * 300, "<b>Ash</b> " * 60, "1.0", KIOSK.at, "Ash " * 90, "0" * 99, "J" * 300)
    made = paper(kiosk, [Result(check, fails(LONG, LONG), 1.0) for check in CHECKS])
    told = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True, timeout=60).stdout
    assert re.search(rb"^Pages: +1$", told, re.MULTILINE)
    assert re.search(rb"^Tagged: +yes$", told, re.MULTILINE)
    assert re.search(rb"^Page size: .*\(A4\)$", told, re.MULTILINE)
    assert b"Title:           Kiosk check: k" in told


def test_the_kernel_tells_that_the_kiosk_runs(tmp_path):
    """Taking the lock to find out could keep a kiosk from starting."""
    assert not is_held(tmp_path)
    lock = FolderLock(tmp_path)
    assert is_held(tmp_path)
    lock.release()
    assert not is_held(tmp_path)


@pytest.fixture
def kiosk(tmp_path, monkeypatch, capsys):
    """Runs ``kiosk check`` on a data folder of its own; gives the exit code and what it printed."""
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)

    def check(*arguments):
        code = command(["check", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return check


def test_the_exit_code_says_whether_something_fails(kiosk, tmp_path):
    assert kiosk("--only", "disk")[0] == 0
    assert kiosk("--only", "credential", "--only", "disk")[0] == 1
    assert kiosk("--only", "teapot")[0] == 2
    assert kiosk("--tea")[0] == 2
    assert not any(tmp_path.iterdir()), "it leaves nothing behind"


def test_mistakes_in_the_settings_are_all_told_and_the_rest_is_checked(kiosk, tmp_path):
    (tmp_path / "kiosk.toml").write_text("bounce = 9\nphone = 7\nprinter = ''\n")
    code, said = kiosk("--only", "settings", "--only", "printer", "--json")
    told = json.loads(said)
    assert code == 1
    assert [mistake[:15] for mistake in told["mistakes"]] == ["line 1: bounce ", "line 2: phone m"]
    assert [each["state"] for each in told["checks"]] == ["fails", "not here"]


def test_a_settings_file_that_cannot_be_read_is_told(kiosk, tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "none.toml"))
    code, said = kiosk("--only", "settings")
    assert code == 1
    assert "cannot be read" in said


def test_the_schema_is_printed_for_editors(kiosk):
    code, said = kiosk("--schema")
    assert (code, json.loads(said)["title"]) == (0, "Settings of a Handrail kiosk")


def test_nothing_is_printed_where_there_is_no_printer_or_a_visit(kiosk, tmp_path):
    assert "names no printer" in kiosk("--print")[1]
    (tmp_path / "kiosk.toml").write_text("printer = 'office'\n")
    lock = FolderLock(tmp_path)
    assert "The kiosk is running: print its test slip at the staff console" in kiosk("--print")[1]
    lock.release()


def test_a_page_that_cannot_be_written_is_one_sentence(kiosk, tmp_path):
    code, said = kiosk("--only", "disk", "--pdf", str(tmp_path / "none" / "page.pdf"))
    assert (code, "cannot be written" in said) == (1, True)
