"""IT sees every kiosk, the worst first, finds one without script, and decides who gets a new version."""

import csv
import io
import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from council_api import audit, kiosks, rollout
from council_api.fleet import listing, progress
from council_api.fleet.heartbeats import Told, keep
from council_api.fleet.listing import Asked
from council_api.fleet.settings import Fleet
from council_api.limits import Limits
from council_api.policy import Allowance, read_policy
from council_api.rollout import State
from council_api.upkeep import Upkeep
from kiosk.errors import CouncilError
from tests.council_api.conftest import BEGIN
from tests.council_api.test_council_heartbeats import WELL_BEAT

RULES = Fleet()
HOUR = timedelta(hours=1)


@pytest.fixture
def database(request):
    """SQLite, but for what asks the database for more than rows."""
    postgresql = getattr(request, "param", "") == "postgresql"
    return request.getfixturevalue("fresh_postgresql") if postgresql else None


BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def fleet(council):
    """A council with kiosks, and its pages."""
    council.client.app.state.parts = council.parts = replace(council.parts, clock=lambda: BEGIN)
    enrol(council.parts.engine)
    return council


@pytest.fixture
def few(stored):
    """The same without its pages."""
    enrol(stored.parts.engine)
    return stored


def enrol(engine):
    """Eight kiosks: 1 and 2 well, 3 with no paper, 4 broken, 5 quiet, 6 silent, 7 never heard, 8 revoked."""
    for number in range(2, 9):
        kiosks.enrol(engine, f"library-{number}", BEGIN, lambda number=number: f"token-{number}")
    no_paper = replace(WELL_BEAT, devices={"printer": "paper"}, problems=("no-pin",))
    beats = [
        (1, WELL_BEAT),
        (2, replace(WELL_BEAT, image="", bundle="", place="Old Town Hall")),
        (3, no_paper),
    ]
    beats += [(4, replace(WELL_BEAT, state="read-only", held=3)), (8, WELL_BEAT)]
    keep(engine, RULES, [Told(seq, beat, 0, BEGIN) for seq, beat in beats])
    keep(engine, RULES, [Told(5, WELL_BEAT, 0, BEGIN - HOUR), Told(6, WELL_BEAT, 0, BEGIN - 50 * HOUR)])
    kiosks.revoke(engine, "library-8", BEGIN)


def names(council, **asked):
    with council.parts.engine.connect() as connection:
        found = listing.listing(connection, RULES, BEGIN, Asked(**asked))
        assert found.found == len(found.lines)
        assert [line.level for line in found.lines] == sorted(
            (line.level for line in found.lines), reverse=True
        )
        assert list(found.lines) == [*listing.every(connection, RULES, BEGIN, Asked(**asked))]
        return [int(line.name[-1]) for line in found.lines]


def post(council, path, **fields):
    auth = ("council", council.parts.password)
    headers = fields.pop("headers", {})
    return council.client.post(
        path, data={"button": "pressed"} | fields, auth=auth, headers=headers, follow_redirects=False
    )


@BOTH
def test_the_worst_comes_first_and_each_can_be_found(few):
    assert names(few) == [6, 4, 3, 5, 7, 1, 2]
    assert names(few, show="wrong") == [6, 4, 3, 5]
    assert names(few, show="silent") == [6]
    assert names(few, show="broken") == [4]
    assert names(few, show="held") == [4]
    assert names(few, show="printer") == [3]
    assert names(few, show="never") == [7]
    assert names(few, show="ends") == []
    assert names(few, words="old HALL") == [2]
    assert names(few, words="1.2.0", show="wrong") == [6, 4, 3, 5]
    assert names(few, words="%") == []
    assert names(few, words="library-8") == []


def test_the_page_says_what_is_wrong_and_what_to_do(fleet):
    page = fleet.get("/fleet").text
    for words in (
        "7 enrolled. Not heard: 1. Not working: 1. Soon: 2. Note: 1. Well: 2.",
        "It was last heard 2 days ago. See whether it has power",
        "Its disk cannot be written to.",
        "Its printer: there is no paper. Go and see to the printer.",
        "It was last heard 1 hour ago. Nothing, if it is switched off just now.",
        "It was never heard.",
        "Old Town Hall",
    ):
        assert words in page
    assert "<script" not in page
    assert "library-8" not in page
    assert "No kiosk is like that." in fleet.get("/fleet?q=nothing").text
    assert fleet.get("/fleet?show=anything&page=99").status_code == 200


