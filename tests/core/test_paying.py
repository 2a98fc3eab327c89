"""Paying: the reference, where its address may lead, and that no card number is taken."""

from dataclasses import replace

import pytest

from kiosk import deciding, paying, payment
from kiosk.payment import Payment, is_card, tidy
from kiosk.stage import Asking, CheckAnswers, Goodbye, Paying
from tests.core.test_eligibility import made

GOOD = {
    "phone": "01632 960 135",
    "address": "https://pay.merrow.example/tax?ref={reference}",
    "host": "pay.merrow.example",
}


@pytest.fixture
def visit():
    """At the question for the reference."""
    found = made()
    found.choose("pay-council-tax")
    deciding.begin(found)
    deciding.answer(found, 0)
    return found


def test_only_the_reference_goes_into_the_address():
    found = Payment(**GOOD)
    assert found.page("12345678") == "https://pay.merrow.example/tax?ref=12345678"
    assert found.page("1&to=a b/é") == "https://pay.merrow.example/tax?ref=1%26to%3Da%20b%2F%C3%A9"
    assert found.page("1", ("pay.merrow.example",)) == found.page("1")
    assert found.page("1", ("other.example",)) == Payment("1").page("1") == ""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"address": "http://pay.merrow.example/{reference}"}, "https://"),
        ({"address": "https://pay.merrow.example/{reference}/{reference}"}, "exactly once"),
        ({"address": "https://pay.merrow.example/tax"}, "exactly once"),
        ({"address": "https://pay.merrow.example/{reference}?n={name}"}, "no other gap"),
        ({"address": "https://evil.example/{reference}"}, "own host"),
        ({"address": "https://pay.merrow.example@evil.example/{reference}"}, "own host"),
        ({"address": "https://pay.merrow.example:8443/{reference}"}, "own host"),
        (
            {"address": "https://{reference}.merrow.example/", "host": "{reference}.merrow.example"},
            "own host",
        ),
        ({"address": "https://pay.merrow.example/#{reference}"}, "own host"),
        ({"address": "https://[pay/{reference}"}, "own host"),
        ({"address": "https://localhost/{reference}", "host": "localhost"}, "own host"),
        ({"address": "https://pay.merrow.example/ {reference}"}, "without spaces"),
        ({"address": "https://pay.merrow.example/{reference}" + "x" * 300}, "at most 300"),
        ({"host": ""}, "own host"),
        ({"phone": "ring"}, "payment line"),
        ({"amount": "£5"}, "write amount as"),
        ({"desk": {"cy": "Desg"}}, "in English"),
        ({"reference": 3}, "reference as text"),
        ({"card": "yes"}, "does not know"),
    ],
)
def test_a_manifest_that_leads_elsewhere_is_refused(changes, told):
    assert payment.fault(GOOD) == ""
    fault = payment.fault({**GOOD, **changes})
    assert told in fault
    assert fault.startswith("[pay]")


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("4111 1111 1111 1111", True),
        ("my card is 5555-5555-5555-4444 thanks", True),
        ("378282246310005", True),
        ("6759649826438453", True),
        ("4111 1111 1111 1112", False),
        ("1234 5678", False),
        ("01632 960 135", False),
        ("MW12345678", False),
        ("4" * 40, False),
    ],
)
def test_card_numbers_are_known_by_their_last_digit(text, card):
    assert is_card(text) is card


def test_a_card_number_is_refused_and_not_even_kept(visit):
    path = visit.page.questions[0].path
    assert visit.answer(path, "4111 1111 1111 1111") == paying.CARD
    visit.proceed()
    assert isinstance(visit.stage, Asking)
    (asked,) = visit.page.questions
    assert asked.problem.code == "card.bank"
    assert asked.raw == ""
    assert b"4111" not in visit.filling.instance()


def test_only_where_something_is_paid_it_is_looked_for():
    found = made()
    assert paying.refusing(found.catalogue.service("bus-pass"))("4111 1111 1111 1111") is None


def test_the_reference_is_the_councils_own_and_nothing_is_sent(visit):
    visit.answer(visit.page.questions[0].path, " 1234 5678")
    visit.proceed()
    assert visit.stage == CheckAnswers()
    visit.agree()
    assert visit.stage == Paying("12345678", CheckAnswers())
    assert paying.grouped(visit.stage.reference) == "1234 5678"
    visit.back()
    assert visit.stage == CheckAnswers()
    visit.agree()
    visit.finish()
    assert visit.stage == Goodbye()


def test_the_kiosk_makes_a_reference_where_there_is_none():
    found = made()
    found.choose("pay-parking-fine")
    found.service = replace(found.service, pay=Payment("01632 960 135"))
    paying.show(found)
    assert len(found.stage.reference) == 9
    assert paying.grouped("KTM7RF2WD") == "KTM 7RF 2WD"
    assert paying.grouped("MW12345678") == "MW 1234 5678"
    assert [paying.grouped("1" * count) for count in (1, 7, 10)] == ["1", "111 1111", "111 111 1111"]
    assert tidy(" mw-1234 5678 ") == "MW12345678"


def test_a_question_that_the_form_lacks_or_that_takes_anything_is_told(visit):
    service, form = visit.service, visit.filling.form
    assert paying.trouble_with(service, form) == ""
    asked = next(form.controls)
    loose = replace(asked, bind=replace(asked.bind, constraint=None), appearance=frozenset())
    for name, told in (("nothing", "must be in the form exactly once"), ("account", "takes anything")):
        other = replace(service, pay=replace(service.pay, reference=name))
        assert told in paying.trouble_with(other, replace(form, body=(loose,)))
