"""What the council tells of how other people fared: kept by the kiosk, said of the very form, never guessed."""

import hashlib
import json
from datetime import date, timedelta

import pytest

from kiosk import variants
from kiosk.catalogue import BUILT_IN, read_service
from kiosk.language import Words
from kiosk.measures.figures import Figure, Figures
from kiosk.others import FILE, in_words, told_in
from offline_cache.delivery.exchange import Line
from offline_cache.figures_link import FiguresLink
from offline_cache.journeys import EVERY, SOON, Journeys
from tests.offline_cache.servers import RESET, FakeServer, problem, reply

DAY = date(2026, 11, 21)
JSON = "application/json"


class NothingWaits:
    """A box of journeys with nothing in it."""

    def first(self):
        return None


def told(*each):
    return Figures(DAY, each).written()


@pytest.mark.parametrize(
    "other",
    [
        RESET,
        problem(404),
        reply(304),
        reply(200, told(), Content_Type="text/html"),
        reply(200, b'{"day": "2026-11-21", "figures": 3}', Content_Type=JSON),
        reply(200, told(), Content_Type=JSON)[:-3],
    ],
)
def test_only_figures_take_the_place_of_figures(tmp_path, other):
    """Promise 5: a portal's page, half an answer or an older council change nothing."""
    file = tmp_path / FILE
    body = told(Figure("bins", "0" * 12, True, 8, 12))
    replies = iter([other, reply(200, body, Content_Type=JSON), other])
    with FakeServer(lambda _request: next(replies)) as server:
        link = FiguresLink(server.url, "token", Line(), file)
        assert (link.fetch(), file.exists()) == (False, False)
        assert link.fetch()
        assert not link.fetch()
    assert file.read_bytes() == body
    known = [request.headers.get("if-none-match") for request in server.requests]
    assert known == [None, None, f'"{hashlib.sha256(body).hexdigest()}"']
    assert server.requests[0].headers["authorization"] == "Bearer token"


def test_they_are_said_of_the_very_form_and_not_for_ever(tmp_path):
    service = read_service(BUILT_IN / "missed-bin" / "manifest.toml")
    figure = Figure(service.id, variants.digest(service), False, 7, 0)
    (tmp_path / FILE).write_bytes(told(figure))
    for days, shown in ((0, figure), (90, figure), (91, None), (-2, None)):
        assert told_in(tmp_path, lambda days=days: DAY + timedelta(days=days))(service) == shown
    (tmp_path / FILE).write_bytes(told(Figure(service.id, "0" * 12, True, 7, 0)))
    assert told_in(tmp_path, lambda: DAY)(service) is None, "another wording"
    (tmp_path / FILE).write_text(json.dumps({"day": "?"}))
    assert told_in(tmp_path, lambda: DAY)(service) is None
    assert told_in(tmp_path / "no", lambda: DAY)(service) is None


def test_what_is_said():
    """Here only of this kiosk; plainly where it was quick."""
    here, all_ = Figure("s", "0" * 12, True, 8, 12), Figure("s", "0" * 12, False, 10, 0)
    assert in_words(here, Words("en")) == "8 of 10 people finished this here in about 12 minutes."
    assert in_words(all_, Words("en")).endswith("who used our kiosks finished this in less than 5 minutes.")
    assert in_words(here, Words("pl")) == "8 na 10 osób skończyło to tutaj w około 12 minut."
    assert in_words(all_, Words("cy")).endswith("mewn llai na 5 munud.")


def test_they_are_fetched_beside_the_telling_and_only_online():
    """No line is opened for them while there is none."""
    online, fetched = [False], []
    journeys = Journeys(
        NothingWaits(), lambda: None, lambda: online[0], lambda: 0.0, lambda: fetched.append("figures")
    )
    assert (journeys.round(), fetched) == (SOON, [])
    online[0] = True
    assert (journeys.round(), fetched) == (EVERY, ["figures"])
