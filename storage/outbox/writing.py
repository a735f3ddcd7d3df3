"""What features put into the ledger and take back."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import NewRow, Source, State
from storage.literals import QUEUED
from storage.statements import insert_into
from storage.tables import outbox


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
