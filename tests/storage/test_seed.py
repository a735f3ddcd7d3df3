"""The first rows of a database, and the same again."""

import pytest

from core.groups import units_in
from core.regions import Level, Region, Regions
from storage.bureaus import PROVINCE_PREFIXES, office_of, prefix_of
from storage.engine import Database
from storage.reference import read_aliases, read_districts, read_regions, read_sample_units
from storage.seed import seed_bureau, seed_regions
from storage.uow import UnitOfWork
from tests.storage.network import LATER, NOW, SOON

ALL = Regions(read_regions(), [])
OFFICE = "Diskominfotik Provinsi Bengkulu"


def region(code: str) -> Region:
    found = ALL.get(code)
    assert found is not None
    return found


async def seed(uow: UnitOfWork) -> int:
    await seed_regions(uow, read_regions(), read_aliases())
    return await seed_bureau(uow, "17", "BKL", OFFICE, read_sample_units(), NOW)


async def test_seeding_again_changes_nothing(database: Database) -> None:
    async with database.writing() as connection:
        uow = UnitOfWork(connection, bot_id=0)
        first = await seed(uow)
        before = (await uow.regions.load(), await uow.regions.aliases(), await uow.units.all(first))
        groups = await uow.groups.all(first)
        assert await seed(uow) == first
        assert (await uow.regions.load(), await uow.regions.aliases(), await uow.units.all(first)) == before
        assert await uow.groups.all(first) == groups


async def test_what_people_changed_stays(database: Database) -> None:
    async with database.writing() as connection:
        uow = UnitOfWork(connection, bot_id=0)
        bureau_id = await seed(uow)
        (first, second, *_) = await uow.units.all(bureau_id)
        await uow.units.rename(first.id, "Biro Baru", SOON)
        await seed(uow)
        renamed = await uow.units.unit(first.id)
        assert renamed is not None
        assert renamed.name == "Biro Baru"
        assert (await uow.units.bureau(bureau_id)).office == OFFICE
        assert await uow.units.unit(second.id) == second


async def test_the_sample_is_a_working_network(database: Database) -> None:
    async with database.writing() as connection:
        uow = UnitOfWork(connection, bot_id=0)
        bureau_id = await seed(uow)
        sizes = {group.name: len(await units_in(uow, group)) for group in await uow.groups.all(bureau_id)}
        bureau = await uow.units.bureau(bureau_id)
        home = await uow.units.unit(bureau.unit_id or 0)
    assert sizes == {"Semua unit": 63, "Kab/Kota": 10, "Forum GenRe": 11}
    assert home is not None
    assert home.abbreviation == "Diskominfotik"


async def test_regions_come_without_districts_unless_asked_for(database: Database) -> None:
    everything = [*read_regions(), *read_districts()]
    async with database.writing() as connection:
        uow = UnitOfWork(connection, bot_id=0)
        await seed_regions(uow, everything, read_aliases())
        assert await uow.regions.load() == sorted(read_regions(), key=lambda one: one.code)
        assert {alias.code for alias in await uow.regions.aliases()} <= {one.code for one in read_regions()}
        await seed_regions(uow, everything, read_aliases(), districts=True)
        assert len(await uow.regions.load()) == len(everything)


async def test_a_region_that_was_renamed_is_taken_over(database: Database) -> None:
    async with database.writing() as connection:
        uow = UnitOfWork(connection, bot_id=0)
        await seed(uow)
        await seed_regions(uow, [Region("17", "Bengkulu Raya", Level.PROVINCE, None, "Asia/Jakarta")], [])
        assert next(one.name for one in await uow.regions.load() if one.code == "17") == "Bengkulu Raya"
        assert len(await uow.regions.load()) == len(read_regions())


async def test_two_bureaus_never_share_a_prefix(database: Database) -> None:
    async with database.writing() as connection:
        uow = UnitOfWork(connection, bot_id=0)
        first = await seed(uow)
        with pytest.raises(ValueError, match="BKL"):
            await seed_bureau(uow, "17.04", "BKL", "Kominfo Kaur", [], LATER)
        second = await seed_bureau(uow, "17.04", "KAU", "Kominfo Kaur", [], LATER)
        assert [bureau.id for bureau in await uow.units.bureaus()] == [first, second]
        assert [group.name for group in await uow.groups.all(second)] == ["Semua unit", "Kab/Kota", "Forum GenRe"]


@pytest.mark.parametrize(
    ("code", "prefix"),
    [("17", "BKL"), ("13", "SBR"), ("15", "JMB"), ("17.05", "SLM"), ("17.04", "KAU"), ("17.71", "BNG")],
)
def test_codes_begin_with_three_letters_of_the_region(code: str, prefix: str) -> None:
    assert prefix_of(region(code)) == prefix


def test_every_province_has_a_prefix_of_its_own() -> None:
    provinces = [one for one in read_regions() if one.level is Level.PROVINCE]
    assert set(PROVINCE_PREFIXES) == {one.code for one in provinces}
    assert len(set(map(prefix_of, provinces))) == len(provinces) == 38
    assert all(len(prefix_of(one)) == 3 and prefix_of(one).isupper() for one in read_regions())


@pytest.mark.parametrize(
    ("code", "office"),
    [("17", OFFICE), ("13", "Dinas Kominfo Provinsi Sumatera Barat"), ("73.72", "Dinas Kominfo Kota Parepare")],
)
def test_an_office_signs_with_its_short_name_and_its_region(code: str, office: str) -> None:
    assert office_of(region(code), read_sample_units()) == office


def test_a_short_name_that_names_the_region_stands_alone() -> None:
    seluma = next(unit for unit in read_sample_units() if unit.region_code == "17.05" and unit.kind == "diskominfo")
    assert office_of(region("17.05"), read_sample_units()) == seluma.abbreviation
