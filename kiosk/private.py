"""Who hears the voice: only the person, or whoever stands there; and what may therefore be said (A8, A9)."""

from collections.abc import Callable


class PrivateListening:
    """Whether headphones are in, and whether the voice fell silent because they were taken out. Lives as the kiosk.

    ``present`` is true only while something tells that headphones are in. ``stopped``: they were taken out while the
    voice was in use, so that it would come out of the loudspeaker now: nothing is said until the person asks for
    it. ``explained``: whether this person was told already why answers are not read out.
    """

    def __init__(self) -> None:
        self.present = False
        self.stopped = False
        self.explained = False

    def plug(self, present: bool, *, used: bool) -> bool:
        """Headphones went in or came out; whether that is news. ``used``: somebody is at the kiosk."""
        news = present != self.present
        if news:
            self.present = present
            self.stopped = not present and used
        return news

    def wanted(self) -> None:
        """The person pressed something to hear the voice, wherever it comes out now."""
        self.stopped = False

    def set_aside(self) -> Callable[[], None]:
        """Staff use the kiosk: what it gives brings back how the person listened.

        Headphones that were taken out meanwhile were taken out of the person's hearing.
        """
        present, stopped, explained = self.present, self.stopped, self.explained
        self.stopped = False

        def back() -> None:
            self.stopped = stopped or (present and not self.present)
            self.explained = explained

        return back

    def forget(self) -> None:
        """The visit is over. Headphones stay where they are."""
        self.stopped = self.explained = False
