"""The preview: the real window on one service, which sends nothing, keeps nothing and follows the sheet."""

import builtins
import io
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from kiosk.attachments.attachment import Attachment
from kiosk.authoring import preview
from kiosk.cli.preview import answers, new_visit
from kiosk.config import Config
from kiosk.stage import Asking, Consent, Sent
from tests.bundles.bundle_rig import MANIFEST
from ui import preview_pictures
from ui.preview import Sheet, Tools
from ui.window import Window

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bins</h:title><model><instance><data id="bins" version="1"><why/><letter/><sign/></data></instance>
<bind nodeset="/data/why" type="string" required="true()"/><bind nodeset="/data/letter" type="binary"/>
<bind nodeset="/data/sign" type="binary"/></model></h:head><h:body><input ref="/data/why"><label>Why?</label></input>
<upload ref="/data/letter" mediatype="application/*"><label>The letter?</label></upload>
<upload ref="/data/sign" mediatype="image/*" appearance="signature"><label>Sign</label></upload>
</h:body></h:html>"""
BRANCH = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bins</h:title><model><instance><data id="bins" version="1"><why/><letter/></data></instance>
<bind nodeset="/data/why" type="string" required="true()" constraint=". = 'x' or . = 'y'"/>
<bind nodeset="/data/letter" type="string" relevant="/data/why = 'x'"/></model></h:head><h:body>
<input ref="/data/why"><label>Write x</label></input><input ref="/data/letter"><label>Only for x</label></input>
</h:body></h:html>"""
SECRET = b"%PDF-1.7 the letter of Mair Parry"
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@pytest.fixture
def written(monkeypatch):
    """Names of files that are opened to be written to, by any of Python's own ways.

    No audit hook: it stays for good, and with one, Python 3.11 refuses to trace a thread that starts beside another.
    """
    names = []

    def opened(really):
        def watched(file, mode="r", *rest, **more):
            if mode & WRITES if isinstance(mode, int) else set(mode) & set("wax+"):
                names.append(Path(file).name)
            return really(file, mode, *rest, **more)

        return watched

    monkeypatch.setattr(io, "open", opened(io.open))
    monkeypatch.setattr(builtins, "open", io.open)
    monkeypatch.setattr(os, "open", opened(os.open))
    return names


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "bins"
    place.mkdir()
    (place / "form.xml").write_text(FORM)
    (place / "manifest.toml").write_text(MANIFEST.format(version=1))
    return place


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Where temporary files would lie."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    return place


@pytest.fixture
def opened(qtbot, folder):
    """A preview that is open: its visit, its window and its tools."""
    previewed = preview.Previewed(preview.read(folder))
    settings = preview.settings(Config(data=folder, read_aloud=False))
    visit = new_visit(previewed, settings)
    preview.begin(visit, "en")
    window = Window(visit, settings, lambda: True, QSize(1280, 1024))
    qtbot.addWidget(window)
    tools = Tools(window, visit, previewed, Sheet(folder))
    qtbot.addWidget(tools)
    window.show()
    tools.show()
    return visit, window, tools


def test_nothing_of_an_attachment_or_a_signature_reaches_the_disk(opened, folder, room, qtbot, written):
    """Promise 2. To the end, with its reference; and the sheet's own folder stays as it was."""
    visit, window, _ = opened
    before = preview.stamp(folder)
    written.clear()
    window.go(visit.start)
    for path, answer in (
        ("/data/why", "a secret"),
        ("/data/letter", Attachment("application/pdf", SECRET)),
        ("/data/sign", Attachment("image/png", SECRET)),
    ):
        assert isinstance(visit.stage, Asking)
        assert visit.answer(path, answer) is None
        window.go(visit.proceed)
    window.go(visit.agree)
    assert isinstance(visit.stage, Consent)
    window.submit()
    qtbot.waitUntil(lambda: isinstance(visit.stage, Sent))
    assert written == []
    assert list(room.iterdir()) == []
    assert preview.stamp(folder) == before
    assert window.top.title.text().startswith("Preview: nothing is sent")


