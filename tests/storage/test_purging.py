"""What the machinery no longer needs goes after a week; what reports count stays."""

from datetime import datetime, timedelta

from core.inbox import Arrival
from core.jobs import KEPT, purge
from core.outbox import Advance, Settled
from core.schedule import Due, DueKind
from storage.uow import Storage
from tests.storage.sender import NOW_MS, Sender, delivery, reply
from tests.storage.sql import NOW, Sql


async def _purge(storage: Storage, now: datetime) -> None:
    async with storage.work() as uow:
        await purge(uow, Due(1, DueKind.PURGE, 0, now), now)


async def test_answers_go_after_a_week_and_deliveries_stay(storage: Storage, sql: Sql) -> None:
    one, other, third = await sql.reachable(3)
    sender = await Sender.in_office(storage, sql)
    await sender.add(delivery(one), reply(other))
    settled = [Settled(row, Advance((row.id,))) for row in await sender.rows()]
    settled_at = datetime.fromtimestamp(1_800_000_000, NOW.tzinfo)
    await sender.settle_all(*settled)
    await sender.add(reply(third, inbox_id=9))
    await _purge(storage, settled_at + KEPT - timedelta(seconds=1))
    assert await sql.one("SELECT count(*) FROM outbox") == 3
    await _purge(storage, settled_at + KEPT + timedelta(seconds=1))
    rows = await sql.rows("SELECT source, state FROM outbox ORDER BY id")
    assert [tuple(row) for row in rows] == [(2, 2), (0, 0)]


async def test_what_was_handled_is_forgotten_and_what_was_set_aside_is_kept(storage: Storage, sql: Sql) -> None:
    arrivals = [Arrival(1, n, bytes([n]) * 16, f"p:{n}", b"{}") for n in (1, 2, 3)]
    async with storage.work() as uow:
        await uow.inbox.store(arrivals, NOW)
    for end in ("done", "aside"):
        async with storage.work() as uow:
            pending = await uow.inbox.begin(NOW_MS)
            assert pending is not None
        async with storage.work() as uow:
            await (uow.inbox.done(pending.id, NOW) if end == "done" else uow.inbox.set_aside(pending, "planted"))
    await _purge(storage, NOW + KEPT + timedelta(seconds=1))
    rows = await sql.rows("SELECT update_id FROM inbox ORDER BY id")
    assert [row.update_id for row in rows] == [2, 3]


async def test_it_comes_again_tomorrow(storage: Storage, sql: Sql) -> None:
    await _purge(storage, NOW)
    async with storage.work() as uow:
        assert await uow.schedule.take(NOW + timedelta(hours=23), 9) == []
        (due,) = await uow.schedule.take(NOW + timedelta(hours=24), 9)
    assert due.kind is DueKind.PURGE
