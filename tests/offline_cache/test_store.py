from dataclasses import replace

import pytest

from kiosk.errors import ConfigError, StoreError
from offline_cache.outbox import Counts, Receipt
from offline_cache.settings import Settings
from offline_cache.store import Store
from offline_cache.sync import Delivered, Link
from tests.offline_cache.rig import make_private, make_submission, public_pem, unseal
from tests.offline_cache.servers import FakeServer, proof, reply

PRIVATE = make_private()


@pytest.fixture
def settings(tmp_path):
    def make(**changes):
        fields = {
            "folder": tmp_path / "data",
            "key": public_pem(PRIVATE),
            "url": "https://council.invalid",
            "token": "t",
        }
        return Settings(**(fields | changes))

    return make


def test_a_submission_made_offline_is_delivered_once_the_council_is_there(settings):
    links = []
    answers = make_submission()
    store = Store.open(settings(url="http://127.0.0.1:9"), links.append)
    assert isinstance(store.outbox.put(answers).result(), Receipt)
    assert store.sync.once() == Delivered(sent=0, of=1, waiting=1, held=0)
    store.close()
    with FakeServer(lambda r: reply(201, b"{}", **proof(r.digest))) as council:
        store = Store.open(settings(url=council.url), links.append)
        assert store.sync.once() == Delivered(sent=1, of=1, waiting=0, held=0)
        store.close()
    assert unseal(council.requests[0].body, PRIVATE) == answers
    assert [link.online for link in links] == [None, False, None, True]
    assert links[1] == Link(False, None, 1, 0)


def test_a_missing_key_is_told_before_anything_is_made(settings, tmp_path):
    with pytest.raises(ConfigError, match="public key on this kiosk cannot be read"):
        Store.open(settings(key=""), print)
    assert not (tmp_path / "data").exists()


def test_what_goes_to_an_unknown_destination_is_not_taken(settings):
    store = Store.open(settings(), print)
    with pytest.raises(StoreError, match="no destination 'fax'"):
        store.outbox.put(replace(make_submission(), destination="fax")).result()
    assert store.outbox.counts().result() == Counts()
    store.close()


def test_the_folder_is_for_one_at_a_time(settings):
    store = Store.open(settings(), print)
    with pytest.raises(StoreError, match="Another kiosk program"):
        Store.open(settings(), print)
    store.close()


def test_a_broken_outbox_is_replaced_and_told(settings, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "outbox.sqlite").write_bytes(b"not a database " * 500)
    store = Store.open(settings(), print)
    assert store.set_aside is not None
    assert store.set_aside.exists()
    store.close()


def test_a_sending_cut_off_by_the_end_of_the_program_is_uncertain_at_the_next_start(settings):
    store = Store.open(settings(), print)
    id_ = store.outbox.put(make_submission()).result().id
    store.outbox.mark_sending(id_).result()
    store.close()
    store = Store.open(settings(), print)
    assert store.outbox.counts().result() == Counts(uncertain=1)
    store.close()


def test_a_credential_is_in_no_text_of_the_settings(settings):
    assert "very-secret" not in repr(settings(token="very-secret"))
