"""How the database finds what a store asks for, in its own words."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Engine, event, make_url

from storage.engine import Database


async def plan(url: str, word: str, act: Callable[[], Awaitable[object]]) -> str:
    """The plan of the first statement of `act` that begins with `word`, on a connection as the program has them."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    statement, parameters = next(each for each in asked if each[0].startswith(word))
    explain = "EXPLAIN QUERY PLAN " if url.startswith("sqlite") else "EXPLAIN "
    database = Database(make_url(url))
    try:
        async with database.writing() as connection:
            return "\n".join(str(row[-1]) for row in await connection.exec_driver_sql(explain + statement, parameters))
    finally:
        await database.close()
