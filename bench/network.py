"""A network large enough to measure on: a bureau, one unit, and as many officers in it as are asked for."""

from datetime import UTC, datetime

from sqlalchemy import insert, literal, make_url, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.spent import BOT_ID
from bot.first import found_bureau
from core.announcements import Priority
from core.cards import Subject
from core.channels import TELEGRAM, RichText
from core.media import Content
from core.members import AddressState, GrantRole, Honorific, SeatRole, UnitKind
from core.outbox import Lane, Source, State
from storage.engine import Database
from storage.migrate import migrate
from storage.tables import addresses, copies, outbox, persons, seats
from storage.uow import Storage, UnitOfWork

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
REGION = "17"
FIRST_PERSON = 700_000
"""Ids of the officers, and their addresses, go on from here."""
AUTHOR = "600000"
BATCH = 10_000
TEXT = (
    "Yth. Bapak/Ibu, mohon menyiapkan bahan publikasi kegiatan pekan depan dan mengirimkannya kepada kami paling "
    "lambat hari Kamis pukul 15.00 WIB. Terima kasih."
)


async def settle_in(url: str, officers: int) -> int:
    """Makes the database and everybody in it; the id of their unit."""
    await migrate(url)
    storage = await Storage.open(url, BOT_ID)
    try:
        bureau_id = await found_bureau(storage, REGION, (), NOW)
        async with storage.work() as uow:
            author = await uow.members.meet(TELEGRAM, AUTHOR, None, NOW)
            await uow.members.introduce(author.person.id, "Ratna", Honorific.NONE, NOW)
            await uow.members.reach(author.address.id, AddressState.REACHABLE, NOW)
            await uow.members.grant(bureau_id, author.person.id, GrantRole.AUTHOR, NOW)
            await uow.members.grant(bureau_id, author.person.id, GrantRole.SECRETARIAT, NOW)
            unit_id = await uow.units.add(bureau_id, "dinas", UnitKind.OPD, REGION, "Dinkominfo", "Dinkominfo", NOW)
    finally:
        await storage.close()
    database = Database(make_url(url))  # no store writes people by the thousand
    try:
        for first in range(FIRST_PERSON, FIRST_PERSON + officers, BATCH):
            async with database.writing() as connection:
                await _seat(connection, unit_id, range(first, min(first + BATCH, FIRST_PERSON + officers)))
    finally:
        await database.close()
    return unit_id


async def _seat(connection: AsyncConnection, unit_id: int, people: range) -> None:
    reachable = {"channel": TELEGRAM, "state": AddressState.REACHABLE.value, "changed_at": NOW}
    officer = {"unit_id": unit_id, "role": SeatRole.OFFICER.value, "valid_from": NOW}
    somebody = {"consented_at": NOW, "created_at": NOW}
    await connection.execute(insert(persons), [somebody | {"id": one, "name": f"Petugas {one}"} for one in people])
    await connection.execute(insert(addresses), [reachable | {"address": f"{one}", "person_id": one} for one in people])
    await connection.execute(insert(seats), [officer | {"person_id": one} for one in people])


async def announce(uow: UnitOfWork) -> int:
    """An announcement that waits for its release; its id."""
    (bureau,) = await uow.units.bureaus()
    author = await uow.members.meet(TELEGRAM, AUTHOR, None, NOW)
    group = (await uow.groups.all(bureau.id))[0]
    number = await uow.numbers.next(bureau.id, "announcement")
    content = Content(RichText(TEXT), ())
    made = await uow.announcements.add(
        bureau.id, number, f"BKL-{number:04d}", Priority.NORMAL, author.person.id, group.id, content, NOW
    )
    await uow.cards.show(author.address.id, Subject.ANNOUNCEMENT, made)
    return made


async def fan_out(uow: UnitOfWork, announcement_id: int, unit_id: int) -> int:
    """How many are told."""
    people, _ = await uow.announcements.fan_out(announcement_id, [unit_id], Lane.ANNOUNCEMENT, 1, NOW)
    return people


async def delivered(connection: AsyncConnection, announcement_id: int) -> None:
    """As if everybody had been sent their copy; the message's id is the row's."""
    theirs = (outbox.c.source == Source.ANNOUNCEMENT.value) & (outbox.c.source_id == announcement_id)
    sent = select(outbox.c.id, literal(0), literal(0), outbox.c.id, literal(1)).where(theirs)
    await connection.execute(update(outbox).where(theirs).values(state=State.SENT.value, part=outbox.c.parts))
    columns = ["outbox_id", "part", "ordinal", "message_id", "version"]
    await connection.execute(insert(copies).from_select(columns, sent))


async def copies_of(connection: AsyncConnection, announcement_id: int) -> list[tuple[int, int]]:
    """(person, message) of every copy; the id of a person is their address."""
    theirs = (outbox.c.source == Source.ANNOUNCEMENT.value) & (outbox.c.source_id == announcement_id)
    whose = select(addresses.c.person_id, outbox.c.id).join_from(
        outbox, addresses, addresses.c.id == outbox.c.address_id
    )
    found = await connection.execute(whose.where(theirs).order_by(outbox.c.id))
    return [(row.person_id, row.id) for row in found]
