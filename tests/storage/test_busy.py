"""A database that cannot be written now is `StorageBusy`, keeps nothing of the unit of work, and recovers."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from core.errors import StorageBusy
from core.schedule import DueKind
from storage import engine
from storage.engine import Database
from storage.schedule import ScheduleStore
from storage.uow import Storage
from tests.storage.schema import create_schema
from tests.storage.sql import NOW, Sql

COUNT = "SELECT count(*) FROM schedule"


@asynccontextmanager
async def somebody_elses_lock(url: str) -> AsyncIterator[None]:
    """Another process that lets nobody write."""
    other = create_async_engine(url)
    lock = "BEGIN IMMEDIATE" if other.dialect.name == "sqlite" else "LOCK TABLE schedule"
    async with other.connect() as connection:
        await connection.exec_driver_sql(lock)
        yield
    await other.dispose()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 20)
    monkeypatch.setattr(engine, "SERVER_SETTINGS", engine.SERVER_SETTINGS | {"lock_timeout": "20ms"})


async def write(storage: Storage, subject_id: int) -> None:
    async with storage.work() as uow:
        await uow.schedule.add(DueKind.RELEASE, subject_id, NOW)


async def test_a_locked_database_is_busy_and_free_again_afterwards(
    impatient: None, database_url: str, storage: Storage, sql: Sql
) -> None:
    async with somebody_elses_lock(database_url):
        with pytest.raises(StorageBusy, match="lock"):
            await write(storage, 1)
    assert await sql.one(COUNT) == 0
    await write(storage, 2)
    assert await sql.one(COUNT) == 1


async def test_reading_goes_on_while_somebody_else_writes(
    impatient: None, database_url: str, storage: Storage, sql: Sql
) -> None:
    person_id = (await sql.people(1))[0]
    async with somebody_elses_lock(database_url), storage.reading() as uow:
        assert await uow.forms.open_of(person_id) is None


async def test_busy_is_told_in_one_line_without_people_s_words(
    impatient: None, database_url: str, storage: Storage
) -> None:
    async with somebody_elses_lock(database_url):
        with pytest.raises(StorageBusy) as caught:
            async with storage.work() as uow:
                await uow.schedule.add(DueKind.RELEASE, 4_040_404, NOW)
    assert "\n" not in str(caught.value)
    assert "4040404" not in str(caught.value)


async def test_a_server_that_is_not_there_is_busy() -> None:
    with pytest.raises(StorageBusy):
        await Storage.open("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"])
async def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="file"):
        await Storage.open(url)


async def test_an_unknown_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        await Storage.open("mysql+aiomysql://localhost/x")


# --- SQLite alone


@pytest.fixture
async def embedded(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await create_schema(url)
    database = Database(make_url(url))
    try:
        yield database
    finally:
        await database.close()


async def add(connection: AsyncConnection, *subject_ids: int) -> None:
    for subject_id in subject_ids:
        await ScheduleStore(connection).add(DueKind.RELEASE, subject_id, NOW)


async def number(database: Database, statement: str) -> int:
    async with database.writing() as connection:
        return int((await connection.exec_driver_sql(statement)).scalar_one())


async def test_a_full_disk_is_busy_keeps_nothing_new_and_loses_nothing_old(embedded: Database) -> None:
    async with embedded.writing() as connection:
        await add(connection, 1)
    pages = await number(embedded, "PRAGMA page_count")
    await number(embedded, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageBusy, match="full"):
        async with embedded.writing() as connection:
            await add(connection, *range(2, 2_000))
    assert await number(embedded, COUNT) == 1
    await number(embedded, f"PRAGMA max_page_count = {pages * 100}")
    async with embedded.writing() as connection:
        await add(connection, *range(2, 2_000))
    assert await number(embedded, COUNT) == 1_999


async def test_those_who_wait_for_their_turn_are_all_served(
    embedded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "POOL_TIMEOUT", 0.01)
    database = Database(embedded.url)

    async def slow(subject_id: int) -> None:
        async with database.writing() as connection:
            await add(connection, subject_id)
            await asyncio.sleep(0.01)

    await asyncio.gather(*(slow(subject_id) for subject_id in range(10)))
    await database.close()
    assert await number(embedded, COUNT) == 10


async def test_two_processes_that_look_and_then_write_wait_for_each_other(embedded: Database) -> None:
    other = Database(embedded.url)

    async def look_and_write(database: Database) -> None:
        for _ in range(20):
            async with database.writing() as connection:
                seen = (await connection.exec_driver_sql(COUNT)).scalar_one()
                await asyncio.sleep(0)
                await add(connection, seen)

    await asyncio.gather(look_and_write(embedded), look_and_write(other))
    assert await number(embedded, COUNT) == 40
    await other.close()


async def test_a_disk_that_became_readonly_is_busy(embedded: Database) -> None:
    async with embedded.writing() as connection:
        await connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StorageBusy, match="readonly"):
        async with embedded.writing() as connection:
            await add(connection, 1)


async def test_a_folder_that_is_not_there_is_busy(tmp_path: Path) -> None:
    database = Database(make_url(f"sqlite+aiosqlite:///{tmp_path}/gone/bot.db"))
    with pytest.raises(StorageBusy, match="unable to open"):
        async with database.writing():
            pass
    await database.close()
    await asyncio.to_thread(join_connections)


def join_connections() -> None:
    """The driver does not wait for the thread of a connection that never came to be; the loop must outlive it."""
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            thread.join()


async def test_a_file_that_is_no_database_stays_loud(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database at all" * 100)
    database = Database(make_url(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"))
    with pytest.raises(DatabaseError, match="not a database"):
        async with database.writing():
            pass
    await database.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("query_only", 0)]
)
async def test_the_writer_commits_to_the_disk_and_minds_references(
    embedded: Database, pragma: str, value: object
) -> None:
    async with embedded.writing() as connection:
        assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one() == value


# --- PostgreSQL alone


@pytest.fixture
async def served(postgres_database: str) -> AsyncIterator[Database]:
    await create_schema(postgres_database)
    database = Database(make_url(postgres_database))
    try:
        yield database
    finally:
        await database.close()


@pytest.mark.parametrize(
    "code", ["53100", "53200", "53300", "57014", "57P01", "57P03", "58030", "08006", "40001", "40P01", "55P03", "25006"]
)
async def test_what_the_server_cannot_do_now_is_busy(served: Database, code: str) -> None:
    async def fail() -> None:
        async with served.writing() as connection:
            await add(connection, 1)
            await connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")

    with pytest.raises(StorageBusy):
        await fail()
    assert await number(served, COUNT) == 0


async def test_a_connection_that_was_cut_is_busy_and_replaced(served: Database) -> None:
    async def cut() -> None:
        async with served.writing() as connection:
            await add(connection, 1)
            own = (await connection.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one()
            await asyncio.create_task(number(served, f"SELECT pg_terminate_backend({own})::int"))
            await add(connection, 2)

    with pytest.raises(StorageBusy):
        await cut()
    assert await number(served, COUNT) == 0


async def test_a_connection_cut_before_the_commit_keeps_nothing(served: Database) -> None:
    async def cut() -> None:
        async with served.writing() as connection:
            await add(connection, 1)
            own = (await connection.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one()
            await asyncio.create_task(number(served, f"SELECT pg_terminate_backend({own})::int"))

    with pytest.raises(StorageBusy):
        await cut()
    assert await number(served, COUNT) == 0


async def test_a_server_that_does_not_answer_is_busy(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "COMMAND_TIMEOUT", 0.05)
    database = Database(make_url(postgres_database))
    with pytest.raises(StorageBusy):
        async with database.writing() as connection:
            await connection.exec_driver_sql("SELECT pg_sleep(5)")
    assert await number(database, "SELECT 1") == 1
    await database.close()


async def test_a_stopped_process_loses_its_locks(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await create_schema(postgres_database)
    patience = {"idle_in_transaction_session_timeout": "100ms"}
    monkeypatch.setattr(engine, "SERVER_SETTINGS", engine.SERVER_SETTINGS | patience)
    database, other = Database(make_url(postgres_database)), Database(make_url(postgres_database))

    async def stop() -> None:
        async with database.writing() as connection:
            await connection.exec_driver_sql("LOCK TABLE schedule")
            async with other.writing() as successor:  # waits until the server ended the idle transaction
                await add(successor, 1)

    with pytest.raises(StorageBusy):
        await stop()
    assert await number(other, COUNT) == 1
    await database.close()
    await other.close()


async def test_more_work_than_connections_waits_and_is_all_done(served: Database) -> None:
    async def one(subject_id: int) -> None:
        async with served.writing() as connection:
            await add(connection, subject_id)

    await asyncio.gather(*(one(subject_id) for subject_id in range(5 * engine.POOL)))
    assert await number(served, COUNT) == 5 * engine.POOL


async def test_a_pool_that_stays_used_up_is_busy(served: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "POOL_TIMEOUT", 0.05)
    monkeypatch.setattr(engine, "POOL", 1)
    database = Database(served.url)
    async with database.writing():
        with pytest.raises(StorageBusy):
            await asyncio.create_task(number(database, COUNT))
    await database.close()
