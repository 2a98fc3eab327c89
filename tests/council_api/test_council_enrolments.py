"""Kiosks that are enrolled with a one-time code: once each, for a while, and by nobody who guesses."""

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from council_api import enrolments, kiosks
from council_api.audit import Action, readings
from council_api.database import open_database
from council_api.enrolment_guesses import AN_HOUR, FREE, FREE_OF_ALL, Guesses
from council_api.enrolments import By, OpenPlace, Place, Taken
from council_api.settings import settings_for
from council_api.tables import enrolment, kiosk
from kiosk.enrolment import answer, codes
from kiosk.errors import CouncilError
from tests.council_api.conftest import BEGIN

STAFF = By("council", "192.0.2.7")
ONE, TWO = (hashlib.sha256(name).digest() for name in (b"one", b"two"))
PLACE = Place("library-7", "Library 7, by the door", 'phone = "01632 960 200"\n')


@pytest.fixture
def database():
    """What asks by HTTP does not depend on which it is; what is asked of the tables is asked of both."""


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """The council's tables, with one kiosk."""
    url = None if request.param == "sqlite" else request.getfixturevalue("fresh_postgresql")
    made = open_database(settings_for(tmp_path / "tables", url))
    kiosks.enrol(made, "library-1", BEGIN, lambda: "first-token")
    yield made
    made.dispose()


def made(engine, place=PLACE, now=BEGIN):
    return enrolments.make(engine, place, now, secrets.randbelow, STAFF)


def taken(engine, code, digest=ONE, now=BEGIN):
    found = enrolments.take(engine, code, digest, now)
    return found if isinstance(found, Taken) else found.name


def ask(council, code, digest=ONE):
    return council.client.post("/v1/enrolments", json={"code": code, "digest": digest.hex()})


def live(engine):
    with engine.connect() as connection:
        return set(connection.scalars(select(kiosk.c.name).where(kiosk.c.revoked_at.is_(None))))


def test_a_code_enrols_one_kiosk_and_says_the_same_again(council, problem):
    code = made(council.parts.engine)
    first, again = ask(council, code), ask(council, code)
    assert (first.status_code, again.status_code) == (201, 200)
    told = answer.of_json(first.content)
    assert (told.name, told.location, told.key_id) == ("library-7", PLACE.location, council.key.id)
    assert told.settings == PLACE.settings
    assert first.json() | {"at": ""} == again.json() | {"at": ""}
    second = ask(council, code, TWO)
    assert (second.status_code, problem(second)) == (409, "enrolment-used")
    assert "Another kiosk" in second.json()["detail"]
    assert live(council.parts.engine) == {"library-1", "library-7"}


def test_what_is_kept_of_a_code_and_of_a_credential_is_their_hashes(engine):
    code = made(engine)
    token = "the kiosk's credential"
    digest = hashlib.sha256(token.encode()).digest()
    assert taken(engine, code, digest).new
    with engine.connect() as connection:
        rows = str(connection.execute(select(enrolment)).all())
    assert code not in rows
    assert kiosks.kiosk_with(engine, token) is not None


def test_a_code_ends_with_its_time_and_one_that_was_used_is_answered_a_day_longer(engine):
    code = made(engine)
    assert taken(engine, code, now=BEGIN + timedelta(hours=25)) == "enrolment-past"
    late = BEGIN + timedelta(hours=23)
    assert taken(engine, code, now=late).new
    assert not taken(engine, code, now=late + timedelta(hours=23)).new
    assert taken(engine, code, now=late + timedelta(hours=25)) == "enrolment-used"
    kiosks.revoke(engine, "library-7", late)
    assert taken(engine, code, now=late) == "enrolment-used"


def test_a_place_that_is_made_again_or_taken_back_has_one_code_that_opens_it(engine):
    first, second = made(engine), made(engine)
    assert taken(engine, first) == "enrolment-unknown"
    (open_,) = enrolments.open_places(engine, BEGIN)
    assert open_ == OpenPlace(2, "library-7", PLACE.location, BEGIN + timedelta(hours=24), past=False)
    enrolments.end(engine, "library-7", BEGIN, STAFF)
    assert taken(engine, second) == "enrolment-unknown"
    with pytest.raises(CouncilError, match="No place"):
        enrolments.end(engine, "library-7", BEGIN, STAFF)


def test_a_kiosk_gives_its_place_to_another_only_when_that_is_asked_for(engine):
    with pytest.raises(CouncilError, match="--replaces"):
        made(engine, Place("library-1"))
    code = made(engine, Place("library-1", replaces=True))
    assert kiosks.kiosk_with(engine, "first-token") == 1, "it goes on until then"
    assert taken(engine, code).new
    assert kiosks.kiosk_with(engine, "first-token") is None
    assert live(engine) == {"library-1"}


