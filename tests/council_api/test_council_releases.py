"""The council offers releases, and a kiosk with a real link fetches them for root's updater (issue 9, point 6)."""

import hashlib
import json
import shutil

import pytest

from council_api import release_routes, releases, rollout
from council_api.cli import main
from council_api.settings import settings_for
from kiosk.errors import CouncilError, ReleaseError
from kiosk.releases.folder import Folder
from kiosk.releases.ledger import Attempt, Ledger, keep_ledger
from kiosk.releases.release import IMAGE, PROGRAM
from kiosk.releases.trust import keys_in
from offline_cache import release_link
from offline_cache.delivery.exchange import Line
from offline_cache.in_pieces import Fetched
from offline_cache.release_link import ReleaseLink
from tests.offline_cache.servers import FakeServer, problem, reply
from tests.releases.release_rig import STRANGER, here, image, kernel_of, program, root_of

BEARER = {"Authorization": "Bearer first-token"}
MEDIA_TYPE = release_link.MEDIA_TYPE


@pytest.fixture
def database():
    """SQLite: releases are files."""


@pytest.fixture
def offering(council, tmp_path):
    """The council with a folder for releases."""
    object.__setattr__(council.parts, "releases", tmp_path / "council" / "releases")
    return council.parts.releases


def get(council, path, **headers):
    return council.client.get(f"/v1/releases/{path}", headers=BEARER | headers)


def test_before_anything_is_published_there_is_nothing_and_a_stranger_is_given_nothing(
    council, offering, problem
):
    for path in (
        "image",
        "program",
        "bundle",
        "image/release.sig",
        "..%2fkeys",
        "image/..%2f..%2finbox-password",
    ):
        answer = get(council, path)
        assert (answer.status_code, problem(answer)) == (404, "not-found")
    assert problem(council.client.get("/v1/releases/image")) == "credential-missing"


def test_what_was_published_is_given_whole_in_pieces_and_only_by_its_names(council, offering, tmp_path):
    place = image(tmp_path)
    releases.publish(offering, place)
    told = get(council, "image")
    line = (place / "release.json").read_bytes()
    assert (told.status_code, told.content, told.headers["content-type"]) == (200, line, MEDIA_TYPE)
    tag = told.headers["etag"]
    assert tag == f'"{hashlib.sha256(line).hexdigest()}"'
    assert get(council, "image", **{"If-None-Match": tag}).status_code == 304
    assert get(council, "image/release.sig").content == (place / "release.sig").read_bytes()
    piece = get(council, "image/handrail_1.1.0.root.img", Range="bytes=5-9")
    assert (piece.status_code, piece.content) == (206, root_of("1.1.0")[5:10])
    tag = piece.headers["etag"]
    assert (
        get(council, "image/handrail_1.1.0.root.img", **{"If-Range": tag, "Range": "bytes=0-3"}).status_code
        == 206
    )
    again = get(council, "image/handrail_1.1.0.root.img", **{"If-Range": '"other"', "Range": "bytes=0-3"})
    assert (again.status_code, again.content) == (200, root_of("1.1.0"))
    for name in ("release.json", "handrail_1.1.1.efi", "%2e%2e%2fimage-any-amd64-1.1.0%2frelease.sig"):
        assert get(council, f"image/{name}").status_code == 404


def test_each_debian_and_each_machine_has_its_own(council, offering, tmp_path):
    releases.publish(offering, program(tmp_path, "1.1.0", "for 13"))
    releases.publish(offering, program(tmp_path, "1.0.5", "for 12", debian="12"))
    versions = [
        json.loads(get(council, f"program?debian={debian}").content)["version"] for debian in ("12", "13")
    ]
    assert versions == ["1.0.5", "1.1.0"]
    for query in ("", "?debian=14", "?debian=13&architecture=arm64", "?debian=..", "?architecture=/"):
        assert get(council, f"program{query}").status_code == 404


