"""``python -m council_api``."""

import sys

from council_api.cli import main

if __name__ == "__main__":  # each worker's process imports this under another name
    sys.exit(main())
