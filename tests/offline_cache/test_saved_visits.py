"""Visits that are put aside: kept through a power cut, opened by the code alone, at any kiosk, once (T3)."""

import errno
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk import durable
from kiosk.attachments.attachment import Attachment
from kiosk.display import Display
from kiosk.draft import Draft
from kiosk.errors import StoreError
from kiosk.pausing.codes import Code
from kiosk.pausing.cupboard import Found, Missing, Why
from kiosk.pausing.guesses import RULE
from kiosk.pausing.saved import Asked, Saved, TooLargeError
from kiosk.speech.voice import Settings
from kiosk.stage import Asking
from offline_cache import saved_visits as module
from offline_cache.saved_visit_link import Put
from tests.pausing_rig import CHEAP, Clock, Council, days, saved_visits

CANARY = "Canary Quillfeather"
PHOTO = Attachment("image/png", CANARY.encode() * 1000, words="my photo", name="photo.png")
SAVED = Saved(
    Draft(
        service="bins",
        form=("bins", "1"),
        submission="",
        language="cy",
        display=Display(text_size="largest"),
        voice=Settings(wpm=90),
        switches=("Space", "Enter"),
        stage=Asking("/data/you"),
        answers={"tree": ["data", CANARY, {}, []]},
        files=(PHOTO,),
    ),
    (
        Asked("/data/name", "string", "Your name", CANARY),
        Asked("/data/photo", "image", "Photo", "", PHOTO.name),
    ),
)
WRONG = Code((1, 2, 3, 4, 5, 6))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def council(tmp_path, clock):
    made = Council(tmp_path / "council", clock)
    yield made
    made.close()


@pytest.fixture
def kiosk(tmp_path, clock):
    """Makes kiosks; each has a folder and a chance of its own."""
    made = []

    def make(name="one", **more):
        made.append(saved_visits(tmp_path / name, clock, seed=name, **more))
        return made[-1]

    yield make
    for each in made:
        each.stop()


def found(kiosk, code):
    return kiosk.find(code).result()


