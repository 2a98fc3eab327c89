"""A kiosk that a council has enrolled, with submissions in its outbox, and what befalls its disk."""

import base64
import sqlite3

from offline_cache.sealing import CouncilKey
from tests.offline_cache.rig import Kiosk, make_submission


class Dead:
    """A kiosk's data folder, filled and then closed for good."""

    def __init__(self, folder, council_toml, count=3, more=()):
        self.folder = folder
        folder.mkdir()
        (folder / "council.toml").write_text(council_toml)
        pem = council_toml.split('"""')[1]
        raw = base64.b64decode("".join(pem.strip().splitlines()[1:-1]))[-32:]
        kiosk = Kiosk(folder)
        outbox = kiosk.open()
        outbox.seal_to(CouncilKey.of(raw))
        self.submissions = [make_submission(number) for number in range(1, count + 1)] + [*more]
        for answers in self.submissions:
            outbox.put(answers).result()
        if count > 1:
            first, second = self.submissions[:2]
            outbox.mark_sending(first.id).result()
            outbox.mark_sending(second.id).result()
            outbox.hold(second.id, "other-bytes").result()
        outbox.close()

    @property
    def file(self):
        return self.folder / "outbox.sqlite"


def rows(file):
    """Every submission as it stands in a database."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT * FROM submission ORDER BY seq").fetchall()
    finally:
        connection.close()


def envelope_at(file, reference):
    """Where in a database's file the bytes of a submission's envelope begin."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        query = "SELECT envelope FROM submission WHERE reference = ?"
        envelope = connection.execute(query, (reference,)).fetchone()[0]
    finally:
        connection.close()
    return file.read_bytes().index(envelope[:300])
