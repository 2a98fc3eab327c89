"""A kiosk whose form asks for a file, in the real window."""

from dataclasses import replace
from time import monotonic

from kiosk.config import Config
from kiosk.forms import xform
from tests.ui.kiosk_rig import settle
from tests.ui.spoken_rig import Spoken, one_service
from ui.inputs.file import FileInput
from ui.parts.button import Button

_SHEET = """survey
,type,name,label,required,appearance
,{kind},doc,Show us your letter,{required},
,{after}
settings
,form_title,form_id
,Own,own
"""


def files_kiosk(qtbot, tmp_path, stick=None):
    """A generator for a fixture: gives what makes a kiosk at the question, ``make("image")``."""
    made = []

    def make(kind="file", required="yes", *, after="text,after,Anything else?,,", wait=True, **wishes):
        services = one_service(
            tmp_path / "services", _SHEET.format(kind=kind, required=required, after=after)
        )
        config = Config(data=tmp_path, windowed=True, attachments_from=stick)
        rig = Spoken(services, config=config, **wishes)

        def load(service):
            return xform.load((service.folder / service.form).read_bytes(), takes_files=True)

        rig.visit._means = replace(rig.visit._means, load_form=load)
        made.append(rig)
        qtbot.addWidget(rig.window)
        rig.to_form()
        if wait:
            ready(rig)
        return rig

    yield make
    for each in made:
        each.close()


def until(come):
    """What is slow is done in a thread, and shows when it has come to something."""
    end = monotonic() + 30
    while not come():
        assert monotonic() < end, "nothing came of it"
        settle()
    settle()


def ready(rig):
    """Nothing is under way any more."""
    until(lambda: not any(field.busy for field in rig.window.findChildren(FileInput)))


def button(rig, name):
    return next(b for b in rig.page.findChildren(Button, name) if b.isVisible())


def given(rig):
    return rig.visit.filling.attachments()


def texts(rig):
    details = [each.readings()[1] for each in rig.page.findChildren(Button) if each.isVisible()]
    return " ".join([*rig.page.screen_shown.texts(), *details])
