"""Goes through a service's form as a person does, page by page, saying only the answers that matter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from random import Random

from kiosk.catalogue import BUILT_IN
from kiosk.forms.filling import Filling
from kiosk.forms.form import Form
from kiosk.forms.page import Question, Raw
from kiosk.forms.xform import load

TODAY = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
MOST_PAGES = 200

TYPED: Mapping[str, Raw] = {
    "postcode": "mr1 2ab",
    "phone": "01632 960 001",
    "call_phone": "01632 960 001",
    "email": "mair@example.org",
    "national_insurance": "ab 12 34 56 c",
    "partner_national_insurance": "AB123457A",
    "address": ("1 Lantern Row", "", "Merrow", "", "mr12ab"),
    "registration_1": "mr12 abc",
    "registration_2": "",
    "old_card_number": "mer123456",
    "old_pass_number": "633597 0123 4567 8901",
    "tenancy_number": "t123456",
    "council_tax_number": "1234 5678",
    "account": "1234 5678",
    "notice": "mw 1234 5678",
    "previous_number": "MERROW 4711",
    "missed_on": ("17", "11", "2026"),
    "award_end": ("31", "3", "2029"),
    "moved_in": ("1", "6", "2015"),
    "backdate_from": ("1", "10", "2026"),
    "date_of_birth": ("31", "3", "1948"),
    "partner_date_of_birth": ("2", "tachwedd", "1950"),
}


@dataclass(frozen=True)
class Walked:
    """What a journey met: every question's last state by name, check answers as label and answer, and the XML."""

    seen: Mapping[str, Question]
    rows: tuple[tuple[str, str], ...]
    xml: str

    @property
    def asked(self) -> frozenset[str]:
        """The names of what was on the way, notes too."""
        return frozenset(self.seen)


@cache
def form_of(service: str) -> Form:
    """The published form, as the kiosk loads it."""
    return load((BUILT_IN / service / "form.xml").read_bytes())


def fill(service: str, language: str = "English (en)", seed: int = 0) -> Filling:
    """A filling that knows what day it is."""
    random = Random(seed)
    return Filling(
        form_of(service),
        language=language,
        now=lambda: TODAY,
        random=random,
        new_id=lambda: f"00000000-0000-4000-8000-{random.getrandbits(48):012x}",
    )


def usual(question: Question) -> Raw:
    """What somebody answers who has nothing special to say."""
    name = name_of(question)
    if name in TYPED:
        return TYPED[name]
    values = [choice.value for choice in question.choices]
    value = next((v for v in ("no", "none") if v in values), values[0] if values else "")
    if question.input in ("choice_one", "acknowledge"):
        return value
    if question.input == "choice_many":
        return (value,)
    return "2" if question.input in ("number", "money") else "Mair Parry"


def name_of(question: Question) -> str:
    """The name in the form: the last step of the path."""
    return question.path.rpartition("/")[2]


def go(filling: Filling, choose: Callable[[Question], Raw]) -> Walked:
    """From the first page to check answers. A page that cannot be left, or never ends, fails the test."""
    seen: dict[str, Question] = {}
    key = filling.next_key(None)
    for _ in range(MOST_PAGES):
        if key is None:
            break
        for question in filling.page(key).questions:
            if question.input != "note":
                filling.answer(question.path, choose(question))
        problems = [(question.path, problem.message) for question, problem in filling.check(key)]
        assert problems == [], key
        seen |= {name_of(question): question for question in filling.page(key).questions}
        key = filling.next_key(key)
    assert key is None
    assert filling.check_all() is None
    rows = tuple((row.label, row.answer) for row in filling.rows())
    return Walked(seen, rows, filling.instance().decode())


def journey(service: str, language: str = "English (en)", **answers: Raw) -> Walked:
    """A whole journey in which ``answers`` are given by name and everything else as usual.

    Every name in ``answers`` must come up, so that a journey cannot pass by without what it is about.
    """
    walked = go(fill(service, language), lambda question: answers.get(name_of(question), usual(question)))
    assert set(answers) <= walked.asked
    return walked


def refused(service: str, name: str, raw: Raw, **answers: Raw) -> str:
    """What is said when ``raw`` is given for ``name``; "" when it is taken."""
    filling = fill(service)
    key = filling.next_key(None)
    while key is not None:
        for question in filling.page(key).questions:
            if name_of(question) == name:
                filling.answer(question.path, raw)
                found = {name_of(each): problem for each, problem in filling.check(key)}
                return (found[name].message or found[name].code) if name in found else ""
            if question.input != "note":
                filling.answer(question.path, answers.get(name_of(question), usual(question)))
        key = filling.next_key(key)
    raise AssertionError(f"{name} never came up")
