"""Who speaks, where they are reached, what they hold."""

import asyncio

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from core.channels import TELEGRAM
from core.members import AddressState, GrantRole, Honorific, SeatRole
from storage.engine import Database
from storage.members import MemberStore
from storage.tables import addresses, cards, forms, outbox, persons, seats
from tests.storage.network import LATER, NOW, SOON, Network, statements


async def test_a_newcomer_is_a_nameless_person_and_is_known_the_next_time(network: Network) -> None:
    first = await network.members.meet(TELEGRAM, "77", "deni", NOW)
    assert (first.person.name, first.person.consented_at, first.address.state) == ("", None, AddressState.NEW)
    assert not first.registered
    assert await network.members.meet(TELEGRAM, "77", "deni", LATER) == first


async def test_a_newcomer_costs_three_statements(network: Network) -> None:
    with statements(network.connection) as executed:
        await network.members.meet(TELEGRAM, "77", None, NOW)
    assert len(executed) == 3


async def test_somebody_with_seats_and_rights_is_met_in_three_statements(network: Network) -> None:
    deni = await network.officer("Deni", await network.unit("Polres Kaur"), await network.unit("Kodim Kaur"))
    await network.members.grant(network.bureau_id, deni.person.id, GrantRole.AUTHOR, NOW)
    with statements(network.connection) as executed:
        met = await network.members.meet(TELEGRAM, "Deni", None, NOW)
    assert len(executed) == 3
    assert [seat.unit.abbreviation for seat in met.seats] == ["Polres Kaur", "Kodim Kaur"]
    assert met.grants == {(network.bureau_id, GrantRole.AUTHOR)}


async def test_seats_stand_in_protocol_order_with_name_and_region_of_their_units(network: Network) -> None:
    kaur = await network.unit("Kominfo Kaur", "17.04")
    province = await network.unit("Dinkes")
    deni = await network.officer("Deni", kaur, province)
    assert [(seat.unit.name, seat.unit.region_name) for seat in deni.seats] == [
        ("Nama lengkap Dinkes", "Bengkulu"),
        ("Nama lengkap Kominfo Kaur", "Kabupaten Kaur"),
    ]
    assert deni.bureau_id == network.bureau_id


async def test_a_changed_username_is_remembered(network: Network) -> None:
    await network.members.meet(TELEGRAM, "77", "deni", NOW)
    assert (await network.members.meet(TELEGRAM, "77", "deni_kaur", NOW)).address.username == "deni_kaur"
    assert (await network.members.meet(TELEGRAM, "77", None, NOW)).address.username is None
    assert [row["username"] for row in await network.rows(addresses)] == [None]


async def test_one_newcomer_met_by_many_at_once_is_one_person(database: Database) -> None:
    async def meet() -> int:
        async with database.writing() as connection:
            return (await MemberStore(connection).meet(TELEGRAM, "77", "deni", NOW)).person.id

    met = await asyncio.gather(*(meet() for _ in range(8)))
    async with database.reading() as connection:
        people = (await connection.execute(select(func.count()).select_from(persons))).scalar_one()
    assert (len(set(met)), people) == (1, 1)


async def test_an_address_that_was_nobodys_gets_its_person(network: Network) -> None:
    new = insert(addresses).values(channel=TELEGRAM, address="-100", state="reachable", changed_at=NOW)
    made = (await network.connection.execute(new.returning(addresses.c.id))).scalar_one()
    met = await network.members.meet(TELEGRAM, "-100", None, NOW)
    assert (met.address.id, met.address.state) == (made, AddressState.REACHABLE)
    assert await network.members.meet(TELEGRAM, "-100", None, NOW) == met


@pytest.mark.parametrize(
    ("ways", "best"),
    [
        ([("telegram", "unreachable"), ("telegram", "reachable")], 1),
        ([("telegram", "new"), ("telegram", "suspect")], 1),
        ([("telegram", "unreachable"), ("telegram", "new")], 1),
        ([("telegram", "suspect"), ("whatsapp", "reachable")], 1),
        ([("whatsapp", "reachable"), ("telegram", "reachable")], 1),
        ([("telegram", "reachable"), ("telegram", "reachable")], 0),
    ],
)
async def test_a_person_is_reached_at_the_best_of_their_addresses(
    network: Network, ways: list[tuple[str, str]], best: int
) -> None:
    person_id = await network.officer_without_address("Deni", await network.unit("Polres Kaur"))
    assert await network.members.member(person_id, NOW) is None
    for address, (channel, state) in enumerate(ways):
        values = {"channel": channel, "address": str(address), "state": state, "person_id": person_id}
        await network.connection.execute(insert(addresses).values(**values, changed_at=NOW))
    member = await network.members.member(person_id, NOW)
    assert member is not None
    assert (member.address.address, len(member.seats)) == (str(best), 1)


async def test_nobody_is_the_member_of_an_unknown_id(network: Network) -> None:
    assert await network.members.member(4711, NOW) is None


async def test_a_person_says_who_they_are(network: Network) -> None:
    met = await network.members.meet(TELEGRAM, "77", None, NOW)
    await network.members.introduce(met.person.id, "Deni", Honorific.BAPAK, SOON)
    await network.members.speak(met.person.id, "en")
    person = (await network.again(met)).person
    assert (person.name, person.honorific, person.language, person.consented_at) == (
        "Deni",
        Honorific.BAPAK,
        "en",
        SOON,
    )
    await network.members.rename(met.person.id, "Deni Saputra")
    await network.members.greet_as(met.person.id, Honorific.NONE)
    person = (await network.again(met)).person
    assert (person.name, person.honorific) == ("Deni Saputra", Honorific.NONE)


