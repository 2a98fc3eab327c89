"""Promise 1 on the worst day: killed at any moment, over a hostile network, before a real council (invariant 10)."""

import random
import signal
import threading
import time

from sqlalchemy import select

from offline_cache.delivery.council import Council
from offline_cache.outbox import Counts
from offline_cache.sync import Sync
from offline_cache.tables import submission
from tests.faults.amount import amount, dice
from tests.faults.children import open_outbox, put_and_send_for_ever
from tests.faults.council_process import CouncilProcess
from tests.faults.hostile_proxy import HostileProxy
from tests.faults.killing import rest_of
from tests.offline_cache.rig import make_submission

NIGHTS = amount(2, 10)
"""How often the council is killed as well."""

KILLS = amount(3, 20)
"""Of the kiosk before each."""

PARCELS = amount(12, 60)
"""Put at once, and times that they are sent over the proxy."""

EACH = 8
"""Submissions that a kiosk puts before it is killed, at most."""


def live_and_die(processes, folder, council, first, chance):
    """One life of a kiosk; the ids of what it had told when it was killed."""
    ours, theirs = processes.Pipe(duplex=False)
    many = chance.randrange(1, EACH)
    child = processes.Process(target=put_and_send_for_ever, args=(folder, council, first, many, theirs))
    child.start()
    theirs.close()
    told = [ours.recv() for _ in range(chance.randrange(1, many + 1))]
    while len(told) < many and ours.poll(chance.uniform(0, 0.05)):
        told.append(ours.recv())
    ours.poll(chance.uniform(0, 0.4))  # and now it sends, until
    child.kill()
    child.join()
    return told + rest_of(ours)


def sync_with(outbox, council):
    return Sync(outbox, {"council": council}, clock=time.time, uniform=random.uniform, wake=threading.Event())


def parcels_put(folder, council, proxy):
    """Many more, sent as often as there is a network at all, most of them together; the ids of all."""
    outbox = open_outbox(folder)
    outbox.seal_to(council.key)
    ids = [outbox.put(make_submission(number)).result().id for number in range(10_000, 10_000 + PARCELS)]
    sender = Council(f"http://127.0.0.1:{proxy.port}", council.token, read_timeout=0.3)
    for _ in range(PARCELS):
        sender._singly = 0  # however often a parcel was lost
        sync_with(outbox, sender).once()
    outbox.close()
    return ids


def drained(folder, url, token):
    """The counts once everything that can be sent was sent, over a network that is calm."""
    outbox = open_outbox(folder)
    sync = sync_with(outbox, Council(url, token))
    while sync.once().sent:
        pass
    rows = outbox._database.run(lambda c: c.execute(select(submission)).all()).result()
    counts = outbox.counts().result()
    outbox.close()
    return counts, rows


def nights(processes, folder, council, proxy):
    """All the kills of kiosk and council; the ids of what was told before them."""
    chance = dice("hostile")
    acknowledged = []
    for night in range(NIGHTS):
        with council.served(stop=signal.SIGKILL) as proxy.to:
            given = (f"http://127.0.0.1:{proxy.port}", council.token, council.pem)
            for kill in range(KILLS):
                refuses = chance.random() < 0.1
                if refuses:
                    proxy.away()
                first = EACH * (night * KILLS + kill)
                acknowledged += live_and_die(processes, folder, given, first, chance)
                if refuses:
                    proxy.back()
                    proxy.done["refuse"] += 1
    return acknowledged


def test_kills_at_random_moments_over_a_hostile_network(processes, tmp_path, tried):
    council = CouncilProcess(tmp_path / "council")
    with HostileProxy(dice("proxy")) as proxy:
        acknowledged = nights(processes, tmp_path / "kiosk", council, proxy)
        with council.served() as port:
            proxy.to = port
            acknowledged += parcels_put(tmp_path / "kiosk", council, proxy)
            counts, rows = drained(tmp_path / "kiosk", f"http://127.0.0.1:{port}", council.token)
    there = council.rows()
    lost = set(acknowledged) - {id_ for id_, _ in there}
    doubled = len(there) - len({id_ for id_, _ in there})
    tried(
        "kill -9 of the kiosk over a hostile proxy",
        NIGHTS * KILLS,
        f"{NIGHTS} of the council too; {len(acknowledged):,} told, {len(lost)} lost, {doubled} doubled",
    )
    tried(
        "requests over a hostile proxy",
        proxy.done.total(),
        ", ".join(f"{n} {fault}" for fault, n in proxy.done.most_common())
        + f"; {proxy.parcels} held many submissions",
    )
    assert proxy.parcels
    assert lost == set()
    assert counts == Counts(accepted=len(rows))
    assert sorted(there) == sorted((row.id, row.digest) for row in rows)
    parts = council.attachments()
    assert len(parts) == len(set(parts)) == sum(row.parts for row in rows)
