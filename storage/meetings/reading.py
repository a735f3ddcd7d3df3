"""Which units are invited, what they answered, and whom no invitation reached."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.cards import Subject
from core.meetings import Answer, MeetingState, Rsvp, Standing, Tally
from core.outbox import State
from storage.literals import CARD
from storage.members import current
from storage.statements import AnyRow
from storage.tables import cards, meeting_invitees, meeting_units, meetings, outbox, persons, seats, unit_names
from storage.units import NAMED, PROTOCOL_ORDER, SHORT

AT_MOST = 10
"""How many meetings a list of what concerns somebody has at most."""
_UNITS = meeting_units.join(NAMED, meeting_units.c.unit_id == NAMED.c.units_id).outerjoin(
    persons, persons.c.id == meeting_units.c.answered_by
)


async def standing(connection: AsyncConnection, meeting_id: int) -> list[Standing]:
    return [_standing_of(row) for row in await connection.execute(_units(meeting_id))]


async def standing_of(connection: AsyncConnection, meeting_id: int, person_id: int) -> list[Standing]:
    theirs = _units(meeting_id).where(_sits(person_id, meeting_units.c.unit_id))
    return [_standing_of(row) for row in await connection.execute(theirs)]


async def tally(connection: AsyncConnection, meeting_id: int) -> Tally:
    counted = (
        select(meeting_units.c.rsvp, func.count().label("units"))
        .where(meeting_units.c.meeting_id == meeting_id)
        .group_by(meeting_units.c.rsvp)
    )
    found = {row.rsvp: row.units for row in await connection.execute(counted)}
    attending, delegated, declined = (found.get(rsvp.value, 0) for rsvp in Rsvp)
    return Tally(attending, delegated, declined, found.get(None, 0))


async def unreached(connection: AsyncConnection, meeting_id: int) -> list[str]:
    on_its_way = exists().where(
        outbox.c.source == CARD,
        outbox.c.source_id == cards.c.id,
        outbox.c.state.in_([State.QUEUED.value, State.SENDING.value]),
    )
    reached = exists().where(
        cards.c.address_id == meeting_invitees.c.address_id,
        cards.c.subject == Subject.MEETING_INVITATION.value,
        cards.c.subject_id == meeting_id,
        or_(cards.c.message_id.is_not(None), on_its_way.correlate(cards)),
    )
    missed = (
        select(meeting_invitees.c.person_id, SHORT)
        .select_from(meeting_invitees.join(NAMED, meeting_invitees.c.unit_id == NAMED.c.units_id))
        .where(meeting_invitees.c.meeting_id == meeting_id, ~reached)
        .order_by(*PROTOCOL_ORDER, meeting_invitees.c.person_id)
    )
    of_person: dict[int, str] = {}
    for row in await connection.execute(missed):
        of_person.setdefault(row.person_id, row.short)  # who sits in two units is told under the first
    return [*of_person.values()]


def ahead_of(person_id: int, now: datetime) -> Select[*tuple[object, ...]]:
    organises = (meetings.c.author_id == person_id) & (meetings.c.state != MeetingState.DISCARDED.value)
    invited = _invited_unit(person_id)
    told = meetings.c.state.in_([MeetingState.RELEASED.value, MeetingState.CANCELLED.value])
    return _next(now).where(or_(organises, told & exists().where(*invited)))


def ahead_of_all(unit_ids: Sequence[int], now: datetime) -> Select[*tuple[object, ...]]:
    units = set(unit_ids)
    invited = (
        select(func.count())
        .where(meeting_units.c.meeting_id == meetings.c.id, meeting_units.c.unit_id.in_(units))
        .scalar_subquery()
    )
    return _next(now).where(meetings.c.state == MeetingState.RELEASED.value, invited == len(units))


def owed_by(person_id: int, now: datetime) -> Select[*tuple[object, ...]]:
    silent = exists().where(*_invited_unit(person_id), meeting_units.c.rsvp.is_(None))
    return _next(now).where(meetings.c.state == MeetingState.RELEASED.value, silent)


def _next(now: datetime) -> Select[*tuple[object, ...]]:
    coming = select(meetings).where(meetings.c.starts_at > now)
    return coming.order_by(meetings.c.starts_at, meetings.c.id).limit(AT_MOST)


def _invited_unit(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (meeting_units.c.meeting_id == meetings.c.id, _sits(person_id, meeting_units.c.unit_id))


def _sits(person_id: int, unit_id: ColumnElement[int]) -> ColumnElement[bool]:
    theirs = select(seats.c.unit_id).where(seats.c.person_id == person_id, current(seats))
    return unit_id.in_(theirs)


def _units(meeting_id: int) -> Select[*tuple[object, ...]]:
    return (
        select(meeting_units, unit_names.c.name.label("unit"), SHORT, persons.c.name.label("by_name"))
        .select_from(_UNITS)
        .where(meeting_units.c.meeting_id == meeting_id)
        .order_by(*PROTOCOL_ORDER)
    )


def _standing_of(row: AnyRow) -> Standing:
    answer = None if row.rsvp is None else Answer(Rsvp(row.rsvp), row.name, row.title, row.reason)
    return Standing(row.unit_id, row.unit, row.short, answer, row.answered_by, row.by_name or "", row.answered_at)
