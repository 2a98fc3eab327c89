"""Our own services pass the audit, and a council's form is told what is its own: a handful of looks, end to end."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk import catalogue
from kiosk.cli import audit as command_module
from kiosk.cli.compose import load_form
from kiosk.cli.demo import plausible
from kiosk.display import Display
from kiosk.stage import Aside
from ui.audit import walk
from ui.audit.kiosk import Kiosk
from ui.audit.looks import STRETCHED, Look
from ui.audit.run import Audit, Trip
from ui.audit.walk import Subject
from ui.console import PAGES

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

NOW = datetime.now().astimezone()
"""As for the answers that the demo finds: some must lie in the last days."""
ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT.parent / "shared" / "forms"
LOOKS = [
    Look(Display(text_size="largest"), "cy", (1280, 1024), "five keys"),
    Look(Display(theme="white_on_black", text_size="small"), "en", (1080, 1920), "touch", online=False),
    Look(Display(theme="soft", text_size="large", read_aloud=False), STRETCHED, (1920, 1080), "keyboard"),
]
HARD = """| survey |      |      |       |                    |
|        | type | name | label | constraint_message |
|        | text | a    | {label} | {message} |
"""


@pytest.fixture(scope="module")
def ours():
    return catalogue.load(catalogue.BUILT_IN)


def audit(ours, subjects, out=None):
    usual = Subject(ours.services[0], plausible(ours.services[0], 4))
    return Audit(ours, load_form, usual, subjects, NOW, out)


def told(made):
    return [
        (each.failure.requirement, each.page, each.failure.sentence) for each in made.findings.found.values()
    ]


def test_each_page_of_the_staff_console_is_gone_to(qapp, ours):
    usual = Subject(ours.services[0], plausible(ours.services[0], 4))
    kiosk = Kiosk(LOOKS[0], ours, load_form, NOW)
    console = [page for page in walk.shell(kiosk, usual) if page == _console_page(kiosk)]
    kiosk.close()
    assert console == [f"staff, {act.value}" for act in PAGES]


def _console_page(kiosk):
    shown = kiosk.visit.aside is Aside.STAFF and kiosk.window.desk.page
    return f"staff, {shown.value}" if shown else ""


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_kiosks_own_pages_pass(qapp, ours, look):
    made = audit(ours, [])
    made.take(Trip(look, None))
    assert told(made) == []
    assert {"welcome", "display", "reference", "how was that", "goodbye", "unusable, fault"} <= made.pages


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_service_passes(qapp, ours, look):
    service = ours.service("missed-bin")
    subject = Subject(service, plausible(service, 4))
    made = audit(ours, [subject])
    made.take(Trip(look, subject))
    made.read()
    assert told(made) == []
    assert "missed-bin, reference" in made.pages


def test_a_long_form_takes_turns(qapp, ours):
    """Each page of it is measured in some look, none in all."""
    service = ours.service("missed-bin")
    answers = dict(plausible(service, 4))
    long = Subject(service, {**answers, **{f"/not/there/{n}": "" for n in range(40)}})
    made = audit(ours, [long])
    measured = []
    made._measure = lambda view: measured.append(view.page)
    made.take(Trip(LOOKS[0], long))
    first = set(measured)
    made.take(Trip(LOOKS[0], long))
    second = set(measured[len(first) :])
    assert first
    assert second
    assert first & second == set()


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "audit", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_service_that_there_is_not_is_wrong_usage():
    done = command("bins")
    assert done.returncode == 2
    assert "There is no service 'bins'" in done.stderr
    assert command("--documents").returncode == 2


def test_a_file_that_is_no_form_gets_one_sentence(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear council")
    done = command("--form", str(file))
    assert done.returncode == 1
    assert done.stderr.startswith("kiosk: “letter.txt” is of no kind that can be a form")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_documents_are_made_without_a_window(tmp_path):
    done = command("--documents", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert {file.name for file in tmp_path.iterdir()} == {
        "accessibility-conformance.yaml",
        "accessibility-statement.md",
    }


def test_what_is_wrong_with_a_form_is_named_as_the_forms(qapp, ours, tmp_path, monkeypatch):
    """C6, C13: the command as its author runs it, in one look."""
    form = tmp_path / "hard.md"
    label = " ".join(["A very long label that goes on and on"] * 4)
    form.write_text(HARD.format(label=label, message="This is not valid, sorry"), encoding="utf-8")
    one = Trip(Look(Display(), "en", (1280, 1024)), None)
    monkeypatch.setattr(Audit, "trips", lambda self, complete=False: [one, Trip(one.look, self.subjects[0])])
    done = CliRunner().invoke(
        command_module.command,
        ["--form", str(form), "--json", "--out", str(tmp_path / "out")],
        standalone_mode=False,
    )
    said = json.loads(done.stdout)
    assert done.return_value == 1
    assert said["kiosk"] == 0
    assert {failure["requirement"] for failure in said["failures"]} == {"C6", "C13"}
    assert {failure["whose"] for failure in said["failures"]} == {"form"}
    assert (tmp_path / "out" / "accessibility-statement.md").exists()


@pytest.mark.skipif(not FORMS.exists(), reason="the forms of others are not beside this repository")
@pytest.mark.parametrize(
    "name",
    ["xform/collect__two-question-required.xml", "xform/enketo__range.xml", "xform/collect__likert_test.xml"],
)
def test_a_form_of_others_finds_no_fault_of_the_kiosk(qapp, ours, tmp_path, name):
    service = command_module.added(FORMS / name, 0, tmp_path)
    shelf = replace(catalogue.OTHER, services=(service,))
    made = audit(
        replace(ours, categories=(*ours.categories, shelf)), [Subject(service, plausible(service, 4))]
    )
    made.take(Trip(LOOKS[0], made.subjects[0]))
    made.read()
    assert made.findings.of("kiosk") == []
    assert f"{service.id}, reference" in made.pages
