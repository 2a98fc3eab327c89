"""The council offers its kiosks the newest bundle, and a kiosk with a real link takes it from there."""

import hashlib
import json

import pytest

from council_api import bundles, published
from council_api.cli import main
from council_api.settings import settings_for
from kiosk import catalogue, variants
from kiosk.errors import BundleError, CouncilError
from offline_cache.bundle_link import MEDIA_TYPE, BundleLink
from offline_cache.delivery.exchange import Line
from offline_cache.in_pieces import Fetched
from tests.bundles.bundle_rig import FORM, Kiosk, bundle, service, small

BEARER = {"Authorization": "Bearer first-token"}


@pytest.fixture
def database():
    """SQLite: bundles are files."""


@pytest.fixture
def offering(council, tmp_path):
    """The council with a folder for bundles, and a way to publish one."""
    object.__setattr__(council.parts, "bundles", tmp_path / "council" / "bundles")

    def publish(version, **fields):
        made = small(tmp_path, version, **fields)
        bundles.publish(council.parts.bundles, made)
        return made.read_bytes()

    return publish


def test_before_anything_is_published_there_is_nothing(council, problem):
    answer = council.client.get("/v1/bundle", headers=BEARER)
    assert (answer.status_code, problem(answer)) == (404, "not-found")


def test_a_stranger_is_given_nothing(council, offering, problem):
    offering(1)
    assert problem(council.client.get("/v1/bundle")) == "credential-missing"
    other = council.client.get("/v1/bundle", headers={"Authorization": "Bearer other"})
    assert problem(other) == "credential-refused"


def test_the_newest_is_given_once(council, offering):
    offering(1)
    data = offering(2)
    answer = council.client.get("/v1/bundle", headers=BEARER)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, data, MEDIA_TYPE)
    tag = answer.headers["etag"]
    again = council.client.get("/v1/bundle", headers=BEARER | {"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    ("asked", "status", "piece"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=5-999999999999", 206, slice(5, None)),
        ("bytes=-5", 200, slice(None)),
        ("bytes=9-5", 200, slice(None)),
        ("bytes=999999999999-", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_piece_is_given_where_the_range_makes_sense(council, offering, asked, status, piece):
    data = offering(1)
    answer = council.client.get("/v1/bundle", headers=BEARER | {"Range": asked})
    assert (answer.status_code, answer.content) == (status, data[piece])


def test_a_piece_of_an_older_bundle_is_the_whole_of_the_newer(council, offering):
    offering(1)
    tag = council.client.get("/v1/bundle", headers=BEARER).headers["etag"]
    data = offering(2)
    answer = council.client.get("/v1/bundle", headers=BEARER | {"Range": "bytes=5-", "If-Range": tag})
    assert (answer.status_code, answer.content) == (200, data)


def test_only_a_newer_and_whole_bundle_is_published(council, offering, tmp_path):
    data = offering(2)
    for version in (1, 2):
        with pytest.raises(CouncilError, match="is not above 2"):
            offering(version, min_app="0.2")
    cut = tmp_path / "cut"
    cut.write_bytes(small(tmp_path, 3).read_bytes()[:-1])
    with pytest.raises(BundleError, match="damaged"):
        bundles.publish(council.parts.bundles, cut)
    swapped = tmp_path / "swapped"
    swapped.write_bytes(small(tmp_path, 3).read_bytes().replace(b"Why?", b"Who?"))
    with pytest.raises(BundleError, match="damaged"):
        bundles.publish(council.parts.bundles, swapped)
    assert council.client.get("/v1/bundle", headers=BEARER).content == data


def test_the_newest_are_kept_to_go_back_to_and_the_history_of_all(council, offering, monkeypatch):
    monkeypatch.setattr(bundles, "KEPT", 3)
    for version in (1, 2, 3, 4):
        offering(version, note=f"Another wording, number {version}")
    assert [int(file.name[:16]) for file in bundles.kept(council.parts.bundles)] == [2, 3, 4]
    history = published.published(council.parts.bundles)
    assert [(one.version, one.note) for one in history] == [
        (version, f"Another wording, number {version}") for version in (1, 2, 3, 4)
    ]
    assert published.published(council.parts.bundles / "not there") == ()


def test_the_history_names_the_wording_as_journeys_do(council, offering, tmp_path):
    """The first 12 hex digits of the form's SHA-256: kiosk/analytics/happenings.py, Began.form."""
    offering(1)
    offering(2)
    folder = service(tmp_path / "two", 3)
    (folder / "services" / "bins" / "form-b.xml").write_text("<other/>")
    with (folder / "services" / "bins" / "manifest.toml").open("a") as manifest:
        manifest.write("variants = { a = 50, b = 50 }\n")
    bundles.publish(council.parts.bundles, bundle(folder, tmp_path / "third", 3))
    bundles.publish(council.parts.bundles, bundle(folder, tmp_path / "fourth", 4))
    (council.parts.bundles / "0.json").write_text("half of a li")
    never = {"version": 5, "at": "2026-11-22T08:00:00+00:00", "note": "The power went", "forms": {}}
    (council.parts.bundles / "5.json").write_text(json.dumps(never))
    first, second, third, fourth = published.published(council.parts.bundles)
    expected = [hashlib.sha256(FORM.format(version=number).encode()).hexdigest()[:12] for number in (1, 2, 3)]
    other = hashlib.sha256(b"<other/>").hexdigest()[:12]
    assert first.forms == {"bins": {"": expected[0]}}
    assert third.forms == fourth.forms == {"bins": {"a": expected[2], "b": other}}
    told = published.changes((first, second, third, fourth))
    assert [(one.before, set(one.after), one.published.version) for one in told] == [
        ((), {expected[0]}, 1),
        ((expected[0],), {expected[1]}, 2),
        ((expected[1],), {expected[2], other}, 3),
    ]
    assert variants.digest(catalogue.load(folder / "services").service("bins")) in {expected[2], other}


def test_the_command_publishes_and_says_what_is_wrong(tmp_path, capsys):
    data = tmp_path / "council"
    assert main(["publish", str(small(tmp_path, 7)), "--data", str(data)]) == 0
    assert capsys.readouterr().out == "Version 7 is offered to the kiosks from now on.\n"
    assert bundles.newest(settings_for(data).bundles) is not None
    assert main(["publish", str(small(tmp_path, 7)), "--data", str(data)]) == 1
    assert "is not above 7" in capsys.readouterr().err
    assert main(["publish", "no-such-file", "--data", str(data)]) == 2


def test_a_kiosk_fetches_it_over_a_real_connection_and_takes_it(served, tmp_path):
    data = tmp_path / "council"
    made = small(tmp_path, 7)
    assert main(["publish", str(made), "--data", str(data)]) == 0
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(tmp_path / "council.toml")]) == 0
    token = (tmp_path / "council.toml").read_text().split('token = "')[1].split('"')[0]
    with served(data) as url:
        link = BundleLink(url, token, Line(), tmp_path / "fetched")
        assert link.fetch() is Fetched.NEW
        assert link.fetch() is Fetched.SAME
    assert hashlib.sha256(link.file.read_bytes()).digest() == hashlib.sha256(made.read_bytes()).digest()
    kiosk = Kiosk(tmp_path / "bundles")
    kiosk.take(link.file)
    assert kiosk.in_use == 7
