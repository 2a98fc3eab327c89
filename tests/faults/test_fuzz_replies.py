"""Fuzz: whatever a server answers, byte by byte, is an outcome; and only its own whole proof is acceptance."""

import base64
import re

import pytest

from kiosk.bundle.installed import installed
from kiosk.errors import BundleError
from offline_cache.bundle_link import MEDIA_TYPE, BundleLink
from offline_cache.delivery.exchange import Line
from offline_cache.delivery.outcome import Accepted, Held, Incomplete, Paused, Retry, Uncertain
from offline_cache.in_pieces import Fetched
from tests.bundles.bundle_rig import Kiosk, small
from tests.faults.amount import amount, dice
from tests.faults.wire import spoil
from tests.offline_cache.servers import RESET, FakeServer, reply
from tests.offline_cache.test_every_destination import KINDS

EACH = amount(60, 1_200)
SENDING = {"PUT", "POST"}
OUTCOMES = (Accepted, Held, Incomplete, Paused, Retry, Uncertain)


def of_council(said, request):
    field = re.search(rb"sha-256=:([A-Za-z0-9+/]{43}=):", said)
    return field and base64.b64decode(field[1]) == request.digest and _status(said) in {200, 201}


def of_openrosa(said, request):
    return b"OpenRosaResponse>" in said and _status(said) in {201, 202}


def of_open311(said, request):
    return re.search(rb"service_request_id|token", said) and _status(said) in {200, 201}


PROOF = {"council": of_council, "openrosa": of_openrosa, "open311": of_open311}
"""What must at least be in the bytes of an answer that counts as acceptance."""


def _status(said):
    """Of the last answer, where some that go on stand before it; whatever HTTP it says that it speaks."""
    found = re.findall(r"HTTP/\S*\s+([+_\d]+)", said.decode("latin-1"))
    return int(found[-1]) if found else 0


class Spoiling:
    """Answers as a good server does, but spoilt: half of the time only the answer to the submission itself."""

    def __init__(self, good, chance):
        self._good = good
        self._chance = chance
        self.said = b""
        self.request = None
        self.how = ""

    def __call__(self, request):
        whole = self._good(request)
        assert isinstance(whole, bytes)
        self.request = request
        self.said = whole
        if request.method in SENDING or self._chance.random() < 0.2:
            self.how, self.said = spoil(whole, self._chance)
        return self.said


@pytest.mark.parametrize("name", KINDS)
def test_a_spoilt_answer_is_acceptance_only_when_its_proof_is_whole(name, tried):
    kind = KINDS[name]
    spoiling = Spoiling(kind.good(), dice("replies", name))
    ends = dict.fromkeys((one.__name__ for one in OUTCOMES), 0)
    with FakeServer(spoiling) as server:
        destination = kind.make(server.url, read_timeout=0.5)
        for number in range(EACH):
            server.requests.clear()
            outcome = destination.deliver(kind.envelope)
            assert isinstance(outcome, OUTCOMES), (number, spoiling.said)
            ends[type(outcome).__name__] += 1
            if isinstance(outcome, Accepted):
                assert spoiling.request.method in SENDING
                assert PROOF[name](spoiling.said, spoiling.request), (number, spoiling.said)
    told = ", ".join(f"{many} {end}" for end, many in ends.items() if many)
    tried(f"fuzz: answers to {name}", EACH, f"{told}; 0 accepted without proof")
    assert ends["Accepted"] < EACH


@pytest.mark.parametrize("name", KINDS)
def test_an_answer_that_is_cut_off_anywhere_is_acceptance_only_when_its_proof_came(name, tried):
    kind = KINDS[name]
    good = kind.good()
    cut = 0
    accepted = []

    def answer(request):
        whole = good(request)
        return whole[:cut] if request.method in SENDING else whole

    with FakeServer(answer) as server:
        destination = kind.make(server.url, read_timeout=0.5)
        destination.deliver(kind.envelope)
        body = next(request for request in server.requests if request.method in SENDING)
        length = len(good(body))
        for cut in range(0, length, amount(9, 1)):
            accepted += [cut] * isinstance(destination.deliver(kind.envelope), Accepted)
    tried(
        f"answers to {name}, cut off at each byte",
        length,
        f"{len(accepted)} accepted, by the proof in the head",
    )
    head = good(body).index(b"\r\n\r\n")
    assert all(name == "council" and at >= head for at in accepted)


def test_a_spoilt_fetch_never_brings_another_bundle(tmp_path, tried):
    chance = dice("fetch")
    whole = small(tmp_path, 2).read_bytes()
    ends = dict.fromkeys(Fetched, 0)
    taken = 0

    def answer(request):
        good = reply(200, whole, Content_Type=MEDIA_TYPE, ETag='"two"')
        return chance.choice((RESET, b"")) if chance.random() < 0.05 else spoil(good, chance)[1]

    with FakeServer(answer) as server:
        for number in range(amount(40, 2_000)):
            folder = tmp_path / "fetched"
            link = BundleLink(server.url, "token", Line(read_timeout=0.5), folder)
            fetched = link.fetch()
            ends[fetched] += 1
            if fetched is Fetched.NEW and link.file.read_bytes() != whole:
                kiosk = Kiosk(tmp_path / "shelf")
                kiosk.root.mkdir(exist_ok=True)
                with pytest.raises(BundleError):
                    kiosk.take(link.file)
                assert installed(kiosk.root) is None, number
                taken += 1
            for file in folder.iterdir():
                file.unlink()
    tried("fuzz: answers to a fetch", sum(ends.values()), f"{taken} other bundles, all refused")
    assert ends[Fetched.NEW] < sum(ends.values())
