import subprocess
import sys

import pytest

from kiosk.errors import ConfigError, StoreError
from offline_cache.opening import open_store
from offline_cache.outbox import Receipt
from offline_cache.settings import Settings
from offline_cache.sync import Delivered, Link
from tests.offline_cache.rig import make_private, make_submission, public_pem, unseal
from tests.offline_cache.servers import FakeServer, proof, reply

PRIVATE = make_private()


@pytest.fixture
def settings(tmp_path):
    key = tmp_path / "council.pem"
    key.write_bytes(public_pem(PRIVATE))

    def make(**changes):
        fields = {"folder": tmp_path / "data", "key": key, "url": "https://council.invalid", "token": "t"}
        return Settings(**(fields | changes))

    return make


def test_a_submission_made_offline_is_delivered_once_the_council_is_there(settings):
    links = []
    answers = make_submission()
    store = open_store(settings(url="http://127.0.0.1:9"), links.append).result()
    assert isinstance(store.outbox.put(answers).result(), Receipt)
    assert store.sync.once() == Delivered(sent=0, of=1, waiting=1, held=0)
    store.close()
    with FakeServer(lambda r: reply(201, b"{}", Repr_Digest=proof(r.digest))) as council:
        store = open_store(settings(url=council.url), links.append).result()
        assert store.sync.once() == Delivered(sent=1, of=1, waiting=0, held=0)
        store.close()
    assert unseal(council.requests[0].body, PRIVATE) == answers
    assert [link.online for link in links] == [False, True]
    assert links[0] == Link(False, None, 1, 0)


def test_a_missing_key_is_told_before_anything_is_made(settings, tmp_path):
    with pytest.raises(ConfigError, match="public key cannot be read"):
        open_store(settings(key=tmp_path / "none.pem")).result()
    assert not (tmp_path / "data").exists()


def test_an_unknown_destination_is_told(settings):
    with pytest.raises(ConfigError, match="There is no destination 'fax'"):
        open_store(settings(destination="fax")).result()


def test_the_folder_is_for_one_at_a_time(settings):
    store = open_store(settings()).result()
    with pytest.raises(StoreError, match="Another kiosk program"):
        open_store(settings()).result()
    store.close()


def test_a_broken_outbox_is_replaced_and_told(settings, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "outbox.sqlite").write_bytes(b"not a database " * 500)
    store = open_store(settings()).result()
    assert store.set_aside is not None
    assert store.set_aside.exists()
    store.close()


def test_asking_for_the_store_loads_neither_the_database_nor_the_network_library():
    code = (
        "import sys, offline_cache.opening\n"
        "print(sorted({'sqlalchemy', 'requests', 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
