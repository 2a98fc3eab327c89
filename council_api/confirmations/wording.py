"""The words of a message, in the person's language. None of their answers is in it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from council_api.confirmations.senders.sender import Message
from council_api.confirmations.services import said_of
from kiosk.errors import CouncilError
from kiosk.forms.types.date import in_words
from kiosk.language import FALLBACK, pick
from kiosk.submission import Submission, grouped, is_reference

_FOLDER = Path(__file__).parent / "words"
_PARTS = ("subject", "email", "text")
GAPS = frozenset({"reference", "date", "service", "next", "contact", "council"})


def message(
    submission: Submission, council: Mapping[str, str], bundles: Path | None, own: Path | None = None
) -> Message | None:
    """What is sent to who made this submission; None when its reference is none, as no kiosk of ours would send.

    ``council`` is its name by language. ``own`` is a folder with words of the council's own, which come first.
    """
    if submission.confirm is None or not is_reference(submission.reference):
        return None
    language = submission.language if submission.language in languages() else FALLBACK
    said = said_of(bundles, submission.service, language)
    values = {
        "reference": grouped(submission.reference),
        "date": in_words(submission.created.date().isoformat(), language),
        "service": said["title"],
        "next": said["next"],
        "contact": said["contact"],
        "council": pick(council, language),
    }
    words = {**_ours(language), **(own_words(own, language) if own else {})}
    by = submission.confirm.by
    lines = _filled(words[by], values)
    subject = next(iter(_filled(words["subject"], values)), "") if by == "email" else ""
    text = "\n\n".join(lines) + "\n" if by == "email" else "\n".join(lines)
    return Message(submission.id, by, submission.confirm.to, subject, text, language)


@cache
def languages() -> frozenset[str]:
    """The codes that there are words for."""
    return frozenset(file.stem for file in _FOLDER.glob("*.toml"))


@cache
def _ours(language: str) -> Mapping[str, list[str]]:
    return _read(_FOLDER / f"{language}.toml")


def own_words(folder: Path, language: str) -> Mapping[str, list[str]]:
    """The council's own for a language, of which there need be none. Raises CouncilError."""
    file = folder / f"{language}.toml"
    return _read(file) if file.is_file() else {}


def _read(file: Path) -> Mapping[str, list[str]]:
    """The words in a file: paragraphs by part. Raises CouncilError that names what cannot be used."""
    try:
        table: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CouncilError(f"{file} cannot be read as TOML ({error}): put it right.") from error
    for name, lines in table.items():
        texts = lines if isinstance(lines, list) and all(isinstance(line, str) for line in lines) else None
        if name not in _PARTS or texts is None:
            raise CouncilError(f"{file}: {name} is not a list of texts named {', '.join(_PARTS)}.")
        for line in texts:
            if name == "subject" and not line.isprintable():
                raise CouncilError(f"{file}: {line!r} is more than one line, which no subject can be.")
            if not Template(line).is_valid() or not GAPS.issuperset(Template(line).get_identifiers()):
                raise CouncilError(f"{file}: {line!r} has a gap that is none of {', '.join(sorted(GAPS))}.")
    return table


def _filled(lines: list[str], values: Mapping[str, str]) -> list[str]:
    """Each line with its gaps filled; one with nothing to put into a gap is left out."""
    return [
        line.substitute(values)
        for line in map(Template, lines)
        if all(values[name] for name in line.get_identifiers())
    ]
