"""A disk that is really full, and files of megabytes: all of a submission is kept or none, and all is finished."""

from tests.faults.small_disk import run_on_a_small_disk

CHILD = """
from sqlalchemy import func, select
from kiosk.errors import StoreError
from offline_cache.tables import part
from tests.faults.children import open_outbox
from tests.offline_cache.with_files import submission_with

folder = Path(sys.argv[1]) / "data"

def parts(outbox):
    return outbox._database.run(lambda c: c.scalar(select(func.count()).select_from(part))).result()

told = {"refused": 0}
outbox = open_outbox(folder)
ids = []
for number in range(12):
    try:
        ids.append(outbox.put(submission_with(number, 3_000_000, 5_000_000)).result().id)
    except StoreError as error:
        told["refused"] += 1
        told["sentence"] = str(error)
fill()
told["kept"], told["parts"] = len(ids), parts(outbox)
told["counted"] = outbox.counts().result().queued
for id_ in outbox.due().result():
    envelope = outbox.mark_sending(id_).result()
    for number in envelope.unsent:
        outbox.part_sent(id_, number, outbox.part(id_, number).result().digest).result()
    outbox.accepted(id_, envelope.digest).result()
    while outbox.let_go().result():
        pass
outbox.close()
outbox = open_outbox(folder)
told["set aside"] = outbox._database.set_aside is not None
told["accepted"], told["left"] = outbox.counts().result().accepted, parts(outbox)
print(json.dumps(told))
"""


def test_on_a_full_disk_all_of_it_is_kept_or_none_and_all_is_finished(tmp_path):
    told = run_on_a_small_disk(tmp_path, "112m", CHILD)
    assert "no room left" in told["sentence"]
    assert told["refused"] > 0
    assert told["kept"] == told["counted"] == told["accepted"] > 0
    assert told["parts"] == 2 * told["kept"]
    assert (told["left"], told["set aside"]) == (0, False)
