"""How much waits, for those who watch over the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Lane
from storage.literals import QUEUED, SENDING
from storage.tables import inbox, outbox

_IS_WAITING = inbox.c.state == literal_column("0", Integer)  # a literal, since the index is partial
_WAITING = select(func.count()).select_from(inbox).where(_IS_WAITING)
_OLDEST = select(inbox.c.received_at).where(_IS_WAITING).order_by(inbox.c.id).limit(1)
_BY_LANE = select(outbox.c.lane, func.count()).where(outbox.c.state == QUEUED).group_by(outbox.c.lane)
_IN_FLIGHT = select(func.count()).select_from(outbox).where(outbox.c.state == SENDING)


@dataclass(frozen=True, slots=True)
class Figures:
    """`waiting`: events that are stored and not handled; `oldest_at`: since when the first of them waits."""

    waiting: int
    oldest_at: datetime | None
    queued: Mapping[Lane, int]
    in_flight: int


class FigureStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def read(self) -> Figures:
        """Reads partial indexes only: what is done costs nothing, however much it is."""
        waiting = int(await self._connection.scalar(_WAITING) or 0)
        oldest_at = await self._connection.scalar(_OLDEST)
        rows = await self._connection.execute(_BY_LANE)
        queued = dict.fromkeys(Lane, 0) | {Lane(lane): int(many) for lane, many in rows}
        return Figures(waiting, oldest_at, queued, int(await self._connection.scalar(_IN_FLIGHT) or 0))
