"""A copy of the answers on a stick that staff hold: asked for before sending, and gone with the visit (P7)."""

import errno
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk import durable, meanwhile
from kiosk.catalogue import Catalogue
from kiosk.copies.giving import Giving, Step
from kiosk.copies.stick import FOLDER, Sticks
from kiosk.errors import StoreError
from kiosk.private import PrivateListening
from kiosk.stage import Aside, Consent, Welcome
from tests.printing.at_once import AtOnce
from tests.ui.kiosk_rig import REFERENCE, settle
from ui.copies import Copies
from ui.describe import Describer
from ui.parts.choice import CheckRow
from ui.parts.notice import Notice

WANT = "I want a copy of my answers to take away"


class Plugged(Sticks):
    """Any folder is a stick, as long as it is there."""

    def is_elsewhere(self, stick):
        return stick.is_dir()


@pytest.fixture
def kiosk(rig, tmp_path, monkeypatch):
    """A kiosk at check answers with sticks; ``made`` are the answers that a copy was made of."""
    made = []
    monkeypatch.setattr(
        "kiosk.copies.answers.document", lambda given, slip: made.append((given, slip)) or b"%PDF copy"
    )
    media = tmp_path / "media"
    media.mkdir()

    def make(**wishes):
        each = rig(**wishes)
        each.media, each.made = media, made
        each.told = []
        each.window.keypad.tell = lambda words: each.told.append(words) or True
        giving = Giving(Plugged(media), AtOnce())
        each.window.copies = Copies(each.window, each.visit, each.window._config, giving)
        each.to_check()
        return each

    return make


def put_in(rig, name="STAFF"):
    folder = rig.media / "someone" / name / FOLDER
    folder.mkdir(parents=True)
    return folder


def row(rig):
    return next(found for found in rig.page.findChildren(CheckRow) if found.words == WANT)


def send(rig):
    rig.go(rig.visit.agree)
    rig.go(rig.window.submit)
    rig.outbox.promises[-1].set_result(REFERENCE)
    settle()


def seconds(rig, count=3):
    for _ in range(count):
        rig.second()


def notices(rig):
    return [found.text() for found in rig.page.findChildren(Notice)]


def test_a_kiosk_without_sticks_offers_none(rig):
    kiosk = rig()
    kiosk.to_check()
    assert kiosk.page.findChildren(CheckRow) == []


def test_nobody_gets_a_copy_who_did_not_ask(kiosk):
    """P7."""
    rig = kiosk()
    put_in(rig)
    send(rig)
    seconds(rig)
    assert rig.made == []
    assert notices(rig) == []


def test_by_keys_alone_from_the_wish_to_the_stick(kiosk):
    """M7, A4: asked for at check answers; what has come of it is shown, and said when the page has been read."""
    rig = kiosk()
    while rig.focus is not row(rig):
        rig.key(Qt.Key.Key_Down)
    said = Describer(rig.visit, PrivateListening(), lambda words: words.say).control(row(rig)).text
    assert said.startswith("It goes on a memory stick that staff hold. Anyone who has the stick can read it.")
    rig.key(Qt.Key.Key_Space)
    rig.window.set_reading(True)
    send(rig)
    assert "Ask a member of staff to put in the stick" in notices(rig)[0]
    seconds(rig)
    folder = put_in(rig)
    seconds(rig)
    assert (folder / f"{REFERENCE}.pdf").read_bytes() == b"%PDF copy"
    assert [file.name for file in folder.iterdir()] == [f"{REFERENCE}.pdf"]
    assert rig.told == []
    rig.window.set_reading(False)
    seconds(rig, 1)
    assert rig.told == notices(rig) == ["Your copy is on the stick. You can take the stick out."]
    [(given, slip)] = rig.made
    assert "Ann Other" in [line.answer for line in given.rows]
    assert slip.reference == "KTM 7RF 2WD"
    seconds(rig, 30)
    assert len(rig.told) == 1, "written once"


def test_what_has_come_of_it_is_said_when_the_person_is_back_on_the_page(kiosk):
    """A4: not over what they write down, nor to the staff who came with the stick."""
    rig = kiosk()
    row(rig).click()
    send(rig)
    put_in(rig)
    rig.go(lambda: rig.visit.open(Aside.WRITING))
    seconds(rig)
    assert rig.told == []
    rig.go(rig.visit.close)
    seconds(rig, 1)
    assert rig.told == ["Your copy is on the stick. You can take the stick out."]


def test_the_wish_is_kept_while_answers_are_changed_and_taken_back_by_the_same_row(kiosk):
    rig = kiosk()
    row(rig).click()
    rig.go(rig.visit.back)
    rig.go(rig.visit.proceed)
    assert row(rig).isChecked()
    row(rig).click()
    send(rig)
    assert rig.made == []