def test_pages_have_a_hundred(council, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    for number in range(2, 6):
        kiosks.enrol(
            council.parts.engine, f"library-{number}", BEGIN, lambda number=number: f"token-{number}"
        )
    first, last = council.get("/fleet?q=library").text, council.get("/fleet?page=9").text
    assert "page 1 of 3" in first
    assert 'href="/fleet?q=library&amp;show=&amp;page=2"' in first
    assert "library-5" in last
    assert "The next page" not in last


def test_one_kiosk_has_its_history_and_can_be_revoked(fleet):
    keep(fleet.parts.engine, RULES, [Told(6, replace(WELL_BEAT, bundle="13", started=True), 0, BEGIN)])
    page = fleet.get("/fleet/kiosks/6").text
    assert "All is well." in page
    assert "It was heard again, after 2 days." in page
    assert "Its bundle is 13; before it was 12." in page
    assert "It started." in page
    assert "It has no staff PIN." in fleet.get("/fleet/kiosks/3").text
    assert fleet.get("/fleet/kiosks/7").status_code == 200
    assert fleet.get("/fleet/kiosks/8").status_code == 404
    assert post(fleet, "/fleet/kiosks/6/revoke").headers["location"] == "/fleet/kiosks/6"
    elsewhere = post(fleet, "/fleet/kiosks/6/revoke", sure="yes", headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert fleet.get("/fleet/kiosks/6").status_code == 200
    assert post(fleet, "/fleet/kiosks/6/revoke", sure="yes").headers["location"] == "/fleet"
    assert fleet.get("/fleet/kiosks/6").status_code == 404
    written = audit.readings(fleet.parts.engine)[0]
    assert (written.action, written.number) == (audit.Action.KIOSK_REVOKED, 6)


def test_the_pages_are_for_staff_alone(fleet):
    for path in ("/fleet", "/fleet/kiosks/1", "/fleet/kiosks.csv", "/fleet/rollouts"):
        answer = fleet.client.get(path)
        assert answer.status_code == 401
        assert "Basic" in answer.headers["www-authenticate"]
    token = {"Authorization": f"Bearer {fleet.token}"}
    assert fleet.client.get("/fleet", headers=token).status_code == 401


def test_as_files_each_kiosk_is_a_row(fleet):
    kiosks.enrol(fleet.parts.engine, "=1+1", BEGIN, lambda: "formula")
    rows = [*csv.DictReader(io.StringIO(fleet.get("/fleet/kiosks.csv").text))]
    assert [row["name"] for row in rows][:2] == ["library-6", "library-4"]
    assert "'=1+1" in {row["name"] for row in rows}
    broken = rows[1]
    assert (broken["level"], broken["held"], broken["codes"]) == ("Not working", "3", "read-only held")
    found = fleet.get("/fleet/kiosks.json?show=printer").json()
    assert [one["said"]["devices"] for one in found] == [{"printer": "paper"}]


# Roll-outs


def start(council, **fields):
    return post(
        council, "/fleet/rollouts", **({"what": "image", "version": "1.3.0", "stages": "25, 100"} | fields)
    )


def the_rollout(council):
    with council.parts.engine.connect() as connection:
        return rollout.newest(connection)[0]


def move(council, act, one=None):
    shown = one or the_rollout(council)
    fields = {"stage": shown.stage, "state": shown.state.value}
    assert post(council, f"/fleet/rollouts/{shown.seq}/{act}", **fields).status_code == 303
    return the_rollout(council)


def test_a_rollout_is_started_and_moved_by_buttons(fleet):
    refused = start(fleet, stages="25, 50", first="library-1")
    assert refused.status_code == 422
    assert "end with 100" in refused.text
    assert 'value="library-1"' in refused.text
    assert start(fleet, version="").status_code == 422
    path = start(fleet, first="library-1, library-4", hours="24").headers["location"]
    page = fleet.get(path).text
    assert "Named kiosks: library-1, library-4" in page
    assert "well for 24 hours" in page
    seen = the_rollout(fleet)
    assert (seen.ill, seen.hours) == (1, 24), "4 was broken already"
    assert move(fleet, "go-on").stage == 1
    assert move(fleet, "stop", seen).state is State.RUNNING, "who saw the stage before is late"
    assert move(fleet, "pause").state is State.PAUSED
    assert move(fleet, "stop").state is State.STOPPED
    assert "Somebody here stopped it." in fleet.get(path).text
    assert move(fleet, "resume").state is State.RUNNING
    move(fleet, "go-on")
    assert move(fleet, "go-on").state is State.DONE
    assert "Every kiosk may have it." in fleet.get(path).text
    assert "Image 1.3.0" in fleet.get("/fleet/rollouts").text
    assert "Image 1.3.0" in fleet.get("/fleet/kiosks/1").text
    assert post(fleet, f"{path}/nothing").status_code == 404
    assert fleet.get("/fleet/rollouts/99").status_code == 404
    assert audit.readings(fleet.parts.engine)[0].action is audit.Action.ROLLOUT


class Rolling:
    """A roll-out to libraries 1 and 2 first, then all, after an hour of being well."""

    def __init__(self, council):
        self.engine, self.now = council.parts.engine, BEGIN
        with self.engine.begin() as connection:
            named = ["library-1", "library-2"]
            one = rollout.start(connection, "image", "1.3.0", now=BEGIN, shares=[100], first=named, hours=1)
            progress.count_ill(connection, one)

    def after(self, hours, **beats):
        """So many hours later kiosks say how they are."""
        self.now = BEGIN + hours * HOUR
        told = [(int(name[1:]), beat) for name, beat in beats.items()]
        keep(self.engine, RULES, [Told(seq, beat, 0, self.now) for seq, beat in told])
        progress.tend(self.engine, RULES, self.now)
        with self.engine.connect() as connection:
            found = rollout.newest(connection)[0]
        return found.stage, found.state, found.reason


NEW = replace(WELL_BEAT, image="1.3.0")
OLD = replace(WELL_BEAT, image="1.2.0")
AT_FIRST, BY_ALL = (0, State.RUNNING, ""), (1, State.RUNNING, "")


def test_it_goes_on_by_itself_when_all_of_the_stage_have_been_well(few):
    rolling = Rolling(few)
    assert rolling.after(2, k1=NEW, k2=OLD) == AT_FIRST
    assert rolling.after(3, k1=NEW, k2=NEW) == AT_FIRST, "2 has it since just now"
    assert rolling.after(4, k1=NEW, k2=replace(NEW, devices={"printer": "paper"})) == BY_ALL
    assert rolling.after(5, k1=NEW, k2=NEW) == BY_ALL, "others do not have it"


@BOTH
def test_it_stops_when_a_kiosk_goes_back(few):
    rolling = Rolling(few)
    assert rolling.after(1, k1=NEW, k2=OLD) == AT_FIRST
    assert rolling.after(2, k1=replace(OLD, failed=("image 1.3.0",)), k2=OLD) == (0, State.STOPPED, "back")


def test_it_stops_when_a_kiosk_came_up_only_to_say_that_it_failed(few):
    rolling = Rolling(few)
    assert rolling.after(1, k1=replace(OLD, failed=("image 1.3.0",)), k2=OLD) == (0, State.STOPPED, "back")


def test_it_stops_when_a_kiosk_does_not_come_back(few):
    rolling = Rolling(few)
    assert rolling.after(1, k1=NEW, k2=OLD) == AT_FIRST
    assert rolling.after(24, k1=NEW) == AT_FIRST
    assert rolling.after(26, k1=NEW) == (0, State.STOPPED, "silent")


def test_it_stops_when_more_have_trouble_than_before(few):
    rolling = Rolling(few)
    assert rolling.after(1, k1=NEW, k2=NEW) == AT_FIRST
    assert rolling.after(1.5, k1=NEW, k2=replace(NEW, devices={"voice": "failed"})) == (
        0,
        State.STOPPED,
        "ill",
    )
    with few.parts.engine.begin() as connection:
        assert progress.resume(connection, rollout.newest(connection)[0], rolling.now)
    assert rolling.after(1.6, k1=NEW) == AT_FIRST, "somebody looked, and said so"


def test_a_kiosk_that_was_off_before_it_began_holds_nothing_up(few):
    rolling = Rolling(few)
    assert rolling.after(30, k1=NEW) == AT_FIRST, "2 was heard when it began, not since"
    assert rolling.after(32, k1=NEW) == BY_ALL


def test_by_staff_alone_it_goes_nowhere_by_itself(fleet):
    start(fleet, first="library-1")
    keep(fleet.parts.engine, RULES, [Told(1, NEW, 0, BEGIN + HOUR)])
    progress.tend(fleet.parts.engine, RULES, BEGIN + 20 * HOUR)
    assert the_rollout(fleet).stage == 0


def test_the_server_tends_roll_outs_by_the_councils_own_rules(few):
    """Upkeep reads council.toml each minute: after two hours a kiosk here is silent."""
    policy = few.settings.policy
    policy.write_text("[fleet]\nsilent_hours = 2\n")
    rolling = Rolling(few)
    assert rolling.after(1, k1=NEW, k2=OLD) == AT_FIRST
    keep(few.parts.engine, RULES, [Told(1, NEW, 0, BEGIN + 4 * HOUR)])
    parts = replace(few.parts, policy=policy, clock=lambda: BEGIN + 4 * HOUR)
    Upkeep(parts, Limits(Allowance(), time.monotonic, random.uniform)).tend()
    assert (the_rollout(few).state, the_rollout(few).reason) == (State.STOPPED, "silent")


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("[fleet]\nsilent_hours = 0", "silent_hours is a whole number"),
        ("[fleet]\nquiet = 3", "quiet is none of"),
        ("[alerts]\nurl = 'http://chat.example.org'", "begins with https://"),
    ],
)
def test_what_council_toml_cannot_mean_is_said_with_its_name(section, words, tmp_path):
    file = tmp_path / "council.toml"
    file.write_text(section)
    with pytest.raises(CouncilError, match=words) as refused:
        read_policy(file)
    assert str(refused.value).startswith(str(file))
