"""Numbers run without gaps or doubles, by bureau and kind."""

import asyncio

import pytest

from storage.tables import bureaus, numbers, regions
from storage.uow import Storage
from tests.storage.sql import NOW, Sql


@pytest.fixture
async def bureau_ids(sql: Sql) -> list[int]:
    codes = ("17", "18")
    await sql.add(
        regions, *({"code": code, "name": code, "level": "province", "timezone": "Asia/Jakarta"} for code in codes)
    )
    office = {"prefix": "BKL", "office": "Humas", "created_at": NOW}
    return await sql.add(bureaus, *(office | {"region_code": code} for code in codes))


async def take(storage: Storage, bureau_id: int, kind: str = "announcement") -> int:
    async with storage.work() as uow:
        return await uow.numbers.next(bureau_id, kind)


async def test_they_begin_at_one_and_go_up_by_one(storage: Storage, bureau_ids: list[int]) -> None:
    assert [await take(storage, bureau_ids[0]) for _ in range(3)] == [1, 2, 3]


async def test_each_bureau_and_kind_has_its_own(storage: Storage, bureau_ids: list[int]) -> None:
    one, two = bureau_ids
    assert [await take(storage, one), await take(storage, two), await take(storage, one, "meeting")] == [1, 1, 1]
    assert await take(storage, one) == 2


async def test_a_bureau_may_go_on_from_its_old_book(storage: Storage, sql: Sql, bureau_ids: list[int]) -> None:
    await sql.add(numbers, {"bureau_id": bureau_ids[0], "kind": "announcement", "next": 412})
    assert [await take(storage, bureau_ids[0]) for _ in range(2)] == [412, 413]


async def test_taken_at_once_they_are_all_different(storage: Storage, bureau_ids: list[int]) -> None:
    taken = await asyncio.gather(*(take(storage, bureau_ids[0]) for _ in range(20)))
    assert sorted(taken) == list(range(1, 21))


async def test_one_that_was_rolled_back_is_taken_by_the_next(storage: Storage, bureau_ids: list[int]) -> None:
    async def fail() -> None:
        async with storage.work() as uow:
            await uow.numbers.next(bureau_ids[0], "announcement")
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await take(storage, bureau_ids[0]) == 1
