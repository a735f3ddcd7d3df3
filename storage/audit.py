"""The journal of acts."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from core.codec import JsonObject, dump
from storage.tables import audit


class AuditStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(
        self,
        at: datetime,
        actor_id: int | None,
        act: str,
        subject: str,
        subject_id: int,
        detail: JsonObject | None = None,
    ) -> None:
        line = {"at": at, "actor_id": actor_id, "act": act, "subject": subject, "subject_id": subject_id}
        await self._connection.execute(insert(audit).values(**line, detail=None if detail is None else dump(detail)))
