"""A10: the welcome page waits in silence until somebody is there (EN 5.1.3.10; WCAG 1.4.2)."""

from collections.abc import Iterator

from kiosk.stage import Welcome
from ui.audit.finding import Failure
from ui.audit.view import View


def measure(view: View) -> Iterator[Failure]:
    """What the voice was told as the welcome page opened."""
    if isinstance(view.visit.stage, Welcome) and view.visit.aside is None and view.heard:
        said = view.heard[0].text[:60]
        yield Failure("A10", "welcome", f"The welcome page says “{said}” by itself; it has to wait.")
