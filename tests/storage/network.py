"""A small network to test on: a bureau, units and the people in them, in one open transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import Table, event, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.announcements import Announcements, Priority
from core.channels import TELEGRAM, RichText
from core.groups import Groups
from core.media import Content
from core.meetings import Details, Meetings
from core.members import AddressState, Honorific, Member, Members, SeatRole, Unit, UnitKind
from core.outbox import Lane
from core.regions import Level, Region
from core.registration import Registrations
from storage.seed import seed_bureau, seed_regions
from storage.tables import addresses, persons, seats
from storage.uow import UnitOfWork

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
LATER = NOW + timedelta(minutes=16)

REGIONS = (
    Region("17", "Bengkulu", Level.PROVINCE, None, "Asia/Jakarta"),
    Region("17.02", "Kabupaten Rejang Lebong", Level.REGENCY, "17", "Asia/Jakarta"),
    Region("17.04", "Kabupaten Kaur", Level.REGENCY, "17", "Asia/Jakarta"),
)


class Network:
    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.uow = UnitOfWork(connection, bot_id=0)
        self.units = self.uow.units
        self.members: Members = self.uow.members
        self.registration: Registrations = self.uow.registration
        self.groups: Groups = self.uow.groups
        self.announcements: Announcements = self.uow.announcements
        self.meetings: Meetings = self.uow.meetings
        self.bureau_id = 0
        self._numbers = count(1)

    async def found(self) -> None:
        await seed_regions(self.uow, REGIONS, [])
        self.bureau_id = await seed_bureau(self.uow, "17", "BKL", "Diskominfotik Provinsi Bengkulu", [], NOW)

    async def unit(self, short: str, region: str = "17", kind: UnitKind = UnitKind.OPD) -> Unit:
        slug = short.casefold().replace(" ", "-")
        made = await self.units.add(self.bureau_id, slug, kind, region, f"Nama lengkap {short}", short, NOW)
        unit = await self.units.unit(made)
        assert unit is not None
        return unit

    async def stranger(self, name: str, state: AddressState = AddressState.REACHABLE) -> Member:
        """Somebody known by name who sits nowhere; their address is their name."""
        met = await self.members.meet(TELEGRAM, name, None, NOW)
        await self.members.introduce(met.person.id, name, Honorific.NONE, NOW)
        await self.members.reach(met.address.id, state, NOW)
        return await self.again(met)

    async def officer(
        self,
        name: str,
        *units: Unit,
        state: AddressState = AddressState.REACHABLE,
        role: SeatRole = SeatRole.OFFICER,
    ) -> Member:
        person = await self.stranger(name, state)
        for unit in units:
            await self.members.seat(unit.id, person.person.id, role, NOW)
        return await self.again(person)

    async def officer_without_address(self, name: str, unit: Unit) -> int:
        """Id of somebody that an office named, who never came."""
        made = await self.connection.execute(insert(persons).values(name=name, created_at=NOW).returning(persons.c.id))
        person_id: int = made.scalar_one()
        await self.members.seat(unit.id, person_id, SeatRole.OFFICER, NOW)
        return person_id

    async def again(self, member: Member) -> Member:
        """The same person as they stand now."""
        return await self.members.meet(TELEGRAM, member.address.address, member.address.username, NOW)

    async def announcement(self, author: Member, text: str = "Mohon dibaca.", media: tuple[int, ...] = ()) -> int:
        """Id of one that waits for approval."""
        group, number = (await self.groups.all(self.bureau_id))[0], next(self._numbers)
        content = Content(RichText(text), media)
        return await self.announcements.add(
            self.bureau_id, number, f"BKL-{number:04d}", Priority.NORMAL, author.person.id, group.id, content, NOW
        )

    async def released(self, author: Member, *units: Unit, parts: int = 1, media: tuple[int, ...] = ()) -> int:
        made = await self.announcement(author, media=media)
        await self.announcements.fan_out(made, [unit.id for unit in units], Lane.ANNOUNCEMENT, parts, NOW)
        return made

    async def meeting(self, author: Member, details: Details) -> int:
        """Id of one that waits for approval."""
        group, number = (await self.groups.all(self.bureau_id))[0], next(self._numbers)
        return await self.meetings.add(
            self.bureau_id, number, f"R-{number:04d}", author.person.id, group.id, details, NOW
        )

    async def invited(self, author: Member, details: Details, *units: Unit) -> int:
        """Id of one whose invitations are out."""
        made = await self.meeting(author, details)
        await self.meetings.fan_out(made, [unit.id for unit in units], NOW)
        return made

    async def rows(self, table: Table, **values: object) -> Sequence[dict[str, object]]:
        """The rows of a table with these values, oldest first."""
        wanted = select(table).filter_by(**values).order_by(*table.primary_key.columns)
        return [dict(row) for row in (await self.connection.execute(wanted)).mappings()]

    async def change(self, table: Table, row_id: int, **values: object) -> None:
        await self.connection.execute(update(table).where(table.c.id == row_id).values(**values))

    async def crowd(self, unit: Unit, size: int) -> None:
        """So many officers more in this unit; every tenth has not started."""
        people = range(1_000_000, 1_000_000 + size)
        states = {one: AddressState.REACHABLE if one % 10 else AddressState.NEW for one in people}
        way = {"channel": TELEGRAM, "changed_at": NOW}
        officer = {"unit_id": unit.id, "role": SeatRole.OFFICER.value, "valid_from": NOW}
        await self.connection.execute(insert(persons), [{"id": one, "created_at": NOW} for one in people])
        await self.connection.execute(
            insert(addresses),
            [way | {"address": f"crowd-{one}", "person_id": one, "state": states[one].value} for one in people],
        )
        await self.connection.execute(insert(seats), [officer | {"person_id": one} for one in people])
        if self.connection.dialect.name == "postgresql":  # its own look would find these rows not committed yet: none
            await self.connection.execute(text("ANALYZE persons, addresses, seats"))


@contextmanager
def statements(connection: AsyncConnection) -> Iterator[list[str]]:
    """What is executed on this connection inside the block."""
    executed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        executed.append(statement)

    engine = connection.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(engine, "before_cursor_execute", note)
