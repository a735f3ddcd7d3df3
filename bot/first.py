"""The first start: the regions, the bureau, its units, and a one-time link for its secretariat."""

import csv
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core import registration
from core.members import GrantRole, UnitKind
from core.regions import Regions
from storage.bureaus import leads, office_of, prefix_of
from storage.reference import SampleUnit, read_aliases, read_regions
from storage.seed import seed_bureau, seed_regions
from storage.uow import Storage, UnitOfWork

COLUMNS = ("name", "abbreviation", "kind", "region_code")


class UnitsRefused(Exception):
    """One line a row that is not understood; nothing was kept."""


async def found_bureau(storage: Storage, region_code: str, units: Sequence[SampleUnit], now: datetime) -> int:
    """The bureau of a region with its units and first groups; done again it adds only what is missing.

    Raises ValueError for a region that does not exist.
    """
    regions, aliases = read_regions(), read_aliases()
    region = Regions(regions, aliases).get(region_code)
    if region is None:
        raise ValueError(f"BUREAU_REGION is {region_code}, and there is no region of this code: 17 is Bengkulu.")
    async with storage.work() as uow:
        await seed_regions(uow, regions, aliases)
        known = next((one for one in await uow.units.bureaus() if one.region_code == region_code), None)
        office = office_of(region, units)
        prefix = known.prefix if known else prefix_of(region)
        bureau_id = await seed_bureau(uow, region_code, prefix, office, units, now)
        if known is not None and known.unit_id is None and any(leads(unit, region_code) for unit in units):
            await uow.units.sign(bureau_id, office)  # its unit came after it
        return bureau_id


async def first_link(storage: Storage, bureau_id: int, now: datetime) -> str | None:
    """A one-time token for the first secretariat; None when there is one already."""
    async with storage.work() as uow:
        if await uow.members.with_grant(bureau_id, GrantRole.SECRETARIAT, now):
            return None
        return await _token(uow, bureau_id, now)


async def _token(uow: UnitOfWork, bureau_id: int, now: datetime) -> str:
    _, token = await registration.invite(uow, None, bureau_id, now, grant_role=GrantRole.SECRETARIAT)
    return token


def read_units(file: Path) -> list[SampleUnit]:
    """Units of a CSV file with the columns name, abbreviation, kind, region_code. Raises UnitsRefused."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    known = {region.code for region in read_regions()}
    problems = [problem for number, row in enumerate(rows, 2) for problem in _problems(number, row, known)]
    if problems:
        raise UnitsRefused("\n".join(problems))
    return [_unit(row) for row in rows]


def _problems(number: int, row: dict[str, str], known: set[str]) -> list[str]:
    missing = [column for column in COLUMNS if column not in row]
    if missing:
        return [f"Row {number}: no column {', '.join(missing)}."]
    found = []
    if not row["name"].strip():
        found.append(f"Row {number}: the name is empty.")
    if row["kind"] not in set(UnitKind):
        found.append(f"Row {number}: kind {row['kind']!r} is none of {', '.join(UnitKind)}.")
    if row["region_code"] not in known:
        found.append(f"Row {number}: there is no region {row['region_code']!r}.")
    return found


def _unit(row: dict[str, str]) -> SampleUnit:
    name, short = " ".join(row["name"].split()), " ".join(row["abbreviation"].split())
    slug = re.sub(r"[^a-z0-9]+", "-", f"{row['region_code']} {name}".casefold()).strip("-")[:80]
    return SampleUnit(slug, name, short or name, UnitKind(row["kind"]), row["region_code"])
