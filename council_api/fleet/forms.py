"""What a form on one of our own pages says. No other site's form counts."""

from urllib.parse import parse_qs

from fastapi import Request

from council_api import problems
from council_api.bodies import read_body
from council_api.problems import RefusedError

_MOST = 16 * 1024
_TYPE = "application/x-www-form-urlencoded"


class Said:
    """The fields of a form; one that is not there is empty."""

    def __init__(self, body: bytes) -> None:
        try:
            self._fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=50)
        except ValueError:
            raise RefusedError(problems.UNREADABLE) from None

    def text(self, name: str) -> str:
        """One line."""
        return self._fields.get(name, [""])[-1].strip()

    def number(self, name: str) -> int | None:
        """A whole number; None when it is none."""
        said = self.text(name)
        return int(said) if said.isdecimal() and len(said) < 10 else None  # noqa: PLR2004  that fits everywhere

    def items(self, name: str) -> list[str]:
        """What is between commas and in lines."""
        parts = self.text(name).replace("\n", ",").split(",")
        return [part.strip() for part in parts if part.strip()]


async def said(request: Request) -> Said:
    """What was sent. Raises RefusedError for another site's form: a browser sends the password with that, too."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise RefusedError(problems.OTHER_SITE)
    return Said(await read_body(request, _TYPE, _MOST, problems.UNREADABLE, problems.UNREADABLE))
