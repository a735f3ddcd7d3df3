"""People, the addresses they are reached at, their seats in units and their rights in bureaus.

A seat or a right holds until it is ended, whatever the clock says: were its end compared with the time, a clock that
is set back, or another server's, would bring an ended right back to life.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, case, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import ScalarSelect

from core.channels import TELEGRAM
from core.members import Address, AddressState, GrantRole, Holder, Honorific, Member, Person, Seat, SeatRole
from storage.statements import AnyRow, ids_in, insert_into
from storage.tables import addresses, cards, forms, grants, outbox, persons, seats
from storage.units import NAMED, PROTOCOL_ORDER, UNIT_COLUMNS, unit_of

OPEN = (AddressState.REACHABLE, AddressState.SUSPECT)
"""An address in one of these states is still written to: one refusal alone closes no way."""

PERSON_COLUMNS = (
    persons.c.id.label("person_id"),
    persons.c.name.label("person_name"),
    persons.c.honorific,
    persons.c.language,
    persons.c.timezone,
    persons.c.consented_at,
)
_ADDRESS_COLUMNS = (
    addresses.c.id.label("address_id"),
    addresses.c.channel,
    addresses.c.address,
    addresses.c.username,
    addresses.c.state,
)
_PREFERENCE = {state.value: rank for rank, state in enumerate((*OPEN, AddressState.NEW, AddressState.UNREACHABLE))}
_ROLE_ORDER = {role.value: rank for rank, role in enumerate(SeatRole)}


def current(table: Table) -> ColumnElement[bool]:
    """True for rows of seats or grants that nobody has ended."""
    return table.c.valid_to.is_(None)


def best_address(person_id: ColumnElement[int]) -> ScalarSelect[int]:
    """Id of the address to reach a person at, NULL for one without; `person_id` belongs to the query around it."""
    theirs = addresses.alias("theirs")
    best_first = (
        case(_PREFERENCE, value=theirs.c.state),
        case((theirs.c.channel == TELEGRAM, 0), else_=1),
        theirs.c.id,
    )
    of_person = select(theirs.c.id).where(theirs.c.person_id == person_id)
    return of_person.order_by(*best_first).limit(1).correlate_except(theirs).scalar_subquery()


class MemberStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def meet(self, channel: str, address: str, username: str | None, now: datetime) -> Member:
        """At most three statements for somebody known, and three for a newcomer."""
        row = await self._at(channel, address)
        if row is None:
            return await self._welcome(channel, address, username, now)
        if row.username != username:
            await self._connection.execute(
                update(addresses).where(addresses.c.id == row.address_id).values(username=username)
            )
        (member,) = await self._members([(person_of(row), _address_of(row, username))])
        return member

    async def known(self, channel: str, address: str) -> Member | None:
        row = await self._at(channel, address)
        if row is None:
            return None
        (member,) = await self._members([(person_of(row), _address_of(row, row.username))])
        return member

    async def chat(self, channel: str, address: str, now: datetime) -> int:
        key = {"channel": channel, "address": address}
        new = insert_into(self._connection, addresses).values(**key, state=AddressState.REACHABLE.value, changed_at=now)
        stood = new.on_conflict_do_update(
            index_elements=[addresses.c.channel, addresses.c.address], set_={"state": AddressState.REACHABLE.value}
        )
        return int((await self._connection.execute(stood.returning(addresses.c.id))).scalar_one())

    async def member(self, person_id: int, now: datetime) -> Member | None:
        reached = select(*PERSON_COLUMNS, *_ADDRESS_COLUMNS).join_from(
            persons, addresses, addresses.c.id == best_address(persons.c.id)
        )
        row = (await self._connection.execute(reached.where(persons.c.id == person_id))).one_or_none()
        if row is None:
            return None
        (member,) = await self._members([(person_of(row), _address_of(row, row.username))])
        return member

    async def with_grant(self, bureau_id: int, role: GrantRole, now: datetime) -> list[Member]:
        return await self.with_grants(bureau_id, (role,), now)

    async def with_grants(self, bureau_id: int, roles: Sequence[GrantRole], now: datetime) -> list[Member]:
        wanted = [role.value for role in roles]
        granted = (
            select(*PERSON_COLUMNS, *_ADDRESS_COLUMNS)
            .join_from(grants, persons, persons.c.id == grants.c.person_id)
            .join(addresses, addresses.c.id == best_address(persons.c.id))
            .where(grants.c.bureau_id == bureau_id, grants.c.role.in_(wanted), current(grants))
            .distinct()
        )
        rows = await self._connection.execute(granted)
        found = await self._members([(person_of(row), _address_of(row, row.username)) for row in rows])
        return sorted(found, key=lambda one: (one.person.name.casefold(), one.person.id))

    async def introduce(self, person_id: int, name: str, honorific: Honorific, consented_at: datetime) -> None:
        await self._change(person_id, name=name, honorific=honorific.value, consented_at=consented_at)

    async def rename(self, person_id: int, name: str) -> None:
        await self._change(person_id, name=name)

    async def greet_as(self, person_id: int, honorific: Honorific) -> None:
        await self._change(person_id, honorific=honorific.value)

    async def speak(self, person_id: int, language: str) -> None:
        await self._change(person_id, language=language)

    async def live_in(self, person_id: int, timezone: str | None) -> None:
        await self._change(person_id, timezone=timezone)

    async def forget(self, person_id: int) -> None:
        """Their forms, cards and messages go with them.

        Raises IntegrityError when something of them must stay (a seat, an application, an announcement read).
        """
        theirs = select(addresses.c.id).where(addresses.c.person_id == person_id)
        await self._connection.execute(delete(forms).where(forms.c.person_id == person_id))
        await self._connection.execute(delete(cards).where(cards.c.address_id.in_(theirs)))
        await self._connection.execute(delete(outbox).where(outbox.c.address_id.in_(theirs)))
        await self._connection.execute(delete(addresses).where(addresses.c.person_id == person_id))
        await self._connection.execute(delete(persons).where(persons.c.id == person_id))

    async def reach(self, address_id: int, state: AddressState, at: datetime) -> None:
        other = (addresses.c.id == address_id) & (addresses.c.state != state.value)
        await self._connection.execute(update(addresses).where(other).values(state=state.value, changed_at=at))

    async def seat(self, unit_id: int, person_id: int, role: SeatRole, now: datetime) -> int:
        """Id of the seat; the one that this person holds already, when they do."""
        values = {"unit_id": unit_id, "person_id": person_id, "role": role.value}
        new = insert_into(self._connection, seats).values(**values, valid_from=now).on_conflict_do_nothing()
        made = (await self._connection.execute(new.returning(seats.c.id))).scalar_one_or_none()
        if made is not None:
            return int(made)
        held = select(seats.c.id).filter_by(**values).where(current(seats))
        return int((await self._connection.execute(held)).scalar_one())

    async def unseat(self, seat_id: int, now: datetime) -> None:
        await self._connection.execute(update(seats).where(seats.c.id == seat_id, current(seats)).values(valid_to=now))

    async def grant(self, bureau_id: int, person_id: int, role: GrantRole, now: datetime) -> None:
        new = insert_into(self._connection, grants).values(
            bureau_id=bureau_id, person_id=person_id, role=role.value, valid_from=now
        )
        await self._connection.execute(new.on_conflict_do_nothing())

    async def revoke(self, bureau_id: int, person_id: int, role: GrantRole, now: datetime) -> None:
        held = update(grants).filter_by(bureau_id=bureau_id, person_id=person_id, role=role.value)
        await self._connection.execute(held.where(current(grants)).values(valid_to=now))

    async def holders(self, unit_id: int, now: datetime) -> list[Holder]:
        """Officers first, then by how long they have held the seat."""
        way = exists().where(
            addresses.c.person_id == persons.c.id, addresses.c.state.in_([state.value for state in OPEN])
        )
        held = (
            select(seats.c.id, seats.c.role, seats.c.valid_from, way.label("reachable"), *PERSON_COLUMNS)
            .join_from(seats, persons, persons.c.id == seats.c.person_id)
            .where(seats.c.unit_id == unit_id, current(seats))
            .order_by(case(_ROLE_ORDER, value=seats.c.role), seats.c.valid_from, seats.c.id)
        )
        return [
            Holder(row.id, person_of(row), SeatRole(row.role), row.valid_from, bool(row.reachable))
            for row in await self._connection.execute(held)
        ]

    async def _at(self, channel: str, address: str) -> AnyRow | None:
        """The person at this address; None also for an address that is nobody's yet."""
        known = select(*PERSON_COLUMNS, *_ADDRESS_COLUMNS).join_from(
            addresses, persons, persons.c.id == addresses.c.person_id
        )
        known = known.where(addresses.c.channel == channel, addresses.c.address == address)
        return (await self._connection.execute(known)).one_or_none()

    async def _welcome(self, channel: str, address: str, username: str | None, now: datetime) -> Member:
        made = await self._connection.execute(insert(persons).values(created_at=now).returning(persons.c.id))
        person_id = made.scalar_one()
        kept = await self._take_address(channel, address, username, person_id, now)
        if kept.person_id != person_id:  # another process met them in the same moment
            await self._connection.execute(delete(persons).where(persons.c.id == person_id))
            return await self.meet(channel, address, username, now)
        person = Person(person_id, "", Honorific.NONE, "id", None, None)
        return Member(person, Address(kept.id, channel, address, person_id, username, AddressState(kept.state)))

    async def _take_address(
        self, channel: str, address: str, username: str | None, person_id: int, now: datetime
    ) -> AnyRow:
        new = insert_into(self._connection, addresses).values(
            channel=channel,
            address=address,
            person_id=person_id,
            username=username,
            state=AddressState.NEW.value,
            changed_at=now,
        )
        kept = new.on_conflict_do_update(
            index_elements=["channel", "address"],
            set_={
                "person_id": func.coalesce(addresses.c.person_id, new.excluded.person_id),
                "username": new.excluded.username,
            },
        )
        returned = kept.returning(addresses.c.id, addresses.c.person_id, addresses.c.state)
        return (await self._connection.execute(returned)).one()

    async def _change(self, person_id: int, **values: object) -> None:
        await self._connection.execute(update(persons).where(persons.c.id == person_id).values(**values))

    async def _members(self, people: Sequence[tuple[Person, Address]]) -> list[Member]:
        """With what they hold: two statements however many people they are."""
        ids = [person.id for person, _ in people]
        seated, granted = await self._seats(ids), await self._grants(ids)
        return [
            Member(person, address, tuple(seated[person.id]), frozenset(granted[person.id]))
            for person, address in people
        ]

    async def _seats(self, person_ids: Sequence[int]) -> dict[int, list[Seat]]:
        """In protocol order of their units."""
        held = (
            select(seats.c.id, seats.c.person_id, seats.c.role, seats.c.valid_from, seats.c.valid_to, *UNIT_COLUMNS)
            .select_from(seats.join(NAMED, seats.c.unit_id == NAMED.c.units_id))
            .where(seats.c.person_id.in_(ids_in(self._connection, person_ids)), current(seats))
            .order_by(*PROTOCOL_ORDER, seats.c.id)
        )
        found: dict[int, list[Seat]] = defaultdict(list)
        for row in await self._connection.execute(held):
            found[row.person_id].append(
                Seat(row.id, unit_of(row), row.person_id, SeatRole(row.role), row.valid_from, row.valid_to)
            )
        return found

    async def _grants(self, person_ids: Sequence[int]) -> dict[int, set[tuple[int, GrantRole]]]:
        held = select(grants.c.person_id, grants.c.bureau_id, grants.c.role).where(
            grants.c.person_id.in_(ids_in(self._connection, person_ids)), current(grants)
        )
        found: dict[int, set[tuple[int, GrantRole]]] = defaultdict(set)
        for row in await self._connection.execute(held):
            found[row.person_id].add((row.bureau_id, GrantRole(row.role)))
        return found


def person_of(row: AnyRow) -> Person:
    return Person(
        row.person_id,
        row.person_name,
        Honorific(row.honorific),
        row.language,
        row.timezone,
        row.consented_at,
    )


def _address_of(row: AnyRow, username: str | None) -> Address:
    return Address(row.address_id, row.channel, row.address, row.person_id, username, AddressState(row.state))
