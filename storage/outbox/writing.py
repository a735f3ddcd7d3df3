"""What features put into the ledger and take back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import NewRow, Source, State
from storage.literals import QUEUED
from storage.statements import insert_into
from storage.tables import outbox

PASSING = (Source.REPLY, Source.CARD, Source.COPY)
"""What is said once and then forgotten."""


class OutboxStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, rows: Sequence[NewRow]) -> None:
        if rows:
            new = insert_into(self._connection, outbox).on_conflict_do_nothing()
            await self._connection.execute(new, [_values(row) for row in rows])

    async def cancel(self, source: Source, source_id: int) -> int:
        queued = (outbox.c.source == source, outbox.c.source_id == source_id, outbox.c.state == QUEUED)
        cancelled = await self._connection.execute(
            update(outbox).where(*queued).values(state=State.CANCELLED, payload=None)
        )
        return cancelled.rowcount

    async def purge(self, before: datetime) -> int:
        """Deliveries and nudges stay: reports count them, and their copies may still have to be corrected."""
        over = delete(outbox).where(
            outbox.c.source.in_([source.value for source in PASSING]),
            outbox.c.state.not_in([State.QUEUED.value, State.SENDING.value]),
            func.coalesce(outbox.c.settled_ms, 0) < int(before.timestamp() * 1000),
        )
        return (await self._connection.execute(over)).rowcount


def _values(row: NewRow) -> dict[str, object]:
    return {
        "lane": row.lane,
        "source": row.source,
        "source_id": row.source_id,
        "occurrence": row.occurrence,
        "address_id": row.address_id,
        "payload": row.payload,
        "parts": row.parts,
        "not_before_ms": row.not_before_ms,
        "harmless": row.harmless,
    }
