"""Who hears the voice: only the person, or whoever stands there; and what may therefore be said (A8, A9)."""


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

    def forget(self) -> None:
        """The visit is over. Headphones stay where they are."""
        self.stopped = self.explained = False
