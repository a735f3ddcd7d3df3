"""The two engines, made to behave alike: transactions that are kept whole or not at all, whoever is cancelled.

SQLite has one writer (a lock, its own connection, BEGIN IMMEDIATE) and readers beside it, which WAL lets see the
last commit. PostgreSQL has a pool for both; a stopped process may keep neither locks nor a transaction for long.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage import onehop
from storage.busy import READING, says_not_now, storage_busy, translate_busy

T = TypeVar("T")

SQLITE, POSTGRESQL = "sqlite+aiosqlite", "postgresql+asyncpg"
READERS = 4
POOL = 10
BUSY_TIMEOUT_MS = 3_000
"""How long SQLite waits for another process (a backup, somebody's shell) before it is busy."""
POOL_TIMEOUT = 5.0
CONNECT_TIMEOUT = 5.0
COMMAND_TIMEOUT = 20.0
ONE_HOP = {"async_creator_fn": onehop.connect}
SERVER_SETTINGS = {
    "application_name": "simpul-humas",
    "timezone": "UTC",
    "jit": "off",
    "random_page_cost": "1.1",  # queues are read through their indexes, in order and from memory, …
    "enable_bitmapscan": "off",  # … though the statistics know only the empty queue of before
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "8s",  # less than a role's lease: its successor finds no locks
}

logging.getLogger("aiosqlite").setLevel(logging.INFO)  # at DEBUG it writes every parameter


def _briefly(record: logging.LogRecord) -> bool:
    """That a broken connection could not be ended in good order is one line, a warning: whoever used it was told."""
    if record.exc_info and record.exc_info[0]:
        record.msg, record.args = f"a connection was given up: {record.exc_info[0].__name__}", ()
        record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
    return True


logging.getLogger("sqlalchemy.pool.impl.AsyncAdaptedQueuePool").addFilter(_briefly)


class Database:
    def __init__(self, url: URL) -> None:
        self.url = url
        self._inside = set[asyncio.Task[Any] | None]()
        if url.drivername == SQLITE:
            if url.database in (None, "", ":memory:"):
                raise ValueError("SQLite needs a file: in memory every connection would have a database of its own")
            self._writers, self._readers = _sqlite_writer(url), _sqlite_readers(url)
            self._turn: AbstractAsyncContextManager[object] = asyncio.Lock()
        elif url.drivername == POSTGRESQL:
            self._writers = _postgres_pool(url)
            self._readers = self._writers.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True, **{READING: True}
            )
            self._turn = nullcontext()
        else:
            raise ValueError(f"no such database here: {url.drivername} (there are {SQLITE} and {POSTGRESQL})")

    @property
    def file(self) -> Path | None:
        """Where SQLite keeps it; None on PostgreSQL."""
        return Path(self.url.database or "") if self.url.drivername == SQLITE else None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed when the block ends well, else rolled back. Raises StorageBusy."""
        task = asyncio.current_task()
        if task in self._inside:
            raise RuntimeError("a unit of work inside another one would wait for it forever")
        self._inside.add(task)
        try:
            async with self._turn, _transaction(self._writers) as connection:
                yield connection
        finally:
            self._inside.discard(task)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One view of what was committed when it began; writing is an error."""
        async with _transaction(self._readers) as connection:
            yield connection

    async def close(self) -> None:
        await uninterrupted(self._readers.dispose())
        await uninterrupted(self._writers.dispose())


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    connection = engine.connect()
    try:
        await uninterrupted(_begin(connection))
        yield connection
        await uninterrupted(connection.commit())
    finally:
        await uninterrupted(_close(connection))


async def _begin(connection: AsyncConnection) -> None:
    try:
        await connection.start()
        await connection.begin()
    except PoolTimeout as error:
        raise storage_busy(error) from error
    except Exception as error:
        if says_not_now(error):  # there was no connection yet that could have translated it
            raise storage_busy(error) from error
        raise


async def _close(connection: AsyncConnection) -> None:
    """Rolls back what was not committed."""
    if connection.sync_connection is not None:
        await connection.close()


async def uninterrupted(work: Coroutine[Any, Any, T]) -> T:
    """Finishes `work` even when the caller is cancelled meanwhile; the cancellation comes after it."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError as cancelled:
        await _ended(task)
        raise cancelled from task.exception()


async def _ended(task: asyncio.Task[Any]) -> None:
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            continue  # the first one is raised when the work is over


def migrating(url: URL) -> AsyncEngine:
    """For migrations: no time limits, and references are not enforced, since a table may be rebuilt."""
    embedded = url.drivername == SQLITE
    engine = create_async_engine(
        url, poolclass=NullPool, hide_parameters=True, connect_args=ONE_HOP if embedded else {}
    )
    if embedded:
        _prepare(engine, ["PRAGMA foreign_keys = OFF", "PRAGMA journal_mode = WAL"], "BEGIN IMMEDIATE")
    else:
        translate_busy(engine)
    return engine


def _sqlite_writer(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT,
        hide_parameters=True,
        connect_args=ONE_HOP,
    )
    _prepare(engine, ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"], "BEGIN IMMEDIATE")
    return engine


def _sqlite_readers(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT,
        hide_parameters=True,
        execution_options={READING: True},
        connect_args=ONE_HOP,
    )
    _prepare(engine, ["PRAGMA query_only = ON"], "BEGIN")
    return engine


def _prepare(engine: AsyncEngine, pragmas: list[str], begin: str) -> None:
    first = [f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}", "PRAGMA foreign_keys = ON"]

    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver would begin by itself, late and without IMMEDIATE
        cursor = connection.cursor()
        try:
            for pragma in first + pragmas:
                cursor.execute(pragma)
        except BaseException:
            connection.close()  # nobody else knows it yet, and it has a thread
            raise
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", connect)
    event.listen(engine.sync_engine, "begin", start)
    event.listen(engine.sync_engine, "before_cursor_execute", onehop.heed)
    translate_busy(engine)


def _postgres_pool(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT,
        hide_parameters=True,
        connect_args={
            "timeout": CONNECT_TIMEOUT,
            "command_timeout": COMMAND_TIMEOUT,
            "server_settings": SERVER_SETTINGS,
        },
    )
    translate_busy(engine)
    return engine
