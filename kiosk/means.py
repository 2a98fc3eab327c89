"""What a visit needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Protocol

from kiosk.display import Display
from kiosk.idle import Idle
from kiosk.language import Words, of_form

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from concurrent.futures import Future

    from kiosk.asking.answering import Answer
    from kiosk.catalogue import Catalogue, Service
    from kiosk.forms.filling import Filling
    from kiosk.forms.form import Form
    from kiosk.others import Others
    from kiosk.submission import Submission


class Outbox(Protocol):
    """Takes a submission. The future is done only when it is committed to disk, or with a StoreError."""

    def put(self, answers: "Submission") -> "Future[str]":
        """Seal and commit; the result is the reference."""
        ...

    def find(self, id_: str) -> "Future[str]":
        """The reference of the submission that is kept under this id; "" when none is. Or a StoreError."""
        ...

    def refusal(self, destination: str) -> str:
        """Why no submission for there could be taken now, as a key of the words; "" when one could.

        It takes a database that works, room on the disk, and a key to seal to.
        """
        ...


class Drafts(Protocol):
    """Keeps the newest draft of the visit, in memory and sealed (kiosk/draft.py)."""

    def settle(self) -> None:
        """Wait until what was kept last is written."""
        ...

    def wipe(self) -> None:
        """Nothing of it is left when this returns."""
        ...


class NoDrafts:
    """Keeps none: a crash ends the visit."""

    def settle(self) -> None:
        """Nothing is kept."""

    def wipe(self) -> None:
        """Nothing is kept."""


@dataclass(frozen=True)
class Means:
    """What a visit needs from outside: all of it replaceable in tests.

    ``now`` gives an aware datetime; ``new_id`` a uuid4 as text; ``random`` must be unguessable in the kiosk
    (random.SystemRandom), since references come from it. ``location`` is where the kiosk stands, "" when unsaid.
    ``ask`` answers a question in a language; None where nothing can be asked. ``others`` gives how other people
    fared with a service's form, None where that is not known.
    """

    catalogue: "Callable[[], Catalogue]"
    load_form: "Callable[[Service], Form]"
    outbox: Outbox
    idle: Idle
    now: Callable[[], datetime]
    random: Random
    new_id: Callable[[], str]
    languages: tuple[str, ...] = ("en", "cy")
    display: Display = field(default_factory=Display)
    drafts: Drafts = field(default_factory=NoDrafts)
    location: str = ""
    ask: "Callable[[str, str], Answer] | None" = None
    others: "Others" = lambda _service: None

    def filling(self, service: "Service", words: Words, *, other: bool) -> "Filling":
        """The form of ``service`` with no answer yet, its questions in the language of ``words``.

        ``other``: in what it says to who fills it in for somebody else.
        """
        from kiosk.forms.filling import Filling  # noqa: PLC0415 the welcome page must not wait for the engine
        from kiosk.paying import refusing  # noqa: PLC0415 likewise

        form = self.load_form(service)
        return Filling(
            form,
            language=of_form(words.code, form.languages, form.default_language, other=other),
            now=self.now,
            random=self.random,
            new_id=self.new_id,
            say=words.say,
            refuse=refusing(service),
        )
