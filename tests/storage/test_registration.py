"""One-time links are used once; one application a person waits."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from core.members import GrantRole, SeatRole
from core.registration import Application, ApplicationState, Invitation, hashed
from storage.engine import Database
from storage.registration import RegistrationStore
from tests.storage.network import LATER, NOW, SOON, Network

END = NOW + timedelta(days=14)


async def invite(network: Network, token: str = "token", grant: GrantRole | None = GrantRole.AUTHOR) -> int:
    return await network.registration.add_invitation(
        network.bureau_id, hashed(token), None, None, grant, None, NOW, END
    )


async def test_an_invitation_is_found_by_its_id_and_by_the_hash_of_its_link(network: Network) -> None:
    unit, ratna = await network.unit("Polres Kaur"), await network.stranger("Ratna")
    made = await network.registration.add_invitation(
        network.bureau_id, hashed("token"), unit.id, SeatRole.OFFICER, None, ratna.person.id, NOW, END
    )
    kept = Invitation(made, network.bureau_id, unit.id, SeatRole.OFFICER, None, ratna.person.id, NOW, END)
    assert await network.registration.invitation(made) == kept
    assert await network.registration.invitation_by_hash(hashed("token")) == kept
    assert await network.registration.invitation_by_hash(hashed("other")) is None
    assert await network.registration.invitation(4711) is None


async def test_an_invitation_is_for_something(network: Network) -> None:
    with pytest.raises(IntegrityError):
        await invite(network, grant=None)


async def test_a_used_invitation_names_its_first_user(network: Network) -> None:
    made = await invite(network)
    deni, arif = await network.stranger("Deni"), await network.stranger("Arif")
    assert await network.registration.use_invitation(made, deni.person.id, SOON)
    assert not await network.registration.use_invitation(made, arif.person.id, LATER)
    used = await network.registration.invitation(made)
    assert used is not None
    assert (used.used_by, used.used_at) == (deni.person.id, SOON)


async def test_an_ended_invitation_is_not_used_and_ends_once(network: Network) -> None:
    made, deni = await invite(network), await network.stranger("Deni")
    await network.registration.end_invitation(made, SOON)
    await network.registration.end_invitation(made, LATER)
    assert not await network.registration.use_invitation(made, deni.person.id, LATER)
    ended = await network.registration.invitation(made)
    assert ended is not None
    assert (ended.used_at, ended.ended_at) == (None, SOON)


async def test_an_invitation_pressed_by_many_at_once_is_used_by_one(database: Database) -> None:
    async with database.writing() as connection:
        network = Network(connection)
        await network.found()
        made = await invite(network)
        people = [(await network.stranger(f"P{number}")).person.id for number in range(8)]

    async def use(person_id: int) -> bool:
        async with database.writing() as connection:
            return await RegistrationStore(connection).use_invitation(made, person_id, SOON)

    used = await asyncio.gather(*map(use, people))
    async with database.reading() as connection:
        kept = await RegistrationStore(connection).invitation(made)
    assert kept is not None
    assert [person for person, first in zip(people, used, strict=True) if first] == [kept.used_by]


async def apply(network: Network, name: str = "Deni", asked_at: datetime = NOW) -> int:
    unit, person = await network.unit(f"Unit {name}"), await network.stranger(name)
    return await network.registration.add_application(
        network.bureau_id, person.person.id, unit.id, SeatRole.OFFICER, asked_at
    )


async def test_an_application_waits_until_it_is_decided_once(network: Network) -> None:
    made, ratna = await apply(network), await network.stranger("Ratna")
    asked = await network.registration.application(made)
    assert asked is not None
    assert asked.state is ApplicationState.WAITING
    assert await network.registration.waiting_of(asked.person_id) == asked
    by = ratna.person.id
    assert await network.registration.decide(made, ApplicationState.ACCEPTED, by, SOON, by)
    assert not await network.registration.decide(made, ApplicationState.REFUSED, by, LATER)
    assert await network.registration.application(made) == Application(
        made,
        network.bureau_id,
        asked.person_id,
        asked.unit_id,
        SeatRole.OFFICER,
        ApplicationState.ACCEPTED,
        NOW,
        decided_by=by,
        decided_at=SOON,
        replaced_id=by,
    )
    assert await network.registration.waiting_of(asked.person_id) is None


async def test_two_applications_of_one_person_never_wait_together(network: Network) -> None:
    first = await network.registration.application(await apply(network))
    assert first is not None
    again = (network.bureau_id, first.person_id, first.unit_id, SeatRole.VIEWER, SOON)
    with pytest.raises(IntegrityError):
        async with network.connection.begin_nested():
            await network.registration.add_application(*again)
    await network.registration.decide(first.id, ApplicationState.WITHDRAWN, first.person_id, SOON)
    second = await network.registration.add_application(*again)
    waiting = await network.registration.waiting_of(first.person_id)
    assert waiting is not None
    assert waiting.id == second


async def test_the_oldest_application_is_answered_first(network: Network) -> None:
    late, early = await apply(network, "Sari", SOON), await apply(network, "Deni")
    decided = await apply(network, "Budi")
    await network.registration.decide(decided, ApplicationState.REFUSED, None, SOON)
    assert [one.id for one in await network.registration.waiting(network.bureau_id)] == [early, late]
    assert await network.registration.waiting(4711) == []


async def test_a_nudge_is_noted(network: Network) -> None:
    made = await apply(network)
    await network.registration.nudge(made, LATER)
    nudged = await network.registration.application(made)
    assert nudged is not None
    assert nudged.nudged_at == LATER
    assert await network.registration.application(4711) is None