async def test_the_same_seat_twice_is_one_seat(network: Network) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    again = await network.members.seat(unit.id, deni.person.id, SeatRole.OFFICER, LATER)
    assert [seat.id for seat in (await network.again(deni)).seats] == [again]


async def test_an_ended_seat_is_gone_at_once_and_stays_in_the_history(network: Network) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    await network.members.unseat(deni.seats[0].id, SOON)
    await network.members.unseat(deni.seats[0].id, LATER)
    assert not (await network.again(deni)).registered
    assert await network.members.holders(unit.id, SOON) == []
    anew = await network.members.seat(unit.id, deni.person.id, SeatRole.OFFICER, LATER)
    assert [(row["id"], row["valid_to"]) for row in await network.rows(seats)] == [
        (deni.seats[0].id, SOON),
        (anew, None),
    ]


async def test_an_ended_right_stays_ended_when_the_clock_is_set_back(network: Network) -> None:
    sri = await network.stranger("Sri")
    await network.members.grant(network.bureau_id, sri.person.id, GrantRole.APPROVER, NOW)
    await network.members.grant(network.bureau_id, sri.person.id, GrantRole.APPROVER, SOON)
    assert (await network.again(sri)).has(GrantRole.APPROVER, network.bureau_id)
    await network.members.revoke(network.bureau_id, sri.person.id, GrantRole.APPROVER, LATER)
    assert (await network.members.meet(TELEGRAM, "Sri", None, NOW)).grants == frozenset()
    assert await network.members.with_grant(network.bureau_id, GrantRole.APPROVER, NOW) == []


async def test_a_unit_lists_its_officers_first_and_says_whom_it_can_reach(network: Network) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer("Tini", unit, role=SeatRole.DEPUTY)
    await network.officer("Arif", unit, state=AddressState.UNREACHABLE)
    await network.officer("Sari", unit, state=AddressState.SUSPECT)
    await network.officer_without_address("Budi", unit)
    assert [(one.person.name, one.role, one.reachable) for one in await network.members.holders(unit.id, NOW)] == [
        ("Arif", SeatRole.OFFICER, False),
        ("Sari", SeatRole.OFFICER, True),
        ("Budi", SeatRole.OFFICER, False),
        ("Tini", SeatRole.DEPUTY, True),
    ]


async def test_holders_of_a_right_come_by_name_with_what_they_hold(network: Network) -> None:
    unit = await network.unit("Diskominfotik")
    for name in ("sri", "Hendra", "Ratna"):
        member = await network.officer(name, unit)
        await network.members.grant(network.bureau_id, member.person.id, GrantRole.APPROVER, NOW)
    nowhere = await network.officer_without_address("Budi", unit)
    await network.members.grant(network.bureau_id, nowhere, GrantRole.APPROVER, NOW)
    with statements(network.connection) as executed:
        found = await network.members.with_grant(network.bureau_id, GrantRole.APPROVER, NOW)
    assert [one.person.name for one in found] == ["Hendra", "Ratna", "sri"]
    assert all(one.has(GrantRole.APPROVER, network.bureau_id) and len(one.seats) == 1 for one in found)
    assert len(executed) == 3


async def test_an_address_remembers_since_when_it_is_so(network: Network) -> None:
    deni = await network.stranger("Deni", AddressState.REACHABLE)
    await network.members.reach(deni.address.id, AddressState.UNREACHABLE, SOON)
    await network.members.reach(deni.address.id, AddressState.UNREACHABLE, LATER)
    (row,) = await network.rows(addresses)
    assert (row["state"], row["changed_at"]) == ("unreachable", SOON)


async def test_who_is_forgotten_leaves_nothing_and_comes_back_as_somebody_new(network: Network) -> None:
    deni = await network.stranger("Deni")
    await network.connection.execute(
        insert(forms).values(person_id=deni.person.id, kind="k", shape=1, open=True, draft=b"{}", started_at=NOW)
    )
    await network.connection.execute(insert(cards).values(address_id=deni.address.id, subject="form", subject_id=1))
    await network.connection.execute(insert(outbox).values(lane=0, source=0, source_id=1, address_id=deni.address.id))
    await network.members.forget(deni.person.id)
    for table in (persons, addresses, forms, cards, outbox):
        assert await network.rows(table) == []
    again = await network.members.meet(TELEGRAM, "Deni", None, LATER)
    assert again.person.id > deni.person.id
    assert again.person.name == ""


async def test_who_holds_a_seat_is_not_forgotten(network: Network) -> None:
    deni = await network.officer("Deni", await network.unit("Polres Kaur"))
    with pytest.raises(IntegrityError):
        async with network.connection.begin_nested():
            await network.members.forget(deni.person.id)
    assert await network.again(deni) == deni


async def test_only_one_person_is_forgotten(network: Network) -> None:
    deni, sari = await network.stranger("Deni"), await network.stranger("Sari")
    await network.members.forget(deni.person.id)
    assert await network.again(sari) == sari
