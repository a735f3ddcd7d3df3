"""The regions that this database knows, read once into the index that finds them by what people type."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.regions import Alias, Level, Region
from storage.statements import insert_into
from storage.tables import region_aliases, regions


class RegionStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self) -> list[Region]:
        """By code."""
        rows = await self._connection.execute(select(regions).order_by(regions.c.code))
        return [Region(row.code, row.name, Level(row.level), row.parent_code, row.timezone) for row in rows]

    async def aliases(self) -> list[Alias]:
        rows = await self._connection.execute(select(region_aliases).order_by(region_aliases.c.alias))
        return [Alias(row.alias, row.code) for row in rows]

    async def keep(self, rows: Sequence[Region], aliases: Sequence[Alias]) -> None:
        """Adds what is new and takes over what has changed; nothing is removed."""
        new = insert_into(self._connection, regions)
        changed = {column.name: new.excluded[column.name] for column in regions.columns if not column.primary_key}
        await self._connection.execute(
            new.on_conflict_do_update(index_elements=["code"], set_=changed), [_stored(region) for region in rows]
        )
        if aliases:
            called = insert_into(self._connection, region_aliases).on_conflict_do_nothing()
            await self._connection.execute(called, [{"alias": one.name, "code": one.code} for one in aliases])


def _stored(region: Region) -> dict[str, str | None]:
    return {
        "code": region.code,
        "name": region.name,
        "level": region.level.value,
        "parent_code": region.parent_code,
        "timezone": region.timezone,
    }
