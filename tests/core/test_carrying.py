"""Told once: what is kept of a form, for whom, and that no route leaves anything of it."""

import random
from concurrent.futures import Future
from dataclasses import replace

import pytest

from kiosk import carrying, catalogue, helping, related
from kiosk.coming_back import draft_of
from kiosk.errors import StoreError
from kiosk.forms import xform
from kiosk.idle import Idle
from kiosk.pausing.cupboard import Kept
from kiosk.pausing.saved import saved_of
from kiosk.pausing.steps import put_away, take_up
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, Before, Consent, Goodbye, Related, UseAgain, Welcome
from kiosk.visit import Means, Visit
from tests.scenario import NOW, ask, bind
from tests.scenario import xform as written

CANARY = "Ann Canary4711"
_ASKED = {"full": "name", "born": "bday", "call": "tel", "other": "tel", "number": "nino", "note": ""}


def form(**more):
    """A form that asks all of it; ``more`` are attributes of its binds."""
    nodes = "".join(f"<{name}/>" for name in _ASKED)
    types = {"born": "date"}
    binds = "".join(
        bind(f"/data/{name}", **({"type": types.get(name, "string")} | more.get(name, {}))) for name in _ASKED
    )
    looks = {"number": {"appearance": "ni-number"}}
    body = "".join(
        ask(f"/data/{name}", f"Your {name}?", **({"k:once": once} if once else {}), **looks.get(name, {}))
        for name, once in _ASKED.items()
    )
    return written(nodes, binds, body)


class Outbox:
    """Promises that the test keeps."""

    def refusal(self, _destination):
        return ""

    def put(self, _answers):
        self.promise = Future()
        return self.promise


class Kiosk:
    """Three services, of which each names the next; its clock stands still until it is moved."""

    def __init__(self, folder, second=None):
        for name, what, after in (
            ("one", form(), "two"),
            ("two", second or form(), "one"),
            ("three", form(), "two"),
        ):
            place = folder / name
            place.mkdir()
            (place / "form.xml").write_bytes(what)
            (place / "manifest.toml").write_text(
                f'id = "{name}"\ncategory = "all"\nrelated = ["{after}", "none"]\n'
                f'title = {{ en = "Apply for {name}" }}\nsummary = {{ en = "x" }}\n'
            )
        self.seconds = 0.0
        self.outbox = Outbox()
        found = catalogue.load(folder)
        ids = iter(range(1000))
        self.visit = Visit(
            Means(
                catalogue=lambda: found,
                load_form=lambda service: xform.load((service.folder / service.form).read_bytes()),
                outbox=self.outbox,
                idle=Idle(lambda: self.seconds, 90, 60),
                now=lambda: NOW,
                random=random.Random(1),
                new_id=lambda: f"00000000-0000-4000-8000-{next(ids):012d}",
            )
        )
        self.visit.begin("en")

    def fill(self, service="one", **answers):
        """To the page of consent of a service."""
        visit = self.visit
        visit.choose(service)
        visit.start()
        given = {"full": CANARY, "born": ("3", "5", "1948"), "call": "01632 960001", "number": "AB123456C"}
        for name, raw in (given | answers).items():
            visit.answer(f"/data/{name}", raw)
        visit.agree()
        assert visit.stage == Consent()

    def send(self):
        self.visit.submit()
        self.outbox.promise.set_result("KTM7RF2WD")
        self.visit.committed(self.outbox.promise)

    def kept(self, **answers):
        """The first form sent with the wish that its answers be kept, and the second chosen."""
        self.fill(**answers)
        carrying.want(self.visit, wanted=True)
        self.send()
        self.visit.finish()
        self.visit.choose("two")
        self.visit.start()
        return self.visit


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path)


def test_nothing_outlives_a_form_unless_it_was_wished_for_before(kiosk):
    """Promise 2: the answers are gone once they are committed; afterwards nobody is asked."""
    kiosk.fill()
    assert carrying.can_be_kept(kiosk.visit) == ("name", "bday", "tel", "nino")
    kiosk.send()
    assert kiosk.visit.earlier.kept == {}
    kiosk.visit.finish()
    kiosk.visit.choose("two")
    kiosk.visit.start()
    assert kiosk.visit.stage == Asking("/data/full")
    assert kiosk.visit.filling.told_once(sent=True) == ()


