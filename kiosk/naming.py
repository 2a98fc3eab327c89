"""What services are called: each begins with what the person does, and no two could be taken for each other."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.catalogue import Service

VERBS = {
    "en": (
        "Apply, Appeal, Ask, Book, Borrow, Buy, Cancel, Challenge, Change, Check, Choose, Claim, Comment, Complain, "
        "Find out, Get, Give, Hire, Join, Learn, Move, Object, Order, Pay, Register, Renew, Rent, Replace, Report, "
        "Say, Send, Stop, Swap, Tell us, Vote"
    ),
    "cy": (
        "Gwneud cais, Apelio, Gofyn, Archebu, Trefnu, Benthyg, Prynu, Canslo, Herio, Newid, Gwirio, Dewis, Hawlio, "
        "Rhoi sylwadau, Cwyno, Cael gwybod, Cael, Rhoi gwybod, Llogi, Ymuno, Dysgu, Symud, Gwrthwynebu, Talu, "
        "Cofrestru, Adnewyddu, Rhentu, Dweud, Anfon, Stopio, Cyfnewid, Pleidleisio"
    ),
}
"""What a title begins with; in other languages it is not looked at."""
_PAY = {"en": "Pay", "cy": "Talu"}
_FIND = {"en": "Find out", "cy": "Cael gwybod"}
_INSTEAD = {
    "en": {
        "Request": "Ask for",
        "Submit": "Send",
        "Notify": "Tell us about",
        "Inform": "Tell us about",
        "Enquire": "Ask about",
        "Enrol": "Join",
        "Sign up": "Join",
        "Make a payment": "Pay",
        "Make an application": "Apply",
        "Raise": "Report",
        "Log": "Report",
        "View": "Find out",
    },
    "cy": {"Ymgeisio": "Gwneud cais", "Hysbysu": "Rhoi gwybod", "Cyflwyno": "Anfon"},
}
"""Other words for the same act: it is called the same everywhere."""
_JARGON = {
    "utilise": "use",
    "commence": "start",
    "domiciliary": "at home",
    "remittance": "payment",
    "proforma": "form",
    "assistance": "help",
    "pursuant": "under",
    "adaptations": "changes to a home",
    "e-form": "form",
    "online": "nothing, since it is said at a kiosk",
    "application form": "form",
    "scheme": "what it gives",
}
_KNOWN = {"UK", "TV", "GP", "NHS", "MOT"}
_LONGEST = 60
_ALIKE = 91
"""Of 100, as rapidfuzz compares two titles whatever the order of their words."""
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def verb(title: str, language: str) -> str:
    """What the person does, as the title begins with it; "" where it begins with none that is known."""
    known = VERBS.get(language, "").split(", ")
    return max((each for each in known if _begins(title, each)), key=len, default="")


def faults(service: "Service") -> Iterator[str]:
    """What is wrong with what a service is called, in sentences for its author."""
    for language, title in service.title.items():
        for fault in _faults(title, language, pays=service.pay is not None):
            yield f"title, {language}: “{title}” {fault}"


def of_page(title: str) -> Iterator[str]:
    """The same of a page of information, which need not begin with what one does."""
    yield from _plain(title)


def alike(titles: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Pairs of ids whose titles, of one language, could be taken for each other: both ids, then both titles."""
    from rapidfuzz import fuzz  # noqa: PLC0415 heavy, and only for those who write services

    for (one, first), (other, second) in combinations(titles, 2):
        if fuzz.token_sort_ratio(first.casefold(), second.casefold()) >= _ALIKE:
            yield one, other, first, second


def among(services: "Iterable[Service]") -> Iterator[tuple[str, str]]:
    """What is wrong between services: the id of one, and a sentence for its author."""
    found = sorted(services, key=lambda each: each.id)
    for language in sorted({code for each in found for code in each.title}):
        titles = [(each.id, each.title[language]) for each in found if language in each.title]
        for one, other, first, second in alike(titles):
            yield other, f"title, {language}: “{second}” is much like “{first}” of {one}; tell them apart."


def _faults(title: str, language: str, *, pays: bool) -> Iterator[str]:
    yield from _plain(title)
    if language not in VERBS:
        return
    instead = next((pair for pair in _INSTEAD[language].items() if _begins(title, pair[0])), None)
    if instead:
        yield f"begins with “{instead[0]}”; write “{instead[1]}”, as everywhere."
    elif not (found := verb(title, language)):
        yield "does not begin with what the person does; begin with a word such as “Apply”, “Report” or “Tell us”."
    elif pays != (found == _PAY[language]):
        what = "pays something" if pays else "sends a form"
        yield f"begins with “{found}”, but the service {what}; begin with another word."
    elif found == _FIND[language]:
        yield f"begins with “{found}”, which is for pages of information; begin with another word."


def _plain(title: str) -> Iterator[str]:
    if len(title) > _LONGEST:
        yield f"is longer than {_LONGEST} letters; say it shorter."
    if title.endswith("."):
        yield "ends with a full stop; take it out."
    if short := [each for each in _CAPITALS.findall(title) if each not in _KNOWN]:
        yield f"has the abbreviation “{short[0]}”; write it out."
    words = [word for word in title.split()[1:] if word[0].isalpha()]
    if len(words) > 2 and sum(word[0].isupper() for word in words) > len(words) / 2:  # noqa: PLR2004 a name has two
        yield "has capitals as in a headline; only the first word and names have them."
    for word, plain in _JARGON.items():
        if re.search(rf"\b{word}\b", title, re.IGNORECASE):
            yield f"says “{word}”; say {plain}."


def _begins(title: str, words: str) -> bool:
    return re.match(rf"{re.escape(words)}\b", title) is not None
