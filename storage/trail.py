"""The journal of acts, read back matter by matter."""

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.codec import load_object
from core.trail import Act, Page
from storage.members import PERSON_COLUMNS, person_of
from storage.statements import AnyRow
from storage.tables import audit, persons


class TrailStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(self, subject: str, subject_id: int, skip: int, limit: int) -> Page:
        """Two statements."""
        of_matter = select(func.count()).where(audit.c.subject == subject, audit.c.subject_id == subject_id)
        total = (await self._connection.execute(of_matter)).scalar_one()
        wanted = _acts(subject, subject_id).order_by(audit.c.id).offset(skip).limit(limit)
        return Page([_act_of(row) for row in await self._connection.execute(wanted)], skip, total)

    async def last(self, subject: str, subject_id: int) -> Act | None:
        newest = _acts(subject, subject_id).order_by(audit.c.id.desc()).limit(1)
        row = (await self._connection.execute(newest)).one_or_none()
        return _act_of(row) if row else None


def _acts(subject: str, subject_id: int) -> Select[*tuple[object, ...]]:
    return (
        select(audit.c.at, audit.c.act, audit.c.detail, *PERSON_COLUMNS)
        .select_from(audit.outerjoin(persons, persons.c.id == audit.c.actor_id))
        .where(audit.c.subject == subject, audit.c.subject_id == subject_id)
    )


def _act_of(row: AnyRow) -> Act:
    who = person_of(row) if row.person_id is not None else None
    return Act(row.at, who, row.act, load_object(bytes(row.detail)) if row.detail is not None else {})
