"""Somebody tries to leave the kiosk, with every key, and fingers everywhere: they never do, and it goes on working.

What needs a whole machine (consoles of the kernel, SysRq, USB, the plug) is tried on the disk image (tests/image).
"""

import shutil
from contextlib import ExitStack

import pytest

from tests.escape.attacker import NEEDS, SIZE, Attacked, combinations, wild_presses

pytestmark = pytest.mark.skipif(
    any(shutil.which(name) is None for name in NEEDS), reason=f"needs {', '.join(NEEDS)}"
)


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory):
    with ExitStack() as stack:
        kiosk = Attacked(tmp_path_factory.mktemp("attacked"), stack)
        kiosk.wait_for_the_window()
        yield kiosk


@pytest.fixture
def before(kiosk):
    return kiosk.stands()


def stands_as(kiosk, before):
    """The same program, alone with its window over the whole screen, and it answers."""
    assert kiosk.stands() == before
    kiosk.do(["key Tab"])
    seen = kiosk.picture()
    kiosk.do(["key Down"])  # another key: the page that teaches the keys only names them
    assert kiosk.picture() != seen


def test_it_has_the_whole_screen(before):
    assert before["keys"] == "Handrail"
    assert before["place"] == ["X=0", "Y=0", f"WIDTH={SIZE[0]}", f"HEIGHT={SIZE[1]}"]


def test_no_key_with_any_modifiers_leads_out(kiosk, before):
    """Every set of four modifiers with every function key and every key that some desktop has a use for."""
    tried = combinations()
    assert len(tried) > 200
    kiosk.do(f"key --delay 1 {keys}" for keys in tried)
    stands_as(kiosk, before)


def test_no_press_leads_out(kiosk, before):
    """Long ones, trains of them, drags, other buttons and wheels: no menu, no second window, nothing dropped."""
    kiosk.do(wild_presses(1, 60))
    stands_as(kiosk, before)


def test_a_door_that_opens_would_be_seen(kiosk, before):
    """The traps and the look at windows work: a control."""
    kiosk._begin("xdg-open", "https://example.org").wait()
    assert kiosk.stands()["doors"] == "xdg-open\n"
    kiosk.escaped.unlink()
    other = kiosk._begin("xev", "-name", "another")
    kiosk._run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^another$")
    assert kiosk.stands()["windows"] != before["windows"]
    other.kill()
