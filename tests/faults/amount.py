"""How much is tried: little with each ``make test``, much with ``make faults``, which sets FAULTS=many.

FAULTS_SEED is where all chance begins. ``make faults`` takes another each time and prints it; with the same one again
the same kills, cuts and bytes are tried.
"""

import os
import random

MANY = os.environ.get("FAULTS") == "many"
SEED = int(os.environ.get("FAULTS_SEED", "20261122"))


def amount(few: int, many: int) -> int:
    """``many`` by ``make faults``, else ``few``."""
    return many if MANY else few


def dice(*of: object) -> random.Random:
    """Chance of its own for each ``of``: the same with the same seed, whatever else ran before."""
    return random.Random(f"{SEED} {of}")
