"""People at kiosks who ask for a person (S1): what kiosks say, what the desk sees and does, and what is kept of it."""

import base64
import hashlib
import re
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from council_api import help_calls, kiosks
from council_api.audit import Action
from council_api.limits import Limits
from council_api.policy import Allowance, Retention
from council_api.retention import purge
from council_api.tables import help_call
from tests.council_api.conftest import BEGIN
from tests.council_api.test_council_audit import did
from tests.council_api.test_council_inbox import HOSTILE, Page
from tests.council_api.test_council_metrics import told as numbers


@pytest.fixture
def database():
    """What is special to PostgreSQL is tested below by itself."""


class AtKiosk:
    """One call, as its kiosk says it."""

    def __init__(self, council, token=None):
        self.council = council
        self.token = token or council.token
        self.id = str(uuid.uuid4())

    def say(self, status=200, **said):
        said = {"kind": "help", "place": "Ground floor", "service": "blue-badge", "stage": "question"} | said
        credential = {"Authorization": f"Bearer {self.token}"}
        answer = self.council.client.put(f"/v1/help-calls/{self.id}", json=said, headers=credential)
        assert answer.status_code == status, answer.text
        return answer.json()


def desk(council, path=""):
    answer = council.get(f"/inbox/calls{path}")
    assert answer.status_code == 200
    return Page(answer.text)


def press(council, call, button, **headers):
    """As the form on the desk page does."""
    made = council.client.post(
        f"/inbox/calls/{call.id}/{button}",
        auth=("council", council.parts.password),
        headers={"Sec-Fetch-Site": "same-origin"} | headers,
        follow_redirects=False,
    )
    return made.status_code, urlsplit(made.headers.get("location", "")).path


def rows(council):
    with council.parts.engine.connect() as connection:
        return connection.execute(select(help_call).order_by(help_call.c.seq)).all()


def test_a_call_is_made_seen_answered_and_done(council):
    call = AtKiosk(council)
    assert call.say(201) == {"id": call.id, "seen": False, "answered": False, "done": False}
    assert call.say() == {"id": call.id, "seen": False, "answered": False, "done": False}
    shown = desk(council, "?seen=true")
    assert "library-1, Ground floor" in shown.text
    assert "Blue badge" in shown.text
    assert call.say()["seen"]
    assert press(council, call, "answer") == (303, "/inbox/calls")
    assert call.say() | {"id": ""} == {"id": "", "seen": True, "answered": True, "done": False}
    assert "Somebody is on the way" in desk(council).text
    press(council, call, "done")
    assert call.say()["done"]
    assert "Nobody is calling" in desk(council).text


def test_a_page_that_nobody_looks_at_does_not_count_as_seen(council):
    call = AtKiosk(council)
    call.say(201)
    shown = desk(council)
    desk(council, "/list?seen=false")
    assert not call.say()["seen"]
    (without_script,) = (one for one in shown.all("meta") if one.get("http-equiv") == "refresh")
    desk(council, without_script["content"].partition("url=/inbox/calls")[2])
    assert call.say()["seen"]


def test_the_urgent_come_first_and_those_on_the_way_last(council):
    tokens = [kiosks.enrol(council.parts.engine, f"k{n}", BEGIN, lambda n=n: f"t{n}") for n in range(4)]
    calls = [AtKiosk(council, token) for token in tokens]
    for call in calls:
        call.say(201)
    calls[2].say(urgent=True)
    press(council, calls[0], "answer")
    shown = desk(council, "/list")
    assert re.findall(r"k\d", shown.text) == ["k2", "k1", "k3", "k0"]
    assert shown.text.count("Urgent:") == 1


def test_a_kiosk_has_one_call_and_ends_it(council):
    first, second = AtKiosk(council), AtKiosk(council)
    first.say(201)
    second.say(201)
    assert len(desk(council).all("section")) == 1
    second.say(ended="called-off")
    assert not desk(council).all("section")
    assert [row.ended_how for row in rows(council)] == ["replaced", "called-off"]
    assert second.say(urgent=True)["done"] is False
    assert rows(council)[1].urgent_at is None


def test_who_wants_to_speak_alone_is_gone_to_quietly(council):
    AtKiosk(council).say(201, kind="alone")
    assert "speak to you alone" in desk(council).text
    assert "Go over as if by chance" in desk(council).text


def test_a_call_of_another_kiosk_is_not_there(council, problem):
    call = AtKiosk(council)
    call.say(201)
    kiosks.enrol(council.parts.engine, "library-2", BEGIN, lambda: "second")
    thief = AtKiosk(council, "second")
    thief.id = call.id
    thief.say(404, ended="over")
    assert len(desk(council).all("section")) == 1


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 400),
        (b'{"kind": "fire"}', "application/json", 400),
        (b'{"kind": "help", "why": "she is afraid"}', "application/json", 400),
        (b'{"kind": "help", "place": "a\\nb"}', "application/json", 400),
        (b'{"kind": "help"}', "text/plain", 400),
        (b'{"kind": "help", "place": "' + b"a" * 4096, "application/json", 413),
    ],
)
def test_what_is_no_call_is_refused(council, problem, body, kind, status):
    """There is no room in it for who calls or why."""
    headers = {"Authorization": f"Bearer {council.token}", "Content-Type": kind}
    answer = council.client.put(f"/v1/help-calls/{uuid.uuid4()}", content=body, headers=headers)
    assert (answer.status_code, bool(problem(answer))) == (status, True)
    assert rows(council) == []


