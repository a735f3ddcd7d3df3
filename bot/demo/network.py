"""Founds the network in the database, once, through the same stores as the bot."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.demo.cast import Player
from bot.demo.history import happened
from bot.first import found_bureau
from core.announcements import NUMBER_KIND
from core.channels import TELEGRAM
from core.errors import SchemaOutdated
from core.members import AddressState, GrantRole
from storage.reference import SampleUnit
from storage.uow import Storage, UnitOfWork

REGION = "17"
SINCE = datetime(2025, 1, 3, 1, 0, tzinfo=UTC)
"""When all of them took their seats."""
FIRST_NUMBER = 412
"""Of the first announcement: an office that has been announcing for a while."""


async def found_network(url: str, bot_id: int, units: Sequence[SampleUnit], players: Sequence[Player]) -> None:
    """Brings the database up to date and fills it; one that is filled stays as people have made it since."""
    storage = await _opened(url, bot_id)
    try:
        bureau_id = await found_bureau(storage, REGION, units, SINCE)
        async with storage.work() as uow:
            if not await uow.members.with_grant(bureau_id, GrantRole.AUTHOR, SINCE):
                await _fill(uow, bureau_id, players)
    finally:
        await storage.close()


async def _opened(url: str, bot_id: int) -> Storage:
    try:
        return await Storage.open(url, bot_id)
    except SchemaOutdated:
        from storage.migrate import migrate  # Alembic takes a second to import

        await migrate(url)
        return await Storage.open(url, bot_id)


async def _fill(uow: UnitOfWork, bureau_id: int, players: Sequence[Player]) -> None:
    unit_ids = {unit.slug: unit.id for unit in await uow.units.all(bureau_id)}
    people = {player: await _seat(uow, bureau_id, unit_ids[player.unit], player) for player in players}
    for _ in range(FIRST_NUMBER - 1):
        await uow.numbers.next(bureau_id, NUMBER_KIND)
    await happened(uow, bureau_id, people)


async def _seat(uow: UnitOfWork, bureau_id: int, unit_id: int, player: Player) -> int:
    """The id of the person."""
    member = await uow.members.meet(TELEGRAM, str(player.id), player.username, SINCE)
    person_id = member.person.id
    await uow.members.introduce(person_id, player.name, player.honorific, SINCE)
    await uow.members.seat(unit_id, person_id, player.role, SINCE)
    for right in player.rights:
        await uow.members.grant(bureau_id, person_id, right, SINCE)
    if player.started:
        await uow.members.reach(member.address.id, AddressState.REACHABLE, SINCE)
    return person_id
