"""The steps of an enrolment, as the command and the screen take them; all of them wait for a disk or the network."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kiosk import config
from kiosk.config import Config
from kiosk.enrolment import identity, request, sticks, taking
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.identity import Identity
from kiosk.enrolment.offer import Offer
from kiosk.enrolment.request import Request
from kiosk.enrolment.trouble import TroubleError
from kiosk.own_key import KIOSK_KEY

CLOCK_OFF = 600.0
"""Seconds by which the kiosk's clock may be wrong before somebody is told: bundles and certificates go by it."""


class Enrolling:
    """One kiosk on its way to its council. Every method raises TroubleError or another ConfigError, with nothing done.

    ``file`` holds the settings, else the usual places do. ``ask`` is the network: enrolment_link.ask.
    """

    def __init__(
        self,
        file: Path | None = None,
        environ: Mapping[str, str] = os.environ,
        ask: Callable[[Offer, str, Path], Answer] | None = None,
    ) -> None:
        self._file = file
        self._environ = environ
        self._ask = ask
        self.data = config.default_data(environ)
        self._before = self._link()

    def settings(self) -> Config:
        """As they are now."""
        return config.load(self._environ, self._file)

    def enrolled(self) -> bool:
        """Whether this kiosk was given a council since this began, by whatever way."""
        return self._link() not in {self._before, b""}

    def me(self) -> Identity:
        """Whom the council is to know; the key is made when there is none."""
        return identity.identity(self.data, KIOSK_KEY.load(self.data, self._environ))

    def request(self) -> Request:
        """For a kiosk without a network."""
        return request.of(self.me())

    def found(self) -> tuple[tuple[Path, Offer | Answer], ...]:
        """What is on the sticks for this kiosk: the council's answers to it first, then what is for any."""
        place = self.settings().bundle_sticks
        if not place:
            return ()
        there = Path(place)
        return (*sticks.answers(there, self.me().digest), *sticks.offers(there))

    def write_request(self) -> Path:
        """Put the request onto a stick."""
        return sticks.write_request(Path(self.settings().bundle_sticks or os.devnull), self.request())

    def by_offer(self, offer: Offer) -> Answer:
        """Ask the council, and be enrolled. What was cut off may be done again."""
        from offline_cache.enrolment_link import REVOKED, ask  # noqa: PLC0415 loads requests

        asked = self._ask or ask
        me = self.me()
        try:
            answer = asked(offer, me.digest, self.data)
        except TroubleError as error:
            if error.key != REVOKED:
                raise
            identity.another(self.data)
            me = self.me()
            answer = asked(offer, me.digest, self.data)
        told = replace(
            answer,
            url=answer.url or offer.url,
            authority=answer.authority or offer.authority,
            proxy=answer.proxy or offer.proxy,
        )
        self._take(told, me)
        return told

    def offered(self, offer: Offer) -> Offer:
        """With the certificates of whoever answers there, for staff to compare."""
        from offline_cache.enrolment_link import offered  # noqa: PLC0415 loads requests

        return offered(offer)

    def by_answer(self, answer: Answer) -> None:
        """Be enrolled by what the council said."""
        if not answer.url:
            raise TroubleError(
                "stick", "The council’s answer does not say where it is: make it again with --url."
            )
        self._take(answer, self.me())

    def _take(self, answer: Answer, me: Identity) -> None:
        taking.take(answer, me, self.data, self.try_out)

    def _link(self) -> bytes:
        try:
            return (self.data / taking.LINK).read_bytes()
        except OSError:
            return b""

    def try_out(self, file: Path) -> None:
        """Whether this kiosk could run with these settings behind its own. Raises ConfigError."""
        from kiosk.settings.reading import read  # noqa: PLC0415 only once in a kiosk's life
        from ui.keypad import read as read_keypads  # noqa: PLC0415 likewise

        config.load(self._environ, self._file)  # its own must be right, too
        checked = config.load({**self._environ, "KIOSK_CONFIG": str(file)})
        if read(file).values.get("keys"):
            read_keypads(checked)

    def first_bundle(self) -> int:
        """Have the newest bundle taken, from a stick or from the council; the version in use, 0 for none."""
        from kiosk.cli.updating import Updating  # noqa: PLC0415 loads the network
        from kiosk.content import Content  # noqa: PLC0415 likewise

        settings = self.settings()
        if settings.bundle_keys:
            updates = Updating(settings, self._file).updates()
            updates.look_now()
            updates.round()
        return Content(settings.data).version


def clock_off(answer: Answer, now: datetime | None = None) -> bool:
    """Whether this kiosk's clock is wrong, as far as the council's tells."""
    behind = answer.behind(now or datetime.now(UTC))
    return behind is not None and abs(behind) > CLOCK_OFF