def test_a_roll_out_gives_the_newer_one_to_those_of_its_stage_alone(council, offering, tmp_path):
    releases.publish(offering, image(tmp_path))
    with council.parts.engine.begin() as connection:
        begun = rollout.start(connection, "image", "1.2.0", now=council.parts.clock(), shares=(1, 100))
        rollout.stop(connection, begun)
    releases.publish(offering, image(tmp_path, "1.2.0", name="newer"))
    assert json.loads(get(council, "image").content)["version"] == "1.1.0"
    assert get(council, "image/handrail_1.2.0.efi").status_code == 404
    with council.parts.engine.begin() as connection:
        one = rollout.find(connection, begun.seq)
        rollout.resume(connection, one, council.parts.clock())
        one = rollout.find(connection, begun.seq)
        rollout.go_on(connection, one, council.parts.clock())
    assert json.loads(get(council, "image").content)["version"] == "1.2.0"


def test_two_are_kept_and_what_is_older_or_damaged_is_not_published(offering, tmp_path, capsys):
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        releases.publish(offering, image(tmp_path, version, name=version))
    assert sorted(path.name for path in offering.iterdir()) == [
        "image-any-amd64-1.1.0",
        "image-any-amd64-1.2.0",
    ]
    with pytest.raises(CouncilError, match="is not above"):
        releases.publish(offering, image(tmp_path, "1.1.5", name="older"))
    place = image(tmp_path, "1.3.0", name="damaged")
    (place / "handrail_1.3.0.efi").write_bytes(kernel_of("1.3.1"))
    with pytest.raises(ReleaseError, match="damaged"):
        releases.publish(offering, place)
    data = tmp_path / "data"
    good = image(tmp_path, "1.4.0", name="good")
    assert main(["publish-release", str(good), "--data", str(data)]) == 0
    assert main(["publish-release", str(good), "--data", str(data)]) == 1
    assert "already" in capsys.readouterr().err
    (found,) = releases.offered(settings_for(data).releases, IMAGE, "", "amd64")
    assert found.release.version == "1.4.0"


class Kiosk:
    """A kiosk that fetches from a server that answers with the council's app, or otherwise."""

    def __init__(self, tmp_path, answer, kind=IMAGE):
        self.updates = tmp_path / "updates"
        self.incoming = self.updates / "incoming"
        self.answer = answer
        self.here = here(tmp_path, kind)
        self.pauses = []

    def link(self, url):
        return ReleaseLink(url, "first-token", Line(), self.updates, self.here, self.pauses.append)

    def fetch(self):
        with FakeServer(self.answer) as server:
            return self.link(server.url).fetch()


def of_app(council, spoil=lambda path, answer: answer):
    """Answers as the council's app does, but for what ``spoil`` makes of it."""

    def answer(request):
        found = council.client.get(request.path, headers=dict(request.headers))
        kept = {name.replace("-", "_").title(): value for name, value in found.headers.items()}
        kept = {name: value for name, value in kept.items() if name not in {"Content_Length", "Date"}}
        return spoil(request.path, reply(found.status_code, found.content, **kept))

    return answer


def test_a_kiosk_fetches_a_release_in_pieces_and_root_finds_it_whole(
    council, offering, tmp_path, monkeypatch
):
    monkeypatch.setattr(release_link, "PIECE", 100)
    kiosk = Kiosk(tmp_path, of_app(council))
    assert kiosk.fetch() is Fetched.NONE
    releases.publish(offering, image(tmp_path))
    assert kiosk.fetch() is Fetched.NEW
    assert {path.name for path in (kiosk.incoming / "image").iterdir()} == {
        "release.json",
        "release.sig",
        "handrail_1.1.0.root.img",
        "handrail_1.1.0.efi",
    }
    with Folder.open(kiosk.incoming / "image") as folder:
        folder.check_whole(folder.prove(keys_in(kiosk.here.keys)))
    assert len(kiosk.pauses) > len(root_of("1.1.0")) / 100
    shutil.rmtree(kiosk.incoming / "image")
    assert kiosk.fetch() is Fetched.SAME, "what root refused is not fetched again"
    releases.publish(offering, image(tmp_path, "1.2.0", name="newer"))
    assert kiosk.fetch() is Fetched.NEW


