"""Asking questions, joined to what the kiosk offers; nothing of it is loaded before the first page shows."""

from collections.abc import Callable
from functools import cached_property, partial
from threading import Thread
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.config import Config
from kiosk.content import Content
from kiosk.errors import HandrailError

if TYPE_CHECKING:
    from kiosk.asking.answering import Answer
    from kiosk.asking.asker import Asker
    from kiosk.catalogue import Service
    from kiosk.forms.form import Form


class LateAsker:
    """For Means.ask. ``load_form`` is as in Means, and tells nobody that a form is broken: who opens it is told."""

    def __init__(self, config: Config, content: Content, load_form: "Callable[[Service], Form]") -> None:
        self._content = content
        self._languages = config.languages
        self._load_form = load_form
        self._version = content.version

    @cached_property
    def _asker(self) -> "Asker":
        from kiosk.asking.asker import Asker  # noqa: PLC0415 SQLite and rapidfuzz, when they are wanted
        from kiosk.asking.gathering import gather  # noqa: PLC0415 likewise

        return Asker(self._content.catalogue, partial(gather, load_form=self._load_form), self._languages)

    def prepare(self) -> None:
        """In a thread of its own, so that it is there when somebody asks."""
        Thread(target=self._prepare, name="asking", daemon=True).start()

    def second(self) -> None:
        """To be called every second: another bundle that is in use is made ready to be asked, too."""
        if self._content.version != self._version:
            self._version = self._content.version
            self.prepare()

    def ask(self, question: str, language: str) -> "Answer":
        """What there is to show to who reads ``language``."""
        return self._asker.ask(question, language)

    def _prepare(self) -> None:
        try:
            self._asker.ready()
        except (HandrailError, OSError) as error:
            log.error("Questions cannot be answered from this content. %s", error)
