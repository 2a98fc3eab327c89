"""Orders, steps, times, scales, pictures and the list of what was added, measured as every page is."""

import pytest
from PySide6.QtGui import QColor, QImage

from kiosk.display import Display
from kiosk.stage import Asking
from tests.audit.audit_rig import NOW, load_form, measured, view
from tests.scenario import xform
from tests.ui.kiosk_rig import shelves
from ui.audit.kiosk import Kiosk
from ui.audit.looks import Look

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

LOOKS = {
    "usual": ("en", (1920, 1080), {}),
    "largest": ("en", (1280, 1024), {"text_size": "largest", "theme": "white_on_black"}),
    "tall": ("cy", (1080, 1920), {"theme": "soft", "spacing": True}),
    "from the right": ("ur", (1920, 1080), {"theme": "cream"}),
    "switches": ("pl", (1280, 1024), {"switches": 2, "yes_no": True}),
}
WORDS = {
    "person": ("Person", "Person", "Osoba", "شخص"),
    "name": ("What is their name?", "Beth yw eu henw?", "Jak się nazywa?", "ان کا نام کیا ہے؟"),
    "r": ("What matters most?", "Beth sydd bwysicaf?", "Co jest najważniejsze?", "سب سے اہم کیا ہے؟"),
    "s": ("How many hours?", "Faint o oriau?", "Ile godzin?", "کتنے گھنٹے؟"),
    "t": ("When do you get up?", "Pryd rydych chi’n codi?", "O której wstajesz?", "آپ کب اٹھتے ہیں؟"),
    "u": ("When did it happen?", "Pryd ddigwyddodd hyn?", "Kiedy to było?", "یہ کب ہوا؟"),
    "l": ("How often?", "Pa mor aml?", "Jak często?", "کتنی بار؟"),
    "parks": ("Parks", "Parciau", "Parki", "پارک"),
    "buses": ("Buses", "Bysiau", "Autobusy", "بسیں"),
    "never": ("Never", "Byth", "Nigdy", "کبھی نہیں"),
    "often": ("Often", "Yn aml", "Często", "اکثر"),
}
NAMES = ("English (en)", "Welsh (cy)", "Polish (pl)", "Urdu (ur)")


def _itext():
    made = ""
    for place, language in enumerate(NAMES):
        texts = "".join(
            f'<text id="{key}"><value>{words[place]}</value></text>' for key, words in WORDS.items()
        )
        pictured = texts.replace(
            f"<value>{WORDS['l'][place]}</value>",
            f"<value>{WORDS['l'][place]}</value><value form='image'>jr://images/a.png</value>",
        )
        made += f'<translation lang="{language}">{pictured}</translation>'
    return f"<itext>{made}</itext>"


def _ask(path, key, tag="input", inside="", more=""):
    return f"<{tag} ref='/data/{path}' {more}><label ref=\"jr:itext('{key}')\"/>{inside}</{tag}>"


def _items(*keys):
    return "".join(f"<item><label ref=\"jr:itext('{key}')\"/><value>{key}</value></item>" for key in keys)


FORM = xform(
    "<person><name/></person><r/><s/><t/><u/><l/>",
    '<bind nodeset="/data/person/name" required="true()"/><bind nodeset="/data/r" required="true()"/>'
    '<bind nodeset="/data/s" type="int"/><bind nodeset="/data/t" type="time"/>'
    '<bind nodeset="/data/u" type="dateTime"/>',
    "<group ref='/data/person'><label ref=\"jr:itext('person')\"/><repeat nodeset='/data/person'>"
    + _ask("person/name", "name")
    + "</repeat></group>"
    + _ask("r", "r", "odk:rank", _items("parks", "buses"))
    + _ask("s", "s", "range", more="start='0' end='10' step='1'")
    + _ask("t", "t")
    + _ask("u", "u")
    + _ask("l", "l", "select1", _items("never", "often"), "appearance='likert'"),
    model=_itext(),
)


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_fails_on_any_of_them(tmp_path, look):
    """D3, V1, V3, M2, A16: every measure of the audit."""
    services = shelves(tmp_path)
    for service in services.services:
        (service.folder / "form.xml").write_bytes(FORM)
        image = QImage(600, 300, QImage.Format.Format_RGB32)
        image.fill(QColor("darkgreen"))
        assert image.save(str(service.folder / "a.png"))
    language, shape, display = LOOKS[look]
    kiosk = Kiosk(Look(Display(**display), language, shape, "five keys"), services, load_form, NOW)
    visit = kiosk.visit
    kiosk.go(lambda: visit.begin(kiosk.language))
    kiosk.go(lambda: visit.choose("bins"))
    kiosk.go(visit.start)
    said = {}

    def look_at(page):
        said[page] = [str(failure) for failure in measured(view(kiosk))]

    listing = "/data/person/@more"
    for place, name in enumerate(("Sam Jones", "Ann Owen"), 1):
        visit.answer(f"/data/person[{place}]/name", name)
        kiosk.go(visit.proceed)
        if place == 1:
            visit.answer(listing, "yes")
            kiosk.go(visit.proceed)
    look_at("list")
    kiosk.go(visit.proceed)
    look_at("list, problem")
    visit.stage = Asking("/data/person[1]/@remove", lists=(listing,))
    kiosk.go(lambda: None)
    look_at("remove")
    visit.answer("/data/person[1]/@remove", "yes")
    kiosk.go(visit.proceed)
    look_at("removed")
    visit.answer(listing, "no")
    kiosk.go(visit.proceed)
    kiosk.go(visit.proceed)
    look_at("order, problem")
    visit.answer("/data/r", ("buses", "parks"))
    for page in ("step", "time", "moment", "scale with a picture"):
        kiosk.go(visit.proceed)
        look_at(page)
    kiosk.go(visit.proceed)
    look_at("check")
    kiosk.close()
    failed = [f"{page}: {each}" for page, failures in said.items() for each in failures]
    assert failed == []