def test_without_a_credential_nothing_is_called_shown_or_answered(council, problem):
    call = AtKiosk(council)
    call.say(201)
    AtKiosk(council, "other").say(401)
    for path in ("", "/list"):
        assert council.client.get(f"/inbox/calls{path}").status_code == 401
    assert council.client.post(f"/inbox/calls/{call.id}/answer").status_code == 401
    assert not call.say()["answered"]


def test_a_button_of_another_site_does_nothing(council):
    call = AtKiosk(council)
    call.say(201)
    assert press(council, call, "answer", **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert not call.say()["answered"]


def test_each_press_at_the_desk_is_written_down(council):
    call = AtKiosk(council)
    call.say(201)
    for button in ("answer", "answer", "done", "done"):
        press(council, call, button)
    assert did(council) == [(Action.CALL_ANSWERED, "", 1), (Action.CALL_DONE, "", 1)]
    assert "Said they are coming to call 1" in council.get("/inbox/audit").text


def test_calls_are_counted_and_how_long_they_wait(council):
    first = AtKiosk(council)
    first.say(201)
    assert numbers(council)["handrail_calls_waiting",] == 1
    assert numbers(council)["handrail_oldest_call_seconds",] > 0
    press(council, first, "answer")
    first.say(ended="over")
    found = numbers(council)
    assert found["handrail_calls_waiting",] == 0
    assert found["handrail_call_wait_seconds_count",] == 1
    assert found["handrail_call_wait_seconds_sum",] > 0
    for outcome in ("made", "answered", "over"):
        assert found["handrail_calls_total", outcome] == 1
    assert found["handrail_requests_total", "call", "new"] == 1


def test_a_desk_is_not_rung_to_death(council):
    """The twenty-first call in a moment is refused, and what is said of the others is not."""
    last = None
    for _ in range(Allowance().calls_at_once):
        last = AtKiosk(council)
        last.say(201)
    refused = AtKiosk(council)
    refused.say(429)
    last.say(ended="over")


def test_calls_come_back_with_time():
    seconds = [0.0]
    limits = Limits(Allowance(calls_at_once=1), lambda: seconds[0], lambda _low, high: high)
    assert limits.admit_call(1) is None
    refusal = limits.admit_call(1)
    assert dict(refusal.headers) == {"Retry-After": "30"}
    assert limits.admit_call(2) is None
    seconds[0] = 30.0
    assert limits.admit_call(1) is None


def test_calls_are_deleted_after_their_time(council):
    AtKiosk(council).say(201)
    purge(council.parts.engine, Retention(calls=30), BEGIN + timedelta(days=30))
    assert len(rows(council)) == 1
    purge(council.parts.engine, Retention(calls=30), BEGIN + timedelta(days=31))
    assert rows(council) == []


def test_a_kiosk_that_went_silent_is_said_to_be_and_its_call_lapses(council):
    call = AtKiosk(council)
    call.say(201)
    made = rows(council)[0].made_at
    engine, now = council.parts.engine, BEGIN.fromisoformat(made)
    assert not help_calls.open_calls(engine, now + help_calls.QUIET, seen=True)[0].quiet
    assert help_calls.open_calls(engine, now + help_calls.QUIET * 2, seen=True)[0].quiet
    assert help_calls.open_calls(engine, now + help_calls.LAPSE, seen=True) == ()


def test_the_desk_page_is_good_html_whatever_a_kiosk_says(council):
    AtKiosk(council).say(201, place=HOSTILE, service=HOSTILE)
    shown = desk(council)
    assert len(shown.all("script")) == 1
    assert HOSTILE in shown.text
    answer = council.get("/inbox/calls")
    policy = answer.headers["content-security-policy"]
    assert "form-action 'self'" in policy
    script = re.search("<script>(.*)</script>", answer.text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    buttons = shown.all("button")
    assert all(button["aria-describedby"] for button in buttons)
    assert len(buttons) == 2
    assert any(one.get("role") == "status" for one in shown.all("p"))


def test_the_same_words_at_the_same_moment_make_one_call(council, fresh_postgresql, council_of):
    """PostgreSQL lets two begin it at once; the second finds the first's."""
    with council_of(fresh_postgresql) as there:
        call = AtKiosk(there)

        def admit():  # in the middle of the first, the second comes
            if not seen:
                seen.append(help_calls.tell(there.parts.engine, 1, said, BEGIN, lambda: None))

        seen = []
        said = help_calls.Told(call.id, "help", "", "", "", urgent=False, ended="")
        again = help_calls.tell(there.parts.engine, 1, said, BEGIN, admit)
        assert (seen[0].new, again.new, len(rows(there))) == (True, False, 1)
        with there.parts.engine.begin() as connection:
            connection.execute(update(help_call).values(ended_at=BEGIN.isoformat(), ended_how="over"))
        call.say(200, ended="over")
