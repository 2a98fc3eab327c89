"""Signing and choosing a file, measured as every page is: in several looks, empty, answered and refused."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage

from kiosk.attachments.kinds import kind_named
from kiosk.attachments.offer import Offer
from kiosk.display import Display
from kiosk.forms import xform
from tests.audit.audit_rig import NOW, measured, view
from tests.ui.spoken_rig import one_service
from ui.audit.kiosk import Kiosk, settle
from ui.audit.looks import Look
from ui.drawing import png
from ui.inputs.file import FileInput
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.pad import Pad
from ui.screens import asked

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