def on_disk(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_what_was_put_aside_comes_back_whole_by_its_code_alone(kiosk, tmp_path):
    """T3: answers, files, place, language and looks; and after the program was started again."""
    kept = kiosk().keep(SAVED).result()
    again = kiosk("one")
    assert found(again, kept.code) == Found(kept.id, SAVED)
    assert found(again, kept.code) == Found(kept.id, SAVED), "it stays until the visit has ended"
    assert found(again, WRONG) == Missing(Why.NONE)


def test_nothing_of_it_lies_in_the_clear_not_here_and_not_at_the_council(kiosk, council, tmp_path):
    """Promise 2: neither an answer nor a word or a number of the code; and a thief of both disks has no more."""
    here = kiosk(link=council.link("one"))
    kept = here.keep(SAVED).result()
    here.round()
    disk = on_disk(tmp_path)
    assert kept.id.encode() in disk
    for secret in (CANARY, "Your name", "my photo", "missed", "largest", *kept.code.words("en")):
        assert secret.encode() not in disk
    assert kept.code.secret() not in disk
    assert "places" not in repr(kept)
    assert CANARY not in repr(SAVED)


def test_it_opens_at_another_kiosk_and_is_deleted_everywhere_once_it_was_used(kiosk, council):
    here, there = kiosk("one", link=council.link("one")), kiosk("two", link=council.link("two"))
    kept = here.keep(SAVED).result()
    assert here.everywhere(kept.id) is False
    here.round()
    assert here.everywhere(kept.id) is True
    assert found(there, kept.code) == Found(kept.id, SAVED)
    there.ended(kept.id)
    there.settle()
    there.round()
    assert found(there, kept.code) == Missing(Why.USED)
    assert found(here, kept.code) == Missing(Why.USED), "the council told it so"
    assert not list(here._folder.glob("*.visit"))
    assert found(kiosk("three", link=council.link("three")), kept.code) == Missing(Why.USED)


def test_without_a_network_it_waits_here_and_opens_here(kiosk, council):
    council.away = True
    here, there = kiosk("one", link=council.link("one")), kiosk("two", link=council.link("two"))
    kept = here.keep(SAVED).result()
    assert here.round() < module.LOOK
    assert here.everywhere(kept.id) is False
    assert found(here, kept.code) == Found(kept.id, SAVED)
    assert found(there, kept.code) == Missing(Why.AWAY)
    council.away = False
    here.round()
    council.away = True
    assert found(here, kept.code) == Found(kept.id, SAVED), "what is here opens without the council"
    here.ended(kept.id)
    here.settle()
    here.round()
    council.away = False
    assert isinstance(found(there, kept.code), Found), "the council cannot know yet"
    here.round()
    assert found(there, kept.code) == Missing(Why.USED)


def test_a_kiosk_of_no_council_keeps_it_here(kiosk):
    here = kiosk()
    kept = here.keep(SAVED).result()
    here.round()
    assert here.everywhere(kept.id) is None
    here.ended(kept.id)
    here.settle()
    assert found(here, kept.code) == Missing(Why.USED)


def test_what_the_council_never_takes_stays_here_and_is_not_sent_for_ever(kiosk, council, monkeypatch):
    monkeypatch.setattr("council_api.saved_visits.MOST", 10)
    here = kiosk(link=council.link("one"))
    kept = here.keep(SAVED).result()
    here.round()
    assert here.everywhere(kept.id) is None
    council.asked.clear()
    here.round()
    assert council.asked == []


def test_one_that_somebody_on_the_way_finds_too_large_holds_up_no_other(kiosk):
    """A proxy's own refusal is not the council's, so it is tried for ever: after all that are smaller."""

    class Proxied:
        def put(self, _id, sealed):
            return Put.TAKEN if len(sealed) < 100_000 else Put.LATER

    here = kiosk(link=Proxied())
    photo = replace(PHOTO, data=bytes(200_000))
    large = here.keep(replace(SAVED, draft=replace(SAVED.draft, files=(photo,)))).result()
    small = [here.keep(SAVED).result() for _ in range(5)]
    assert here.round() < module.LOOK
    assert here.everywhere(large.id) is False
    assert all(here.everywhere(each.id) for each in small)


def test_one_that_is_used_while_others_are_sent_is_no_fault_of_the_disk(kiosk, caplog):
    class Busy:
        def put(self, _id, _sealed):
            for file in here._folder.glob("*.visit"):
                file.unlink()
            return Put.TAKEN

    here = kiosk(link=Busy())
    for _ in range(2):
        here.keep(SAVED).result()
    assert here.round() < module.LOOK
    assert not caplog.records


def test_its_time_is_at_least_twenty_hours_and_then_it_is_deleted(kiosk, clock):
    """WCAG 2.2.6."""
    here = kiosk(hours=module.LEAST_HOURS)
    kept = here.keep(SAVED).result()
    clock.now += timedelta(hours=19, minutes=58)
    here.round()
    assert isinstance(found(here, kept.code), Found)
    clock.now += timedelta(minutes=3)
    assert found(here, kept.code) == Missing(Why.PAST)
    here.round()
    assert not list(here._folder.glob("*.visit"))
    assert found(here, kept.code) == Missing(Why.PAST)
    for _ in range(5):  # some days between two looks, as a clock goes
        clock.now += days(10)
        here.round()
    assert found(here, kept.code) == Missing(Why.NONE)


def test_a_clock_that_leaps_deletes_nothing(kiosk, clock):
    """A battery that is flat, and then the time from the network."""
    here = kiosk()
    kept = here.keep(SAVED).result()
    here.round()
    clock.now += days(1000)
    here.round()
    clock.now += days(6)
    here.round()
    clock.now -= days(1005)
    here.round()
    assert isinstance(found(here, kept.code), Found)


def test_who_tries_one_code_after_another_waits_and_no_plug_pulled_helps(kiosk, clock):
    """The count is on disk before a code is looked at; the wait begins again with the machine; a right one ends it."""
    here = kiosk()
    kept = here.keep(SAVED).result()
    for _ in range(RULE.free):
        assert found(here, WRONG) == Missing(Why.NONE)
    assert found(here, kept.code) == Missing(Why.WAIT, 30)
    clock.seconds += 29
    assert found(here, kept.code) == Missing(Why.WAIT, 1)
    clock.boot, clock.seconds = "two", 5.0
    assert found(kiosk("one"), kept.code) == Missing(Why.WAIT, 30)
    clock.seconds += 30
    assert found(here, WRONG) == Missing(Why.NONE)
    assert found(here, kept.code) == Missing(Why.WAIT, 60)
    clock.seconds += 60
    assert isinstance(found(here, kept.code), Found)
    assert found(here, WRONG) == Missing(Why.NONE)
    for _ in range(12):
        clock.seconds += RULE.longest
        found(here, WRONG)
    assert found(here, WRONG) == Missing(Why.WAIT, RULE.longest)


@pytest.mark.parametrize("left", ["[", "[]", '{"wrong": "x", "until": 0, "boot": ""}', '{"wrong": 1}'])
def test_a_damaged_count_makes_wait_and_does_not_let_in(kiosk, left):
    here = kiosk()
    kept = here.keep(SAVED).result()
    (here._folder / "guesses.json").write_text(left)
    assert found(here, kept.code) == Missing(Why.WAIT, 30)


@pytest.mark.parametrize(
    "change", [lambda b: b[:-1], lambda b: b.replace(b"2026", b"2027", 1), lambda b: b[:60]]
)
def test_what_was_changed_on_the_disk_is_told_and_never_opened(kiosk, change):
    here = kiosk()
    kept = here.keep(SAVED).result()
    (file,) = here._folder.glob("*.visit")
    file.write_bytes(change(file.read_bytes()))
    assert found(here, kept.code) == Missing(Why.DAMAGED)


def test_on_a_full_disk_nothing_is_put_aside_and_nothing_is_left(kiosk, monkeypatch):
    """Three ways to be full; each is told, and the visit goes on."""
    with pytest.raises(StoreError, match="too full"):
        kiosk("full", free=lambda _folder: 1000).keep(SAVED).result()
    here = kiosk()

    def full(_place, _blocks, _mode):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "write_synced", full)
    with pytest.raises(StoreError, match="look at the disk"):
        here.keep(SAVED).result()
    monkeypatch.undo()
    assert not [file for file in here._folder.iterdir() if file.suffix in {".visit", ".new"}]
    assert isinstance(here.keep(SAVED).result().id, str)


