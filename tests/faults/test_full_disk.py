"""A disk that is really full: the new is refused, and the old is finished."""

from tests.faults.small_disk import run_on_a_small_disk

CHILD = """
from kiosk.errors import StoreError
from tests.faults.children import open_outbox
from tests.offline_cache.rig import make_submission

folder = Path(sys.argv[1]) / "data"
told = {}
outbox = open_outbox(folder)
# Enough for the log to be nearly as long as it gets, which is when a full disk is worst.
ids = [outbox.put(make_submission(number, answer="x" * 9000)).result().id for number in range(450)]
fill()
refused = 0
for number in range(1000, 1450):
    try:
        ids.append(outbox.put(make_submission(number, answer="x" * 9000)).result().id)
    except StoreError as error:
        refused += 1
        told["sentence"] = str(error)
fill()
told["refused"] = refused
told["ballast before"] = (folder / "ballast").exists()
for id_ in outbox.due().result():
    outbox.accepted(id_, outbox.mark_sending(id_).result().digest).result()
told["ballast after"] = (folder / "ballast").exists()
outbox.close()
outbox = open_outbox(folder)
told["set aside"] = outbox._database.set_aside is not None
told["kept"] = len(ids)
told["accepted"] = outbox.counts().result().accepted
told["others"] = outbox.counts().result().waiting
outbox.close()
fill()
try:
    open_outbox(Path(sys.argv[1]) / "another")
except StoreError as error:
    told["no room to open"] = str(error)
print(json.dumps(told))
"""


def test_on_a_full_disk_the_new_is_refused_and_the_old_is_finished(tmp_path):
    told = run_on_a_small_disk(tmp_path, "96m", CHILD)
    assert "no room left" in told["sentence"]
    assert "space" in told["no room to open"]
    assert told["refused"] > 0
    assert told["ballast before"]
    assert not told["ballast after"]
    assert told["accepted"] == told["kept"] >= 450
    assert (told["others"], told["set aside"]) == (0, False)
