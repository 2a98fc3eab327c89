import hashlib

from kiosk.catalogue import load
from kiosk.cli.commands import run
from tests.offline_cache.servers import FakeServer, reply

FORM = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Street lights</h:title><model><instance><data id="lights"><where/></data></instance>
<bind nodeset="/data/where" type="string"/></model></h:head>
<h:body><input ref="/data/where"><label>Where is it?</label></input></h:body></h:html>"""


def server_with(folder, monkeypatch, digest=""):
    """A project with two forms, of which the second is none; the kiosk's settings name it."""

    def answer(request):
        if request.path == "/lights.xml":
            return reply(200, FORM)
        if request.path != "/formList":
            return reply(200, b"<nothing/>")
        hashes = digest or hashlib.md5(FORM, usedforsecurity=False).hexdigest()
        entry = (
            "<xform><formID>{0}</formID><name>{0}</name><hash>md5:{1}</hash>"
            "<downloadUrl>{2}/{0}.xml</downloadUrl></xform>"
        )
        forms = entry.format("lights", hashes, server.url) + entry.format("broken", hashes, server.url)
        return reply(200, f"<xforms>{forms}</xforms>".encode())

    server = FakeServer(answer)
    monkeypatch.setenv("KIOSK_DATA", str(folder))
    (folder / "kiosk.toml").write_text(f'[destinations.central]\nkind = "openrosa"\nurl = "{server.url}"\n')
    return server


def test_a_form_is_fetched_as_a_service_that_is_sent_back_there(tmp_path, monkeypatch, capsys):
    with server_with(tmp_path, monkeypatch):
        assert run(["forms", "fetch", "central", "--form", "lights"]) == 0
    assert "Added 'Street lights' as central-lights; it is sent to central." in capsys.readouterr().out
    (service,) = load(tmp_path / "services").services
    assert (service.id, service.destination) == ("central-lights", "central")


def test_a_form_that_did_not_arrive_whole_is_left_out_and_told(tmp_path, monkeypatch, capsys):
    with server_with(tmp_path, monkeypatch):
        assert run(["forms", "fetch", "central"]) == 1
    said = capsys.readouterr()
    assert "broken: left out: “form.xml” of the form “broken” did not arrive" in said.err
    assert [service.id for service in load(tmp_path / "services").services] == ["central-lights"]


def test_a_list_fetches_nothing(tmp_path, monkeypatch, capsys):
    with server_with(tmp_path, monkeypatch):
        assert run(["forms", "fetch", "central", "--list"]) == 0
    assert capsys.readouterr().out.split() == ["lights", "lights", "broken", "broken"]
    assert not (tmp_path / "services").exists()


def test_an_unknown_form_or_destination_is_one_sentence(tmp_path, monkeypatch, capsys):
    with server_with(tmp_path, monkeypatch):
        assert run(["forms", "fetch", "central", "--form", "x"]) == 1
        assert run(["forms", "fetch", "kobo"]) == 1
    said = capsys.readouterr().err
    assert "central has no form 'x'" in said
    assert "no destination 'kobo' of the kind openrosa: add it, or use central." in said
