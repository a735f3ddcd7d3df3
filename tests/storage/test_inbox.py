"""What arrived is kept once, handled once, and in order within its lane."""

import asyncio
import re
from collections import defaultdict
from itertools import pairwise

import pytest

from core.inbox import Arrival, Pending
from storage.inbox import BEGUN_FOR_MS
from storage.uow import Storage
from tests.storage.plans import plan
from tests.storage.sql import NOW, Sql, statements

START = 1_800_000_000_000  # milliseconds, as large as they are


def arrival(update_id: int, lane: str = "p1", digest: bytes = b"d" * 16, payload: bytes = b"{}") -> Arrival:
    return Arrival(77, update_id, digest, lane, payload)


async def store(storage: Storage, *arrivals: Arrival) -> int:
    async with storage.work() as uow:
        return await uow.inbox.store(arrivals, NOW)


async def begin(storage: Storage, now_ms: int = START) -> Pending | None:
    async with storage.work() as uow:
        return await uow.inbox.begin(now_ms)


async def begun(storage: Storage, now_ms: int = START) -> Pending:
    found = await begin(storage, now_ms)
    assert found is not None
    return found


async def handle(storage: Storage, pending: Pending) -> bool:
    async with storage.work() as uow:
        held = await uow.inbox.hold(pending)
        if held:
            await uow.inbox.done(pending.id, NOW)
        return held


# --- stored


async def test_what_is_stored_comes_out_as_it_came_in(storage: Storage) -> None:
    words = "Pengumuman 📣 “Rabu” \u202e".encode() + bytes(range(256))
    assert await store(storage, arrival(5, "p9", payload=words)) == 1
    assert await begun(storage) == Pending(1, "p9", words, 1, NOW)


async def test_an_update_that_comes_again_changes_nothing(storage: Storage, sql: Sql) -> None:
    assert await store(storage, arrival(1), arrival(2)) == 2
    await handle(storage, await begun(storage))
    assert await store(storage, arrival(1), arrival(2), arrival(3)) == 1
    states = await sql.rows("SELECT update_id, state FROM inbox ORDER BY id")
    assert [tuple(row) for row in states] == [(1, 1), (2, 0), (3, 0)]


async def test_the_same_twice_in_one_batch_is_one(storage: Storage) -> None:
    assert await store(storage, arrival(1), arrival(1)) == 1


async def test_another_update_under_a_used_id_is_kept(storage: Storage) -> None:
    """After a quiet week update ids begin anywhere."""
    assert await store(storage, arrival(1, digest=b"a" * 16), arrival(1, digest=b"b" * 16)) == 2


async def test_storing_nothing_is_nothing(storage: Storage) -> None:
    with statements() as executed:
        assert await store(storage) == 0
    assert executed == []


async def test_hundreds_are_stored_with_two_statements(storage: Storage) -> None:
    with statements() as executed:
        assert await store(storage, *(arrival(number, f"p{number % 90}") for number in range(500))) == 500
    assert len(executed) == 2


async def test_two_that_store_the_same_hundreds_at_once_store_each_once(storage: Storage, sql: Sql) -> None:
    arrivals = [arrival(number, f"p{number % 7}") for number in range(200)]
    stored = await asyncio.gather(store(storage, *arrivals), store(storage, *arrivals))
    assert sum(stored) == 200
    assert await sql.one("SELECT count(*) FROM inbox") == 200


# --- begun


async def test_an_empty_inbox_has_nothing_to_begin(storage: Storage) -> None:
    assert await begin(storage) is None


async def test_the_oldest_is_first_and_only_the_head_of_a_lane_is_taken(storage: Storage) -> None:
    await store(storage, arrival(1, "a"), arrival(2, "a"), arrival(3, "b"))
    assert [(await begun(storage)).lane for _ in range(2)] == ["a", "b"]
    assert await begin(storage) is None


async def test_the_next_of_a_lane_comes_when_the_one_before_is_done(storage: Storage) -> None:
    await store(storage, arrival(1), arrival(2))
    first = await begun(storage)
    await handle(storage, first)
    assert (await begun(storage)).id > first.id


async def test_an_event_whose_worker_died_comes_again_with_its_attempts_counted(storage: Storage) -> None:
    await store(storage, arrival(1))
    first = await begun(storage)
    assert await begin(storage, START + BEGUN_FOR_MS - 1) is None
    again = await begun(storage, START + BEGUN_FOR_MS)
    assert (again.id, first.attempts, again.attempts) == (first.id, 1, 2)