def test_what_is_too_large_is_told_apart(kiosk, monkeypatch):
    monkeypatch.setattr(module, "MOST", 1000)
    with pytest.raises(TooLargeError):
        kiosk().keep(SAVED).result()


def test_a_whole_submission_with_all_its_files_can_be_put_aside(kiosk):
    files = tuple(replace(PHOTO, data=bytes(10_000_000), name=f"{number}.png") for number in range(3))
    large = replace(SAVED, draft=replace(SAVED.draft, files=files))
    here = kiosk()
    assert found(here, here.keep(large).result().code).saved == large


def test_a_power_cut_before_the_code_shows_leaves_the_whole_or_nothing(kiosk, monkeypatch):
    """The plug is pulled while it is written: it is not there, and not in the way of a later one."""
    here = kiosk()
    written = []

    class PowerCut(BaseException):
        pass

    def cut(place, blocks, mode):
        written.append(place.name)
        place.write_bytes(b"".join(blocks)[:50])
        raise PowerCut

    monkeypatch.setattr(durable, "write_synced", cut)
    with pytest.raises(PowerCut):
        here.keep(SAVED).result()
    monkeypatch.undo()
    assert [name.endswith(".visit.new") for name in written] == [True]
    again = kiosk("one")
    again.start()
    assert not [file for file in again._folder.iterdir() if file.name.endswith((".visit", ".visit.new"))]
    kept = again.keep(SAVED).result()
    assert isinstance(found(again, kept.code), Found)


def test_a_program_killed_before_the_code_shows_leaves_what_nobody_can_open_until_its_day(
    kiosk, clock, monkeypatch
):
    """The person goes on from the draft in memory, which is there until the page of the code is left (0027)."""
    here = kiosk()

    class Killed(BaseException):
        pass

    def kill(_settled):
        raise Killed

    monkeypatch.setattr(here, "_soon", kill)
    with pytest.raises(Killed):
        here.keep(SAVED).result()
    again = kiosk("one")
    assert len(list(again._folder.glob("*.visit"))) == 1
    assert CANARY.encode() not in on_disk(again._folder)
    clock.now += days(8)
    again.round()
    assert not list(again._folder.glob("*.visit"))


def test_the_cost_of_a_guess_is_that_of_a_pin():
    """RFC 9106: 64 MiB, three passes; tests take less, and a kiosk never does."""
    assert (module.Cost().memory, module.Cost().passes, CHEAP.memory) == (64 * 1024, 3, 32)
