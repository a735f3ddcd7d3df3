"""aiosqlite with one visit to its thread a statement, or none.

As it comes, a query makes four: for a cursor, to execute, to fetch, to close; each costs more than a query by key. What
is marked AT_ONCE is executed where it is asked for. It must be quick and inside a transaction that writes, which has
its lock: then there is nothing to wait for. To begin and to commit may wait and always go to the thread.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy import Connection
from sqlalchemy.engine import ExecutionContext

AT_ONCE = {"at_once": True}
"""Execution option of statements that find a few rows by an index, once for many messages."""

Parameters = Iterable[Any]


class Cursor:
    """What SQLAlchemy asks of a cursor; rows are here as soon as the statement is executed."""

    def __init__(self, connection: "OneHop") -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> None:
        await self._connection.visit(self._execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Parameters]) -> None:
        await self._connection.visit(self._executemany, sql, parameters)

    async def fetchall(self) -> Sequence[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = ()

    def _execute(self, sql: str, parameters: Parameters) -> None:
        """In the thread. The count of what a RETURNING changed is known after its last row."""
        cursor = self._connection.within.execute(sql, parameters)
        self.description = cursor.description
        self._rows = cursor.fetchall() if self.description else ()
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()

    def _executemany(self, sql: str, parameters: Iterable[Parameters]) -> None:
        cursor = self._connection.within.executemany(sql, parameters)
        self.rowcount = cursor.rowcount
        cursor.close()


class OneHop(aiosqlite.Connection):
    at_once = False

    def cursor(self) -> Any:
        return Cursor(self)

    async def rollback(self) -> None:
        """The pool asks for one whenever it gets a connection back; mostly there is nothing to take back."""
        if self.in_transaction:
            await super().rollback()

    @property
    def within(self) -> Any:
        """The connection itself, for what runs in its thread."""
        return self._conn

    async def visit(self, function: Any, *arguments: Any) -> None:
        if self.at_once:
            function(*arguments)
        else:
            await self._execute(function, *arguments)  # type: ignore[no-untyped-call]


def connect(file: str, **options: Any) -> OneHop:
    """For SQLAlchemy's `async_creator_fn`. The thread does not keep a process alive that ends."""
    connection = OneHop(lambda: sqlite3.connect(file, **options), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection


def heed(connection: Connection, *of_statement: Any) -> None:
    """For SQLAlchemy's event before_cursor_execute: cursor, statement, parameters, context, and whether many."""
    context: ExecutionContext = of_statement[3]
    driver = connection.connection.driver_connection
    assert isinstance(driver, OneHop)
    driver.at_once = context.execution_options.get("at_once", False)
