"""Who is sent what about a meeting: invitations, reminders and notices, each by a few statements for everybody."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.cards import Subject
from core.meetings import Ahead, MeetingState, Rsvp
from core.outbox import Lane
from storage.dealing import deal
from storage.members import OPEN, best_address, current
from storage.statements import ids_in
from storage.tables import addresses, meeting_invitees, meeting_units, meetings, seats, units

NUDGE = "nudge"
LATE = "_late"


async def fan_out(
    connection: AsyncConnection, meeting_id: int, unit_ids: Sequence[int], now: datetime
) -> tuple[int, int]:
    wanted = ids_in(connection, unit_ids)
    addressed = select(literal(meeting_id), units.c.id).where(units.c.id.in_(wanted))
    await connection.execute(insert(meeting_units).from_select(["meeting_id", "unit_id"], addressed))
    columns = ["meeting_id", "person_id", "unit_id", "address_id"]
    await connection.execute(insert(meeting_invitees).from_select(columns, _seated(meeting_id)))
    await deal(connection, Subject.MEETING_INVITATION, meeting_id, _invited(meeting_id), Lane.ANNOUNCEMENT)
    people = select(func.count(meeting_invitees.c.person_id.distinct())).where(
        meeting_invitees.c.meeting_id == meeting_id
    )
    invited = select(func.count()).select_from(meeting_units).where(meeting_units.c.meeting_id == meeting_id)
    released = (
        update(meetings)
        .where(meetings.c.id == meeting_id)
        .values(
            state=MeetingState.RELEASED.value,
            released_at=now,
            people=people.scalar_subquery(),
            units=invited.scalar_subquery(),
        )
    )
    counts = (await connection.execute(released.returning(meetings.c.people, meetings.c.units))).one()
    return counts.people, counts.units


async def remind(connection: AsyncConnection, meeting_id: int, ahead: Ahead, *, late: bool) -> int:
    view = f"{ahead.value}{LATE if late else ''}"
    coming = or_(meeting_units.c.rsvp.is_(None), meeting_units.c.rsvp != Rsvp.DECLINED.value)
    person = seats.c.person_id
    answered_by = meeting_units.c.answered_by
    colleague = seats.alias("colleague")
    still_there = exists().where(
        colleague.c.unit_id == meeting_units.c.unit_id,
        colleague.c.person_id == answered_by,
        colleague.c.valid_to.is_(None),
    )
    theirs = or_(answered_by.is_(None), person == answered_by, ~still_there)
    people = _people_now(meeting_id).where(coming, theirs)
    return await _deal_to(connection, Subject.MEETING_REMINDER, meeting_id, people, view)


async def nudge(connection: AsyncConnection, meeting_id: int, at: datetime) -> int:
    silent = _people_now(meeting_id).where(meeting_units.c.rsvp.is_(None))
    await connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(nudged_at=at))
    return await _deal_to(connection, Subject.MEETING_REMINDER, meeting_id, silent, NUDGE)


async def announce(connection: AsyncConnection, meeting_id: int, *, to_all: bool) -> int:
    people = _people_now(meeting_id)
    if not to_all:
        people = people.where(or_(meeting_units.c.rsvp.is_(None), meeting_units.c.rsvp != Rsvp.DECLINED.value))
    return await _deal_to(connection, Subject.MEETING_NOTICE, meeting_id, people, "")


async def _deal_to(
    connection: AsyncConnection, subject: Subject, meeting_id: int, people: Select[int], view: str
) -> int:
    listed = people.distinct().subquery()
    reachable = (
        select(addresses.c.id)
        .join_from(listed, addresses, addresses.c.id == best_address(listed.c.person_id))
        .where(addresses.c.state.in_([state.value for state in OPEN]))
    )
    return await deal(connection, subject, meeting_id, reachable, Lane.REMINDER, view)


def _seated(meeting_id: int) -> Select[int, int, int, int]:
    """One row a person and unit, whatever they are in it."""
    invited = select(meeting_units.c.unit_id).where(meeting_units.c.meeting_id == meeting_id)
    return (
        select(literal(meeting_id), seats.c.person_id, seats.c.unit_id, best_address(seats.c.person_id))
        .where(seats.c.unit_id.in_(invited), current(seats))
        .group_by(seats.c.person_id, seats.c.unit_id)
    )


def _invited(meeting_id: int) -> Select[int]:
    """Addresses of those who can be written to; somebody in two units is written to once."""
    return (
        select(addresses.c.id)
        .join(meeting_invitees, meeting_invitees.c.address_id == addresses.c.id)
        .where(meeting_invitees.c.meeting_id == meeting_id, addresses.c.state.in_([state.value for state in OPEN]))
        .distinct()
    )


def _people_now(meeting_id: int) -> Select[int]:
    """Everyone who sits in an invited unit now, one row a seat."""
    return (
        select(seats.c.person_id)
        .join_from(meeting_units, seats, seats.c.unit_id == meeting_units.c.unit_id)
        .where(meeting_units.c.meeting_id == meeting_id, current(seats))
    )
