"""What an outbox may have in it after anything befell it, by what it told until then."""

import hashlib
import shutil
import sys
from collections import Counter

from sqlalchemy import select

from offline_cache.tables import part, submission
from tests.faults.amount import dice
from tests.faults.power_cut import Disk, write
from tests.faults.recording import record
from tests.offline_cache.rig import Kiosk, make_private, make_submission, unseal

PRIVATE = make_private()
IGNORED = frozenset({"outbox.sqlite-shm", "ballast", "lock"})
OVER = {"accepted", "purged"}


def recorded(folder, *more, synchronous="FULL", days=3):
    """Everything that an outbox does, done in ``folder``. ``more`` are options of strace."""
    folder.mkdir(exist_ok=True)
    return record([sys.executable, "-m", "tests.faults.puts", folder, synchronous, str(days)], folder, *more)


class Told:
    """What may be found of each reference: the state that was told last, or one that was begun since."""

    def __init__(self):
        self.states = {}

    def hear(self, lines):
        for line in lines.decode().splitlines():
            word, state, reference = line.split()
            begun = self.states.get(reference, {None}) if word == "begin" else set()
            self.states[reference] = begun | {state}

    def faults_in(self, image):
        """What is wrong with what a cut left, as the next start finds it."""
        kiosk = Kiosk(image)
        outbox = kiosk.open()
        rows, parts = outbox._database.run(_everything).result()
        faults = Counter()
        faults["torn"] += kiosk.database.set_aside is not None
        found = {row.reference: row.state for row in rows}
        for reference, allowed in self.states.items():
            state = found.get(reference)
            faults["lost" if state is None else "forgotten"] += state not in allowed
        faults["torn"] += sum(_is_torn(row, parts.get(row.seq, [])) for row in rows)
        outbox.put(make_submission(99)).result()  # and the kiosk goes on
        outbox.close()
        return +faults


def _everything(connection):
    parts = {}
    for row in connection.execute(select(part)):
        parts.setdefault(row.submission_seq, []).append(row)
    return connection.execute(select(submission)).all(), parts


def _is_torn(row, parts):
    """Whether any byte of it is not as it was put."""
    if row.state in OVER:
        return row.envelope is not None
    whole = [row, *parts]
    if len(parts) != row.parts or any(hashlib.sha256(one.envelope).digest() != one.digest for one in whole):
        return True
    return unseal(row.envelope, PRIVATE).reference != row.reference


def cut(steps, root, images, each, before=None):
    """Cuts, ``each`` after every step on the average: how many, how many differ, and what is wrong after them.

    ``before`` is a copy of the folder as it was before the first step, when it was not empty.
    """
    chance = dice(root.name)
    disk = Disk(root, chance, IGNORED)
    if before is not None:
        disk.holds(before)
    told = Told()
    cuts, seen, faults = 0, {}, Counter()
    for step in steps:
        if step.kind == "told":
            told.hear(step.data)
        else:
            disk.apply(step)
        for _ in range(int(each + chance.random())):
            cuts += 1
            left = disk.after_a_cut()
            key = hash((frozenset(left.items()), str(sorted(told.states.items(), key=str))))
            if key not in seen:
                image = write(left, images / "image")
                seen[key] = told.faults_in(image)
                shutil.rmtree(image)
            faults += seen[key]
    return cuts, len(seen), faults
