"""A due row is taken once, at its hour, together with its effect or not at all."""

import asyncio
from datetime import timedelta

import pytest

from core.schedule import Due, DueKind
from storage.uow import Storage
from tests.storage.sql import NOW, Sql, statements

RELEASE = DueKind.RELEASE
MOMENT = timedelta(microseconds=1)


async def add(storage: Storage, *minutes: int) -> None:
    async with storage.work() as uow:
        for minute in minutes:
            await uow.schedule.add(RELEASE, minute, NOW + timedelta(minutes=minute))


async def take(storage: Storage, minutes: int, limit: int = 10) -> list[int]:
    async with storage.work() as uow:
        return [due.subject_id for due in await uow.schedule.take(NOW + timedelta(minutes=minutes), limit)]


async def test_nothing_is_early_and_nothing_is_late(storage: Storage) -> None:
    await add(storage, 5)
    due_at = NOW + timedelta(minutes=5)
    async with storage.work() as uow:
        assert await uow.schedule.take(due_at - MOMENT, 10) == []
        assert await uow.schedule.take(due_at, 10) == [Due(1, RELEASE, 5, due_at)]
        assert await uow.schedule.take(due_at, 10) == []


async def test_the_oldest_is_first_and_the_rest_waits_for_the_next_time(storage: Storage) -> None:
    await add(storage, 3, 1, 4, 2)
    assert await take(storage, 60, limit=3) == [1, 2, 3]
    assert await take(storage, 60, limit=3) == [4]


async def test_added_again_it_moves(storage: Storage, sql: Sql) -> None:
    await add(storage, 5)
    async with storage.work() as uow:
        await uow.schedule.add(RELEASE, 5, NOW + timedelta(minutes=9))
    assert await take(storage, 5) == []
    assert await take(storage, 9) == [5]


async def test_dropped_it_does_not_come_and_is_told_once(storage: Storage) -> None:
    await add(storage, 1)
    async with storage.work() as uow:
        assert await uow.schedule.drop(RELEASE, 1)
        assert not await uow.schedule.drop(RELEASE, 1)
    assert await take(storage, 60) == []


async def test_whose_effect_fails_it_comes_again(storage: Storage) -> None:
    await add(storage, 1)

    async def fail() -> None:
        async with storage.work() as uow:
            assert len(await uow.schedule.take(NOW + timedelta(hours=1), 10)) == 1
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await take(storage, 60) == [1]


async def test_clocks_at_once_take_each_row_once(storage: Storage) -> None:
    await add(storage, *range(60))
    taken: list[int] = []

    async def clock() -> None:
        while some := await take(storage, 60, limit=7):
            taken.extend(some)
            await asyncio.sleep(0)

    await asyncio.gather(*(clock() for _ in range(3)))
    taken += await take(storage, 60, limit=60)
    assert sorted(taken) == list(range(60))


async def test_a_tick_with_nothing_due_is_one_statement(storage: Storage) -> None:
    await add(storage, 5)
    with statements() as executed:
        assert await take(storage, 1) == []
    assert len(executed) == 1
