"""What is put aside of a visit: its draft, and each question with its answer in case the form changes meanwhile."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from kiosk.coming_back import draft_of
from kiosk.draft import Draft
from kiosk.errors import StoreError
from kiosk.forms.filling import Filling
from kiosk.forms.page import Given, Raw
from kiosk.helper import BEHALF
from kiosk.speech.voice import Settings
from kiosk.stage import CheckAnswers, Consent
from kiosk.visit import Visit

MOST = 40_000_000
"""Bytes that may be put aside: the files of one submission, which are the most of it, and its answers."""


class TooLargeError(StoreError):
    """There is more of it than can be put aside."""


@dataclass(frozen=True)
class Asked:
    """A question as it stood: ``path``, ``type`` and ``raw`` are Question's, ``label`` what it said.

    ``file`` is the name of the file that is its answer, "" when that is none.
    """

    path: str
    type: str
    label: str
    raw: Raw = field(repr=False)
    file: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return bool(self.file or any(self.raw))


@dataclass(frozen=True)
class Saved:
    """``draft`` is where the person was, ``asked`` what had been asked of them by then, in order."""

    draft: Draft
    asked: tuple[Asked, ...] = field(repr=False)

    def given(self, asked: Asked) -> Given:
        """The answer of a question, as Filling.answer takes it."""
        return next((file for file in self.draft.files if file.name == asked.file), asked.raw)

    def to_bytes(self) -> bytes:
        """A line of JSON with all of it, then the files one after another."""
        head = {
            "draft": json.loads(self.draft.to_bytes()),
            "asked": [asdict(each) for each in self.asked],
            "sizes": [len(file.data) for file in self.draft.files],
        }
        line = json.dumps(head, separators=(",", ":")).encode()
        return b"\n".join((line, b"".join(file.data for file in self.draft.files)))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The way back. Raises ValueError for what this program would not have written."""
        line, _, rest = data.partition(b"\n")
        try:
            head = json.loads(line)
            names = [file["name"] for file in head["draft"]["files"]]
            parts = _parts(rest, dict(zip(names, head["sizes"], strict=True)))
            draft = Draft.from_bytes(json.dumps(head["draft"]).encode(), parts)
            return cls(draft, tuple(_asked(each) for each in head["asked"]))
        except (KeyError, TypeError, AttributeError, OSError) as error:
            raise ValueError("this is no saved visit of this version of the program") from error


def saved_of(visit: Visit, voice: Settings, switches: tuple[str, str] = ("", "")) -> Saved | None:
    """The visit as it stands; None when there is nothing to put aside.

    What was agreed to is agreed to anew by whoever comes back, and who helps is asked anew: so the last page is that
    of the answers, and what is sent later has an id of its own.
    """
    draft = draft_of(visit, voice, switches)
    if draft is None:
        return None
    stage = CheckAnswers() if isinstance(draft.stage, Consent) else draft.stage
    helpers = tuple(
        each if each.mode == BEHALF else replace(each, ended=each.ended or visit.now())
        for each in draft.helpers
    )
    draft = replace(draft, stage=stage, submission="", stopped_at=(), helpers=helpers)
    return Saved(draft, tuple(_questions(visit.filling)))


def _questions(filling: Filling) -> list[Asked]:
    return [
        Asked(each.path, each.type, each.label, each.raw, each.attachment.name if each.attachment else "")
        for key in filling.page_keys()
        for each in filling.page(key).questions
        if each.input != "note" and not each.read_only
    ]


def _asked(fields: dict[str, object]) -> Asked:
    raw = fields.pop("raw")
    given = tuple(str(each) for each in raw) if isinstance(raw, list) else str(raw)
    return Asked(**{name: str(value) for name, value in fields.items()}, raw=given)


def _parts(rest: bytes, sizes: Mapping[str, int]) -> Callable[[str], bytes]:
    files: dict[str, bytes] = {}
    at = 0
    for name, size in sizes.items():
        files[name] = rest[at : at + size]
        at += size
    if at != len(rest):
        raise ValueError("the files have other sizes than they say")
    return files.__getitem__
