"""The fan-out: four statements, however many units and people, and one more for chats."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import ScalarSelect

from core.announcements import AnnouncementState
from core.channels import Reason
from core.members import AddressState
from core.outbox import Lane, Source, State
from storage.members import best_address, current
from storage.statements import ids_in
from storage.tables import addresses, announcement_units, announcements, audience, outbox, seats, units

UNWRITTEN = {
    AddressState.NEW.value: Reason.NEVER_STARTED.value,
    AddressState.UNREACHABLE.value: Reason.STOPPED.value,
}
"""Why nothing is sent to an address in these states."""

AUDIENCE = ["announcement_id", "person_id", "unit_id", "seat_id", "address_id"]


async def fan_out(
    connection: AsyncConnection, announcement_id: int, unit_ids: Sequence[int], lane: Lane, parts: int, now: datetime
) -> tuple[int, int]:
    await connection.execute(
        insert(announcement_units).from_select(
            ["announcement_id", "unit_id"], _addressed(announcement_id, ids_in(connection, unit_ids))
        )
    )
    await connection.execute(insert(audience).from_select(AUDIENCE, _seated(announcement_id)))
    await connection.execute(
        insert(outbox).from_select(
            ["lane", "source", "source_id", "occurrence", "parts", "address_id", "state", "reason"],
            _deliveries(announcement_id, lane, parts),
        )
    )
    released = (
        update(announcements)
        .where(announcements.c.id == announcement_id)
        .values(
            state=AnnouncementState.RELEASED.value,
            released_at=now,
            recipients=counted("person_id"),
            units=select(func.count()).where(announcement_units.c.announcement_id == announcement_id).scalar_subquery(),
        )
    )
    returned = await connection.execute(released.returning(announcements.c.recipients, announcements.c.units))
    counts = returned.one()
    return counts.recipients, counts.units


async def post(
    connection: AsyncConnection, announcement_id: int, address_ids: Sequence[int], lane: Lane, parts: int
) -> None:
    listed = ids_in(connection, address_ids).subquery()
    of_chats = select(
        literal(lane.value), literal(Source.ANNOUNCEMENT.value), literal(announcement_id), literal(parts), listed.c.id
    )
    posts = insert(outbox).from_select(["lane", "source", "source_id", "parts", "address_id"], of_chats)
    await connection.execute(posts)


def _addressed(announcement_id: int, unit_ids: Select[int]) -> Select[int, int]:
    """Every unit of the group, also one in which nobody sits."""
    return select(literal(announcement_id), units.c.id).where(units.c.id.in_(unit_ids))


def _seated(announcement_id: int) -> Select[int, int, int, int, int]:
    """One row a person and unit, whatever they are in it."""
    unit_ids = select(announcement_units.c.unit_id).where(announcement_units.c.announcement_id == announcement_id)
    return (
        select(
            literal(announcement_id),
            seats.c.person_id,
            seats.c.unit_id,
            func.min(seats.c.id),
            best_address(seats.c.person_id),
        )
        .where(seats.c.unit_id.in_(unit_ids), current(seats))
        .group_by(seats.c.person_id, seats.c.unit_id)
    )


def _deliveries(announcement_id: int, lane: Lane, parts: int) -> Select[int, int, int, int, int, int, int, str]:
    """One row an address: somebody in two units is written to once."""
    reached = select(audience.c.address_id).where(audience.c.announcement_id == announcement_id).distinct().subquery()
    unwritten = addresses.c.state.in_(UNWRITTEN)
    return (
        select(
            literal(lane.value),
            literal(Source.ANNOUNCEMENT.value),
            literal(announcement_id),
            literal(0),
            literal(parts),
            addresses.c.id,
            case((unwritten, State.FAILED.value), else_=State.QUEUED.value),
            case(UNWRITTEN, value=addresses.c.state, else_=null()),
        )
        .join_from(reached, addresses, addresses.c.id == reached.c.address_id)
        .order_by(addresses.c.id)
    )


def counted(column: str) -> ScalarSelect[int]:
    """How many there are in the audience of the announcement that is updated."""
    of_announcement = audience.c.announcement_id == announcements.c.id
    number = select(func.count(audience.c[column].distinct())).where(of_announcement)
    return number.correlate(announcements).scalar_subquery()
