"""The databases of stories: one is prepared on each engine, and each bot gets a copy of it.

A copy tells what was ever written to it and what it still knows, for stories that show that something was not.
"""

import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias
from uuid import uuid4

import asyncpg
from sqlalchemy import URL

from tests.support import postgres

WRITTEN = """SELECT name, pg_read_binary_file('pg_wal/' || name) AS content FROM pg_ls_waldir()
    WHERE name BETWEEN pg_walfile_name($1::text::pg_lsn) AND pg_walfile_name(pg_current_wal_insert_lsn())
    ORDER BY name"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


class Database(Protocol):
    """What a bot runs on, or several of them."""

    @property
    def url(self) -> str: ...

    def files(self) -> bytes:
        """Everything that stands in its files now, also what is deleted, overwritten or only in the log."""
        ...

    def kept(self) -> bytes:
        """What it still knows."""
        ...


Prepared: TypeAlias = Callable[[Path], AbstractContextManager[Database]]
"""Gives a copy, which may use the folder and lasts as long as the block."""


@dataclass(frozen=True, slots=True)
class SqliteFile:
    path: Path

    @property
    def url(self) -> str:
        return f"sqlite+aiosqlite:///{self.path}"

    def files(self) -> bytes:
        return b"".join(file.read_bytes() for file in sorted(self.path.parent.glob(f"{self.path.name}*")))

    def kept(self) -> bytes:
        copy = self.path.with_name("kept.db")
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("VACUUM INTO ?", [str(copy)])
        return copy.read_bytes()


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """`since`: where the server's log stood when the copy was made."""

    at: URL
    since: str

    @property
    def url(self) -> str:
        return self.at.render_as_string(hide_password=False)

    def files(self) -> bytes:
        """The server's log since then: whatever was written passed through it, and it keeps deleted rows too."""
        return postgres.ask(self.at, self._written)

    def kept(self) -> bytes:
        return postgres.ask(self.at, _rows)

    async def _written(self, connection: asyncpg.Connection) -> bytes:
        segments = await connection.fetch(WRITTEN, self.since)
        first = await connection.fetchval("SELECT pg_walfile_name($1::text::pg_lsn)", self.since)
        assert segments[0]["name"] == first, "the server has thrown the beginning of its log away"
        return b"".join(segment["content"] for segment in segments)


async def _log_position(connection: asyncpg.Connection) -> str:
    return str(await connection.fetchval("SELECT pg_current_wal_insert_lsn()::text"))


async def _rows(connection: asyncpg.Connection) -> bytes:
    """Of every table, as their bytes are."""
    rows = io.BytesIO()
    for table in await connection.fetch(TABLES):
        await connection.copy_from_table(table["tablename"], output=rows, format="binary")
    return rows.getvalue()


def prepared_file(path: Path) -> Prepared:
    @contextmanager
    def copied(folder: Path) -> Iterator[SqliteFile]:
        yield SqliteFile(Path(shutil.copy(path, folder)))

    return copied


def prepared_template(server: URL, template: str) -> Prepared:
    @contextmanager
    def copied(_folder: Path) -> Iterator[PostgresDatabase]:
        since = postgres.ask(server, _log_position)
        with postgres.fresh_database(server, f"story_{uuid4().hex}", template=template) as url:
            yield PostgresDatabase(url, since)

    return copied
