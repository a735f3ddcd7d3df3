"""The first start founds the bureau; a file of units is taken whole or refused row by row."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.first import UnitsRefused, first_link, found_bureau, read_units
from core.registration import find_invitation
from storage.migrate import migrate
from storage.uow import Storage

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
HEADER = "name,abbreviation,kind,region_code\n"


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await migrate(url)
    opened = await Storage.open(url)
    try:
        yield opened
    finally:
        await opened.close()


def units_file(folder: Path, rows: str, header: str = HEADER) -> Path:
    file = folder / "units.csv"
    file.write_text(header + rows, "utf-8-sig")
    return file


async def test_a_bureau_is_founded_once_with_its_first_groups(storage: Storage) -> None:
    first = await found_bureau(storage, "17", (), NOW)
    again = await found_bureau(storage, "17", (), NOW)
    async with storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        groups = [group.name for group in await uow.groups.all(first)]
    assert first == again == bureau.id
    assert (bureau.prefix, bureau.office) == ("BKL", "Dinas Kominfo Provinsi Bengkulu")
    assert groups == ["Semua unit", "Kab/Kota", "Forum GenRe"]


async def test_a_region_that_does_not_exist_is_named(storage: Storage) -> None:
    with pytest.raises(ValueError, match="BUREAU_REGION is 99"):
        await found_bureau(storage, "99", (), NOW)


async def test_units_that_come_later_are_added_once_and_the_bureau_signs_by_its_own(
    storage: Storage, tmp_path: Path
) -> None:
    bureau_id = await found_bureau(storage, "17", (), NOW)
    rows = "Dinas Kominfo dan Statistik,Diskominfotik,diskominfo,17\nPolres Kaur,,polri,17.04\n"
    for _ in range(2):
        await found_bureau(storage, "17", read_units(units_file(tmp_path, rows)), NOW)
    async with storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        units = await uow.units.all(bureau_id)
    assert [unit.abbreviation for unit in units] == ["Diskominfotik", "Polres Kaur"]
    assert bureau.office == "Diskominfotik Provinsi Bengkulu"


async def test_a_way_in_is_printed_until_there_is_a_secretariat(storage: Storage) -> None:
    bureau_id = await found_bureau(storage, "17", (), NOW)
    token = await first_link(storage, bureau_id, NOW)
    assert token is not None
    assert len(token) >= 22  # 128 bits
    async with storage.reading() as uow:
        assert await find_invitation(uow, token, NOW) is not None
        assert await find_invitation(uow, token[:-1], NOW) is None


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (" ,X,opd,17\n", "Row 2: the name is empty"),
        ("Dinas X,X,dinas,17\n", "Row 2: kind 'dinas' is none of"),
        ("Dinas X,X,opd,17.1\n", "Row 2: there is no region '17.1'"),
    ],
)
def test_a_row_that_is_not_understood_is_named(tmp_path: Path, rows: str, complaint: str) -> None:
    with pytest.raises(UnitsRefused, match=complaint):
        read_units(units_file(tmp_path, rows))


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnitsRefused, match="no column kind, region_code"):
        read_units(units_file(tmp_path, "Dinas X,X\n", "name,abbreviation\n"))
