"""What arrived and waits to be handled."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, delete, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.codec import clean_text
from core.inbox import Arrival, Pending
from storage.statements import insert_into
from storage.tables import inbox, inbox_lanes

WAITING, DONE, SET_ASIDE = 0, 1, 2

BEGUN_FOR_MS = 2_000
"""How long an event that one worker began is not begun by another: the way from `begin` to `hold`, and the wait
after a worker that died on it."""

_waiting = literal_column(str(WAITING), Integer)  # a literal, since the index is partial
_event = inbox.alias("event")
_first = inbox.alias("first")
_head_of_its_lane = (
    select(_first.c.id)
    .where(_first.c.lane == _event.c.lane, _first.c.state < literal_column(str(WAITING + 1), Integer))
    .order_by(_first.c.id)
    .limit(1)
    .scalar_subquery()
)
_not_before = select(inbox_lanes.c.not_before_ms).where(inbox_lanes.c.lane == _event.c.lane).scalar_subquery()
_next = (
    select(_event.c.id)
    .where(
        _event.c.state == _waiting,
        _event.c.begun_ms <= bindparam("begun_before"),
        _event.c.id == _head_of_its_lane,
        _not_before <= bindparam("now"),
    )
    .order_by(_event.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
"""After an outage PostgreSQL's statistics still know an empty inbox, and plans made for that would read the whole
backlog for each event of it. So the look-ups are no joins, and each can use one index only: the queue's is over
`state = 0`, the lanes' over `state < 1`."""
_BEGIN = (
    update(inbox)
    .where(inbox.c.id == _next)
    .values(attempts=inbox.c.attempts + 1, begun_ms=bindparam("now"))
    .returning(inbox.c.id, inbox.c.lane, inbox.c.payload, inbox.c.attempts, inbox.c.received_at)
)
_HOLD = (
    select(_event.c.id)
    .join(inbox_lanes, inbox_lanes.c.lane == _event.c.lane)
    .where(_event.c.id == bindparam("id"), _event.c.state == _waiting, _event.c.id == _head_of_its_lane)
    .with_for_update(of=(_event, inbox_lanes))
)


class InboxStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def store(self, arrivals: Sequence[Arrival], received_at: datetime) -> int:
        if not arrivals:
            return 0
        lanes = sorted({arrival.lane for arrival in arrivals})  # always in one order: no deadlock between two
        await self._connection.execute(
            insert_into(self._connection, inbox_lanes).on_conflict_do_nothing(), [{"lane": lane} for lane in lanes]
        )
        new = insert_into(self._connection, inbox).on_conflict_do_nothing().returning(inbox.c.id)
        stored = await self._connection.execute(new, [_row(arrival, received_at) for arrival in arrivals])
        return len(stored.all())

    async def begin(self, now_ms: int) -> Pending | None:
        row = (
            await self._connection.execute(_BEGIN, {"now": now_ms, "begun_before": now_ms - BEGUN_FOR_MS})
        ).one_or_none()
        return Pending(row.id, row.lane, row.payload, row.attempts, row.received_at) if row else None

    async def hold(self, pending: Pending) -> bool:
        """Waits for a worker that holds the lane now, mostly one that only looks what to begin."""
        return (await self._connection.execute(_HOLD, {"id": pending.id})).one_or_none() is not None

    async def done(self, pending_id: int, done_at: datetime) -> None:
        handled = update(inbox).where(inbox.c.id == pending_id)
        await self._connection.execute(handled.values(state=DONE, payload=None, error=None, done_at=done_at))

    async def count_waiting(self) -> int:
        waiting = select(func.count()).select_from(inbox).where(inbox.c.state == _waiting)
        return int((await self._connection.execute(waiting)).scalar_one())

    async def purge(self, before: datetime) -> int:
        handled = delete(inbox).where(inbox.c.state == DONE, inbox.c.done_at < before)
        return (await self._connection.execute(handled)).rowcount

    async def postpone(self, pending: Pending, error: str, until_ms: int) -> None:
        event = update(inbox).where(inbox.c.id == pending.id)  # before the lane, as hold() locks them
        await self._connection.execute(event.values(error=clean_text(error), begun_ms=0))
        lane = update(inbox_lanes).where(inbox_lanes.c.lane == pending.lane)
        await self._connection.execute(lane.values(not_before_ms=until_ms))

    async def set_aside(self, pending: Pending, error: str) -> None:
        event = update(inbox).where(inbox.c.id == pending.id, inbox.c.state == WAITING)
        await self._connection.execute(event.values(state=SET_ASIDE, error=clean_text(error)))


def _row(arrival: Arrival, received_at: datetime) -> dict[str, object]:
    return {
        "bot_id": arrival.bot_id,
        "update_id": arrival.update_id,
        "digest": arrival.digest,
        "lane": arrival.lane,
        "payload": arrival.payload,
        "received_at": received_at,
    }
