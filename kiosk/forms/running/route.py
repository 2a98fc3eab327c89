"""The way through a form's pages: on, back, into the entries of a repeat and out of them again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.forms.node import Node
from kiosk.forms.running.adding import REMOVE, Adding
from kiosk.forms.running.instance import Instance
from kiosk.forms.running.pages import More, Place

Places = Mapping[str, Place]


@dataclass(frozen=True)
class Route:
    """``outline`` gives every page of the form as it stands, relevant or not, by its key and in order."""

    instance: Instance
    adding: Adding
    outline: Callable[[], Places]

    def next(self, key: str | None) -> str | None:
        """The page that Continue leads to from ``key`` (the first for None); None after the last.

        Entries of a repeat whose pages are all done are passed by: the page that lists them leads back to each.
        """
        places = self.outline()
        place = places.get(key or "")
        waits = self.adding.pending(place.more) if place and place.more else None
        if waits is not None:
            inside = (k for k, p in places.items() if waits in p.around() and p.relevant(self.instance))
            return next(inside, self._beside(key, places, set()))
        passed_by = self.adding.settled(places.values()) if self.instance.form.repeats else set()
        return self._beside(key, places, passed_by - set(place.around() if place else ()))

    def previous(self, key: str | None) -> str | None:
        """The page before ``key`` (the last for None); None before the first. A new entry comes after its list."""
        places = self.outline()
        place = places.get(key or "")
        mores = {k: each.more for k, each in places.items() if each.more}
        adding = {entry: k for k, more in mores.items() if (entry := self.adding.pending(more)) is not None}
        inside = adding.keys() & set(place.around() if place else ())
        before = self._beside(key, dict(reversed(list(places.items()))), adding.keys() - inside)
        around = set(places[before].around()) if before else set()
        left = [entry for entry in inside if entry not in around]
        return adding[left[0]] if left else before

    def fresh(self) -> str | None:
        """The first page that Continue has not left yet; None when there is none."""
        waiting = (
            key
            for key, place in self.outline().items()
            if place.mark not in self.adding.passed and place.relevant(self.instance)
        )
        return next(waiting, None)

    def shown(self, key: str) -> bool:
        """Whether the form has this page now."""
        place = self.outline().get(key)
        return place is not None and place.relevant(self.instance)

    def adds(self, key: str) -> bool:
        """Whether ``key`` lists the entries of a repeat, and Yes to another was answered there."""
        place = self.outline().get(key)
        return bool(place and place.more and self.adding.pending(place.more))

    def same_entry(self, one: str | None, other: str, list_key: str) -> bool:
        """Whether two pages belong to the same entry of the repeat that the page ``list_key`` lists."""
        places = self.outline()
        listing, first, second = (places.get(key or "") for key in (list_key, one, other))
        if not (first and second and listing and listing.more):
            return False
        shared = set(first.around()) & set(second.around())
        return not shared.isdisjoint(self.instance.entries(listing.more.repeat, listing.more.parent))

    def put_off(self, key: str) -> None:
        """Back from the page ``key``: if it asks for another and Yes was answered, there will be none."""
        place = self.outline().get(key)
        if place and place.more:
            self.adding.put_off(place.more)

    def removable(self, key: str) -> tuple[More, Node]:
        """The entry that the page ``key`` would take out. Raises KeyError when there is none now."""
        path = key.removesuffix(REMOVE)
        for more in (place.more for place in self.outline().values() if place.more):
            for entry in self.instance.entries(more.repeat, more.parent):
                if self.instance.name(entry) == path:
                    return more, entry
        raise KeyError(key)

    @staticmethod
    def removes(key: str) -> bool:
        """Whether the page ``key`` asks whether to take an entry out."""
        return key.endswith(REMOVE)

    def remove(self, key: str) -> None:
        """Continue from the page that asks whether to take an entry out: do as was answered."""
        self.adding.remove(*self.removable(key))

    def _beside(self, key: str | None, places: Places, passed_by: set[Node]) -> str | None:
        reached = key is None or key not in places
        for each, place in places.items():
            if reached and place.relevant(self.instance) and passed_by.isdisjoint(place.around()):
                return each
            reached = reached or each == key
        return None
