"""P5: the idle warning hides what was asked and answered, from whoever walks by."""

from collections.abc import Iterator

from kiosk.stage import Aside, Asking
from ui.audit.finding import Failure
from ui.audit.view import View


def measure(view: View) -> Iterator[Failure]:
    """None of the covered page's words show."""
    if view.visit.aside is not Aside.IDLE or not isinstance(view.visit.stage, Asking):
        return
    page = view.visit.page
    covered = {page.heading, *(q.label for q in page.questions), *(q.answer for q in page.questions)} - {""}
    for shown in view.texts:
        if shown.words in covered:
            yield Failure("P5", shown.words[:40], f"The idle warning shows “{shown.words[:60]}”.")
