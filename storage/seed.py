"""The first rows of a database: the regions of the country, one bureau, its units and its first groups.

Everything may be done again: what is there already stays as people have made it since.
"""

from collections.abc import Sequence
from datetime import datetime

from core.groups import FIRST_GROUPS
from core.regions import Alias, Level, Region
from storage.bureaus import leads
from storage.reference import SampleUnit
from storage.uow import UnitOfWork


async def seed_regions(
    uow: UnitOfWork, regions: Sequence[Region], aliases: Sequence[Alias], *, districts: bool = False
) -> None:
    """Provinces, regencies and cities; the 7,000 districts only when asked for."""
    wanted = [region for region in regions if districts or region.level is not Level.DISTRICT]
    known = {region.code for region in wanted}
    await uow.regions.keep(wanted, [alias for alias in aliases if alias.code in known])


async def seed_bureau(
    uow: UnitOfWork, region_code: str, prefix: str, office: str, units: Sequence[SampleUnit], now: datetime
) -> int:
    """Id of the region's bureau. Raises ValueError when the codes of another bureau begin with this prefix already."""
    if any(one.prefix == prefix and one.region_code != region_code for one in await uow.units.bureaus()):
        raise ValueError(f"another bureau has the prefix {prefix} already")
    bureau_id = await uow.units.found(region_code, prefix, office, now)
    await _add_units(uow, bureau_id, region_code, units, now)
    for name, rule, rank in FIRST_GROUPS:
        await uow.groups.add(bureau_id, name, rule, rank, now)
    return bureau_id


async def _add_units(
    uow: UnitOfWork, bureau_id: int, region_code: str, units: Sequence[SampleUnit], now: datetime
) -> None:
    for unit in units:
        unit_id = await uow.units.add(
            bureau_id, unit.slug, unit.kind, unit.region_code, unit.name, unit.abbreviation, now
        )
        if leads(unit, region_code):
            await uow.units.settle(bureau_id, unit_id)