def test_a_name_that_was_taken_meanwhile_and_a_credential_that_was_revoked_are_refused(engine):
    code = made(engine)
    kiosks.enrol(engine, "library-7", BEGIN, lambda: "by hand")
    assert taken(engine, code) == "enrolment-name"
    kiosks.revoke(engine, "library-7", BEGIN)
    assert taken(engine, code).new
    kiosks.revoke(engine, "library-7", BEGIN)
    assert taken(engine, made(engine)) == "enrolment-revoked"


def test_a_kiosk_whose_answer_was_lost_may_use_another_code(engine):
    assert taken(engine, made(engine)).new
    assert taken(engine, made(engine, Place("library-8"))).new
    assert live(engine) == {"library-1", "library-8"}


def test_a_kiosk_that_was_compared_by_eye_is_approved_without_a_code(engine):
    assert enrolments.approve(engine, PLACE, ONE, BEGIN, STAFF).new
    assert not enrolments.approve(engine, PLACE, ONE, BEGIN, STAFF).new
    with pytest.raises(CouncilError, match="is enrolled"):
        enrolments.approve(engine, PLACE, TWO, BEGIN, STAFF)


def test_all_of_it_is_in_the_audit(council):
    code = made(council.parts.engine)
    ask(council, code)
    made(council.parts.engine, Place("library-8"))
    enrolments.end(council.parts.engine, "library-8", BEGIN, STAFF)
    found = [(one.action, one.who, one.number) for one in readings(council.parts.engine)]
    assert found == [
        (Action.PLACE_ENDED, "council", 2),
        (Action.PLACE_MADE, "council", 2),
        (Action.ENROLLED, "kiosk", 1),
        (Action.PLACE_MADE, "council", 1),
    ]
    assert "Enrolled a kiosk in place 1" in council.get("/inbox/audit").text


def test_guessing_ends_soon_and_hits_nothing(council, problem):
    right = made(council.parts.engine)
    for _ in range(FREE):
        assert problem(ask(council, codes.new_code(secrets.randbelow))) == "enrolment-unknown"
    refused = ask(council, right)
    assert (refused.status_code, problem(refused)) == (429, "enrolment-wait")
    assert int(refused.headers["Retry-After"]) <= 3600 // AN_HOUR + 1
    assert live(council.parts.engine) == {"library-1"}


def test_right_codes_cost_nothing_and_many_addresses_share_one_account():
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    for _ in range(3 * FREE):
        assert guesses.charge("192.0.2.1") is None
        guesses.right("192.0.2.1")
    for number in range(FREE_OF_ALL):
        assert guesses.charge(f"198.51.{number // 200}.{number % 200}") is None
    assert guesses.charge("203.0.113.9") is not None
    now[0] += 3600.0
    assert guesses.charge("203.0.113.9") is None


def test_a_name_is_one_line(engine):
    for name in ("", " x", "a\nb", "n" * 61):
        with pytest.raises(CouncilError, match="name has"):
            made(engine, Place(name))


def test_what_is_no_code_is_refused_before_anything_is_asked(council, problem):
    for body in (b"", b"[]", b'{"code":"1"}', b'{"code":"123456789012345","digest":"x"}', b"\xff" * 2000):
        found = council.client.post(
            "/v1/enrolments", content=body, headers={"Content-Type": "application/json"}
        )
        assert problem(found) in {"unreadable", "enrolment-too-large"}
    assert problem(council.client.get("/v1/enrolments/authority")) == "no-authority"


def page(council, path="", **fields):
    return council.client.post(
        f"/fleet/enrolments{path}", data=fields, auth=("council", council.parts.password)
    )


def test_places_are_made_and_taken_back_on_a_page(council, tmp_path):
    council.client.app.state.parts = replace(council.parts, policy=tmp_path / "council.toml")
    assert "[enrolment]" in page(council, name="library-7").text, "without an address no kiosk finds here"
    (tmp_path / "council.toml").write_text('[enrolment]\nurl = "https://kiosks.example"\n')
    shown = page(council, name="library-7", location="By the <door>", hours="48").text
    code = codes.read(shown.partition("Code: <strong>")[2].partition("<")[0])
    assert "<svg" in shown
    assert code not in council.get("/fleet/enrolments").text
    assert "By the &lt;door&gt;" in council.get("/fleet/enrolments").text
    assert "is enrolled" in page(council, name="library-1").text
    assert page(council, "/end", name="library-7").history[0].status_code == 303
    assert taken(council.parts.engine, code) == "enrolment-unknown"
    assert "No place" in page(council, "/end", name="library-7").text
    assert "No place is open" in council.get("/fleet/enrolments").text
    other_site = {"sec-fetch-site": "cross-site"}
    for path in ("", "/end"):
        refused = council.client.post(
            f"/fleet/enrolments{path}",
            data={"name": "x"},
            auth=("council", council.parts.password),
            headers=other_site,
        )
        assert refused.status_code == 403
    assert council.client.get("/fleet/enrolments").status_code == 401
