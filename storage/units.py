"""Units and the bureaus they belong to. A unit keeps its id whatever it is called."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.members import Bureau, Unit, UnitKind
from storage.statements import AnyRow, ids_in, insert_into
from storage.tables import bureaus, regions, unit_names, units

NAMED = units.join(unit_names, (unit_names.c.unit_id == units.c.id) & unit_names.c.valid_to.is_(None)).join(
    regions, regions.c.code == units.c.region_code
)
"""Units, each with the one name that is valid now, and their regions."""

UNIT_COLUMNS = (
    units.c.id.label("unit_id"),
    units.c.bureau_id,
    units.c.slug,
    units.c.kind,
    units.c.region_code,
    regions.c.name.label("region_name"),
    unit_names.c.name.label("unit_name"),
    units.c.abbreviation,
)

SHORT = func.coalesce(units.c.abbreviation, unit_names.c.name).label("short")
"""What lists call a unit."""

PROTOCOL_ORDER = (units.c.region_code, units.c.id)


def unit_of(row: AnyRow) -> Unit:
    """A unit from a row that has `UNIT_COLUMNS`."""
    return Unit(
        row.unit_id,
        row.bureau_id,
        row.slug,
        UnitKind(row.kind),
        row.region_code,
        row.region_name,
        row.unit_name,
        row.abbreviation,
    )


def _named() -> Select[Any]:
    return select(*UNIT_COLUMNS).select_from(NAMED).order_by(*PROTOCOL_ORDER)


class UnitStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def bureau(self, bureau_id: int) -> Bureau:
        """Raises NoResultFound for an id that no bureau has."""
        found = await self._connection.execute(select(bureaus).where(bureaus.c.id == bureau_id))
        return _bureau_of(found.one())

    async def bureaus(self) -> list[Bureau]:
        found = await self._connection.execute(select(bureaus).order_by(bureaus.c.id))
        return [_bureau_of(row) for row in found]

    async def unit(self, unit_id: int) -> Unit | None:
        row = (await self._connection.execute(_named().where(units.c.id == unit_id))).one_or_none()
        return unit_of(row) if row else None

    async def units(self, unit_ids: Sequence[int]) -> list[Unit]:
        """In protocol order; an id that no unit has is left out."""
        wanted = ids_in(self._connection, unit_ids)
        return [unit_of(row) for row in await self._connection.execute(_named().where(units.c.id.in_(wanted)))]

    async def all(self, bureau_id: int) -> list[Unit]:
        in_force = _named().where(units.c.bureau_id == bureau_id, units.c.ended_at.is_(None))
        return [unit_of(row) for row in await self._connection.execute(in_force)]

    async def found(self, region_code: str, prefix: str, office: str, now: datetime) -> int:
        """Id of the region's bureau; the one that there is, when there is one."""
        new = insert_into(self._connection, bureaus).values(
            region_code=region_code, prefix=prefix, office=office, created_at=now
        )
        await self._connection.execute(new.on_conflict_do_nothing())
        found = await self._connection.execute(select(bureaus.c.id).where(bureaus.c.region_code == region_code))
        return int(found.scalar_one())

    async def sign(self, bureau_id: int, office: str) -> None:
        """How the bureau signs from now on."""
        await self._connection.execute(update(bureaus).where(bureaus.c.id == bureau_id).values(office=office))

    async def settle(self, bureau_id: int, unit_id: int) -> None:
        """The bureau works in this unit, unless it works in another one already."""
        homeless = (bureaus.c.id == bureau_id) & bureaus.c.unit_id.is_(None)
        await self._connection.execute(update(bureaus).where(homeless).values(unit_id=unit_id))

    async def add(
        self,
        bureau_id: int,
        slug: str,
        kind: UnitKind,
        region_code: str,
        name: str,
        abbreviation: str | None,
        now: datetime,
    ) -> int:
        """Id of the unit; the one of this slug, left as it is, when the bureau has one."""
        new = insert_into(self._connection, units).values(
            bureau_id=bureau_id,
            slug=slug,
            kind=kind.value,
            region_code=region_code,
            abbreviation=abbreviation,
            created_at=now,
        )
        made = await self._connection.execute(new.on_conflict_do_nothing().returning(units.c.id))
        unit_id: int | None = made.scalar_one_or_none()
        if unit_id is None:
            return await self._of_slug(bureau_id, slug)
        await self._call(unit_id, name, now)
        return unit_id

    async def rename(self, unit_id: int, name: str, now: datetime) -> None:
        """The old name stays in the history until `now`."""
        current = (unit_names.c.unit_id == unit_id) & unit_names.c.valid_to.is_(None)
        await self._connection.execute(update(unit_names).where(current).values(valid_to=now))
        await self._call(unit_id, name, now)

    async def _of_slug(self, bureau_id: int, slug: str) -> int:
        found = await self._connection.execute(select(units.c.id).filter_by(bureau_id=bureau_id, slug=slug))
        return int(found.scalar_one())

    async def _call(self, unit_id: int, name: str, now: datetime) -> None:
        await self._connection.execute(insert(unit_names).values(unit_id=unit_id, name=name, valid_from=now))


def _bureau_of(row: AnyRow) -> Bureau:
    return Bureau(row.id, row.region_code, row.prefix, row.office, row.unit_id)
