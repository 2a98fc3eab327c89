"""A kiosk may only send, council staff may only read, and nobody else may do anything."""

import tomllib

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from council_api import kiosks
from kiosk.errors import CouncilError
from kiosk.submission import MEDIA_TYPE


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize(
    ("authorization", "name"),
    [
        (None, "credential-missing"),
        ("Basic Y291bmNpbDp4", "credential-missing"),
        ("Bearer", "credential-missing"),
        ("Bearer wrong", "credential-refused"),
        ("Bearer first-token2", "credential-refused"),
        ("Bearer \xe9", "credential-refused"),
    ],
)
def test_a_kiosk_needs_its_credential(council, problem, authorization, name):
    submission = council.submission()
    header = authorization and authorization.encode("latin-1")
    answer = council.put(submission.id, council.sealed(submission), Authorization=header)
    assert (answer.status_code, problem(answer)) == (401, name)
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_strangers_bytes_are_not_read(council):
    def never():
        raise AssertionError("the body was read")
        yield b""

    answer = council.client.put("/v1/submissions/x", content=never(), headers={"Content-Type": MEDIA_TYPE})
    assert answer.status_code == 401


def test_a_revoked_kiosk_sends_nothing_more_and_what_it_sent_stays(council, problem, clock_moment):
    sent = council.send()
    kiosks.revoke(council.parts.engine, "library-1", clock_moment)
    submission = council.submission()
    answer = council.put(submission.id, council.sealed(submission))
    assert (answer.status_code, problem(answer)) == (401, "credential-refused")
    assert council.get(f"/v1/inbox/{sent.id}").status_code == 200


def test_each_kiosk_has_its_own_credential(council, clock_moment):
    council.token = kiosks.enrol(council.parts.engine, "library-2", clock_moment, lambda: "second-token")
    kiosks.revoke(council.parts.engine, "library-1", clock_moment)
    sent = council.send()
    assert council.get(f"/v1/inbox/{sent.id}").json()["kiosk"] == "library-2"


def test_a_name_is_used_once_until_it_is_revoked(council, clock_moment):
    engine = council.parts.engine
    with pytest.raises(CouncilError, match=r"library-1 is already enrolled.*revoke it first\.$"):
        kiosks.enrol(engine, "library-1", clock_moment, lambda: "another")
    kiosks.revoke(engine, "library-1", clock_moment)
    council.token = kiosks.enrol(engine, "library-1", clock_moment, lambda: "another")
    assert council.send()
    kiosks.revoke(engine, "library-1", clock_moment)
    with pytest.raises(CouncilError, match="No kiosk with the name library-1 is enrolled"):
        kiosks.revoke(engine, "library-1", clock_moment)


def test_the_token_is_not_kept(council):
    council.parts.engine.dispose()
    assert not [
        file
        for file in council.settings.data.rglob("*")
        if file.is_file() and b"first-token" in file.read_bytes()
    ]


def test_what_a_kiosk_is_given_reads_back(council):
    text = kiosks.credential_toml('http://h/"quoted"', "t", council.key)
    given = tomllib.loads(text)["council"]
    assert (given["url"], given["token"], given["key_id"]) == ('http://h/"quoted"', "t", council.key.id)
    key = load_pem_public_key(given["public_key"].encode())
    assert key.public_bytes_raw() == council.key.key.public_key().public_bytes_raw()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("path", ["/inbox", "/inbox/x", "/inbox/x/instance.xml", "/v1/inbox", "/v1/inbox/x"])
@pytest.mark.parametrize("auth", [None, ("council", ""), ("council", "x"), ("other", None), ("council", "é")])
def test_the_inbox_needs_its_password(council, path, auth):
    if auth == ("other", None):
        auth = ("other", council.parts.password)
    answer = council.client.get(path, auth=auth)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize("path", ["/inbox", "/v1/inbox"])
def test_a_kiosks_credential_opens_no_inbox(council, path):
    headers = {"Authorization": f"Bearer {council.token}"}
    assert council.client.get(path, headers=headers).status_code == 401


def test_a_kiosk_cannot_read_back_what_it_sent(council, problem):
    sent = council.send()
    headers = {"Authorization": f"Bearer {council.token}"}
    answer = council.client.get(f"/v1/submissions/{sent.id}", headers=headers)
    assert (answer.status_code, problem(answer)) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "PUT"


def test_a_broken_basic_header_is_refused(council, problem):
    answer = council.client.get("/v1/inbox", headers={"Authorization": "Basic !!!"})
    assert answer.status_code == 401
    assert problem(answer)
