"""What a program leaves that is never started again goes by itself, when its two minutes are over."""

import os
from dataclasses import replace

from offline_cache import undertaker
from offline_cache.drafts import LASTS, Drafts
from tests.offline_cache.draft_rig import DRAFT, PHOTO, keep, left_in


def test_what_a_program_leaves_that_is_never_started_again_goes_by_itself(tmp_path):
    drafts = Drafts(tmp_path, lambda: "")
    keep(drafts, replace(DRAFT, files=(PHOTO,)))
    drafts._lock.release()
    watch = undertaker.call(tmp_path, 0)
    assert left_in(tmp_path) != []
    os.close(watch.life)
    assert watch.process.wait() == 0
    assert left_in(tmp_path) == []


def test_what_a_program_keeps_that_was_started_again_stays(tmp_path):
    drafts = Drafts(tmp_path, lambda: "")
    keep(drafts)
    watch = undertaker.call(tmp_path, 0)
    os.close(watch.life)
    assert watch.process.wait() != 0
    assert left_in(tmp_path) == ["draft", "key"]
    drafts.close()


def test_a_program_that_ends_as_it_should_sends_it_away(tmp_path):
    called = []

    def call(folder, seconds):
        called.append(undertaker.call(folder, seconds))
        return called[-1]

    drafts = Drafts(tmp_path, lambda: "", call_undertaker=call)
    keep(drafts)
    drafts.close()
    assert called[0].process.returncode is not None


def test_a_program_that_stops_while_it_asks_leaves_it_to_somebody_too(tmp_path):
    first = Drafts(tmp_path, lambda: "", beat=1000)
    keep(first)
    first._lock.release()
    called = []

    def call(*what):
        called.append(undertaker.call(*what))
        return called[-1]

    second = Drafts(tmp_path, lambda: "", call_undertaker=call)
    found = second.take()
    second.mark(found, found.draft)
    assert len(called) == 1
    keep(second)
    second.close()
    assert len(called) == 1
    assert called[0].process.returncode is not None


def test_it_waits_as_long_as_the_draft_lasts(tmp_path):
    called = []
    drafts = Drafts(tmp_path, lambda: "", call_undertaker=lambda *what: called.append(what))
    keep(drafts)
    keep(drafts)
    drafts.close()
    assert called == [(tmp_path, LASTS)]