def test_a_file_that_is_written_would_be_seen(tmp_path, written):
    (tmp_path / "seen").write_text("x")
    assert written == ["seen"]
    with tempfile.TemporaryFile(dir=tmp_path):
        assert len(written) > 1


def test_a_saved_sheet_is_shown_on_the_same_page_with_the_answers(opened, folder, qtbot):
    visit, window, tools = opened
    (folder / "manifest.toml").write_text(MANIFEST.format(version="2, saved on the first page"))
    tools.second()
    tools.second()
    qtbot.waitUntil(lambda: "2, saved on the first page" in window.top.title.text())
    window.go(visit.start)
    visit.answer("/data/why", "no lorry came")
    (folder / "form.xml").write_text(FORM.replace("Why?", "Why do you write?"))
    for _ in range(2):  # once to see that it changed, once to see that nobody writes to it any more
        assert window.showing.heading.text() == "Why?"
        tools.second()
    qtbot.waitUntil(lambda: window.showing.heading.text() == "Why do you write?")
    assert visit.page.questions[0].raw == "no lorry came"
    assert "as it was saved last" in tools.told.text()


def test_a_sheet_that_is_saved_half_way_is_told_and_what_shows_stays(opened, folder, qtbot):
    visit, window, tools = opened
    window.go(visit.start)
    (folder / "form.xml").write_text(FORM[: len(FORM) // 2])
    tools.second()
    tools.second()
    qtbot.waitUntil(lambda: "cannot be shown" in tools.told.text())
    assert window.showing.heading.text() == "Why?"
    (folder / "form.xml").unlink()  # a spreadsheet program that puts a new file in its place
    tools.second()
    tools.second()
    qtbot.waitUntil(lambda: "0 files named form" in tools.told.text())
    (folder / "form.xml").write_text(FORM.replace("/why", "/reason").replace("<why/>", "<reason/>"))
    tools.second()
    tools.second()
    qtbot.waitUntil(lambda: "as it was saved last" in tools.told.text())
    assert visit.page.questions[0].path == "/data/reason"


def test_each_button_says_how_it_is_now_and_changes_that(opened):
    visit, window, tools = opened
    for name, before, after in (
        ("Language", "English", "Cymraeg"),
        ("Size of letters", "normal", "large"),
        ("Colours", "light", "cream"),
        ("Easy Read", "off", "on"),
        ("Yes or no, one at a time", "off", "on"),
        ("Read aloud", "off", "on"),
        ("Screen", "wide", "tall"),
    ):
        button = tools.buttons[name]
        assert button.text() == f"{name}: {before}"
        button.click()
        assert button.text() == f"{name}: {after}"
    assert (visit.language, visit.display.text_size, visit.display.theme) == ("cy", "large", "cream")
    assert window.height() > window.width()
    assert window.top.title.text().startswith("Rhagolwg")
    window.go(visit.start)
    tools.buttons["Begin again"].click()
    assert (type(visit.stage).__name__, visit.language, visit.display.theme) == ("Before", "cy", "cream")
    window.close()
    tools.second()
    assert not tools.isVisible()


def test_every_page_is_pictured_in_every_mode_and_described_without_seeing_it(folder, tmp_path, monkeypatch):
    """Also the page that only one answer leads to; the page of them names each picture, in the order of the form."""
    (folder / "form.xml").write_text(BRANCH)
    few = dict(list(preview_pictures.modes(["English (en)", "Welsh (cy)"]).items())[1:3])
    monkeypatch.setattr(preview_pictures, "modes", lambda _languages: few)
    previewed = preview.Previewed(preview.read(folder))
    out = tmp_path / "pictures"
    count = sum(preview_pictures.save(previewed, answers(previewed), out, datetime.now(UTC)))
    assert count == len(list(out.glob("*.png"))) > 10
    page = (out / "index.html").read_text(encoding="utf-8")
    for file in out.glob("*.png"):
        assert f'<img src="{file.name}" alt="' in page
    titles = re.findall(r"<h2[^>]*>([^<]*)", page)
    assert titles == [
        "Before the form",
        "Write x",
        "Write x, with nothing answered",
        "Only for x",
        "Check answers",
        "Before it is sent",
        "The reference",
    ]
    assert 'alt="White on black: Only for x"' in page
