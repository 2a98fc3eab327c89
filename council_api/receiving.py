"""The path of a submission from the wire to the disk."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from council_api import attachments, problems, submissions
from council_api.batches import Batches
from council_api.credentials import Known
from council_api.database import for_statements
from council_api.envelopes import name_of
from council_api.keys import Keys
from council_api.problems import Refusal
from council_api.storing import Accepted, Row

_SMALL = 256 * 1024
"""Bytes that are opened in less than a millisecond, so that other requests can wait for it."""

Taken = tuple[str, bytes, Accepted | Refusal]
"""The id in an envelope's header, "" for none; the SHA-256 of the bytes that came; and what became of them."""


class Receiving:
    """What one worker has for its kiosks. ``clock`` gives aware times in UTC."""

    def __init__(self, engine: Engine, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._keys = keys
        self._clock = clock
        self._storing = for_statements(engine)
        connect = self._storing.connect if self._storing else engine.begin
        self._batches: Batches[Row, Accepted | Refusal] = Batches(partial(submissions.store, connect))
        self.known = Known(engine)

    def close(self) -> None:
        """Nothing more is taken."""
        self._batches.close()
        self.known.close()
        if self._storing:
            self._storing.dispose()

    async def take(self, kiosk_seq: int, name: str, envelope: bytes, digest: bytes) -> Accepted | Refusal:
        """Take a submission; committed before this returns, by a kiosk that is not revoked at that moment."""
        read = submissions.read
        now = self._clock()
        if len(envelope) <= _SMALL:
            result = read(self._keys, kiosk_seq, name, envelope, digest, now=now)
        else:
            result = await asyncio.to_thread(read, self._keys, kiosk_seq, name, envelope, digest, now=now)
        if isinstance(result, Refusal):
            return result
        submission, row = result
        if submission.attachments:
            lacking = await asyncio.to_thread(attachments.lacking, self._engine, self._keys, submission)
            if lacking:
                return lacking
        stored = await self._batches.put(row)
        if stored is problems.CREDENTIAL_REFUSED:
            self.known.forget(kiosk_seq)
        return stored

    async def take_all(self, kiosk_seq: int, envelopes: Sequence[bytes]) -> list[Taken]:
        """Take what came together, in one transaction; each by the rules of :meth:`take`, whatever the others are."""
        now = self._clock()
        read = await asyncio.to_thread(self._read_all, kiosk_seq, envelopes, now)
        rows = [row for _, _, row in read if not isinstance(row, Refusal)]
        stored = iter(await self._batches.put_all(rows) if rows else ())
        taken: list[Taken] = []
        for id_, digest, row in read:
            result = row if isinstance(row, Refusal) else next(stored)
            # What the database does not take was logged nowhere: its words may hold answers.
            taken.append((id_, digest, problems.BROKEN if isinstance(result, Exception) else result))
        if any(result is problems.CREDENTIAL_REFUSED for _, _, result in taken):
            self.known.forget(kiosk_seq)
        return taken

    def _read_all(
        self, kiosk_seq: int, envelopes: Sequence[bytes], now: datetime
    ) -> list[tuple[str, bytes, Row | Refusal]]:
        read: list[tuple[str, bytes, Row | Refusal]] = []
        for envelope in envelopes:
            digest = hashlib.sha256(envelope).digest()
            name = name_of(envelope)
            result = submissions.read(self._keys, kiosk_seq, name, envelope, digest, now=now)
            if isinstance(result, Refusal):
                read.append((name, digest, result))
                continue
            submission, row = result
            lacking = submission.attachments and attachments.lacking(self._engine, self._keys, submission)
            read.append((name, digest, lacking or row))
        return read
