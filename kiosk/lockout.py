"""Who tries one secret after another has to wait longer and longer; no restart and no clock shortens it.

For PINs (kiosk/pin.py) and for codes (kiosk/pausing/guesses.py). Whoever keeps the tries counts one before it looks,
so that pulling the plug saves none.
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Self

from kiosk import uptime


@dataclass(frozen=True)
class Moment:
    """``seconds`` since the machine started, sleep counted; ``boot`` names that start. No wall clock can be trusted."""

    boot: str
    seconds: float


def now() -> Moment:
    """The moment by the machine's own clock."""
    return Moment(uptime.boot(), uptime.seconds())


@dataclass(frozen=True)
class Rule:
    """``free`` wrong ones cost nothing; then ``first`` seconds, doubled with each further one up to ``longest``."""

    free: int
    first: float
    longest: float

    def wait(self, wrong: int) -> float:
        """Seconds to wait after so many wrong ones."""
        if wrong < self.free:
            return 0.0
        return min(self.first * 2.0 ** min(wrong - self.free, 16), self.longest)


@dataclass(frozen=True)
class Tries:
    """``wrong`` counts since the last right one; none is looked at before ``until``, by the clock of ``boot``."""

    wrong: int = 0
    until: float = 0.0
    boot: str = ""

    def at(self, moment: Moment, rule: Rule) -> Self:
        """As they stand now: after another start of the machine the whole wait begins again."""
        wait = rule.wait(self.wrong)
        if not wait or self.boot == moment.boot:
            return self
        return replace(self, until=moment.seconds + wait, boot=moment.boot)

    def left(self, moment: Moment, rule: Rule) -> int:
        """Whole seconds still to wait."""
        return max(0, ceil(min(self.until - moment.seconds, rule.wait(self.wrong))))

    def more(self, moment: Moment, rule: Rule) -> Self:
        """With one more wrong one."""
        wrong = self.wrong + 1
        return replace(self, wrong=wrong, until=moment.seconds + rule.wait(wrong), boot=moment.boot)
