"""Started under strace: puts, delivers and tidies a few submissions, and says each reference once its receipt is there.

``python -m tests.faults.puts FOLDER SYNCHRONOUS``: FULL as shipped, or NORMAL to show that the test would notice.
"""

import os
import sys
from pathlib import Path

from offline_cache import connection
from tests.faults.children import open_outbox
from tests.offline_cache.rig import make_submission

MANY = 16


def main() -> None:
    folder, synchronous = Path(sys.argv[1]), sys.argv[2]
    expected = {"FULL": 2, "NORMAL": 1}[synchronous]
    connection.PRAGMAS = tuple(
        (name, synchronous, expected) if name == "synchronous" else (name, value, found)
        for name, value, found in connection.PRAGMAS
    )
    outbox = open_outbox(folder)
    for number in range(MANY):
        answers = make_submission(number, answer="x" * 700 * number)
        outbox.put(answers).result()
        os.write(1, answers.reference.encode())
        if number % 3 == 0:
            envelope = outbox.mark_sending(answers.id).result()
            outbox.accepted(answers.id, envelope.digest).result()
        if number % 5 == 0:
            outbox.checkpoint().result()
    outbox.close()


if __name__ == "__main__":
    main()
