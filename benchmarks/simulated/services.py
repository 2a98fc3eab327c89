"""The forms that the simulated people fill in: those of our own services, as they are, and ways through them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random

from kiosk import variants
from kiosk.catalogue import BUILT_IN
from kiosk.forms.filling import Filling
from kiosk.forms.form import Control, Form
from kiosk.forms.walk import Walk, walk
from kiosk.forms.walking.all_paths import POSITION
from kiosk.forms.wording import Text
from kiosk.forms.xform import load
from kiosk.insight.kinds import Known, known_pages

SERVICES = (
    "blue-badge",
    "bus-pass",
    "council-tax-reduction",
    "housing-repair",
    "library-membership",
    "missed-bin",
)
_SHARES = (0.2, 0.15, 0.15, 0.15, 0.15, 0.2)
_WALKS = 10
_OURS = {"before": 90, "check": 120, "consent": 110, "sent": 60}
"""Words of the pages that are the kiosk's own."""

_FURNITURE = 7
_HARD = 0.5
"""How much pages differ in how often something goes wrong: of the logarithm. Assumed."""

_LETTERS = {"text": 12, "integer": 3, "decimal": 5, "date": 8}


@dataclass(frozen=True)
class Sheet:
    """One page as people meet it. ``asked`` are its questions, each with how many letters are written, 0 to choose.

    ``hard`` is how many times as often as on most pages something goes wrong here, with nothing amiss.
    """

    words: int
    stops: int
    asked: tuple[tuple[str, int], ...]
    hard: float = 1.0


@dataclass(frozen=True)
class Service:
    """A form: its pages, and several ways through it from "before" to "sent"."""

    name: str
    form: str
    version: str
    sheets: Mapping[str, Sheet]
    ways: tuple[tuple[str, ...], ...]
    known: Mapping[str, Known]


def services() -> tuple[Service, ...]:
    """All six."""
    return tuple(_service(name) for name in SERVICES)


def chosen(random: Random, among: tuple[Service, ...]) -> Service:
    """Which one somebody came for."""
    return random.choices(among, _SHARES)[0]


def _service(name: str) -> Service:
    xml = (BUILT_IN / name / "form.xml").read_bytes()
    form = load(xml)
    walks = [_walk(form, seed) for seed in range(_WALKS)]
    # Those who find at once that they need no form are few: a way of a few pages is none through it.
    longest = max(map(len, walks))
    ways = tuple(("before", *way, "check", "consent", "sent") for way in walks if len(way) > longest / 4)
    known = known_pages(form, "en")
    ours = {page: Sheet(words, _FURNITURE, ()) for page, words in _OURS.items()}
    digest = variants.digest_of(sha256(xml).hexdigest())
    return Service(name, digest, form.version, ours | _sheets(form, known), ways, known)


def _walk(form: Form, seed: int) -> tuple[str, ...]:
    random = Random(seed)
    filling = Filling(
        form,
        language=form.default_language,
        now=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC),
        random=random,
        new_id=lambda: "00000000-0000-4000-8000-000000000001",
    )
    walked = walk(filling, random)
    assert isinstance(walked, Walk), walked
    return walked.pages


def _sheets(form: Form, known: Mapping[str, Known]) -> dict[str, Sheet]:
    on: dict[str, list[Control]] = {page: [] for page in known}
    for control in form.controls:
        page = control.path
        while page not in on:
            page = page.rpartition("/")[0]
        on[page].append(control)
    return {
        page: _sheet(controls, form.default_language, Random(form.id + page).lognormvariate(0, _HARD))
        for page, controls in on.items()
        if controls
    }


def _sheet(controls: list[Control], language: str, hard: float) -> Sheet:
    texts = [text for one in controls for text in (one.label, one.hint, *(item.label for item in one.items))]
    return Sheet(
        sum(len(_said(text, language).split()) for text in texts),
        _FURNITURE + sum(len(one.items) or 1 for one in controls),
        tuple(
            (one.path, _LETTERS.get(one.type, 0))
            for one in controls
            if one.type != "note" and one.bind.read_only is None
        ),
        hard,
    )


def _said(text: Text | None, language: str) -> str:
    return text.say(language, lambda _: "") if text else ""


def plain(page: str) -> str:
    """The page, whichever entry of a repeat it is."""
    return POSITION.sub("", page)


def sheet(service: Service, page: str) -> Sheet:
    """What stands on a page."""
    return service.sheets.get(plain(page)) or Sheet(20, _FURNITURE, ())
