"""Units keep their ids whatever they are called."""

from datetime import datetime

import pytest
from sqlalchemy.exc import NoResultFound

from core.members import Bureau, Unit, UnitKind
from storage.tables import unit_names, units
from tests.storage.network import LATER, NOW, SOON, Network, statements


async def test_a_bureau_is_who_announces(network: Network) -> None:
    bureau = Bureau(network.bureau_id, "17", "BKL", "Diskominfotik Provinsi Bengkulu", None)
    assert await network.units.bureau(network.bureau_id) == bureau
    assert await network.units.bureaus() == [bureau]
    with pytest.raises(NoResultFound):
        await network.units.bureau(4711)


async def test_a_bureau_works_in_the_first_unit_that_it_settles_in(network: Network) -> None:
    first, second = await network.unit("Diskominfotik"), await network.unit("Biro Adpim")
    for unit in (first, second):
        await network.units.settle(network.bureau_id, unit.id)
    assert (await network.units.bureau(network.bureau_id)).unit_id == first.id


async def test_a_unit_carries_its_region_and_its_present_name(network: Network) -> None:
    unit = await network.unit("Kominfo Kaur", "17.04", UnitKind.DISKOMINFO)
    assert unit == Unit(
        unit.id,
        network.bureau_id,
        "kominfo-kaur",
        UnitKind.DISKOMINFO,
        "17.04",
        "Kabupaten Kaur",
        "Nama lengkap Kominfo Kaur",
        "Kominfo Kaur",
    )
    assert await network.units.unit(4711) is None


async def test_a_renamed_unit_keeps_its_id_its_seats_and_its_old_name(network: Network) -> None:
    unit = await network.unit("BKKBN")
    rani = await network.officer("Rani", unit)
    await network.units.rename(unit.id, "Kemendukbangga", SOON)
    renamed = await network.units.unit(unit.id)
    assert renamed is not None
    assert renamed.name == "Kemendukbangga"
    assert [(seat.id, seat.unit) for seat in (await network.again(rani)).seats] == [(rani.seats[0].id, renamed)]
    history: list[tuple[object, object, datetime | None]] = [
        ("Nama lengkap BKKBN", NOW, SOON),
        ("Kemendukbangga", SOON, None),
    ]
    found = await network.rows(unit_names, unit_id=unit.id)
    assert [(row["name"], row["valid_from"], row["valid_to"]) for row in found] == history


async def test_a_slug_that_the_bureau_has_is_the_same_unit_untouched(network: Network) -> None:
    unit = await network.unit("Dinkes")
    again = await network.units.add(network.bureau_id, "dinkes", UnitKind.OPD, "17", "Lain", "Lain", LATER)
    assert again == unit.id
    assert await network.units.all(network.bureau_id) == [unit]


async def test_units_stand_in_protocol_order_without_those_that_ended(network: Network) -> None:
    kaur, province = await network.unit("Polres Kaur", "17.04"), await network.unit("Polda")
    lebong, second = await network.unit("Polres RL", "17.02"), await network.unit("Dinkes")
    ended = await network.unit("Biro Humas")
    await network.change(units, ended.id, ended_at=SOON)
    assert await network.units.all(network.bureau_id) == [province, second, lebong, kaur]
    assert await network.units.all(4711) == []


async def test_units_are_found_by_ten_thousand_ids_in_one_statement(network: Network) -> None:
    kaur, province = await network.unit("Polres Kaur", "17.04"), await network.unit("Polda")
    with statements(network.connection) as executed:
        assert await network.units.units(range(10_000)) == [province, kaur]
    assert len(executed) == 1
    assert await network.units.units([]) == []
