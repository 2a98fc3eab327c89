import hashlib

import pytest

from kiosk.errors import ConfigError, FormError
from offline_cache.delivery.form_list import FormList, RemoteForm
from offline_cache.delivery.openrosa_server import OpenRosaServer
from tests.offline_cache.elsewhere_rig import SECRET, make_settings
from tests.offline_cache.servers import RESET, FakeServer, reply

XML = b"<h:html/>"
TOWNS = b"name,label\na,A\n"


def md5(data):
    return f"md5:{hashlib.md5(data, usedforsecurity=False).hexdigest()}"


class Server:
    """A project with one form and its files. What a test changes is what the server lies about."""

    def __init__(self, **lies):
        self.digest, self.name, self.kind, self.elsewhere = md5(XML), "towns.csv", "", ""
        self.media_digest = md5(TOWNS)
        self.url = ""
        vars(self).update(lies)

    def __call__(self, request):
        pages = {"/formList": self.forms(), "/manifest": self.manifest(), "/x.xml": XML, "/towns": TOWNS}
        body = pages.get(request.path)
        return reply(404) if body is None else reply(200, body, X_OpenRosa_Version="1.0")

    def forms(self):
        where = self.elsewhere or self.url
        return (
            f'<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform><formID>x</formID><name>An X</name>'
            f"<version>3</version><hash>{self.digest}</hash><downloadUrl>{where}/x.xml</downloadUrl>"
            f"<manifestUrl>{where}/manifest</manifestUrl></xform></xforms>"
        ).encode()

    def manifest(self):
        kind = f' type="{self.kind}"' if self.kind else ""
        return (
            f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest"><mediaFile{kind}>'
            f"<filename>{self.name}</filename><hash>{self.media_digest}</hash>"
            f"<downloadUrl>{self.url}/towns</downloadUrl></mediaFile></manifest>"
        ).encode()


def fetched(folder, answer):
    with FakeServer(answer) as server:
        answer.url = server.url
        offered = FormList(OpenRosaServer(make_settings(server.url, auth="token"), SECRET))
        (form,) = offered.forms()
        file = offered.download(form, folder)
    return form, file, server.requests


def test_a_form_and_its_files_are_fetched_and_their_digests_checked(tmp_path):
    form, file, requests = fetched(tmp_path, Server())
    assert (form.id, form.name, form.version, form.digest) == ("x", "An X", "3", md5(XML)[4:])
    assert file.read_bytes() == XML
    assert (tmp_path / "towns.csv").read_bytes() == TOWNS
    assert {r.headers["authorization"] for r in requests} == {f"Token {SECRET}"}
    assert {r.headers["x-openrosa-version"] for r in requests} == {"1.0"}


def test_a_list_that_changes_by_itself_has_no_digest_of_its_bytes(tmp_path):
    fetched(tmp_path, Server(kind="entityList", media_digest=md5(b"a moment")))
    assert (tmp_path / "towns.csv").read_bytes() == TOWNS


@pytest.mark.parametrize(
    ("lies", "error", "says"),
    [
        ({"digest": md5(b"other")}, FormError, "did not arrive"),
        ({"digest": ""}, FormError, "did not arrive"),
        ({"media_digest": md5(b"other")}, FormError, "did not arrive"),
        ({"media_digest": "sha1:0"}, FormError, "no digest"),
        ({"name": "../../evil"}, FormError, "name that cannot"),
        ({"name": ".hidden"}, FormError, "name that cannot"),
        ({"name": "form.xml"}, FormError, "name that cannot"),
        ({"name": ""}, FormError, "name that cannot"),
        ({"elsewhere": "http://127.0.0.1:9"}, ConfigError, "another server"),
        ({"elsewhere": "file:///etc"}, ConfigError, "another server"),
    ],
)
def test_nothing_that_the_server_says_is_trusted(tmp_path, lies, error, says):
    with pytest.raises(error, match=says):
        fetched(tmp_path, Server(**lies))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (reply(200, b"<html/>"), "no list"),
        (reply(200, b"<xforms"), "no list"),
        (reply(200, b'<!DOCTYPE a [<!ENTITY b "c">]><xforms/>'), "no list"),
        (reply(200, b"<xforms/>").replace(b"Length: ", b"Length: 9"), "no list"),
        (reply(302, Location="http://127.0.0.1:9/"), "status 302"),
        (reply(401), "refuses this kiosk"),
        (RESET, "cannot be reached"),
    ],
)
def test_what_is_no_form_list_is_one_sentence(answer, says):
    with FakeServer(lambda _: answer) as server, pytest.raises(ConfigError, match=says):
        FormList(OpenRosaServer(make_settings(server.url), "")).forms()


def test_a_form_without_files_needs_no_manifest(tmp_path):
    with FakeServer(Server()) as server:
        offered = FormList(OpenRosaServer(make_settings(server.url), ""))
        form = RemoteForm("x", "X", "1", md5(XML)[4:], f"{server.url}/x.xml")
        assert offered.download(form, tmp_path).read_bytes() == XML
