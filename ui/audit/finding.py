"""What the audit finds: one failure of one page in one look, and the same failure over all of them."""

from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtCore import QRect

Whose = Literal["kiosk", "form"]
"""Whose text or widget it is: the kiosk's own, or that of a form, which its author can mend."""


@dataclass(frozen=True)
class Failure:
    """``sentence`` has the figure measured and the limit; ``what`` names the thing, the same in every look.

    ``spot`` is where it is on the picture of the window, None when nowhere.
    """

    requirement: str
    what: str
    sentence: str
    whose: Whose = "kiosk"
    spot: QRect | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Found:
    """A distinct failure: the first look that showed it, how many did, and the picture of it ("" when none)."""

    failure: Failure
    page: str
    look: str
    count: int = 1
    picture: str = ""


@dataclass
class Findings:
    """Gathers failures; the same one of the same page counts up instead of coming again."""

    found: dict[tuple[str, str, str], Found] = field(default_factory=dict)

    def add(self, failure: Failure, page: str, look: str) -> bool:
        """True when it is new."""
        key = (failure.requirement, page, failure.what)
        if key in self.found:
            self.found[key] = replace(self.found[key], count=self.found[key].count + 1)
            return False
        self.found[key] = Found(failure, page, look)
        return True

    def picture(self, failure: Failure, page: str, file: str) -> None:
        """Names the picture of a failure that was new."""
        key = (failure.requirement, page, failure.what)
        self.found[key] = replace(self.found[key], picture=file)

    def of(self, whose: Whose) -> list[Found]:
        """Those of the kiosk, or those of the forms."""
        return [each for each in self.found.values() if each.failure.whose == whose]
