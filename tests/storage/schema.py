"""The schema without Alembic, which takes a second to import; a test of its own shows that both make the same."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.schema import HEAD
from storage.tables import metadata

LARGE = 20_000_000  # bytes; a new database has 9 million
DELETE = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))
TRUNCATE = f"TRUNCATE {', '.join(metadata.tables)} CASCADE"
RESTART = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


async def create_schema(url: str, revision: str = HEAD) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
            await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            await connection.execute(text("INSERT INTO alembic_version VALUES (:found)"), {"found": revision})
    finally:
        await engine.dispose()


async def empty(url: str) -> None:
    """As if the tables of this PostgreSQL had just been made."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        large = await connection.fetchval("SELECT pg_database_size(current_database())") > LARGE
        await connection.execute(f"{TRUNCATE if large else DELETE}; {RESTART}")
    finally:
        await connection.close()


def wait_for(work: Coroutine[None, None, None]) -> None:
    """On a loop of its own, in another thread: fixtures of a whole run have none."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
