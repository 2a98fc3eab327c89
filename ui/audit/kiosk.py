"""A kiosk for the audit: the real visit, window and reader, with a clock, an outbox and a voice of its own."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from random import Random

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from kiosk.catalogue import Catalogue, Service
from kiosk.config import Config
from kiosk.forms.form import Form
from kiosk.idle import Idle
from kiosk.roles import Role
from kiosk.speech.speaker import Speaker, Spot, State
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Earcon
from kiosk.speech.voices import SilentVoice
from kiosk.submission import Submission
from kiosk.visit import Means, Visit
from ui.app import application
from ui.audit.asking import answers
from ui.audit.caller import somebody
from ui.audit.looks import STRETCHED, Look, all_languages
from ui.audit.office import REPORT, AuditOffice
from ui.audit.stretch import Stretched, stretched_catalogue, stretched_form
from ui.desk import Desk
from ui.reader import Reader
from ui.window import Window


class _Outbox:
    """Takes everything; the walk says when it is safe."""

    def __init__(self) -> None:
        self.promise: Future[str] = Future()

    def refusal(self, _destination: str) -> str:
        return ""

    def put(self, answers: Submission) -> Future[str]:
        del answers
        self.promise = Future()
        return self.promise

    def find(self, id_: str) -> Future[str]:
        del id_
        self.promise = Future()
        return self.promise


class Recorder(Speaker):
    """A voice that says nothing and keeps what it was told."""

    def __init__(self, on_state: Callable[[State], None], on_word: Callable[[Spot], None]) -> None:
        super().__init__(SilentVoice, on_state, on_word, lambda _seconds, _act: lambda: None)
        self.said: list[Utterance] = []

    def warm(self) -> None:
        pass

    def say(self, utterance: Utterance, earcon: Earcon | None = None) -> None:  # noqa: ARG002  Speaker's own
        self.said.append(utterance)


class Kiosk:
    """One window in one look.

    ``council`` stands at its top, ours where there is none.
    For the walk to move: ``online`` and ``seconds`` are its network and its clock, ``given`` the paths answered.
    """

    def __init__(
        self,
        look: Look,
        catalogue: Catalogue,
        load_form: Callable[[Service], Form],
        now: datetime,
        council: Mapping[str, str] | None = None,
    ) -> None:
        application()
        self.look = look
        self.online = look.online
        self.given: set[str] = set()
        self.seconds = 0.0
        self.outbox = _Outbox()
        self.language = look.language.partition("+")[0]
        stretched = look.language == STRETCHED
        random = Random(1)  # noqa: S311 nothing here is secret
        services = stretched_catalogue(catalogue) if stretched else catalogue
        self.visit = Visit(
            Means(
                catalogue=lambda: services,
                load_form=lambda service: _loaded(load_form(service), stretched=stretched),
                outbox=self.outbox,
                idle=Idle(lambda: self.seconds, 90, 60),  # 180 while pages are read aloud
                now=lambda: now,
                random=random,
                new_id=lambda: "00000000-0000-4000-8000-000000000000",
                languages=all_languages(),
                display=replace(look.display, answers_aloud=True),  # as who hears everything has it (A1, A9)
                ask=lambda _question, language: answers(services, language),
            )
        )
        self._speak()
        config = Config(data=services.services[0].folder, windowed=True)
        config = config if council is None else replace(config, council_name=council)
        self.window = Window(self.visit, config, lambda: self.online, QSize(*look.shape))
        self.window.desk = desk = Desk(self.window, self.visit, AuditOffice())
        desk.report, desk.role, desk.trouble = REPORT, Role.IT, "staff.wrong"
        self.window.calls = somebody(self.window, self.visit, lambda: self.seconds)
        self._recorders: list[Recorder] = []
        self.reader = Reader(self.window, self.visit, self._recorder)
        self.window.opened.connect(self.reader.opened)
        self.window.second.connect(self.reader.second)
        self.window.give_voice(self.reader.spell)
        self.window.show()
        self.window.activateWindow()
        settle()

    @property
    def said(self) -> list[Utterance]:
        """All that the voice was told."""
        return self._recorders[0].said

    def go(self, step: Callable[[], object]) -> None:
        """A step of the visit, and what comes of it."""
        before, heard = self.window.page, len(self.said)
        self.window.go(step)
        if self.visit.language != self.language or self._stretches != isinstance(self.visit.words, Stretched):
            self._speak()
            self.window.refresh()
        settle()
        if self.window.page != before:
            del self.said[:heard]

    def commit(self) -> None:
        """The outbox has the submission."""
        self.outbox.promise.set_result("KTM7RF2WD")
        settle()

    def close(self) -> None:
        self.reader.close()
        self.window.close()
        self.window.deleteLater()
        settle()

    @property
    def _stretches(self) -> bool:
        return self.look.language == STRETCHED

    def _speak(self) -> None:
        self.visit.speak(self.language)
        if self._stretches:
            self.visit.words = Stretched(self.language)

    def _recorder(self, on_state: Callable[[State], None], on_word: Callable[[Spot], None]) -> Recorder:
        self._recorders.append(Recorder(on_state, on_word))
        return self._recorders[-1]


def settle() -> None:
    """Lets Qt do all that is due, and take away what is no longer shown."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def _loaded(form: Form, *, stretched: bool) -> Form:
    return stretched_form(form) if stretched else form
