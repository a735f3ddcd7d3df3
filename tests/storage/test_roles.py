"""One holder a role over all processes, and an epoch that only grows."""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from core.errors import StorageBusy
from core.roles import LEASE_SECONDS, Role
from storage import engine
from storage.uow import Storage
from tests.storage.schema import create_schema
from tests.storage.sql import Sql

SENDER, POLLER = Role.SENDER, Role.POLLER


@pytest.fixture
async def other(database_url: str, storage: Storage) -> AsyncIterator[Storage]:
    """Another process, as far as the database can see."""
    opened = await Storage.open(database_url)
    try:
        yield opened
    finally:
        await opened.close()


async def test_a_role_has_one_holder(storage: Storage, other: Storage) -> None:
    assert await storage.roles.take(SENDER, "one") == 1
    assert await other.roles.take(SENDER, "two") is None
    assert await storage.roles.take(SENDER, "two") is None
    assert await storage.roles.renew(SENDER, "one", 1)


async def test_roles_are_held_apart(storage: Storage, other: Storage) -> None:
    assert await storage.roles.take(SENDER, "one") == 1
    assert await other.roles.take(POLLER, "two") == 1


async def test_of_many_who_ask_at_once_one_gets_it(storage: Storage, other: Storage) -> None:
    asked = [each.roles.take(SENDER, f"{name}") for name, each in enumerate((storage, other) * 5)]
    assert [epoch for epoch in await asyncio.gather(*asked) if epoch is not None] == [1]


async def test_a_released_role_is_free_at_once_under_the_next_epoch(storage: Storage, other: Storage) -> None:
    await storage.roles.take(SENDER, "one")
    await storage.roles.release(SENDER, "one", 1)
    assert not await storage.roles.renew(SENDER, "one", 1)
    assert await other.roles.take(SENDER, "two") == 2
    assert await storage.roles.take(SENDER, "one") is None


async def test_the_holder_that_takes_it_again_has_the_next_epoch_and_loses_the_old_one(storage: Storage) -> None:
    assert [await storage.roles.take(SENDER, "one") for _ in range(3)] == [1, 2, 3]
    assert [await storage.roles.renew(SENDER, "one", epoch) for epoch in (1, 2, 3)] == [False, False, True]


@pytest.mark.parametrize(("holder", "epoch"), [("two", 1), ("one", 0), ("one", 2)])
async def test_only_its_holder_renews_or_releases_it(storage: Storage, other: Storage, holder: str, epoch: int) -> None:
    await storage.roles.take(SENDER, "one")
    assert not await storage.roles.renew(SENDER, holder, epoch)
    await storage.roles.release(SENDER, holder, epoch)
    assert await other.roles.take(SENDER, "three") is None
    assert await storage.roles.renew(SENDER, "one", 1)


async def test_epochs_go_on_over_a_restart(database_url: str, storage: Storage, sql: Sql) -> None:
    await storage.roles.take(SENDER, "one")
    await storage.close()
    restarted = await Storage.open(database_url)
    try:
        assert await restarted.roles.take(SENDER, "one") == 2
    finally:
        await restarted.close()
    assert await sql.one("SELECT holder FROM roles WHERE name = 'sender'") == "one"


# --- PostgreSQL alone: a lease by the database's clock

LEFT = "SELECT expires_ms - extract(epoch FROM clock_timestamp()) * 1000 FROM roles"


@pytest.fixture
async def leased(postgres_database: str) -> AsyncIterator[tuple[Storage, Sql]]:
    await create_schema(postgres_database)
    opened, beside = await Storage.open(postgres_database), create_async_engine(postgres_database)
    try:
        yield opened, Sql(beside)
    finally:
        await opened.close()
        await beside.dispose()


async def test_a_lease_ends_by_itself_and_a_successor_takes_over(leased: tuple[Storage, Sql]) -> None:
    storage, sql = leased
    await storage.roles.take(SENDER, "one")
    await sql.run("UPDATE roles SET expires_ms = expires_ms - 7000")
    assert await storage.roles.take(SENDER, "two") is None
    await sql.run("UPDATE roles SET expires_ms = expires_ms - 1000")
    assert await storage.roles.take(SENDER, "two") == 2
    assert not await storage.roles.renew(SENDER, "one", 1)


async def test_a_lease_lasts_eight_seconds_and_renewing_begins_them_again(leased: tuple[Storage, Sql]) -> None:
    storage, sql = leased
    await storage.roles.take(SENDER, "one")
    assert 1_000 * (LEASE_SECONDS - 1) < await sql.one(LEFT) <= 1_000 * LEASE_SECONDS
    await sql.run("UPDATE roles SET expires_ms = expires_ms - 7000")
    assert await storage.roles.renew(SENDER, "one", 1)
    assert 1_000 * (LEASE_SECONDS - 1) < await sql.one(LEFT) <= 1_000 * LEASE_SECONDS


async def test_a_lease_that_ended_unnoticed_may_still_be_renewed_while_nobody_took_it(
    leased: tuple[Storage, Sql],
) -> None:
    storage, sql = leased
    await storage.roles.take(SENDER, "one")
    await sql.run("UPDATE roles SET expires_ms = 0")
    assert await storage.roles.renew(SENDER, "one", 1)
    assert await storage.roles.take(SENDER, "two") is None


# --- SQLite alone: a locked file

HOLDER = """
import asyncio, sys
from core.roles import Role
from storage.uow import Storage

async def main():
    storage = await Storage.open(sys.argv[1])
    print(await storage.roles.take(Role.SENDER, "doomed"), flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_a_killed_process_leaves_its_role_free_at_once(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await create_schema(url)
    storage = await Storage.open(url)
    doomed = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, url, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    try:
        assert doomed.stdout is not None
        assert await doomed.stdout.readline() == b"1\n"
        assert await storage.roles.take(SENDER, "heir") is None
    finally:
        doomed.kill()
        await doomed.wait()
    assert await storage.roles.take(SENDER, "heir") == 2
    await storage.close()


async def test_a_role_that_cannot_be_written_down_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 20)
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await create_schema(url)
    storage = await Storage.open(url)
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusy):
            await storage.roles.take(SENDER, "one")
        other.execute("ROLLBACK")
    assert await storage.roles.take(SENDER, "two") == 1
    await storage.close()
