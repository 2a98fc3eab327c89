"""What the council said, written down: council.toml comes last, and a kiosk is enrolled exactly when that is there."""

import json
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

from kiosk.config import ENROLLED
from kiosk.durable import replace_synced
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.identity import PENDING, Identity
from kiosk.enrolment.trouble import TroubleError
from kiosk.errors import ConfigError

LINK = "council.toml"
AUTHORITY = "council-authority.pem"
_TRIED = "enrolling.toml"

FROM_HERE_ALONE = ("call_command", "call_again_command", "leave_command", "attachments_from", "windowed")
"""What no council sets from afar: programs that this machine runs, and folders of its disk that people look into."""


def is_enrolled(data: Path) -> bool:
    """Whether this kiosk has a council."""
    return (data / LINK).exists()


def take(answer: Answer, me: Identity, data: Path, try_out: Callable[[Path], object]) -> None:
    """Enrol this kiosk. Nothing is changed when anything of it cannot be used. Raises TroubleError.

    ``try_out`` is given a file with the settings and raises ConfigError when the kiosk could not run with them. It may
    be cut off anywhere and done again: until the last file is there the kiosk is not enrolled.
    """
    if answer.digest != me.digest:
        raise TroubleError(
            "other", "This answer is for another kiosk: take it there, or make one for this kiosk."
        )
    settings = _settings(answer)
    try:
        replace_synced(data / _TRIED, settings, 0o600)
        try:
            try_out(data / _TRIED)
        except ConfigError as error:
            raise TroubleError("settings", str(error)) from error
        finally:
            (data / _TRIED).unlink(missing_ok=True)
        if answer.authority:
            replace_synced(data / AUTHORITY, answer.authority.encode(), 0o600)
        replace_synced(data / ENROLLED, settings, 0o600)
        replace_synced(data / LINK, link_toml(answer, me.label).encode(), 0o600)
        (data / PENDING).unlink(missing_ok=True)
    except OSError as error:
        raise TroubleError(
            "disk",
            f"The data folder {data} cannot be written to ({error.strerror}): check its owner and its disk.",
        ) from error


def check_keys(given: Iterable[str]) -> None:
    """Raises TroubleError when settings from afar name what only this machine may set. ``given``: their keys."""
    wrong = sorted(set(given) & set(FROM_HERE_ALONE))
    if wrong:
        raise TroubleError(
            "settings",
            f"The council’s settings name {wrong[0]}, which only this kiosk’s own kiosk.toml may: take it out of them.",
        )


def link_toml(answer: Answer, label: str) -> str:
    """council.toml, which holds no secret: the credential is made from the kiosk's own key and ``label``."""
    lines = {"name": answer.name, "url": answer.url, "label": label, "key_id": answer.key_id}
    more = {"authority": AUTHORITY if answer.authority else "", "proxy": answer.proxy}
    lines |= {key: value for key, value in more.items() if value}
    said = "".join(f"{key} = {_quoted(value)}\n" for key, value in lines.items())
    return f'[council]\n{said}public_key = """\n{answer.public_key.strip()}\n"""\n'


def _settings(answer: Answer) -> bytes:
    """What the council gave, with the place before it where it says none itself."""
    try:
        given = tomllib.loads(answer.settings)
    except tomllib.TOMLDecodeError as error:
        raise TroubleError(
            "settings", f"The council’s settings are no TOML ({error}): mend them there."
        ) from error
    check_keys(given)
    place = f"location = {_quoted(answer.location)}\n" if answer.location and "location" not in given else ""
    return f"# From the council, when this kiosk was enrolled.\n{place}{answer.settings}".encode()


def _quoted(text: str) -> str:
    # A JSON string of printable characters is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)
