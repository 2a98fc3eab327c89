"""L1: every language is offered by a slab of the same size, named in itself, before anything else."""

from collections.abc import Iterator

from kiosk.language import Words
from kiosk.stage import Aside, Welcome
from ui.audit.finding import Failure
from ui.audit.view import View, described
from ui.parts.button import Button

SLACK = 2
"""Pixels."""


def measure(view: View) -> Iterator[Failure]:
    """The slabs of the welcome page and of Language."""
    welcome = isinstance(view.visit.stage, Welcome) and view.visit.aside is None
    if not welcome and view.visit.aside is not Aside.LANGUAGE:
        return
    own_names = {Words(code).say("language.own_name") for code in view.visit.languages}
    slabs = [each for each in view.sheet.findChildren(Button) if each.isVisible() and each.words in own_names]
    if {slab.words for slab in slabs} != own_names:
        yield Failure("L1", "missing", f"{len(slabs)} of {len(own_names)} languages are offered.")
        return
    largest = max(slab.width() * slab.height() for slab in slabs)
    for slab in slabs:
        if slab.width() * slab.height() < largest - SLACK * max(slab.width(), slab.height()):
            share = 100 * slab.width() * slab.height() / largest
            sentence = f"{described(slab)} has {share:.0f} % of the size of the largest; all need the same."
            yield Failure("L1", described(slab), sentence, spot=view.at(slab))
