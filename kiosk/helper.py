"""Somebody who helps a person at the kiosk, or fills a form in for somebody else: what was agreed to (S2, S3)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

BEHALF = "behalf"
"""The mode of who fills a form in for somebody who is not the one at the kiosk."""

HELPS = ("beside", "types")
"""The modes of who helps: sits with the person, or types for them."""

STAFF = ("staff", "volunteer")
"""Those who help because they work here, by their roles."""

HELPERS = ("family", "friend", "carer", *STAFF)
"""Who may help, as the person sees them."""

SUBJECTS = ("partner", "family", "friend", "client", "law")
"""For whom a form may be filled in: what they are to the one who does."""

MODES = (*HELPS, BEHALF)


@dataclass(frozen=True)
class Helper:
    """One helper, or one who acts for another, from when it was agreed to.

    ``mode`` is one of MODES and ``who`` one of HELPERS or, with BEHALF, of SUBJECTS. ``name`` is what they call
    themselves, "" for staff who gave none. ``text`` is what was shown, read aloud and agreed to, in the language of
    the visit. ``ended`` is when it was ended, None while it goes on.
    """

    mode: str
    who: str
    name: str
    text: str
    agreed: datetime
    ended: datetime | None = None

    @property
    def version(self) -> str:
        """Names the text exactly: the first eight hexadecimal digits of its SHA-256."""
        import hashlib  # noqa: PLC0415 the welcome page waits for this module

        return hashlib.sha256(self.text.encode()).hexdigest()[:8]

    @property
    def role(self) -> str:
        """One of STAFF; "" for who is there of their own accord."""
        return self.who if self.mode != BEHALF and self.who in STAFF else ""

    def written(self) -> dict[str, str]:
        """As it goes with a submission and into a draft: texts alone."""
        return {
            "mode": self.mode,
            "role": self.role,
            "relationship": "" if self.role else self.who,
            "name": self.name,
            "version": self.version,
            "text": self.text,
            "agreed": self.agreed.isoformat(),
            "ended": self.ended.isoformat() if self.ended else "",
        }

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """The way back from :meth:`written`. Raises ValueError or TypeError for anything else."""
        given: dict[str, Any] = {name: dict(written).get(name) for name in _WRITTEN}
        if not all(isinstance(value, str) for value in given.values()) or given["mode"] not in MODES:
            raise ValueError("a helper is written as texts, with a mode that is known")
        return cls(
            given["mode"],
            given["role"] or given["relationship"],
            given["name"],
            given["text"],
            datetime.fromisoformat(given["agreed"]),
            datetime.fromisoformat(given["ended"]) if given["ended"] else None,
        )


_WRITTEN = (*(each.name for each in fields(Helper) if each.name != "who"), "role", "relationship")
