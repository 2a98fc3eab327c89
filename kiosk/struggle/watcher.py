"""Hears what happens in a visit and says, when asked, what should be offered: one thing, quietly, once a page."""

from collections.abc import Callable, Iterable, Iterator

from kiosk.analytics.happenings import Began, Ended, Happening, OfferMade, Over
from kiosk.struggle.rules import RULES
from kiosk.struggle.scene import Scene, Wish
from kiosk.struggle.settings import Struggle
from kiosk.struggle.story import Story


class Watcher:
    """Visits, watched one after another. It hears of its own offers as of all else, by OfferMade.

    ``scene`` gives the page and the person as they are now; it is asked only when a rule may hold.
    """

    def __init__(self, struggle: Struggle, scene: Callable[[], Scene]) -> None:
        self._struggle = struggle
        self._scene = scene
        self._begin(0.0)

    def _begin(self, at: float) -> None:
        self._story = Story(stirred=at)
        self._made = 0
        self._last = float("-inf")
        self._offered: set[str] = set()

    def hear(self, happening: Happening) -> None:
        """Something happened."""
        self._story.hear(happening)
        if isinstance(happening, Began | Ended):
            self._story = Story(stirred=happening.at)  # of another service nothing is known
            self._offered.clear()
        elif isinstance(happening, Over):
            self._begin(happening.at)
        elif isinstance(happening, OfferMade):
            self._made += 1
            self._last = happening.at
            self._offered.add(self._story.page)

    def wish(self, now: float) -> Wish | None:
        """What should be offered at ``now``, in seconds; None for nothing. Asking changes nothing."""
        limits, story = self._struggle.limits, self._story
        page = story.page
        if not page or story.over or page in self._offered or page in limits["never_on"]:
            return None
        if self._made >= limits["most_in_a_visit"] or now - self._last < limits["apart"]:
            return None
        scene = self._scene()
        for name, numbers in self._struggle.rules.items():
            offer = next((each for each in numbers["offers"] if each in scene.can), None)
            if offer is not None and RULES[name](story, scene, now, numbers):
                return Wish(name, offer)
        return None


def replay(
    happenings: Iterable[Happening], struggle: Struggle, scene: Callable[[], Scene]
) -> Iterator[OfferMade]:
    """The offers that a visit would have been made, had each been made at once: for simulations and tests.

    A silence ends with the next thing that happens, so before each it is asked whether one has lasted too long.
    """
    watcher = Watcher(struggle, scene)
    for happening in happenings:
        for heard in (None, happening):
            if heard is not None:
                watcher.hear(heard)
            wish = watcher.wish(happening.at)
            if wish is not None:
                made = OfferMade(happening.at, wish.rule, wish.offer)
                watcher.hear(made)
                yield made
