"""The record of announcements and their words."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.announcements import Announcement, AnnouncementState, Coverage, Delivery, Priority, Receipt, Tally
from core.media import Content
from core.outbox import Lane
from storage.announcements import copies, handover, reading, release
from storage.content import content_of, stored
from storage.members import current
from storage.statements import AnyRow
from storage.tables import announcement_versions, announcements, audience, seats

AT_MOST = 10
"""How many announcements a list of what concerns somebody has at most."""

_NEWEST_FIRST = (announcements.c.released_at.desc(), announcements.c.id.desc())
_RELEASED = announcements.c.state == AnnouncementState.RELEASED.value


class AnnouncementStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        bureau_id: int,
        number: int,
        code: str,
        priority: Priority,
        author_id: int,
        group_id: int,
        content: Content,
        asked_at: datetime,
    ) -> int:
        new = insert(announcements).values(
            bureau_id=bureau_id,
            number=number,
            code=code,
            state=AnnouncementState.WAITING.value,
            priority=priority.value,
            author_id=author_id,
            group_id=group_id,
            asked_at=asked_at,
        )
        made: int = (await self._connection.execute(new.returning(announcements.c.id))).scalar_one()
        first = insert(announcement_versions).values(
            announcement_id=made, version=1, created_by=author_id, created_at=asked_at, **stored(content)
        )
        await self._connection.execute(first)
        return made

    async def ask_again(
        self, announcement_id: int, priority: Priority, group_id: int, content: Content, asked_at: datetime
    ) -> None:
        """Raises NoResultFound for one that was not returned."""
        returned = (announcements.c.id == announcement_id) & (announcements.c.state == AnnouncementState.RETURNED.value)
        waiting = (
            update(announcements)
            .where(returned)
            .values(
                state=AnnouncementState.WAITING.value,
                priority=priority.value,
                group_id=group_id,
                asked_at=asked_at,
                decided_by=None,
                decided_at=None,
                returned_for=None,
            )
        )
        asked = await self._connection.execute(waiting.returning(announcements.c.current_version))
        await self._replace(announcement_id, asked.scalar_one(), content, asked_at)

    async def get(self, announcement_id: int) -> Announcement | None:
        return await self._one(select(announcements).where(announcements.c.id == announcement_id))

    async def by_number(self, bureau_id: int, number: int) -> Announcement | None:
        return await self._one(select(announcements).filter_by(bureau_id=bureau_id, number=number))

    async def content(self, announcement_id: int, version: int) -> Content:
        """Raises NoResultFound for a version that there is not."""
        wanted = select(announcement_versions).filter_by(announcement_id=announcement_id, version=version)
        return content_of((await self._connection.execute(wanted)).one())

    async def waiting(self, bureau_id: int) -> list[Announcement]:
        asked = select(announcements).filter_by(bureau_id=bureau_id, state=AnnouncementState.WAITING.value)
        return await self._many(asked.order_by(announcements.c.asked_at, announcements.c.id))

    async def recent(self, bureau_id: int, limit: int) -> list[Announcement]:
        kept = (
            select(announcements)
            .filter_by(bureau_id=bureau_id)
            .where(announcements.c.state != AnnouncementState.DISCARDED.value)
        )
        return await self._many(kept.order_by(announcements.c.number.desc()).limit(limit))

    async def move(
        self,
        announcement_id: int,
        old: AnnouncementState,
        new: AnnouncementState,
        *,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
        returned_for: str | None = None,
        release_at: datetime | None = None,
    ) -> bool:
        """What is not given is forgotten: an approval that was undone leaves no name behind."""
        moved = (
            update(announcements)
            .where(announcements.c.id == announcement_id, announcements.c.state == old.value)
            .values(
                state=new.value,
                decided_by=decided_by,
                decided_at=decided_at,
                returned_for=returned_for,
                release_at=release_at,
            )
        )
        return (await self._connection.execute(moved)).rowcount == 1

    async def fan_out(
        self, announcement_id: int, unit_ids: Sequence[int], lane: Lane, parts: int, now: datetime
    ) -> tuple[int, int]:
        return await release.fan_out(self._connection, announcement_id, unit_ids, lane, parts, now)

    async def post(self, announcement_id: int, address_ids: Sequence[int], lane: Lane, parts: int) -> None:
        await release.post(self._connection, announcement_id, address_ids, lane, parts)

    async def tally(self, announcement_id: int) -> Tally:
        return await reading.tally(self._connection, announcement_id)

    async def coverage(self, announcement_id: int) -> Coverage:
        return await reading.coverage(self._connection, announcement_id)

    async def acknowledge(self, announcement_id: int, version: int, person_id: int, at: datetime) -> Receipt | None:
        return await reading.acknowledge(self._connection, announcement_id, version, person_id, at)

    async def receipt(self, announcement_id: int, person_id: int) -> Receipt | None:
        return await reading.receipt(self._connection, announcement_id, person_id)

    async def refresh_copies(self, announcement_id: int, person_id: int, but: int | None = None) -> None:
        await copies.refresh(self._connection, announcement_id, person_id, but)

    async def delivery(self, outbox_id: int) -> Delivery | None:
        return await copies.delivery(self._connection, outbox_id)

    async def nudge_owing(self, announcement_id: int, round_: int, at: datetime) -> int:
        return await copies.nudge_owing(self._connection, announcement_id, round_, at)

    async def unread(self, person_id: int) -> list[Announcement]:
        owing = select(audience.c.announcement_id).where(audience.c.person_id == person_id, reading.OWES)
        released = select(announcements).where(_RELEASED, announcements.c.id.in_(owing))
        return await self._many(released.order_by(*_NEWEST_FIRST).limit(AT_MOST))

    async def copy_at(self, address_id: int, message_id: int) -> int | None:
        return await copies.copy_at(self._connection, address_id, message_id)

    async def hand_over(self, person_id: int, unit_id: int, address_id: int, since: datetime, limit: int) -> int:
        return await handover.hand_over(self._connection, person_id, unit_id, address_id, since, limit)

    async def valid_for(self, person_id: int) -> list[Announcement]:
        their_units = select(seats.c.unit_id).where(seats.c.person_id == person_id, current(seats))
        for_them = exists().where(audience.c.announcement_id == announcements.c.id, audience.c.unit_id.in_(their_units))
        released = select(announcements).where(_RELEASED, for_them)
        return await self._many(released.order_by(*_NEWEST_FIRST).limit(AT_MOST))

    async def _replace(self, announcement_id: int, version: int, content: Content, asked_at: datetime) -> None:
        wanted = update(announcement_versions).filter_by(announcement_id=announcement_id, version=version)
        await self._connection.execute(wanted.values(created_at=asked_at, **stored(content)))

    async def _one(self, query: Select[*tuple[object, ...]]) -> Announcement | None:
        row = (await self._connection.execute(query)).one_or_none()
        return _announcement_of(row) if row else None

    async def _many(self, query: Select[*tuple[object, ...]]) -> list[Announcement]:
        return [_announcement_of(row) for row in await self._connection.execute(query)]


def _announcement_of(row: AnyRow) -> Announcement:
    return Announcement(
        id=row.id,
        bureau_id=row.bureau_id,
        code=row.code,
        state=AnnouncementState(row.state),
        priority=Priority(row.priority),
        author_id=row.author_id,
        group_id=row.group_id,
        current_version=row.current_version,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        returned_for=row.returned_for,
        release_at=row.release_at,
        released_at=row.released_at,
        recipients=row.recipients,
        units=row.units,
        nudges=row.nudges,
        nudged_at=row.nudged_at,
    )