def test_a_fetch_that_is_cut_off_goes_on_and_one_of_another_release_begins_anew(
    council, offering, tmp_path, monkeypatch
):
    monkeypatch.setattr(release_link, "PIECE", 100)
    releases.publish(offering, image(tmp_path))
    asked = []

    def cut(path, answer):
        asked.append(path)
        return problem(503, "busy", Retry_After="7") if len(asked) in {9, 16} else answer

    kiosk = Kiosk(tmp_path, of_app(council, cut))
    with FakeServer(kiosk.answer) as server:
        link = kiosk.link(server.url)
        assert link.fetch() is Fetched.CUT_OFF
        assert link.after == 7.0
        (part,) = (kiosk.incoming / "image.part").glob("*.root.part")
        assert part.stat().st_size > 0
        assert link.fetch() is Fetched.CUT_OFF
        releases.publish(offering, image(tmp_path, "1.2.0", name="newer"))
        assert link.fetch() is Fetched.NEW
    assert (kiosk.incoming / "image" / "handrail_1.2.0.efi").read_bytes() == kernel_of("1.2.0")
    assert not (kiosk.incoming / "image.part").exists()


def test_nothing_large_is_asked_for_before_the_signature_is_proved_and_it_fits(
    council, offering, tmp_path, caplog
):
    failed = program(tmp_path, "1.1.0", "failed")
    for number, (place, kind, told) in enumerate(
        (
            (image(tmp_path, "0.9.0", name="old"), IMAGE, "not newer"),
            (image(tmp_path, "1.0.0", name="same"), IMAGE, "not newer"),
            (image(tmp_path, key=STRANGER, name="forged"), IMAGE, "not signed by a key"),
            (failed, PROGRAM, "did not come up here before"),
        )
    ):
        at = tmp_path / str(number)
        at.mkdir()
        published, asked = releases.publish(offering, place), []
        spy = of_app(council, lambda path, answer, asked=asked: asked.append(path) or answer)
        kiosk = Kiosk(at, spy, kind)
        attempt = Attempt(kind, published.version, published.digest, "1.0.0", "trying")
        keep_ledger(kiosk.updates, Ledger().with_failure(attempt, "It did not come up."))
        caplog.clear()
        assert kiosk.fetch() is Fetched.REFUSED
        assert told in caplog.text
        assert len(asked) == 2
        assert not (kiosk.incoming / f"{kind}.part").exists()


def test_bytes_that_are_not_those_signed_are_thrown_away(council, offering, tmp_path, caplog):
    releases.publish(offering, image(tmp_path))

    def other(path, answer):
        return answer.replace(b"root of", b"ROOT of") if "root.img" in path else answer

    kiosk = Kiosk(tmp_path, of_app(council, other))
    assert kiosk.fetch() is Fetched.REFUSED
    assert "came otherwise than it was signed" in caplog.text
    assert not list(kiosk.incoming.iterdir())


def test_without_room_nothing_is_fetched(council, offering, tmp_path, caplog, monkeypatch):
    releases.publish(offering, image(tmp_path))
    kiosk = Kiosk(tmp_path, of_app(council))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 200 * 2**20))
    assert kiosk.fetch() is Fetched.REFUSED
    assert "no room" in caplog.text


def test_a_portal_and_a_dead_line_are_results(tmp_path):
    page = Kiosk(tmp_path, lambda _: reply(200, b"<html>log in", Content_Type="text/html", ETag='"a"'))
    assert page.fetch() is Fetched.REFUSED
    assert Kiosk(tmp_path, lambda _: b"nonsense\r\n\r\n").fetch() is Fetched.UNREACHABLE
    assert release_routes.MEDIA_TYPE == MEDIA_TYPE
