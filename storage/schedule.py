"""Due rows."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schedule import Due, DueKind
from storage.statements import insert_into
from storage.tables import schedule

_DUE = (
    select(schedule)
    .where(schedule.c.due_at <= bindparam("now"))
    .order_by(schedule.c.due_at, schedule.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)


class ScheduleStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, kind: DueKind, subject_id: int, due_at: datetime) -> None:
        new = insert_into(self._connection, schedule).values(kind=kind, subject_id=subject_id, due_at=due_at)
        moved = new.on_conflict_do_update(
            index_elements=[schedule.c.kind, schedule.c.subject_id], set_={"due_at": new.excluded.due_at}
        )
        await self._connection.execute(moved)

    async def drop(self, kind: DueKind, subject_id: int) -> bool:
        row = (schedule.c.kind == kind, schedule.c.subject_id == subject_id)
        return (await self._connection.execute(delete(schedule).where(*row))).rowcount > 0

    async def take(self, now: datetime, limit: int) -> list[Due]:
        """One statement while nothing is due, two when something is."""
        rows = (await self._connection.execute(_DUE, {"now": now, "limit": limit})).all()
        if rows:
            taken = schedule.c.id.in_([row.id for row in rows])
            await self._connection.execute(delete(schedule).where(taken))
        return [Due(row.id, DueKind(row.kind), row.subject_id, row.due_at) for row in rows]
