"""``python -m council_api``."""

import sys

from council_api.cli import main

sys.exit(main())
