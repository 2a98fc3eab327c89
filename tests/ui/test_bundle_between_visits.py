"""A bundle that was applied while the kiosk runs is taken up on the welcome page, and never during a visit."""

import pytest

from kiosk import language
from kiosk.bundle.trial import SECONDS, Trial
from kiosk.cli.up_to_date import second
from kiosk.content import Content
from kiosk.releases.nobody import NOBODY, QUIET, Presence, wait_for_nobody
from kiosk.stage import Aside, Welcome
from tests.bundles.bundle_rig import Kiosk, bundle, service
from tests.ui.kiosk_rig import Rig


@pytest.fixture(autouse=True)
def own_words():
    yield
    language.say_first(None)


class Running:
    """A kiosk whose clock is told to tick. ``run`` is the folder that its service gives it."""

    def __init__(self, services, tmp_path):
        self.rig = Rig(services)
        self.visit = self.rig.visit
        self.content = Content(tmp_path)
        self.trial = Trial(tmp_path / "bundles")
        self.trial.begin()
        self.run = tmp_path / "run"
        self.run.mkdir()
        self.presence = Presence(self.run)
        self.busy = False

    def tick(self, seconds=1):
        for _ in range(seconds):
            second(self.rig.window, self.visit, self.content, self.trial, self.tell)

    def tell(self, welcome):
        self.presence.second(welcome=welcome, busy=self.busy)

    @property
    def says_nobody(self):
        return (self.run / NOBODY).exists()


def test_new_words_are_shown_on_the_welcome_page_and_wait_for_a_visit_to_end(qtbot, services, tmp_path):
    kiosk = Kiosk(tmp_path / "bundles")
    running = Running(services, tmp_path)
    visit = running.visit
    folder = service(tmp_path / "made")
    (folder / "languages").mkdir()
    (folder / "languages" / "en.toml").write_text('[button]\ncontinue = "Give me a hand"\n')
    kiosk.take(bundle(folder, tmp_path / "x.bundle"))

    visit.begin("en")
    running.rig.window.refresh()
    running.tick()
    assert visit.words.say("button.continue") != "Give me a hand"

    visit.end()
    visit.open(Aside.HELP)
    running.tick()
    assert running.content.version == 0

    visit.close()
    running.tick()
    assert isinstance(visit.stage, Welcome)
    assert running.content.version == 1
    assert visit.words.say("button.continue") == "Give me a hand"

    running.tick(SECONDS)
    assert '"name": ""' in (kiosk.root / "trial.json").read_text(), "it stands, so it has proved itself"


def test_the_kiosk_says_when_nobody_is_there_and_nothing_is_sent(qtbot, services, tmp_path):
    running = Running(services, tmp_path)
    running.tick(QUIET - 1)
    assert not running.says_nobody
    running.tick()
    assert running.says_nobody, "so root may start what waits"
    running.busy = True
    running.tick()
    assert not running.says_nobody, "somebody’s answers are on their way just now"
    running.busy = False
    running.tick()
    assert running.says_nobody
    running.visit.begin("en")
    running.tick()
    assert not running.says_nobody


def test_an_update_waits_for_as_long_as_somebody_is_there_or_the_program_lies(tmp_path):
    waited = []

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            (tmp_path / NOBODY).symlink_to("/nowhere")

    wait_for_nobody(lambda: True, wait, tmp_path / NOBODY)
    assert len(waited) == 3
    wait_for_nobody(lambda: False, wait, tmp_path / "other")
    assert len(waited) == 3, "a program that does not run is nobody's"
