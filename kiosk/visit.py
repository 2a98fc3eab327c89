"""One person's time at the kiosk, from the first touch to the wipe. Knows no screen, no database, no network."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk import adding, language, meanwhile
from kiosk.display import Display
from kiosk.earlier import Earlier
from kiosk.errors import EvaluationError, FormError, StoreError
from kiosk.helper import BEHALF, Helper
from kiosk.helping import Proposal, wording
from kiosk.idle import Silence
from kiosk.language import Words
from kiosk.means import Means
from kiosk.meanwhile import UnderWay
from kiosk.stage import (
    Aside,
    Asking,
    Before,
    Categories,
    CheckAnswers,
    ComingBack,
    Consent,
    FormChanged,
    Goodbye,
    Sending,
    Sent,
    Services,
    Stage,
    Unusable,
    Welcome,
)

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from kiosk.catalogue import Catalogue, Service
    from kiosk.forms.filling import Filling, Found
    from kiosk.forms.page import Given, Page, Row
    from kiosk.forms.problem import Problem


__all__ = ["Means", "Visit"]


class Visit:
    """The rules of a visit. Views call its methods and then draw ``stage`` and ``aside``.

    Answers live in ``filling`` alone and are forgotten once the submission is committed or the visit ends; so is the
    draft of them. ``given`` counts the answers; ``submission`` is the id under which what was agreed to is sent;
    ``confirm`` is how the person asked to be told that the council has them, one of kiosk.confirmation.BY or "";
    ``stopped_at`` are the pages on which the program stopped in this visit. ``helpers`` are all who helped in it, or
    whom it is filled in for, and ``proposal`` what is said of one before it is agreed to (kiosk/helping.py).
    ``beneath`` is what a short form lies over (kiosk/meanwhile.py), ``earlier`` what went before;
    ``ended`` counts the visits that are over.
    ``tell_answer`` hears of each answer, ``tell_problems`` of the problems that Continue shows, ``tell_rating`` of how
    it was (0 to 4).
    """

    def __init__(self, means: Means) -> None:
        self._means = means
        self._filling: Filling | None = None
        self._silence = Silence(means.idle)
        self.given = 0
        self.submission = ""
        self.confirm = ""
        self.stopped_at: tuple[str, ...] = ()
        self.helpers: tuple[Helper, ...] = ()
        self.proposal = Proposal()
        self.beneath: UnderWay | None = None
        self.earlier = Earlier()
        self.ended = 0
        self.stage: Stage = Welcome()
        self.aside: Aside | None = None
        self.service: Service | None = None
        self.usual = self.display = means.display
        self.words = Words(means.languages[0])
        self.tell_answer: Callable[[str, Given], object] = lambda _path, _raw: None
        self.tell_problems: Callable[[Found], object] = lambda _found: None
        self.tell_rating: Callable[[int], object] = lambda _level: None

    @property
    def means(self) -> Means:
        """What it has from outside, for what is done beside the form."""
        return self._means

    @property
    def language(self) -> str:
        """The code of the language of the visit now."""
        return self.words.code

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes offered, in the order to show."""
        return self._means.languages

    @property
    def catalogue(self) -> "Catalogue":
        """The services on offer."""
        return self._means.catalogue()

    @property
    def filling(self) -> "Filling":
        """The form being filled in. Only between Before and Sending."""
        assert self._filling is not None, "no form is being filled in at this stage"  # noqa: S101 a fault of ours
        return self._filling

    @property
    def has_answers(self) -> bool:
        """Whether stopping now would lose something."""
        asked = self._filling is not None and isinstance(
            self.stage, Asking | CheckAnswers | Consent | Sending | FormChanged
        )
        return asked or isinstance(self.stage, ComingBack) or meanwhile.has_answers(self)

    @property
    def helped(self) -> Helper | None:
        """Who helps now."""
        return next((each for each in self.helpers if each.mode != BEHALF and not each.ended), None)

    @property
    def acting(self) -> Helper | None:
        """For whom the form is filled in now, if not for the person at the kiosk."""
        return next((each for each in self.helpers if each.mode == BEHALF and not each.ended), None)

    def now(self) -> "datetime":
        """The time, with its zone."""
        return self._means.now()

    # The way through, forwards.

    def begin(self, code: str) -> None:
        """Welcome: the person chose a language."""
        self.speak(code)
        self.browse()

    def browse(self) -> None:
        """To the first page of the catalogue; straight to the services when there is one shelf.

        From a form that lies over another: back to that one.
        """
        if self.beneath is not None:
            meanwhile.end(self)
            return
        shelves = self.catalogue.categories
        self.stage = Services(shelves[0].id) if len(shelves) == 1 else Categories()

    def open_category(self, category_id: str) -> None:
        """Categories: the person chose one; straight to its service when there is nothing else on it."""
        if only := self.catalogue.category(category_id).only:
            self.choose(only.id)
        else:
            self.stage = Services(category_id)

    def choose(self, service_id: str) -> None:
        """Services: the person chose one; loads its form."""
        if self.beneath is None:
            self.earlier.chosen_on = self.stage
        self.service = self.catalogue.service(service_id)
        if refusal := self._means.outbox.refusal(self.service.destination):
            self.stage = Unusable(refusal)
            return
        try:
            self._filling = self.new_filling(self.service)
        except (FormError, EvaluationError):
            self.stage = Unusable("unusable.form")
            return
        self.stage = Before()

    def new_filling(self, service: "Service") -> "Filling":
        """An empty one of its form, in the language of now. Raises FormError and EvaluationError."""
        return self._means.filling(service, self.words, other=self.acting is not None)

    def start(self) -> None:
        """Before: on to the first question, or first to what could be used again (kiosk/carrying.py)."""
        from kiosk import carrying  # noqa: PLC0415 as above

        if carrying.ask(self):
            return
        first = self.filling.next_key(None)
        self.stage = Asking(first) if first else CheckAnswers()

    def answer(self, path: str, raw: "Given") -> "Problem | None":
        """Keeps an answer as given. Nothing is said about a problem until Continue (C5)."""
        self.given += 1
        self.tell_answer(path, raw)
        return self.filling.answer(path, raw)

    def proceed(self) -> None:
        """Asking: Continue. Stays, with the problems showing, when there are any."""
        assert isinstance(self.stage, Asking)  # noqa: S101 only question pages call it
        if found := self.filling.check(self.stage.key):
            self.tell_problems(found)
        else:
            self.stage = adding.onward(self.stage, self.filling)

    def change(self, key: str) -> None:
        """Check answers: Change leads to the page, and Continue there straight back (C8)."""
        self.stage = Asking(key, changing=True)

    def agree(self) -> None:
        """Check answers: all is right; what happens with the answers comes next."""
        from kiosk import paying  # noqa: PLC0415 the welcome page must not wait for it

        first = self.filling.check_all()
        # what is agreed to is sent once, however often Send is pressed
        self.submission = self._means.new_id()
        if first:
            self.stage = Asking(first, changing=True)
        elif self.offered.pay is not None:
            paying.show(self)
        else:
            self.stage = Consent()

    def submit(self) -> "Future[str]":
        """Consent: send. The view waits for the future and then calls :meth:`committed` with it."""
        from kiosk.handing_in import submission_of  # noqa: PLC0415 not before somebody sends

        made = submission_of(self, self._means)
        self.stage = Sending()
        self._means.drafts.settle()  # a crash from here on finds this id in the draft
        return self._means.outbox.put(made)

    def find_sent(self) -> "Future[str]":
        """After a crash on the way to the outbox: ask it what it has. To be followed as :meth:`submit` is."""
        self.stage = Sending()
        return self._means.outbox.find(self.submission)

    def committed(self, outcome: "Future[str]") -> None:
        """Sending: the outbox has answered. The answers are forgotten only if it has them."""
        from kiosk import carrying  # noqa: PLC0415 as above

        try:
            reference = outcome.result()
        except StoreError:
            self.stage = Consent(trouble="consent.not_saved")
            return
        if not reference:  # the crash was sooner
            self.stage = CheckAnswers()
            return
        carrying.done(self)
        self._forget_answers()
        self.stage = Sent(reference)

    def finish(self) -> None:
        """Sent: the person has what they need. The last page is still theirs, in their language and size.

        What lay beneath goes on; and something else may be offered first (kiosk/related.py).
        """
        from kiosk import related  # noqa: PLC0415 as above

        if self.beneath is not None:
            self.browse()
            return
        if related.follow(self):
            return
        self._wipe()
        self.stage = Goodbye()

    def end(self) -> None:
        """By any route (Stop, idle, Goodbye): everything is forgotten and every setting reset (V9, P1)."""
        self._wipe()
        self.display = replace(self._means.display)
        self.words = Words(self._means.languages[0])
        self.stage = Welcome()
        self.ended += 1

    def fail(self, reason: str = "unusable.fault") -> None:
        """Something unexpected: nothing of this visit is kept, and a person is offered."""
        self.earlier.forget()
        if not meanwhile.failed(self):
            self._wipe()
            self.stage = Unusable(reason)

    # The way back.

    def back(self) -> None:
        """One step back, with every answer kept (C10)."""
        from kiosk.way_back import back  # noqa: PLC0415 the welcome page must not wait for the engine

        back(self)

    # What lies over the stage.

    def open(self, aside: Aside) -> None:
        """Opens Help, Ask a person, Language, Display, Stop or the idle warning over the page."""
        self.aside = aside

    def close(self) -> None:
        """Back to the very same place."""
        self.aside = None

    def speak(self, code: str) -> None:
        """Changes the language in the middle of anything: same page, same answers (L2)."""
        self.words = Words(code)
        if self._filling is not None:
            self._filling.say = self.words.say
            form, other = self._filling.form, self.acting is not None
            self._filling.language = language.of_form(
                code, form.languages, form.default_language, other=other
            )

    def show(self, display: Display) -> None:
        """Changes how the screen looks, or whether it reads aloud."""
        self.display = display

    def activity(self) -> None:
        """A sign of life; takes the idle warning away and leads back to what it covered."""
        self.aside = self._silence.activity(self.aside)

    def tick(self) -> bool:
        """To be called every second. Opens the idle warning, or ends the visit; True when something changed."""
        before = self.aside
        if over := self._silence.tick(self):
            self.end()
        return over or self.aside is not before

    @property
    def seconds_left(self) -> int:
        """How long the idle warning still stands."""
        return self._silence.state(self).warning or 0

    # What the views show.

    @property
    def page(self) -> "Page":
        """Asking: the page as it stands, in easy words when the person asked for them."""
        assert isinstance(self.stage, Asking)  # noqa: S101 only question pages ask
        page = self.filling.page(self.stage.key)
        return page.easily() if self.display.easy_read else page

    @property
    def rows(self) -> "tuple[Row, ...]":
        """Check answers: every line."""
        return self.filling.rows()

    @property
    def consent_text(self) -> str:
        """What the person agrees to, in the language of the visit; it goes with the submission."""
        return self.offered.text("consent", self.language) or wording(self, "consent.text")

    @property
    def offered(self) -> "Service":
        """The chosen service, in its words for whom it is filled in for."""
        assert self.service is not None, "no service is chosen at this stage"  # noqa: S101 a fault of ours
        return self.service.for_other() if self.acting else self.service

    @property
    def missing_language(self) -> bool:
        """Whether the chosen form lacks the language of the visit, so that its questions stand in another."""
        filling = self._filling
        return filling is not None and language.missing(self.language, filling.form.languages)

    @property
    def form_language(self) -> str:
        """The code of the language that the form's questions stand in now."""
        return language.FALLBACK if self.missing_language else self.language

    @property
    def under_way(self) -> UnderWay:
        """What is filled in now, to be put beneath something else (kiosk/meanwhile.py)."""
        return UnderWay(
            self.stage, self.service, self.submission, self.confirm, self.stopped_at, self._filling
        )

    @under_way.setter
    def under_way(self, found: UnderWay) -> None:
        self.stage, self.service, self._filling = found.stage, found.service, found.filling
        self.submission, self.confirm, self.stopped_at = found.submission, found.confirm, found.stopped_at

    # Inside.

    def leave_service(self) -> None:
        """Nothing is chosen any more, and nothing of it is kept."""
        self._forget_answers()
        self.service = None

    def _forget_answers(self) -> None:
        if self._filling is not None:
            self._filling.forget()
        self._filling = None
        self.confirm = ""
        self.stopped_at = ()
        self._means.drafts.wipe()

    def _wipe(self) -> None:
        if self.beneath is not None:
            meanwhile.end(self)
        self._forget_answers()
        self.service = None
        self.aside = None
        self.helpers, self.proposal = (), Proposal()
        self.earlier.forget()
        self._silence.begin()
