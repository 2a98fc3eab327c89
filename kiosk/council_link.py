"""Where submissions go: council.toml in the data folder."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.errors import ConfigError

_NAMES = ("url", "key_id", "public_key")


@dataclass(frozen=True)
class CouncilLink:
    """Where submissions go. Made when the kiosk is enrolled (docs/enrolment.md); without it none can be taken.

    ``public_key`` is a PEM text. ``authority`` is a file of certificates to trust instead of the usual ones, ``proxy``
    the council's web proxy, ``name`` what the council calls this kiosk ("": it was not told).
    """

    url: str
    key_id: str
    public_key: str
    credential: Callable[[], str] = field(repr=False, compare=False)
    authority: Path | None = None
    proxy: str = field(default="", repr=False)  # it may hold the proxy's own password
    name: str = ""

    @property
    def token(self) -> str:
        """The kiosk's own credential, which opens no submission. Raises ConfigError where its key cannot be read."""
        return self.credential()


def council_link(path: Path, environ: Mapping[str, str] = os.environ) -> CouncilLink | None:
    """The council's address and keys from council.toml in the data folder, or None when there is no such file.

    It holds a ``label`` for the credential that is made from the kiosk's own key, or the credential as ``token``.
    """
    if not path.exists():
        return None
    table = _read(path).get("council", {})
    own = "label" if "label" in table else "token"
    missing = [name for name in (*_NAMES, own) if not isinstance(table.get(name), str)]
    if missing:
        raise ConfigError(
            f"{path} has no {missing[0]} under [council]: enrol this kiosk again (docs/enrolment.md)."
        )
    said = table[own]
    made = (lambda: _made(path.parent, said, environ)) if own == "label" else lambda: str(said)
    more: dict[str, Any] = {
        "proxy": table.get("proxy", ""),
        "name": table.get("name", ""),
        "credential": made,
    }
    if table.get("authority"):
        more["authority"] = path.parent / str(table["authority"])
        if not more["authority"].is_file():
            raise ConfigError(
                f"{path}: the file of certificates {more['authority']} is not there: put it there."
            )
    return CouncilLink(**{name: table[name] for name in _NAMES}, **more)


def _made(data: Path, label: str, environ: Mapping[str, str]) -> str:
    from kiosk.enrolment.identity import token  # noqa: PLC0415 the window does not wait for it
    from kiosk.own_key import KIOSK_KEY  # noqa: PLC0415 likewise

    return token(KIOSK_KEY.read(data, environ), label)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}): check that it is there.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not a TOML file: {error}. Mend that line.") from error
