"""Signing and choosing a file, measured as every page is: in several looks, empty, answered and refused."""

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage

from kiosk.attachments.kinds import kind_named
from kiosk.attachments.offer import Offer
from kiosk.display import Display
from kiosk.forms import xform
from tests.audit.audit_rig import NOW, measured, view
from tests.ui.files_rig import until
from tests.ui.papers import photo_of_paper
from tests.ui.spoken_rig import one_service
from ui.audit.kiosk import Kiosk, settle
from ui.audit.looks import Look
from ui.drawing import png, written
from ui.inputs import aiming
from ui.inputs.aiming import Aiming
from ui.inputs.file import FileInput
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.pad import Pad
from ui.screens import asked

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

SHEET = """survey
,type,name,label::English (en),label::Welsh (cy),label::Polish (pl),label::Urdu (ur),appearance,required
,{kind},doc,Sign to say this is true,Llofnodwch i ddweud bod hyn yn wir,Podpisz,دستخط کریں,{appearance},yes
,text,after,What else?,Beth arall?,Co jeszcze?,اور کیا؟,,
settings
,form_title,form_id
,Own,own
"""
LOOKS = {
    "usual": ("en", (1920, 1080), {}),
    "largest": ("en", (1280, 1024), {"text_size": "largest", "theme": "white_on_black"}),
    "tall": ("cy", (1080, 1920), {"theme": "soft", "spacing": True}),
    "from the right": ("ur", (1920, 1080), {"theme": "cream"}),
}


class Files:
    """Where files come from here: a picture, a letter, and one that cannot be used."""

    def offers(self):
        day = date(2026, 11, 1)
        named = ("Photo of the form.png", "Letter from my landlord about the rent.pdf", "Broken.png")
        return tuple(Offer(n, name, kind_named(name), 1_234_567, day) for n, name in enumerate(named))

    def read(self, offer):
        image = QImage(800, 600, QImage.Format.Format_RGB32)
        image.fill(QColor("grey"))
        return (png(image), b"%PDF-1.4\n%%EOF\n", b"\x89PNG\r\n\x1a\n")[offer.key]


@pytest.fixture
def page(qtbot, tmp_path, monkeypatch):
    """Makes a kiosk at a question: ``page("image", "signature", look)``."""
    monkeypatch.setattr(asked, "sources_of", lambda _config: (Files(),))
    made = []

    def make(kind, appearance, look):
        language, shape, display = LOOKS[look]
        services = one_service(tmp_path, SHEET.format(kind=kind, appearance=appearance))

        def load(service):
            return xform.load((service.folder / service.form).read_bytes(), takes_files=True)

        made.append(Kiosk(Look(Display(**display), language, shape, "five keys"), services, load, NOW))
        kiosk = made[-1]
        kiosk.go(lambda: kiosk.visit.begin(kiosk.language))
        kiosk.go(lambda: kiosk.visit.choose("own"))
        kiosk.go(kiosk.visit.start)
        return kiosk

    yield make
    for each in made:
        each.close()


def choose(kiosk, number):
    kiosk.window.showing.find(RadioRow)[number].click()
    settle()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("appearance", ["signature", "draw"])
def test_signing_and_drawing(page, look, appearance):
    kiosk = page("image", appearance, look)
    assert measured(view(kiosk)) == []
    (pad,) = kiosk.window.showing.find(Pad)
    pad.begin(QPointF(10, 10))
    pad.go(QPointF(pad.width() / 2, pad.height() / 2))
    pad.lift()
    settle()
    assert [b for b in kiosk.window.showing.find(Button) if b.objectName() == "draw.undo"]
    assert measured(view(kiosk, fresh=False)) == []


@pytest.mark.parametrize("look", LOOKS)
def test_choosing_a_file(page, look):
    kiosk = page("file", "", look)
    assert measured(view(kiosk)) == []
    choose(kiosk, 2)
    assert measured(view(kiosk, fresh=False)) == []
    choose(kiosk, 0)
    assert kiosk.visit.filling.attachments()
    assert measured(view(kiosk, fresh=False)) == []


def test_nothing_to_choose(page, monkeypatch):
    monkeypatch.setattr(Files, "offers", lambda _self: ())
    kiosk = page("file", "", "usual")
    (field,) = kiosk.window.showing.find(FileInput)
    assert len(field.controls()) == 1
    assert measured(view(kiosk)) == []


class Paper:
    """A scanner that is waited for, then has a page, then has none."""

    name = "scanner"

    def __init__(self):
        self.let_go = Event()
        self.gives = [written(photo_of_paper(), "ppm"), "empty"]

    def take(self, _stop):
        self.let_go.wait(30)
        return self.gives.pop(0)


class Above:
    """A camera over a paper that lies too far to the left."""

    name = "camera"

    def __init__(self):
        self.picture = written(photo_of_paper(left=-0.1), "jpeg", 90)

    def watch(self, stop, seen):
        while not stop.wait(0.04):
            seen(self.picture)
        return ""


def press(kiosk, name):
    next(each for each in kiosk.window.showing.find(Button) if each.objectName() == name).click()
    settle()


def done(kiosk):
    until(lambda: not any(field.busy for field in kiosk.window.showing.find(FileInput)))


@pytest.mark.parametrize("look", ["largest", "from the right"])
def test_scanning_and_photographing(page, monkeypatch, look):
    """Every page of it: what there is to press, the wait, the page, another that fails, and the view of the camera."""
    paper = Paper()
    monkeypatch.setattr(asked, "sources_of", lambda _config: (paper, Above(), Files()))
    monkeypatch.setattr(aiming, "_LOOK", 0.05)
    kiosk = page("file", "", look)
    done(kiosk)
    assert measured(view(kiosk)) == []
    press(kiosk, "taking.take.scanner")
    assert measured(view(kiosk, fresh=False)) == []
    paper.let_go.set()
    done(kiosk)
    assert measured(view(kiosk, fresh=False)) == []
    press(kiosk, "taking.add.scanner")
    done(kiosk)
    assert measured(view(kiosk, fresh=False)) == []
    press(kiosk, "taking.remove.scanner")
    done(kiosk)
    press(kiosk, "taking.take.camera")
    until(lambda: kiosk.window.showing.find(Aiming)[0]._last)
    assert measured(view(kiosk, fresh=False)) == []
