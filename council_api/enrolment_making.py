"""A place with all that its kiosk is to be told: made by the command and by the page."""

import secrets
import tempfile
import tomllib
from datetime import timedelta
from pathlib import Path

from council_api import enrolments
from council_api.enrolment_settings import Enrolment
from council_api.enrolment_sheet import Line
from council_api.enrolments import By, Place
from council_api.parts import Parts
from kiosk.enrolment.offer import Offer, pin_of
from kiosk.enrolment.taking import check_keys
from kiosk.errors import ConfigError, CouncilError
from kiosk.settings.mistakes import told
from kiosk.settings.reading import read


def make(parts: Parts, rules: Enrolment, place: Place, by: By) -> Line:
    """Make the place; the code in it is seen here alone. Raises CouncilError, and then nothing was made."""
    check_url(rules)
    authority = rules.authority_text()
    check_settings(place.settings or rules.settings_text())
    now = parts.clock()
    code = enrolments.make(parts.engine, place, now, secrets.randbelow, by)
    offer = Offer(rules.url, code, place.name, authority, pin_of(authority), rules.proxy)
    return Line(offer, place.location, now + timedelta(hours=place.hours))


def check_url(rules: Enrolment) -> None:
    """Raises CouncilError when no kiosk could be told where this API is."""
    if not rules.url:
        raise CouncilError(
            "Kiosks are to be told where they find this API: write url into [enrolment] of council.toml, or give --url."
        )


def check_settings(text: str) -> None:
    """Raises CouncilError when a kiosk would not take these settings."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kiosk.toml"
        file.write_text(text, "utf-8")
        found = read(file)
    if found.mistakes:
        raise CouncilError(told(Path("The settings for kiosks"), found.mistakes))
    try:
        check_keys(tomllib.loads(text))
    except ConfigError as error:
        raise CouncilError(str(error)) from error
