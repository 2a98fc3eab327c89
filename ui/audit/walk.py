"""Goes through the pages: the shell's, each stage and aside, and those of a form, with plausible answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk import helping
from kiosk.catalogue import Service
from kiosk.coming_back import draft_of, go_on, offer
from kiosk.forms.page import Raw
from kiosk.helper import BEHALF
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Asking, AToZ, CheckAnswers, Consent, Related, Unusable
from ui.audit import contact
from ui.audit.asking import asked
from ui.audit.caller import called
from ui.audit.kiosk import Kiosk
from ui.audit.pauser import paused, somewhere
from ui.audit.rater import rated
from ui.console import PAGES

MOST_PAGES = 2_000
LEFT = 95.0
"""Seconds left on the page that asks who comes back."""


@dataclass(frozen=True)
class Subject:
    """A service to walk, with an answer for each path that leads on. ``trouble`` says why none was found."""

    service: Service
    answers: Mapping[str, Raw]
    trouble: str = ""

    @property
    def name(self) -> str:
        """How the report names it."""
        return self.service.id


def shell(kiosk: Kiosk, subject: Subject) -> Iterator[str]:
    """The kiosk's own pages; stops at each and gives its name."""
    visit = kiosk.visit
    kiosk.window.pausing = somewhere(kiosk.window, visit)
    yield "welcome"
    kiosk.go(lambda: visit.begin(kiosk.language))
    yield "categories"
    kiosk.go(lambda: setattr(visit, "stage", AToZ("", (), visit.stage)))
    yield "a to z"
    kiosk.go(visit.back)
    yield from contact.read(kiosk)
    yield from asked(kiosk)
    kiosk.go(lambda: visit.open_category(subject.service.category))
    yield "services"
    kiosk.go(lambda: visit.choose(subject.service.id))
    kiosk.go(visit.start)
    for aside in Aside:
        kiosk.go(lambda aside=aside: visit.open(aside))  # type: ignore[misc]  # mypy sees no type in the default
        yield aside.value
        kiosk.go(visit.close)
    yield from called(kiosk)
    yield from paused(kiosk)
    yield from _console(kiosk)
    yield from _helped(kiosk)
    draft = draft_of(visit, Settings())
    if draft is not None:
        kiosk.go(lambda: offer(visit, draft, lambda: LEFT))
        yield "coming back"
        kiosk.go(lambda: go_on(visit))
    _to_consent(kiosk, subject)
    if isinstance(visit.stage, Consent):
        visit.stage = Consent(trouble="consent.not_saved")
        kiosk.go(lambda: None)
        yield "not saved"
        kiosk.go(kiosk.window.submit)
        yield "sending"
        kiosk.commit()
        yield "reference"
        kiosk.go(lambda: visit.open(Aside.WRITING))
        yield "to write down"
        kiosk.go(visit.close)
        yield from rated(kiosk)
        kiosk.go(visit.finish)
        if isinstance(visit.stage, Related):
            yield "related services"
            kiosk.go(visit.finish)
        yield "goodbye"
    for reason in ("form", "outbox", "key", "fault", "stopped"):
        kiosk.go(lambda reason=reason: visit.fail(f"unusable.{reason}"))  # type: ignore[misc]  # likewise
        yield f"unusable, {reason}"


def _helped(kiosk: Kiosk) -> Iterator[str]:
    """A question while somebody types and it is for somebody else."""
    visit = kiosk.visit
    for mode, who in (("types", "family"), (BEHALF, "partner")):
        helping.propose(visit, mode)
        helping.known_as(visit, who)
        kiosk.go(lambda: helping.name(visit, "Sam"))
        kiosk.go(lambda: helping.agree(visit))
    yield "with a helper"
    visit.helpers = ()


def _console(kiosk: Kiosk) -> Iterator[str]:
    """The pages of staff, as IT has them."""
    desk = kiosk.window.desk
    assert desk is not None  # noqa: S101 the kiosk of the audit has one
    kiosk.go(lambda: kiosk.visit.open(Aside.STAFF))
    desk.trouble = ""  # of the page before: no other opens while it is told
    for act in PAGES:
        kiosk.go(lambda act=act: desk.to(act))  # type: ignore[misc]  # likewise
        yield f"staff, {act.value}"
    kiosk.go(kiosk.visit.close)


def form(kiosk: Kiosk, subject: Subject) -> Iterator[str]:
    """The pages of a service: before it, each question as it comes up and with its problem, check, send, reference."""
    visit, name = kiosk.visit, subject.name
    kiosk.go(lambda: visit.begin(kiosk.language))
    kiosk.go(lambda: visit.choose(subject.service.id))
    yield f"{name}, before"
    if isinstance(visit.stage, Unusable):
        return
    yield from contact.before_form(kiosk, name)
    for _ in range(MOST_PAGES):
        if not isinstance(stage := visit.stage, Asking):
            break
        page = f"{name} {stage.key}"
        yield page
        kiosk.go(visit.proceed)
        if visit.stage == stage and kiosk.look.input != "touch":
            yield f"{page}, problem"
        elif visit.stage != stage:
            kiosk.go(visit.back)
        fill(kiosk, subject)
        if kiosk.look.input == "touch":  # by turns, for time's sake: each theme and size meets each input
            kiosk.go(lambda: None)
            yield f"{page}, answered"
        kiosk.go(visit.proceed)
        if visit.stage == stage:
            return  # no answer leads on: told once, as the subject's trouble
    if isinstance(visit.stage, CheckAnswers):
        yield f"{name}, check answers"
        kiosk.go(visit.agree)
        yield from contact.paid(kiosk, name)
    if isinstance(visit.stage, Consent):
        yield f"{name}, consent"
        kiosk.go(kiosk.window.submit)
        kiosk.commit()
        yield f"{name}, reference"


def fill(kiosk: Kiosk, subject: Subject) -> None:
    """Answers what the page asks, and what comes up by that."""
    filled: set[str] = set()
    while True:
        asked = [question.path for question in kiosk.visit.page.questions]
        new = next((path for path in asked if path in subject.answers and path not in filled), None)
        if new is None:
            return
        filled.add(new)
        kiosk.given.add(new)
        kiosk.visit.answer(new, subject.answers[new])


def _to_consent(kiosk: Kiosk, subject: Subject) -> None:
    visit = kiosk.visit
    for _ in range(MOST_PAGES):
        if not isinstance(before := visit.stage, Asking):
            break
        fill(kiosk, subject)
        visit.proceed()
        if visit.stage == before:
            return
    kiosk.go(visit.agree)
