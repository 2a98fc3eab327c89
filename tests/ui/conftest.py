"""The kiosk rig as fixtures."""

import pytest

from tests.ui.hand import Hand
from tests.ui.kiosk_rig import Rig, shelves
from tests.ui.spoken_rig import Spoken, one_service


@pytest.fixture(scope="session")
def services(tmp_path_factory):
    return shelves(tmp_path_factory.mktemp("services"))


@pytest.fixture
def rig(qtbot, services):
    """Makes kiosks: ``rig(shape=…, display=…, language=…)``."""
    made = []

    def make(**wishes):
        made.append(Rig(services, **wishes))
        qtbot.addWidget(made[-1].window)
        return made[-1]

    return make


@pytest.fixture
def begun(qtbot, tmp_path):
    """Makes kiosks at the first question of a form of one's own: ``begun(FORM, files={"a.png": image})``."""

    def make(form, files=None, **wishes):
        services = shelves(tmp_path)
        for service in services.services:
            (service.folder / "form.xml").write_bytes(form)
            for name, image in (files or {}).items():
                assert image.save(str(service.folder / name))
        kiosk = Rig(services, **wishes)
        qtbot.addWidget(kiosk.window)
        kiosk.visit.choose("bins")
        kiosk.go(kiosk.visit.start)
        return kiosk

    return make


@pytest.fixture
def spoken(qtbot, tmp_path):
    """Makes kiosks at the first question of a form of one's own, with a voice that is written down."""
    made = []

    def make(sheet, lists=(), **wishes):
        services = one_service(tmp_path / str(len(made)), sheet)
        for name, text in lists:
            (services.services[0].folder / name).write_text(text, encoding="utf-8")
        made.append(Spoken(services, **wishes))
        qtbot.addWidget(made[-1].window)
        made[-1].to_form()
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def at_rest(rig):
    """Makes a kiosk at the first question, some time after the page came, and a hand."""

    def make(*, mouse=False, number=1, **wishes):
        kiosk = rig(**wishes)
        kiosk.to_question(number)
        kiosk.seconds += 10
        return kiosk, Hand(kiosk, mouse=mouse)

    return make


@pytest.fixture
def voiceless(at_rest):
    """As at_rest; and all that the voice would hear of touch."""

    def make(**wishes):
        kiosk, hand = at_rest(**wishes)
        told = []
        kiosk.touch.meant.connect(lambda: told.append("meant"))
        kiosk.touch.missed.connect(lambda tapped: told.append("tap" if tapped else "miss"))
        kiosk.touch.heard.connect(told.append)
        return kiosk, hand, told

    return make
