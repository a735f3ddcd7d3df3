"""What waits, counted on both engines, and found through the indexes of what is not done."""

from core.inbox import Arrival
from core.outbox import Lane, NewRow, Source
from storage.figures import Figures
from storage.uow import Storage
from tests.storage.plans import plan
from tests.storage.sql import NOW, Sql

NOTHING = dict.fromkeys(Lane, 0)


async def figures(storage: Storage) -> Figures:
    async with storage.reading() as uow:
        return await uow.figures.read()


async def test_an_idle_installation_has_nothing_waiting(storage: Storage) -> None:
    assert await figures(storage) == Figures(0, None, NOTHING, 0)


async def test_what_waits_is_counted_and_the_oldest_named(storage: Storage) -> None:
    async with storage.work() as uow:
        await uow.inbox.store([Arrival(1, number, b"x", f"p:{number}", b"{}") for number in range(3)], NOW)
        first = await uow.inbox.begin(10_000)
        assert first is not None
        await uow.inbox.done(first.id, NOW)
    found = await figures(storage)
    assert (found.waiting, found.oldest_at) == (2, NOW)


async def test_what_must_leave_is_counted_by_its_lane(storage: Storage, sql: Sql) -> None:
    address_id = await sql.somebody()
    lanes = [Lane.REPLY, Lane.ANNOUNCEMENT, Lane.ANNOUNCEMENT]
    async with storage.work() as uow:
        await uow.outbox.add([NewRow(lane, Source.REPLY, 0, nth, address_id) for nth, lane in enumerate(lanes)])
    assert (await figures(storage)).queued == NOTHING | {Lane.REPLY: 1, Lane.ANNOUNCEMENT: 2}
    await sql.run("UPDATE outbox SET state = 1 WHERE lane = 0")
    found = await figures(storage)
    assert (found.queued[Lane.REPLY], found.in_flight) == (0, 1)


async def test_what_is_done_costs_nothing(storage: Storage, sql: Sql, database_url: str) -> None:
    address_id = await sql.somebody()
    async with storage.work() as uow:
        await uow.inbox.store([Arrival(1, number, b"x", "p:1", b"{}") for number in range(2_000)], NOW)
        await uow.outbox.add([NewRow(Lane.REPLY, Source.REPLY, 0, nth, address_id) for nth in range(2_000)])
    await sql.run("UPDATE inbox SET state = 1")
    await sql.run("UPDATE outbox SET state = 2")
    await sql.run("ANALYZE")
    assert "ix_inbox" in await plan(database_url, "SELECT count", lambda: figures(storage))
    assert "ix_outbox_queue" in await plan(database_url, "SELECT outbox.lane", lambda: figures(storage))
