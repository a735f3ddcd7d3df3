"""Plain SQL beside the storage under test: what tests put in by hand and look up for themselves."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, Table, event, insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.channels import TELEGRAM
from core.members import AddressState
from storage.tables import addresses, persons

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)


class Sql:
    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    async def rows(self, statement: str, **values: object) -> Sequence[Row[Any]]:
        async with self.engine.connect() as connection:
            return (await connection.execute(text(statement), values)).all()

    async def one(self, statement: str, **values: object) -> Any:
        """The only column of the only row."""
        async with self.engine.connect() as connection:
            return (await connection.execute(text(statement), values)).scalar_one()

    async def run(self, statement: str, **values: object) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(text(statement), values)

    async def add(self, table: Table, *rows: Mapping[str, object]) -> list[Any]:
        """Keys of the new rows."""
        key = next(iter(table.primary_key))
        async with self.engine.begin() as connection:
            return [await connection.scalar(insert(table).values(row).returning(key)) for row in rows]

    async def people(self, count: int, **columns: object) -> list[int]:
        """Ids of so many persons."""
        return await self.add(persons, *({"created_at": NOW} | columns for _ in range(count)))

    async def reachable(self, count: int, state: AddressState = AddressState.REACHABLE) -> list[int]:
        """Ids of so many addresses, each of somebody else."""
        owners = await self.people(count)
        known = {"channel": TELEGRAM, "state": state.value, "changed_at": NOW}
        return await self.add(
            addresses, *(known | {"address": str(7_000 + owner), "person_id": owner} for owner in owners)
        )

    async def somebody(self, state: AddressState = AddressState.REACHABLE) -> int:
        """Id of one address."""
        return (await self.reachable(1, state))[0]

    async def group(self, number: int = 1) -> int:
        """Id of the address of a group."""
        known = {"channel": TELEGRAM, "state": AddressState.REACHABLE.value, "changed_at": NOW}
        return int((await self.add(addresses, known | {"address": f"{-number}"}))[0])


@contextmanager
def statements() -> Iterator[list[str]]:
    """What every engine executes inside the block; several rows at once count as one, BEGIN and PRAGMA not at all."""
    executed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            executed.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(Engine, "before_cursor_execute", note)