async def test_a_postponed_event_holds_its_lane_until_its_hour_and_no_other(storage: Storage, sql: Sql) -> None:
    await store(storage, arrival(1, "a"), arrival(2, "a"), arrival(3, "b"))
    failed = await begun(storage)
    async with storage.work() as uow:
        await uow.inbox.postpone(failed, "Traceback …\x00", START + 500)
    assert (await begun(storage)).lane == "b"
    assert await begin(storage, START + 499) is None
    again = await begun(storage, START + 500)
    assert (again.id, again.attempts) == (failed.id, 2)
    assert await sql.one("SELECT error FROM inbox WHERE id = :id", id=failed.id) == "Traceback …\ufffd"


async def test_an_event_set_aside_keeps_its_payload_and_trace_and_the_lane_goes_on(storage: Storage, sql: Sql) -> None:
    await store(storage, arrival(1, payload=b"poison"), arrival(2))
    poison = await begun(storage)
    async with storage.work() as uow:
        await uow.inbox.set_aside(poison, "boom \x00\ud800")
    assert (await begun(storage)).id > poison.id
    row = (await sql.rows("SELECT state, payload, error FROM inbox WHERE id = :id", id=poison.id))[0]
    assert (row.state, bytes(row.payload), row.error) == (2, b"poison", "boom \ufffd\ufffd")


async def test_what_is_done_forgets_what_was_said(storage: Storage, sql: Sql) -> None:
    await store(storage, arrival(1, payload=b"words"))
    await handle(storage, await begun(storage))
    row = (await sql.rows("SELECT state, payload, done_at FROM inbox"))[0]
    assert (row.state, row.payload) == (1, None)
    assert row.done_at is not None


# --- held


async def test_what_is_done_cannot_be_held_again(storage: Storage) -> None:
    await store(storage, arrival(1))
    pending = await begun(storage)
    assert await handle(storage, pending)
    assert not await handle(storage, pending)


async def test_a_unit_of_work_that_fails_leaves_the_event_waiting(storage: Storage) -> None:
    await store(storage, arrival(1))
    pending = await begun(storage)

    async def fail() -> None:
        async with storage.work() as uow:
            assert await uow.inbox.hold(pending)
            await uow.inbox.done(pending.id, NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await handle(storage, pending)


async def test_who_holds_second_waits_and_finds_it_handled(storage: Storage) -> None:
    await store(storage, arrival(1))
    pending = await begun(storage)
    async with storage.work() as uow:
        assert await uow.inbox.hold(pending)
        second = asyncio.create_task(handle(storage, pending))
        assert await asyncio.wait([second], timeout=0.05) == (set(), {second})
        await uow.inbox.done(pending.id, NOW)
    assert await second is False


async def test_two_that_hold_the_same_event_at_once_handle_it_once(storage: Storage) -> None:
    await store(storage, arrival(1))
    pending = await begun(storage)
    assert sorted(await asyncio.gather(*(handle(storage, pending) for _ in range(4)))) == [False, False, False, True]


async def test_three_workers_take_a_thousand_events_each_once_and_in_order(storage: Storage) -> None:
    events = [arrival(number, f"p{number * number % 31}") for number in range(1_000)]
    await store(storage, *events)
    handled = defaultdict[str, list[int]](list)

    async def worker() -> None:
        while (pending := await begin(storage)) is not None:
            async with storage.work() as uow:
                if await uow.inbox.hold(pending):
                    handled[pending.lane].append(pending.id)
                    await asyncio.sleep(0)
                    await uow.inbox.done(pending.id, NOW)

    while sum(map(len, handled.values())) < 1_000:
        await asyncio.gather(worker(), worker(), worker())
    assert sorted(id_ for lane in handled.values() for id_ in lane) == list(range(1, 1_001))
    assert all(one < next_one for lane in handled.values() for one, next_one in pairwise(lane))


async def test_one_event_costs_three_statements(storage: Storage) -> None:
    await store(storage, arrival(1))
    with statements() as executed:
        await handle(storage, await begun(storage))
    assert len(executed) == 3


@pytest.mark.parametrize("known", ["nothing", "all done"])
async def test_after_an_outage_the_next_is_found_through_the_indexes_whatever_the_statistics_know(
    storage: Storage, sql: Sql, database_url: str, known: str
) -> None:
    """They know the inbox of before, in which next to nothing waited."""
    await store(storage, *(arrival(number, f"p{number % 31}") for number in range(3_000)))
    if known == "all done":
        await sql.run("UPDATE inbox SET state = 1")
        await sql.run("ANALYZE")
        await sql.run("UPDATE inbox SET state = 0")
    found = await plan(database_url, "UPDATE", lambda: begin(storage))
    assert "ix_inbox_queue" in found, found
    assert "ix_inbox_waiting" in found, found
    assert not re.search(r"SCAN (event|first|inbox)(?! USING)|Seq Scan on inbox |Sort Key: event", found), found
