"""Keys that a bundle brings: sealed to from the next visit on; without one in force no visit can begin."""

from types import SimpleNamespace

import pytest

from kiosk.cli.late_outbox import LateOutbox
from kiosk.config import Config
from kiosk.destinations import COUNCIL
from offline_cache.store import Store
from tests.offline_cache.rig import Kiosk, make_private, make_submission, public_of, public_pem, unseal


class Opened:
    """A LateOutbox whose store is open, with the key that ``self.key`` says."""

    def __init__(self, folder):
        self.key = ""
        self.kiosk = Kiosk(folder)
        self.outbox = self.kiosk.open()
        self.late = LateOutbox(Config(folder), lambda _link: None, sealing_key=lambda: self.key)
        self.late._store = Store(
            self.outbox, SimpleNamespace(stop=lambda: None), None, public_pem(self.kiosk.private)
        )

    def sealed(self, number):
        """The envelope of one more submission."""
        answers = make_submission(number)
        self.late.put(answers).result()
        return self.outbox.mark_sending(answers.id).result()


@pytest.fixture
def opened(tmp_path):
    made = Opened(tmp_path)
    yield made
    made.late.close()


def test_without_a_key_in_force_no_form_can_be_begun(opened):
    assert opened.late.refusal(COUNCIL) == ""
    opened.key = None
    assert opened.late.refusal(COUNCIL) == "unusable.key"
    opened.key = "no key"
    assert opened.late.refusal(COUNCIL) == "unusable.key"
    assert opened.late.refusal("street-crm") == "", "that is sealed to this kiosk's own key"


def test_the_next_visit_seals_to_the_new_key_and_what_waits_stays_as_it_was(opened):
    before, new = opened.kiosk.private, make_private(9)
    opened.late.refusal(COUNCIL)
    opened.late.put(make_submission(1)).result()
    opened.key = public_pem(new)
    assert opened.late.refusal(COUNCIL) == ""
    assert unseal(opened.sealed(2).data, new).reference == make_submission(2).reference
    waiting = opened.outbox.mark_sending(make_submission(1).id).result()
    assert waiting.header.key_id == public_of(before).key_id
    assert unseal(waiting.data, before).reference == make_submission(1).reference


def test_a_visit_goes_on_with_the_key_that_it_began_with(opened):
    opened.late.refusal(COUNCIL)
    opened.key = None  # its time ran out while the person filled the form in
    assert unseal(opened.sealed(3).data, opened.kiosk.private).id == make_submission(3).id


def test_a_bundle_without_keys_leads_back_to_the_enrolled_key(opened):
    opened.key = public_pem(make_private(9))
    opened.late.refusal(COUNCIL)
    opened.key = ""
    assert opened.late.refusal(COUNCIL) == ""
    assert opened.sealed(4).header.key_id == public_of(opened.kiosk.private).key_id
