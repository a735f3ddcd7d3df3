"""Groups of units, and whom they would reach."""

from core.groups import EVERYBODY, FIRST_GROUPS, REGIONS, YOUTH, Reach, Rule, units_in
from core.members import AddressState, SeatRole, UnitKind
from tests.storage.network import LATER, NOW, SOON, Network, statements


async def test_a_bureau_begins_with_its_first_groups_in_order_of_rank(network: Network) -> None:
    found = await network.groups.all(network.bureau_id)
    assert [(group.name, group.rule, group.rank) for group in found] == sorted(FIRST_GROUPS, key=lambda one: one[2])


async def test_a_rule_comes_back_as_it_was_kept(network: Network) -> None:
    rule = Rule(frozenset({UnitKind.POLICE, UnitKind.ARMY}), frozenset({UnitKind.MEDIA}), frozenset({"city"}))
    made = await network.groups.add(network.bureau_id, "Aparat", rule, 40, NOW)
    assert made is not None
    group = await network.groups.get(made)
    assert group is not None
    assert group.rule == rule


async def test_a_name_is_taken_until_its_group_ends(network: Network) -> None:
    made = await network.groups.add(network.bureau_id, "Aparat", None, 100, NOW)
    assert made is not None
    assert await network.groups.add(network.bureau_id, "Aparat", None, 100, NOW) is None
    await network.groups.end(made, SOON)
    again = await network.groups.add(network.bureau_id, "Aparat", None, 100, LATER)
    assert again not in (None, made)
    assert [group.id for group in await network.groups.all(network.bureau_id)][-1] == again


async def test_an_ended_group_is_still_known_by_what_was_sent_to_it(network: Network) -> None:
    made = await network.groups.add(network.bureau_id, "Aparat", None, 100, NOW)
    assert made is not None
    await network.groups.end(made, SOON)
    assert "Aparat" not in [group.name for group in await network.groups.all(network.bureau_id)]
    ended = await network.groups.get(made)
    assert ended is not None
    assert ended.name == "Aparat"
    assert await network.groups.get(4711) is None


async def test_groups_of_one_rank_stand_by_name(network: Network) -> None:
    for name in ("vertikal", "Aparat", "BUMN"):
        await network.groups.add(network.bureau_id, name, None, 100, NOW)
    names = [group.name for group in await network.groups.all(network.bureau_id)]
    assert names == ["Semua unit", "Kab/Kota", "Forum GenRe", "Aparat", "BUMN", "vertikal"]


async def test_putting_units_in_replaces_those_that_were_there(network: Network) -> None:
    first, second, third = [(await network.unit(short)).id for short in ("Satu", "Dua", "Tiga")]
    made = await network.groups.add(network.bureau_id, "Tiga unit", None, 100, NOW)
    assert made is not None
    await network.groups.put(made, [first, second, second])
    await network.groups.put(made, [third, second])
    assert await network.groups.listed(network.bureau_id) == {made: {second, third}}
    await network.groups.put(made, [])
    assert await network.groups.listed(network.bureau_id) == {}


async def test_the_first_groups_fill_themselves(network: Network) -> None:
    province = await network.unit("Diskominfotik", "17", UnitKind.DISKOMINFO)
    kaur = await network.unit("Kominfo Kaur", "17.04", UnitKind.DISKOMINFO)
    youth = await network.unit("GenRe Kaur", "17.04", UnitKind.GENRE)
    await network.unit("RRI", "17", UnitKind.MEDIA)
    groups = {group.name: group for group in await network.groups.all(network.bureau_id)}
    assert await units_in(network.uow, groups[EVERYBODY[0]]) == [province, kaur, youth]
    assert await units_in(network.uow, groups[REGIONS[0]]) == [kaur]
    assert await units_in(network.uow, groups[YOUTH[0]]) == [youth]


async def test_reach_counts_people_once_and_names_the_units_of_those_who_never_started(network: Network) -> None:
    kaur, province = await network.unit("Kominfo Kaur", "17.04"), await network.unit("Dinkes")
    other = await network.unit("Pelindo")
    await network.officer("Deni", kaur, province)
    await network.officer("Sari", kaur, state=AddressState.UNREACHABLE)
    await network.officer("Budi", kaur, province, state=AddressState.NEW)
    await network.officer_without_address("Tini", kaur)
    await network.officer("Elsewhere", other, state=AddressState.NEW)
    gone = await network.officer("Gone", kaur, state=AddressState.NEW)
    await network.members.unseat(gone.seats[0].id, SOON)
    with statements(network.connection) as executed:
        reach = await network.groups.reach([kaur.id, province.id], SOON)
    assert reach == Reach(units=2, officers=4, waiting=("Dinkes", "Kominfo Kaur"))
    assert len(executed) == 2


async def test_somebody_with_two_roles_in_a_unit_is_one_officer(network: Network) -> None:
    kaur = await network.unit("Kominfo Kaur")
    deni = await network.officer("Deni", kaur, state=AddressState.NEW)
    await network.members.seat(kaur.id, deni.person.id, SeatRole.VIEWER, NOW)
    assert await network.groups.reach([kaur.id], NOW) == Reach(1, 1, ("Kominfo Kaur",))


async def test_a_unit_without_abbreviation_is_named_in_full(network: Network) -> None:
    made = await network.units.add(network.bureau_id, "x", UnitKind.OPD, "17", "Dinas Kelautan", None, NOW)
    await network.officer_without_address("Deni", (await network.units.units([made]))[0])
    assert (await network.groups.reach([made], NOW)).waiting == ("Dinas Kelautan",)