def test_answers_that_could_not_be_saved_are_copied_when_they_are(kiosk):
    """The copy is of what was sent: nothing is made before it is committed."""
    rig = kiosk()
    row(rig).click()
    rig.go(rig.visit.agree)
    rig.go(rig.window.submit)
    rig.outbox.promises[-1].set_exception(StoreError("no"))
    settle()
    assert isinstance(rig.visit.stage, Consent)
    assert rig.made == []
    assert rig.window.copies._taken is None
    rig.go(rig.visit.back)
    send(rig)
    assert len(rig.made) == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The stick is full"),
        (errno.EROFS, "Nothing can be written on this stick"),
        (errno.EIO, "The stick came out too soon"),
        (errno.EINVAL, "Your copy could not be made"),
    ],
)
def test_a_stick_that_is_full_locked_or_pulled_out_is_told_and_tried_again(kiosk, monkeypatch, number, words):
    """C6, P7: what is wrong and what to do; and no half of a copy is left."""
    rig = kiosk()
    row(rig).click()
    folder = put_in(rig)

    def fails(place, blocks, _mode=0o644):
        place.write_bytes(next(blocks)[:3])
        raise OSError(number, "as told")

    with monkeypatch.context() as broken:
        broken.setattr(durable, "write_synced", fails)
        send(rig)
        seconds(rig)
    assert notices(rig)[0].startswith(words)
    assert rig.told[-1].startswith(words)
    assert list(folder.iterdir()) == []
    rig.press("Try again")
    seconds(rig)
    assert notices(rig) == ["Your copy is on the stick. You can take the stick out."]
    assert [file.name for file in folder.iterdir()] == [f"{REFERENCE}.pdf"]


@pytest.mark.parametrize("end", ["finish", "fail"])
def test_a_copy_that_no_stick_came_for_is_gone_with_the_visit(kiosk, end):
    """P1."""
    rig = kiosk()
    row(rig).click()
    send(rig)
    rig.go(getattr(rig.visit, end))
    folder = put_in(rig)
    seconds(rig, 5)
    assert list(folder.iterdir()) == []
    assert rig.window.copies.step is Step.NONE
    assert rig.window.copies._giving._made is None
    rig.go(rig.visit.end)
    assert isinstance(rig.visit.stage, Welcome)
    rig.to_check()
    assert not row(rig).isChecked(), "the next person asks for themselves"


def test_a_real_copy_comes_from_its_own_thread_while_the_window_goes_on(rig, tmp_path, qtbot):
    """Issue 7, 6: by the parts of the kiosk itself, but for what counts as a stick."""
    kiosk = rig(language="cy")
    media = tmp_path / "media"
    media.mkdir()
    giving = Giving(Plugged(media), ThreadPoolExecutor(1))
    kiosk.media = media
    kiosk.window.copies = Copies(kiosk.window, kiosk.visit, kiosk.window._config, giving)
    folder = put_in(kiosk)
    kiosk.to_check()
    kiosk.page.findChildren(CheckRow)[0].click()
    send(kiosk)

    def done():
        kiosk.window.second.emit()  # and the visit's own clock stands still
        return giving.step is Step.DONE

    qtbot.waitUntil(done, timeout=60_000)
    assert (folder / f"{REFERENCE}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert notices(kiosk) == ["Mae eich copi ar y cof bach. Gallwch dynnu’r cof bach allan."]
    giving.close()


def test_a_call_back_asked_for_meanwhile_leaves_the_copy_as_it_was(kiosk):
    """S1: a copy that waits for its stick is of the form beneath."""
    rig = kiosk()
    row(rig).click()
    send(rig)
    service = replace(rig.offers.services[0], id=meanwhile.CALL_BACK)
    shelf = replace(rig.offers.categories[0], services=(*rig.offers.categories[0].services, service))
    rig.offers = Catalogue((shelf, *rig.offers.categories[1:]))
    rig.go(lambda: meanwhile.begin(rig.visit))
    rig.go(rig.visit.start)
    seconds(rig)
    rig.go(lambda: meanwhile.end(rig.visit))
    assert "put in the stick" in notices(rig)[0]
    folder = put_in(rig)
    seconds(rig)
    assert [file.name for file in folder.iterdir()] == [f"{REFERENCE}.pdf"]


def test_who_does_not_want_it_after_all_drops_it(kiosk):
    rig = kiosk()
    row(rig).click()
    send(rig)
    rig.press("I do not want the copy")
    assert notices(rig) == []
    assert rig.told == ["The copy is gone from this kiosk."]
    folder = put_in(rig)
    seconds(rig)
    assert list(folder.iterdir()) == []


def test_a_copy_that_cannot_be_made_takes_no_reference_away(kiosk, monkeypatch):
    rig = kiosk()

    def fails(_given, _slip):
        raise ValueError("a fault of ours")

    monkeypatch.setattr("kiosk.copies.answers.document", fails)
    row(rig).click()
    send(rig)
    seconds(rig)
    assert notices(rig)[0].startswith("Your copy could not be made")
    assert rig.visit.stage.reference == REFERENCE
