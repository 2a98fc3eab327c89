"""What the commands do with destinations: services that name one, forms with a key, what is held."""

from dataclasses import replace

import pytest

from kiosk.catalogue import load
from kiosk.cli.commands import run
from kiosk.cli.compose import load_form
from kiosk.cli.late_outbox import LateOutbox
from kiosk.config import load as load_config
from kiosk.content import Content
from kiosk.errors import ConfigError, FormError, StoreError
from offline_cache.delivery.outcome import Held
from offline_cache.sending import Proof
from tests.offline_cache.rig import Kiosk, make_private, make_submission, public_pem

MANIFEST = (
    'id = "lights"\ncategory = "other"\ntitle = {{ en = "Lights" }}\nsummary = {{}}\ndestination = "{0}"\n'
)
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Lights</h:title><model><instance><data id="lights"><where/></data></instance>
<submission base64RsaPublicKey="{0}"/><bind nodeset="/data/where" type="string"/></model></h:head>
<h:body><input ref="/data/where"><label>Where is it?</label></input></h:body></h:html>"""


def service_in(data, destination="central", key="AAAA"):
    folder = data / "services" / "lights"
    folder.mkdir(parents=True)
    (folder / "manifest.toml").write_text(MANIFEST.format(destination))
    (folder / "form.xml").write_text(FORM.format(key))
    return load(data / "services").service("lights")


@pytest.mark.parametrize(
    ("destinations", "there"), [((), False), (("reports",), False), (("central",), True)]
)
def test_only_services_whose_destination_is_set_up_are_on_offer(tmp_path, destinations, there):
    service_in(tmp_path)
    offered = Content(tmp_path, destinations).catalogue().services
    assert ("lights" in {service.id for service in offered}) is there


def test_a_form_whose_key_cannot_be_used_is_refused_before_anybody_fills_it_in(tmp_path):
    service = service_in(tmp_path)
    with pytest.raises(FormError, match="base64RsaPublicKey is no key"):
        load_form(service, takes_files=True)
    assert load_form(replace(service, destination="council"), takes_files=True).public_key == "AAAA"


def test_a_held_submission_is_told_and_released(tmp_path, monkeypatch, capsys):
    outbox = Kiosk(tmp_path).open()
    answers = make_submission()
    outbox.put(answers).result()
    outbox.mark_sending(answers.id).result()
    outbox.hold(answers.id, Held("other bytes").reason).result()
    outbox.close()
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    key = public_pem(make_private())
    (tmp_path / "council.toml").write_text(
        f'[council]\nurl = "https://council.invalid"\ntoken = "t"\nkey_id = "k"\npublic_key = """{key}"""\n'
    )
    assert run(["status"]) == 0
    assert f"Held for council: {answers.reference}: other bytes" in capsys.readouterr().out
    spoken = " ".join(answers.reference[i : i + 3] for i in (0, 3, 6)).lower()
    assert run(["release", spoken]) == 0
    assert run(["release", answers.reference]) == 1
    assert "'kiosk status' lists those that are" in capsys.readouterr().err
    assert run(["status"]) == 0
    assert "Waiting to be sent: 1." in capsys.readouterr().out


def test_a_kiosk_that_is_not_enrolled_takes_what_goes_elsewhere(tmp_path):
    (tmp_path / "kiosk.toml").write_text(
        '[destinations.central]\nkind = "openrosa"\nurl = "https://odk.invalid/v1/projects/1"\nauth = "none"\n'
    )
    late = LateOutbox(load_config({"KIOSK_DATA": str(tmp_path)}), lambda _link: None, send=False)
    late.start()
    store = late.wait()
    assert (late.refusal("central"), late.refusal("council")) == ("", "unusable.outbox")
    elsewhere = replace(make_submission(1), destination="central")
    assert late.put(elsewhere).result() == elsewhere.reference
    with pytest.raises(StoreError, match="not enrolled"):
        late.put(make_submission(2)).result()
    assert store.outbox.counts().result().queued == 1
    late.close()


def test_a_kiosk_with_nobody_to_send_to_says_so(tmp_path):
    late = LateOutbox(load_config({"KIOSK_DATA": str(tmp_path)}), lambda _link: None)
    late.start()
    with pytest.raises(ConfigError, match="knows no council"):
        late.wait()
    assert late.refusal("council") == "unusable.outbox"


def test_what_a_destination_calls_a_submission_is_told(tmp_path, monkeypatch, capsys):
    outbox = Kiosk(tmp_path).open()
    answers = make_submission()
    outbox.put(answers).result()
    digest = outbox.mark_sending(answers.id).result().digest
    outbox.accepted_together([Proof(answers.id, digest, "SR-17")]).result()
    outbox.close()
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    assert run(["status"]) == 0
    assert f"Taken by council: {answers.reference} is SR-17 there" in capsys.readouterr().out


def test_a_missing_setting_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    (tmp_path / "kiosk.toml").write_text('[destinations.central]\nkind = "openrosa"\n')
    assert run(["status"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "kiosk.toml, line 1: [destinations.central] has no url. Add it." in said


def test_a_form_is_added_for_a_destination_that_there_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    (tmp_path / "kiosk.toml").write_text(
        '[destinations.reports]\nkind = "open311"\nurl = "https://311.example/v2"\n'
    )
    listed = tmp_path / "services.json"
    listed.write_text('[{"service_code": "pothole", "service_name": "Pothole", "metadata": false}]')
    assert run(["forms", "add", str(listed), "--to", "central"]) == 1
    assert "no destination 'central'" in capsys.readouterr().err
    assert run(["forms", "add", str(listed), "--to", "reports"]) == 0
    (service,) = load(tmp_path / "services").services
    assert service.destination == "reports"
