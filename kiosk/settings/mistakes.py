"""A mistake in kiosk.toml, told so that it can be mended: where, what is wrong, and what to write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mistake:
    """``line`` is counted from 1, 0 when nobody can tell. ``key`` is "" where the whole line is meant.

    ``wrong`` goes on after the key, ``mend`` is a sentence.
    """

    key: str
    wrong: str
    mend: str
    line: int = 0

    @property
    def words(self) -> str:
        """Without its file."""
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{f'{self.key} ' if self.key else ''}{self.wrong}. {self.mend}"


def told(file: Path, mistakes: Sequence[Mistake]) -> str:
    """All of them: one sentence for one, a list for more."""
    if len(mistakes) == 1:
        (one,) = mistakes
        return f"{file}{', ' if one.line else ': '}{one.words}"
    return "\n".join((f"{file} has {len(mistakes)} mistakes.", *(f"- {each.words}" for each in mistakes)))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant; "" when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 only for who made a mistake

    return next(iter(get_close_matches(word.lower(), list(known), 1, 0.7)), "")
