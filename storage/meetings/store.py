"""Meetings and the answers of the invited units."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.cards import Subject
from core.meetings import ANSWERING, Ahead, Answer, Details, Meeting, MeetingState, Pending, Standing, Tally
from storage.dealing import touch_seated
from storage.meetings import details as kept
from storage.meetings import reading, sending
from storage.statements import AnyRow, ids_in
from storage.tables import meeting_units, meetings

_OF_PEOPLE = (Subject.MEETING_INVITATION, Subject.MEETING_REMINDER, Subject.MEETING_NOTICE)
_UNANSWERED = {"rsvp": None, "name": "", "title": "", "reason": "", "answered_by": None, "answered_at": None}


class MeetingStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        bureau_id: int,
        number: int,
        code: str,
        author_id: int,
        group_id: int,
        details: Details,
        asked_at: datetime,
    ) -> int:
        new = insert(meetings).values(
            bureau_id=bureau_id,
            number=number,
            code=code,
            state=MeetingState.WAITING.value,
            author_id=author_id,
            group_id=group_id,
            asked_at=asked_at,
            **kept.columns(details),
        )
        made: int = (await self._connection.execute(new.returning(meetings.c.id))).scalar_one()
        return made

    async def ask_again(self, meeting_id: int, group_id: int, details: Details, asked_at: datetime) -> None:
        """One that was not returned stays as it is."""
        returned = (meetings.c.id == meeting_id) & (meetings.c.state == MeetingState.RETURNED.value)
        waiting = {
            "state": MeetingState.WAITING.value,
            "group_id": group_id,
            "asked_at": asked_at,
            "decided_by": None,
            "decided_at": None,
            "returned_for": None,
            **kept.columns(details),
        }
        await self._connection.execute(update(meetings).where(returned).values(waiting))

    async def get(self, meeting_id: int) -> Meeting | None:
        return await self._one(select(meetings).where(meetings.c.id == meeting_id))

    async def by_number(self, bureau_id: int, number: int) -> Meeting | None:
        return await self._one(select(meetings).filter_by(bureau_id=bureau_id, number=number))

    async def waiting(self, bureau_id: int) -> list[Meeting]:
        asked = select(meetings).filter_by(bureau_id=bureau_id, state=MeetingState.WAITING.value)
        return await self._many(asked.order_by(meetings.c.asked_at, meetings.c.id))

    async def ahead_of(self, person_id: int, now: datetime) -> list[Meeting]:
        return await self._many(reading.ahead_of(person_id, now))

    async def ahead_of_all(self, unit_ids: Sequence[int], now: datetime) -> list[Meeting]:
        return await self._many(reading.ahead_of_all(unit_ids, now))

    async def owed_by(self, person_id: int, now: datetime) -> list[Meeting]:
        return await self._many(reading.owed_by(person_id, now))

    async def move(
        self,
        meeting_id: int,
        old: MeetingState,
        new: MeetingState,
        *,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
        returned_for: str | None = None,
        release_at: datetime | None = None,
    ) -> bool:
        """What is not given is forgotten: an approval that was undone leaves no name behind."""
        moved = (
            update(meetings)
            .where(meetings.c.id == meeting_id, meetings.c.state == old.value)
            .values(
                state=new.value,
                decided_by=decided_by,
                decided_at=decided_at,
                returned_for=returned_for,
                release_at=release_at,
            )
        )
        return (await self._connection.execute(moved)).rowcount == 1

    async def fan_out(self, meeting_id: int, unit_ids: Sequence[int], now: datetime) -> tuple[int, int]:
        return await sending.fan_out(self._connection, meeting_id, unit_ids, now)

    async def standing(self, meeting_id: int) -> list[Standing]:
        return await reading.standing(self._connection, meeting_id)

    async def standing_of(self, meeting_id: int, person_id: int) -> list[Standing]:
        return await reading.standing_of(self._connection, meeting_id, person_id)

    async def tally(self, meeting_id: int) -> Tally:
        return await reading.tally(self._connection, meeting_id)

    async def unreached(self, meeting_id: int) -> list[str]:
        return await reading.unreached(self._connection, meeting_id)

    async def answer(self, meeting_id: int, unit_ids: Sequence[int], answer: Answer, by: int, at: datetime) -> None:
        of_units = meeting_units.c.unit_id.in_(ids_in(self._connection, unit_ids))
        answered = (
            update(meeting_units)
            .where(meeting_units.c.meeting_id == meeting_id, of_units)
            .values(
                rsvp=answer.rsvp.value,
                name=answer.name,
                title=answer.title,
                reason=answer.reason,
                answered_by=by,
                answered_at=at,
            )
        )
        await self._connection.execute(answered)

    async def show_answer(self, meeting_id: int, unit_ids: Sequence[int]) -> None:
        await touch_seated(self._connection, _OF_PEOPLE, meeting_id, unit_ids, ANSWERING)

    async def nudge(self, meeting_id: int, at: datetime) -> int:
        return await sending.nudge(self._connection, meeting_id, at)

    async def remind(self, meeting_id: int, ahead: Ahead, *, late: bool) -> int:
        return await sending.remind(self._connection, meeting_id, ahead, late=late)

    async def announce(self, meeting_id: int, *, to_all: bool) -> int:
        return await sending.announce(self._connection, meeting_id, to_all=to_all)

    async def pend(self, meeting_id: int, pending: Pending | None) -> None:
        stored = None if pending is None else kept.pending_out(pending)
        await self._connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(pending=stored))

    async def change(self, meeting_id: int, details: Details, before: Details, *, reopen: bool) -> None:
        values = {**kept.columns(details), "version": meetings.c.version + 1, "before": kept.packed(before)}
        if reopen:
            values |= {"nudged_at": None, "missed_at": None}
            of_meeting = meeting_units.c.meeting_id == meeting_id
            await self._connection.execute(update(meeting_units).where(of_meeting).values(_UNANSWERED))
        await self._connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(values))

    async def missed(self, meeting_id: int, at: datetime) -> None:
        await self._connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(missed_at=at))

    async def _one(self, query: Select[*tuple[object, ...]]) -> Meeting | None:
        row = (await self._connection.execute(query)).one_or_none()
        return _meeting_of(row) if row else None

    async def _many(self, query: Select[*tuple[object, ...]]) -> list[Meeting]:
        return [_meeting_of(row) for row in await self._connection.execute(query)]


def _meeting_of(row: AnyRow) -> Meeting:
    return Meeting(
        id=row.id,
        bureau_id=row.bureau_id,
        code=row.code,
        state=MeetingState(row.state),
        author_id=row.author_id,
        group_id=row.group_id,
        details=kept.details_of(row._asdict()),
        version=row.version,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        returned_for=row.returned_for,
        release_at=row.release_at,
        released_at=row.released_at,
        people=row.people,
        units=row.units,
        nudged_at=row.nudged_at,
        missed_at=row.missed_at,
        pending=None if row.pending is None else kept.pending_in(row.pending),
        before=None if row.before is None else kept.unpacked(row.before),
    )
