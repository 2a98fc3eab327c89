"""A bundle that was applied while the kiosk runs is taken up on the welcome page, and never during a visit."""

import pytest

from kiosk import language
from kiosk.cli.compose import renew_between_visits
from kiosk.content import Content
from kiosk.stage import Aside, Welcome
from tests.bundles.bundle_rig import Kiosk, bundle, service
from tests.ui.kiosk_rig import Rig


@pytest.fixture(autouse=True)
def own_words():
    yield
    language.say_first(None)


def test_new_words_are_shown_on_the_welcome_page_and_wait_for_a_visit_to_end(qtbot, services, tmp_path):
    kiosk = Kiosk(tmp_path / "bundles")
    rig = Rig(services)
    content = Content(tmp_path)
    folder = service(tmp_path / "made")
    (folder / "languages").mkdir()
    (folder / "languages" / "en.toml").write_text('[button]\ncontinue = "Give me a hand"\n')
    kiosk.take(bundle(folder, tmp_path / "x.bundle"))

    rig.visit.begin("en")
    rig.window.refresh()
    renew_between_visits(rig.window, rig.visit, content)
    assert rig.visit.words.say("button.continue") != "Give me a hand"

    rig.visit.end()
    rig.visit.open(Aside.HELP)
    renew_between_visits(rig.window, rig.visit, content)
    assert content.version == 0

    rig.visit.close()
    renew_between_visits(rig.window, rig.visit, content)
    assert isinstance(rig.visit.stage, Welcome)
    assert content.version == 1
    assert rig.visit.words.say("button.continue") == "Give me a hand"
