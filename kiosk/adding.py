"""Where Continue and Back lead from a page of questions: in and out of the entries of a repeat, too (C8, C10)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.stage import Asking, Before, CheckAnswers, Stage

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from kiosk.forms.filling import Filling
    from kiosk.visit import Visit


def onward(stage: Asking, filling: "Filling") -> Stage:
    """After Continue on a page with no problem. What was changed leads back to where Change was pressed."""
    key, lists = stage.key, stage.lists
    route = filling.route
    if route.removes(key):
        filling.remove(key)
        return Asking(lists[-1], stage.changing, lists=lists[:-1])
    following = filling.next_key(key)
    if route.adds(key):
        return Asking(following or key, stage.changing, lists=(*lists, key))
    while lists and not route.shown(lists[-1]):
        lists = lists[:-1]
    if lists and following:
        return Asking(following, stage.changing, lists=lists[:-1] if following == lists[-1] else lists)
    if not stage.changing:
        return Asking(following) if following else CheckAnswers()
    fresh = route.fresh()
    return Asking(fresh, changing=True) if fresh else CheckAnswers(key)


def back(stage: Asking, filling: "Filling") -> Stage:
    """One step back, with every answer kept. An entry that Change or Yes led to begins at the list of entries."""
    key, lists = stage.key, stage.lists
    route = filling.route
    filling.put_off(key)
    before = None if route.removes(key) else filling.previous_key(key)
    if lists and not route.same_entry(before, key, lists[-1]):
        return Asking(lists[-1], stage.changing, lists=lists[:-1])
    if stage.changing and not lists:
        return CheckAnswers(key)
    return Asking(before, stage.changing, lists=lists) if before else Before()


def visit_page(visit: "Visit", key: str) -> None:
    """The list of entries: Change or Remove leads to the page ``key``, and Continue there in the end back."""
    stage = visit.stage
    assert isinstance(stage, Asking)  # noqa: S101 only that page has such buttons
    visit.filling.put_off(stage.key)
    visit.stage = replace(stage, key=key, turn=None, lists=(*stage.lists, stage.key))
