"""What went before in this visit: the services that are done, and answers that the person wants to use again."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from kiosk.carrying import Offer
    from kiosk.forms.page import Raw
    from kiosk.helper import Helper
    from kiosk.stage import Stage


class Earlier:
    """Of one visit, and forgotten with it by every route. It is in memory alone: no draft and no paused visit has it.

    ``done`` are the ids of the services that were finished, in order; ``not_for`` those of which the person was told
    that they need something else. ``wanted``: they asked for their answers to be kept for another form. Only then are
    there any in ``kept``, by their ``once``; they are of ``about``, None being the person at the kiosk. ``offers`` are
    those that a form could take, ``offered_to`` in which language, of which service and for whom, and ``chosen`` what
    was chosen of them.
    ``chosen_on`` is the page that the service under way was chosen on.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Nothing of it is left."""
        self.done: tuple[str, ...] = ()
        self.not_for: frozenset[str] = frozenset()
        self.wanted = False
        self.kept: dict[str, Raw] = {}
        self.about: Helper | None = None
        self.offers: tuple[Offer, ...] = ()
        self.offered_to: tuple[str, str, Helper | None] = ("", "", None)
        self.chosen: frozenset[str] = frozenset()
        self.chosen_on: Stage | None = None
