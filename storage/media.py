"""Files by the handles that one bot has for them: another bot could not send them."""

from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.channels import File, MediaKind
from core.media import Media
from storage.statements import insert_into
from storage.tables import media, media_handles


class MediaFiles:
    def __init__(self, connection: AsyncConnection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    async def keep(self, channel: str, file: File) -> Media:
        """One statement for a file that is known by the same handle, at most four."""
        known = await self._find(channel, file)
        if known is None:
            return await self._add(channel, file)
        if known.handle != file.handle:
            stale = (media_handles.c.media_id == known.id, *self._ours(channel))
            await self._connection.execute(update(media_handles).where(*stale).values(handle=file.handle))
        return _media_of(known)

    async def files(self, channel: str, media_ids: tuple[int, ...]) -> tuple[File, ...]:
        rows = await self._connection.execute(self._known(channel).where(media.c.id.in_(media_ids)))
        by_id = {row.id: _file_of(row) for row in rows}
        return tuple(by_id[media_id] for media_id in media_ids if media_id in by_id)

    async def _find(self, channel: str, file: File) -> Row[Any] | None:
        known = self._known(channel).where(media_handles.c.unique_handle == file.unique)
        row: Row[Any] | None = (await self._connection.execute(known)).one_or_none()
        return row

    async def _add(self, channel: str, file: File) -> Media:
        """Two people may send the same new file at once: whoever comes second takes the other's."""
        new = insert(media).values(kind=file.kind, name=file.name, mime=file.mime, size=file.size)
        media_id = (await self._connection.execute(new.returning(media.c.id))).scalar_one()
        handle = insert_into(self._connection, media_handles).values(
            media_id=media_id,
            channel=channel,
            bot_id=self._bot_id,
            handle=file.handle,
            unique_handle=file.unique,
        )
        mine = await self._connection.execute(handle.on_conflict_do_nothing())
        if mine.rowcount:
            return Media(media_id, file.kind, file.name, file.mime, file.size)
        await self._connection.execute(delete(media).where(media.c.id == media_id))
        return await self.keep(channel, file)

    def _known(self, channel: str) -> Select[Any]:
        handles = select(media, media_handles.c.handle, media_handles.c.unique_handle)
        return handles.join_from(media, media_handles).where(*self._ours(channel))

    def _ours(self, channel: str) -> tuple[Any, ...]:
        return media_handles.c.channel == channel, media_handles.c.bot_id == self._bot_id


def _media_of(row: Row[Any]) -> Media:
    return Media(row.id, MediaKind(row.kind), row.name, row.mime, row.size)


def _file_of(row: Row[Any]) -> File:
    return File(MediaKind(row.kind), row.handle, row.unique_handle, row.name, row.mime, row.size)
