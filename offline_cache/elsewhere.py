"""Sealing what goes to another destination than the council's own API, and opening it again to be sent."""

import secrets
from collections.abc import Callable, Mapping

from kiosk.destinations import COUNCIL
from kiosk.errors import FormError, StoreError
from kiosk.submission import Header, Submission
from offline_cache import odk_encryption
from offline_cache.device_key import DeviceKey
from offline_cache.package import Package
from offline_cache.sealing import Envelope

ENCRYPTS = "openrosa"
"""The kind of destination that takes ODK encrypted forms."""


class Elsewhere:
    """Knows who can open what: the council's ODK server an encrypted form, and this kiosk itself all else.

    ``kinds`` are the kinds of the destinations by their names; ``device_key`` is this kiosk's, ``random`` gives that
    many bytes.
    """

    def __init__(
        self,
        kinds: Mapping[str, str],
        device_key: DeviceKey,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._kinds = kinds
        self._device_key = device_key
        self._random = random

    def seal(self, submission: Submission) -> Envelope | None:
        """Seal once, when the citizen sends; None for what goes to the council's own API.

        Raises StoreError when there is no such destination, or the form's key or its size does not allow it.
        """
        if submission.destination == COUNCIL:
            return None
        if submission.destination not in self._kinds:
            raise StoreError(f"There is no destination {submission.destination!r} in kiosk.toml: add it.")
        if not submission.form_key or self._kinds[submission.destination] != ENCRYPTS:
            return self._device_key.seal(submission)
        try:
            return odk_encryption.seal(submission, submission.form_key, self._random)
        except FormError as error:
            raise StoreError(str(error)) from error

    def open(self, envelope: Envelope) -> Package:
        """What is to be sent, in memory only. Raises ValueError when it cannot be opened."""
        if envelope.header.suite == odk_encryption.SUITE:
            _, rest = Header.of(envelope.data)
            return Package.from_plaintext(rest)
        return self._device_key.open(envelope)
