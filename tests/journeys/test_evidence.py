"""Sam, who is blind, scans a letter by keypad and ear, and signs by typing; the council sees what was shown."""

import json

import pytest
from PySide6.QtWidgets import QLineEdit

from kiosk.attachments.pages import pages_of
from kiosk.stage import CheckAnswers, Sent
from offline_cache.sealing import CouncilKey, seal, seal_parts
from tests.council_api.conftest import _council
from tests.devices.sane import sane
from tests.journeys.keypad import Pad
from tests.ui.files_rig import files_kiosk, ready
from tests.ui.kiosk_rig import REFERENCE, settle
from ui.inputs.file import FileInput
from ui.parts.preview import Preview
from ui.screens import asked


@pytest.fixture
def kiosk(qtbot, tmp_path):
    yield from files_kiosk(qtbot, tmp_path)


class Glass:
    """The real scanner, on whose glass the test lays a paper."""

    name = "scanner"

    def __init__(self, make):
        self._make = make
        self.paper = "Solid white"

    def take(self, stop):
        if self.paper is None:
            return self._make("--read-return-value", "SANE_STATUS_JAMMED").take(stop)
        return self._make("--test-picture", self.paper).take(stop)


def scan(rig, pad, words):
    """Presses the button that says ``words``, and waits as long as it takes; what is said of it."""
    rig.heard()
    pad.back_to_top()
    pad.choose(words)
    ready(rig)
    return " ".join(rig.heard())


def shown(rig):
    (preview,) = [each for each in rig.page.findChildren(Preview) if each.isVisible()]
    return preview._image


def as_shown(data, rig):
    """What the kiosk shows of this picture."""
    return Preview(data, "", rig.window.theme)._image


def opened_by_the_council(sent, folder):
    """What staff are told of each file, and the bytes of the first."""
    with _council(folder, None) as council:
        key = CouncilKey.of_pem(council.key.public_pem())
        for number, part in enumerate(seal_parts(sent, key), 1):
            assert council.put(f"{sent.id}/attachments/{number}", part.data).status_code == 201
        assert council.put(sent.id, seal(sent, key).data).status_code == 201
        listed = json.loads(council.get(f"/v1/inbox/{sent.id}").content)["attachments"]
        return listed, council.get(f"/inbox/{sent.id}/attachments/1").content


def test_two_pages_are_scanned_by_ear_and_the_council_opens_the_same(kiosk, tmp_path, monkeypatch):
    """M7, A17: five keys and a voice are enough, whatever the scanner does."""
    glass = Glass(sane(tmp_path))
    monkeypatch.setattr(asked, "sources_of", lambda _config: (glass,))
    rig = kiosk(after="image,sign,Sign to say this is true,yes,signature")
    pad = Pad(rig.window, "ez-access")

    # The letter lies the wrong way up: nothing is on it. Sam turns it and scans again; then a second page, which jams.
    assert "There is nothing on this page. Turn your paper over" in scan(rig, pad, "Scan a paper")
    glass.paper = "Grid"
    assert "We have scanned your paper. The picture looks clear." in scan(rig, pad, "Scan this page again")
    first = shown(rig)
    glass.paper = None
    assert "Paper is stuck in the scanner" in scan(rig, pad, "Scan another page")
    glass.paper = "Color pattern"
    assert "Page 2 of 2. The picture looks clear." in scan(rig, pad, "Scan another page")
    second = shown(rig)
    assert first != second

    # Sam goes on, signs by typing the name, is told what will be sent, and sends it.
    pad.go_on()
    pad.to(lambda widget: isinstance(widget, QLineEdit), "the box for the name")
    pad.type("sam")
    pad.go_on()
    assert isinstance(rig.visit.stage, CheckAnswers)
    letter, signature = rig.visit.rows
    assert letter.answer.startswith("Scanned paper, 2 pages (PDF, ")
    assert "sam" in signature.answer
    pad.go_on()
    pad.go_on()
    rig.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert isinstance(rig.visit.stage, Sent)
    assert rig.window.findChildren(FileInput) == []

    # The council opens the file: it has the pages that were shown, and nothing else.
    listed, data = opened_by_the_council(rig.outbox.taken[-1], tmp_path / "council")
    assert [each["words"] for each in listed] == ["Scanned paper, 2 pages", "sam"]
    pages = pages_of("application/pdf", data)
    assert [as_shown(page, rig) for page in pages] == [first, second]
