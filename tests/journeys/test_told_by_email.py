"""Mair reports a missed bin in Welsh, asks for an email, and the council sends it once it has her report."""

from dataclasses import replace
from datetime import timedelta

from council_api.confirmations.run import run
from kiosk.language import Words
from kiosk.stage import CheckAnswers, Consent, Sent
from kiosk.submission import grouped
from offline_cache.sealing import CouncilKey, seal
from tests.council_api.conftest import BEGIN
from tests.council_api.conftest import _council as council_on
from tests.council_api.mail_server import MailServer
from tests.council_api.test_council_confirmations import MAIL
from tests.journeys.keyboard import Citizen, Keyboard

EMAIL = "/data/your_details/email"


def test_mair_asks_for_an_email_and_has_it_in_welsh_when_the_council_has_her_report(kiosk, tmp_path):
    here = kiosk(language="cy")
    say = Words("cy").say
    found = next(walk for seed in range(100) if EMAIL in (walk := here.walk("missed-bin", seed)).answers)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, found.answers)
    citizen.come("missed-bin")
    citizen.answer_all()
    assert isinstance(here.visit.stage, CheckAnswers)
    keyboard.go_on()
    assert isinstance(here.visit.stage, Consent)
    address = found.answers[EMAIL]
    keyboard.choose(say("consent.confirm_email", to=address))
    keyboard.go_on()
    here.commit()
    assert isinstance(here.visit.stage, Sent)
    assert here.visit.confirm == "", "the kiosk has forgotten it"
    sent = here.outbox.taken[-1]

    with council_on(tmp_path / "council", None) as council, MailServer() as mail:
        envelope = seal(sent, CouncilKey.of_pem(council.key.public_pem()))
        assert address.encode() not in envelope.data
        assert council.put(sent.id, envelope.data).status_code == 201
        policy = tmp_path / "council.toml"
        policy.write_text(MAIL.format(port=mail.port).replace("en =", "cy ="))
        parts = replace(council.parts, policy=policy, clock=lambda: BEGIN + timedelta(hours=1))
        run(parts)
        run(parts)
        (told,) = mail.mails
    assert told["To"] == address
    assert told["Subject"] == "Mae eich ffurflen wedi ein cyrraedd – Merrow Council"
    words = told.get_content()
    assert f"Eich cyfeirnod: {grouped(sent.reference)}" in words
    assert here.visit.catalogue.service("missed-bin").text("next", "cy") in words
    for answer in (found.answers["/data/your_details/full_name"], "<", "missed-bin"):
        assert answer not in words