def test_only_what_is_marked_and_answered_is_kept(kiosk):
    kiosk.fill(note="a secret", call="", other="01632 960002")
    carrying.want(kiosk.visit, wanted=True)
    kiosk.send()
    assert set(kiosk.visit.earlier.kept) == {"name", "bday", "tel", "nino"}
    assert "a secret" not in kiosk.visit.earlier.kept.values()


def test_nothing_is_kept_of_a_form_that_must_not_be_seen(kiosk):
    """P6: the wish from another form does not hold for it."""
    kiosk.fill()
    carrying.want(kiosk.visit, wanted=True)
    kiosk.visit.service = replace(kiosk.visit.service, sensitive=True)
    assert carrying.can_be_kept(kiosk.visit) == ()
    kiosk.send()
    assert kiosk.visit.earlier.kept == {}


def test_each_answer_is_shown_and_none_is_chosen(kiosk):
    """C3, P4: what is masked shows its length alone; two questions that ask the same are one row."""
    visit = kiosk.kept()
    assert visit.stage == UseAgain()
    assert [(each.kind, each.answer) for each in visit.earlier.offers] == [
        ("name", CANARY),
        ("bday", "3 May 1948"),
        ("tel", "01632 960001"),
        ("nino", "Hidden. Letters and numbers: 9"),
    ]
    assert visit.earlier.chosen == frozenset()
    assert visit.filling.told_once(sent=True) == ()
    carrying.use(visit)
    assert visit.stage == Asking("/data/full")
    assert visit.filling.told_once(sent=True) == ()


def test_the_lines_of_an_address_are_chosen_as_one(tmp_path):
    lines = {"one": "address-line1", "town": "address-level2", "code": "postal-code"}
    nodes = "".join(f"<{name}/>" for name in lines)
    body = "".join(ask(f"/data/{name}", name, **{"k:once": once}) for name, once in lines.items())
    second = written(nodes, "", body)
    kiosk = Kiosk(tmp_path, second)
    kiosk.visit.earlier.kept = {
        "address-line1": "1 High St",
        "address-level2": "Merrow",
        "postal-code": "M1 1AE",
    }
    kiosk.visit.choose("two")
    kiosk.visit.start()
    (offer,) = kiosk.visit.earlier.offers
    assert (offer.kind, offer.label, offer.answer) == ("address", "Address", "1 High St, Merrow, M1 1AE")
    carrying.choose_all(kiosk.visit)
    carrying.use(kiosk.visit)
    assert [row.answer for row in kiosk.visit.rows] == ["1 High St", "Merrow", "M1 1AE"]


def test_what_is_chosen_stands_in_the_form_and_can_be_changed(kiosk):
    visit = kiosk.kept()
    carrying.choose_all(visit)
    carrying.choose(visit, "bday", chosen=False)
    carrying.use(visit)
    rows = {row.path: row.answer for row in visit.rows}
    assert rows["/data/full"] == CANARY
    assert rows["/data/born"] == ""
    assert rows["/data/call"] == rows["/data/other"] == "01632 960001"
    visit.answer("/data/full", "Somebody else")
    assert visit.filling.check_all() is None
    assert b"Somebody else" in visit.filling.instance()
    visit.back()
    visit.start()
    assert [each.kind for each in visit.earlier.offers] == ["bday"]  # what stands there is not asked about
    visit.back()
    assert visit.stage == Before()


def test_what_the_other_form_does_not_take_is_left_out(tmp_path):
    """Its constraint, its type and what it only shows are its own."""
    second = form(
        full={"constraint": "string-length(.) < 5"},
        call={"readonly": "true()"},
        other={"readonly": "true()"},
        born={"type": "string"},
    )
    visit = Kiosk(tmp_path, second).kept()
    assert [each.kind for each in visit.earlier.offers] == ["nino"]


def test_what_is_not_asked_yet_is_offered_and_waits(tmp_path):
    """Most forms ask who somebody is behind their first answer. Nothing is sent that is not asked after all."""
    second = form(full={"relevant": "/data/note = 'yes'"}, born={"relevant": "/data/note = 'no'"})
    visit = Kiosk(tmp_path, second).kept()
    assert [each.kind for each in visit.earlier.offers] == ["name", "bday", "tel", "nino"]
    carrying.choose_all(visit)
    carrying.use(visit)
    assert CANARY.encode() not in visit.filling.instance()
    visit.answer("/data/note", "yes")
    sent = visit.filling.instance()
    assert CANARY.encode() in sent
    assert b"1948" not in sent


