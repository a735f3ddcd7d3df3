"""Forms: drafts with holes, at most one of a person open."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.codec import JsonObject, dump, load_object
from core.conversations import Form
from storage.tables import forms


class FormStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open_of(self, person_id: int) -> Form | None:
        opened = select(forms).where(forms.c.person_id == person_id, forms.c.open)
        row = (await self._connection.execute(opened)).one_or_none()
        return _form_of(row) if row else None

    async def waiting_of(self, person_id: int) -> list[Form]:
        waiting = select(forms).where(forms.c.person_id == person_id, ~forms.c.open)
        newest_first = waiting.order_by(forms.c.started_at.desc(), forms.c.id.desc())
        return [_form_of(row) for row in await self._connection.execute(newest_first)]

    async def get(self, form_id: int) -> Form | None:
        row = (await self._connection.execute(select(forms).where(forms.c.id == form_id))).one_or_none()
        return _form_of(row) if row else None

    async def begin(self, person_id: int, kind: str, shape: int, draft: JsonObject, now: datetime) -> Form:
        await self._close_those_of(person_id)
        new = insert(forms).values(
            person_id=person_id, kind=kind, shape=shape, open=True, draft=dump(draft), started_at=now
        )
        return _form_of((await self._connection.execute(new.returning(*forms.c))).one())

    async def save(self, form_id: int, draft: JsonObject) -> int:
        """Raises NoResultFound for a form that has ended."""
        kept = update(forms).where(forms.c.id == form_id).values(draft=dump(draft), turn=forms.c.turn + 1)
        return int((await self._connection.execute(kept.returning(forms.c.turn))).scalar_one())

    async def resume(self, form_id: int) -> None:
        owner = select(forms.c.person_id).where(forms.c.id == form_id)
        person_id = await self._connection.scalar(owner)
        if person_id is not None:
            await self._close_those_of(person_id)
            await self._connection.execute(update(forms).where(forms.c.id == form_id).values(open=True))

    async def set_aside(self, form_id: int) -> None:
        await self._connection.execute(update(forms).where(forms.c.id == form_id).values(open=False))

    async def end(self, form_id: int) -> None:
        await self._connection.execute(delete(forms).where(forms.c.id == form_id))

    async def _close_those_of(self, person_id: int) -> None:
        opened = (forms.c.person_id == person_id, forms.c.open)
        await self._connection.execute(update(forms).where(*opened).values(open=False))


def _form_of(row: Row[Any]) -> Form:
    return Form(
        id=row.id,
        person_id=row.person_id,
        kind=row.kind,
        shape=row.shape,
        turn=row.turn,
        open=row.open,
        draft=load_object(row.draft),
        started_at=row.started_at,
    )
