"""What the council says to a kiosk that it enrols: checked whole before anything of it is used."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.council_key import key_id, raw_of_pem
from kiosk.enrolment.identity import short
from kiosk.enrolment.offer import check_authority, read_fields, root
from kiosk.enrolment.trouble import TroubleError

FORMAT = "handrail-answer/1"
_PEM = re.compile(r"[A-Za-z0-9+/=\s-]+")
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Answer:
    """``digest`` says whose it is, as Identity.digest; ``settings`` is the text of a kiosk.toml, "" for none.

    ``url`` is empty where the kiosk keeps the one that it asked. ``authority`` and ``proxy`` are as in Offer; ``at`` is
    the council's time; ``bundle`` the version on offer, 0 for none. It holds no secret.
    """

    digest: str
    name: str
    url: str
    key_id: str
    public_key: str
    location: str = ""
    authority: str = ""
    proxy: str = field(default="", repr=False)
    settings: str = ""
    at: str = ""
    bundle: int = 0

    def to_json(self) -> bytes:
        """As it is sent, and as it lies on a stick."""
        return json.dumps({"what": FORMAT, **vars(self)}, indent=1).encode()

    @property
    def fingerprint(self) -> str:
        """What staff compare by eye when it comes without a network: of all that the kiosk will believe."""
        told = (self.digest, self.name, self.url, self.public_key, self.authority, self.proxy, self.settings)
        return short(json.dumps([*told, self.location]).encode())

    def behind(self, now: datetime) -> float | None:
        """Seconds by which this kiosk's clock is behind the council's, below 0 when it is ahead; None: not told."""
        try:
            return (datetime.fromisoformat(self.at) - now).total_seconds()
        except (ValueError, TypeError):
            return None


def of_json(data: bytes) -> Answer:
    """What came. Raises TroubleError with what is wrong."""
    needed = ("digest", "name", "url", "key_id", "public_key")
    told = read_fields(data, FORMAT, needed, ("location", "authority", "proxy", "settings", "at"))
    bundle = json.loads(data).get("bundle", 0)
    if not _HEX.fullmatch(told["digest"]) or not told["name"].strip() or type(bundle) is not int:
        raise TroubleError(
            "stranger", "Something is missing in what the council says: enrol the kiosk again."
        )
    try:
        if not _PEM.fullmatch(told["public_key"]) or key_id(raw_of_pem(told["public_key"])) != told["key_id"]:
            raise TroubleError(
                "stranger", "The council’s key is not the one that it names: make the enrolment again."
            )
    except (ValueError, TypeError) as error:
        raise TroubleError(
            "stranger", "The council’s key cannot be read: make the enrolment again."
        ) from error
    check_authority(told["authority"])
    fields = told | {"url": root(told["url"]) if told["url"] else ""}
    return Answer(**fields, bundle=bundle)