def test_it_is_of_whom_it_was_of(kiosk):
    """S3: what was told of somebody else is not offered for the person, nor the other way round."""
    kiosk.fill()
    carrying.want(kiosk.visit, wanted=True)
    kiosk.send()
    kiosk.visit.finish()
    helping.propose(kiosk.visit, "behalf")
    helping.known_as(kiosk.visit, "friend")
    helping.name(kiosk.visit, "Bob")
    helping.agree(kiosk.visit)
    kiosk.visit.choose("two")
    kiosk.visit.start()
    assert kiosk.visit.stage == Asking("/data/full")


def reachable(root):
    """Every text that can be reached from a visit."""
    seen, waiting, texts = set(), [root], []
    while waiting:
        found = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, str):
            texts.append(found)
        elif isinstance(found, dict):
            waiting += [*found, *found.values()]
        elif isinstance(found, list | tuple | set | frozenset):
            waiting += found
        elif type(found).__module__.startswith("kiosk"):
            names = [*getattr(found, "__dict__", ()), *getattr(type(found), "__slots__", ())]
            waiting += [getattr(found, name, None) for name in names]
    return texts


def crash(kiosk):
    """The program ends: all that is left of the visit is its draft."""
    kiosk.visit = draft_of(kiosk.visit, Settings())


def pause(kiosk):
    """What the code opens has the answers of the form under way, and nothing of what was kept from another."""
    saved = saved_of(kiosk.visit, Settings())
    put_away(kiosk.visit, Kept("id", None, NOW))
    assert CANARY not in " ".join(reachable(kiosk.visit))
    kiosk.visit.end()
    kiosk.visit.begin("en")
    assert take_up(kiosk.visit, saved)


def idle(kiosk):
    kiosk.visit.activity()
    kiosk.seconds = 1000.0
    assert kiosk.visit.tick()


def finish(kiosk):
    kiosk.visit.back()
    kiosk.visit.back()
    assert kiosk.visit.stage == Related()
    kiosk.visit.finish()
    assert kiosk.visit.stage == Goodbye()


def change_mind(kiosk):
    """The wish is taken back in the next form."""
    kiosk.visit.agree()
    carrying.want(kiosk.visit, wanted=False)


@pytest.mark.parametrize(
    "route",
    [
        finish,
        idle,
        crash,
        pause,
        change_mind,
        pytest.param(lambda kiosk: kiosk.visit.end(), id="leave now"),
        pytest.param(lambda kiosk: kiosk.visit.fail(), id="fault"),
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_no_route_leaves_anything_of_it(kiosk, route, asked):
    """P1: on the page that asks, and behind it with none chosen; Finish, silence, a crash, a pause, Leave now."""
    visit = kiosk.kept()
    assert CANARY in reachable(visit)
    if not asked or route in (pause, crash, change_mind):
        carrying.use(visit)
    assert CANARY in reachable(visit)
    route(kiosk)
    assert [text for text in reachable(kiosk.visit) if CANARY in text or "AB123456C" in text] == []


def test_what_cannot_be_kept_safe_is_not_lost(kiosk):
    """A disk that is full keeps the answers in the form; the wish stands for the next try."""
    kiosk.fill()
    carrying.want(kiosk.visit, wanted=True)
    kiosk.visit.submit()
    kiosk.outbox.promise.set_exception(StoreError("full"))
    kiosk.visit.committed(kiosk.outbox.promise)
    assert kiosk.visit.earlier.kept == {}
    kiosk.send()
    assert kiosk.visit.earlier.kept["name"] == CANARY


def test_what_the_manifest_names_is_offered_and_nothing_twice(kiosk):
    visit = kiosk.visit
    kiosk.fill()
    kiosk.send()
    visit.finish()
    assert visit.stage == Related()
    assert [each.id for each in related.offered(visit)] == ["two"]
    visit.earlier.not_for |= {"two"}
    assert related.offered(visit) == ()
    visit.earlier.not_for = frozenset()
    visit.choose("two")
    visit.back()
    kiosk.fill("two")
    kiosk.send()
    visit.finish()  # it names the first, which is done
    assert visit.stage == Goodbye()
    assert (visit.earlier.done, visit.language) == ((), "en")


def test_from_the_shelves_back_leads_to_what_was_offered(kiosk):
    visit = kiosk.visit
    kiosk.fill()
    kiosk.send()
    visit.finish()
    visit.browse()
    visit.back()
    assert visit.stage == Related()
    visit.end()
    assert visit.stage == Welcome()
    assert related.missing(visit.catalogue.services) == tuple(
        (each, "none") for each in ("one", "three", "two")
    )
