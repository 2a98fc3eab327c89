"""Started under strace: takes one bundle after another, and says each version once it is in use.

``python -m tests.faults.takes SHELF SYNCED BUNDLE…``: "yes" as shipped, "no" to show that the test would notice.
"""

import os
import sys
from pathlib import Path

from tests.bundles.bundle_rig import Kiosk


def main() -> None:
    root, synced, *bundles = sys.argv[1:]
    if synced == "no":
        os.fsync = lambda _handle: None
    kiosk = Kiosk(Path(root))
    for bundle in bundles:
        taken = kiosk.take(Path(bundle), lambda _folder: None)
        os.write(1, str(taken.manifest.bundle_version).encode())


if __name__ == "__main__":
    main()
