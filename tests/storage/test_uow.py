"""A unit of work is kept whole or not at all: beside others, after errors, and whoever is cancelled when."""

import asyncio
import logging
from asyncio import CancelledError
from collections import Counter
from collections.abc import Coroutine
from types import NoneType
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.schedule import DueKind
from storage import engine
from storage.uow import Storage, UnitOfWork
from tests.storage.sql import NOW, Sql

COUNT = "SELECT count(*) FROM schedule"


async def write(uow: UnitOfWork, subject_id: int) -> None:
    await uow.schedule.add(DueKind.RELEASE, subject_id, NOW)


async def write_pair(storage: Storage, number: int) -> None:
    async with storage.work() as uow:
        await write(uow, 2 * number)
        await write(uow, 2 * number + 1)


async def test_a_block_that_ends_well_is_kept(storage: Storage, sql: Sql) -> None:
    async with storage.work() as uow:
        await write(uow, 1)
        await write(uow, 2)
    assert await sql.one(COUNT) == 2


async def test_an_exception_keeps_nothing_of_it_and_comes_out(storage: Storage, sql: Sql) -> None:
    async def fail() -> None:
        async with storage.work() as uow:
            await write(uow, 1)
            raise KeyError("half")

    with pytest.raises(KeyError, match="half"):
        await fail()
    assert await sql.one(COUNT) == 0


async def test_the_rollback_of_one_does_not_touch_what_another_committed(storage: Storage, sql: Sql) -> None:
    entered = asyncio.Event()

    async def fail() -> None:
        async with storage.work() as uow:
            await write(uow, 1)
            entered.set()
            await asyncio.sleep(0.01)
            raise KeyError

    async def succeed() -> None:
        await entered.wait()
        async with storage.work() as uow:
            await write(uow, 2)

    failed, succeeded = await asyncio.gather(fail(), succeed(), return_exceptions=True)
    assert isinstance(failed, KeyError)
    assert succeeded is None
    assert [row.subject_id for row in await sql.rows("SELECT subject_id FROM schedule")] == [2]


async def test_a_hundred_at_once_are_all_kept(storage: Storage, sql: Sql) -> None:
    async def one(number: int) -> None:
        async with storage.work() as uow:
            await write(uow, number)

    await asyncio.gather(*(one(number) for number in range(100)))
    assert await sql.one(COUNT) == 100


async def test_two_that_count_the_same_thing_lose_no_step(storage: Storage, sql: Sql) -> None:
    person_id = (await sql.people(1))[0]
    async with storage.work() as uow:
        form = await uow.forms.begin(person_id, "announcement", 1, {}, NOW)

    async def answer() -> int:
        async with storage.work() as uow:
            return await uow.forms.save(form.id, {})

    assert sorted(await asyncio.gather(*(answer() for _ in range(20)))) == list(range(1, 21))


async def test_a_unit_of_work_inside_another_is_refused_instead_of_waiting_for_itself(
    storage: Storage, sql: Sql
) -> None:
    async with storage.work() as uow:
        await write(uow, 1)
        with pytest.raises(RuntimeError, match="inside another"):
            async with storage.work():
                pass
    await write_pair(storage, 9)
    assert await sql.one(COUNT) == 3


async def test_a_reader_sees_the_last_commit_beside_an_open_writer(storage: Storage, sql: Sql) -> None:
    person_id = (await sql.people(1))[0]
    async with storage.work() as writer:
        form = await writer.forms.begin(person_id, "announcement", 1, {}, NOW)
        async with storage.reading() as reader:
            assert await reader.forms.get(form.id) is None
    async with storage.reading() as reader:
        assert await reader.forms.get(form.id) == form


async def test_a_reader_sees_one_moment_however_often_it_looks(storage: Storage, sql: Sql) -> None:
    person_id = (await sql.people(1))[0]
    async with storage.reading() as reader:
        assert await reader.forms.open_of(person_id) is None
        async with storage.work() as writer:
            await writer.forms.begin(person_id, "announcement", 1, {}, NOW)
        assert await reader.forms.open_of(person_id) is None


async def test_writing_in_a_reading_is_a_bug_and_stays_loud(storage: Storage, sql: Sql) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        async with storage.reading() as uow:
            await write(uow, 1)
    assert await sql.one(COUNT) == 0


async def test_a_broken_rule_of_the_tables_is_a_bug_and_stays_loud(storage: Storage, sql: Sql) -> None:
    with pytest.raises(IntegrityError):
        async with storage.work() as uow:
            await uow.forms.begin(404, "announcement", 1, {}, NOW)
    assert await sql.one("SELECT count(*) FROM forms") == 0


async def test_an_error_of_the_database_quotes_nobody(storage: Storage) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with storage.work() as uow:
            await uow.forms.begin(404, "announcement", 1, {"body": "rahasia kenari"}, NOW)
    assert "kenari" not in str(caught.value)


async def test_no_log_line_quotes_anybody_even_at_debug(
    storage: Storage, sql: Sql, caplog: pytest.LogCaptureFixture
) -> None:
    person_id = (await sql.people(1))[0]
    caplog.set_level(logging.DEBUG)
    async with storage.work() as uow:
        await uow.forms.begin(person_id, "announcement", 1, {"body": "rahasia kenari"}, NOW)
    assert "kenari" not in caplog.text


# --- cancelled


async def cancelled_after(work: Coroutine[Any, Any, None], steps: int) -> bool:
    """Cancels `work` when the loop went round so often; False when it had ended by then."""
    task = asyncio.create_task(work)
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    return (await asyncio.gather(task, return_exceptions=True))[0] is not None


async def test_whenever_it_is_cancelled_it_is_whole_or_nothing_and_the_next_one_works(
    storage: Storage, sql: Sql
) -> None:
    ends = Counter[bool]()
    for number in range(120):
        ends[await cancelled_after(write_pair(storage, number), number * 3)] += 1
        kept = await sql.one("SELECT count(*) FROM schedule WHERE subject_id / 2 = :number", number=number)
        assert kept in (0, 2)
    assert ends[True] > 20
    await write_pair(storage, 999)
    assert await sql.one("SELECT count(*) FROM schedule WHERE subject_id / 2 = 999") == 2


async def test_a_storm_of_cancelled_tasks_leaves_no_transaction_open(storage: Storage, sql: Sql) -> None:
    tasks = [asyncio.create_task(write_pair(storage, number)) for number in range(60)]
    for number, task in enumerate(tasks):
        for _ in range(number % 7):
            await asyncio.sleep(0)
        if number % 3:
            task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(end) for end in ended} == {NoneType, CancelledError}
    for number, end in enumerate(ended):
        kept = await sql.one("SELECT count(*) FROM schedule WHERE subject_id / 2 = :number", number=number)
        assert kept == 2 if end is None else kept in (0, 2)
    await write_pair(storage, 999)


async def test_cancelled_twice_it_still_finishes_what_it_was_ending() -> None:
    finished = asyncio.Event()

    async def slow() -> None:
        await asyncio.sleep(0.01)
        finished.set()

    task = asyncio.create_task(engine.uninterrupted(slow()))
    for _ in range(3):
        await asyncio.sleep(0)
        task.cancel()
    with pytest.raises(CancelledError):
        await task
    assert finished.is_set()
