"""A sender in office, as tests drive it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row as SqlRow

from core.outbox import Advance, Lane, NewRow, Row, Settled, Source, Verdict
from core.roles import Role
from storage.uow import Storage
from tests.storage.sql import Sql

NOW_MS = 1_800_000_000_000


class Sender:
    def __init__(self, storage: Storage, sql: Sql, epoch: int) -> None:
        self.storage = storage
        self.sql = sql
        self.epoch = epoch

    @classmethod
    async def in_office(cls, storage: Storage, sql: Sql, name: str = "one") -> "Sender":
        epoch = await storage.roles.take(Role.SENDER, name)
        assert epoch is not None
        return cls(storage, sql, epoch)

    async def add(self, *rows: NewRow) -> None:
        async with self.storage.work() as uow:
            await uow.outbox.add(rows)

    async def rows(self, limit: int = 8, held: Sequence[int] = (), now_ms: int = NOW_MS) -> list[Row]:
        async with self.storage.work() as uow:
            return await uow.ledger.claim(self.epoch, limit, frozenset(held), now_ms)

    async def only(self, now_ms: int = NOW_MS) -> Row:
        (row,) = await self.rows(now_ms=now_ms)
        return row

    async def settle(self, row: Row, verdict: Verdict, wanted: int = 0, shown: bytes | None = None) -> None:
        await self.settle_all(Settled(row, verdict, shown, wanted))

    async def settle_all(self, *settled: Settled) -> None:
        async with self.storage.work() as uow:
            await uow.ledger.settle(self.epoch, settled, NOW_MS)

    async def sent(self, row: Row, *message_ids: int) -> None:
        await self.settle(row, Advance(message_ids))

    async def stored(self, row_id: int) -> SqlRow[Any]:
        (row,) = await self.sql.rows("SELECT * FROM outbox WHERE id = :id", id=row_id)
        return row

    async def states(self) -> list[int]:
        return [row.state for row in await self.sql.rows("SELECT state FROM outbox ORDER BY id")]


def delivery(address_id: int, announcement_id: int = 1, lane: Lane = Lane.ANNOUNCEMENT, parts: int = 1) -> NewRow:
    return NewRow(lane, Source.ANNOUNCEMENT, announcement_id, 0, address_id, parts=parts)


def reply(address_id: int, inbox_id: int = 1, not_before_ms: int = 0, *, harmless: bool = False) -> NewRow:
    return NewRow(
        Lane.REPLY,
        Source.REPLY,
        inbox_id,
        0,
        address_id,
        payload=b'{"do":"send"}',
        not_before_ms=not_before_ms,
        harmless=harmless,
    )
