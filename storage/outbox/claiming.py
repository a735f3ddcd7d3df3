"""Which rows go next: the most urgent lane first, the oldest in it, one an address, in order within each lane."""

from sqlalchemy import BindParameter, Integer, and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Row, State
from storage.literals import IN_TURN, QUEUED, SENDING
from storage.onehop import AT_ONCE
from storage.outbox.rows import SENDER_IS_IN_OFFICE, row_columns, row_of
from storage.tables import outbox

_now: BindParameter[int] = bindparam("now")
_row = outbox.alias("waiting")
_other = outbox.alias("other")
_before_it = (
    select(_other.c.id)
    .where(
        _other.c.address_id == _row.c.address_id,
        _other.c.state < IN_TURN,
        or_(
            _other.c.state == SENDING,
            and_(_other.c.lane == _row.c.lane, _other.c.id < _row.c.id),
            and_(_other.c.lane < _row.c.lane, _other.c.not_before_ms <= _now),
        ),
    )
    .limit(1)
    .scalar_subquery()
)
"""Looked up for each row in turn. Said with NOT EXISTS it becomes a join, and PostgreSQL, whose statistics know of no
queued rows before a fan-out, then reads all of them for each."""
_NEXT = (
    select(*row_columns(_row))
    .where(
        _row.c.state == QUEUED,
        _row.c.not_before_ms <= _now,
        _row.c.address_id.not_in(bindparam("held", expanding=True)),
        _before_it.is_(None),
        SENDER_IS_IN_OFFICE,
    )
    .order_by(_row.c.lane, _row.c.id)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(of=_row, skip_locked=True)
    .execution_options(**AT_ONCE)
)
_TAKE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state=State.SENDING, epoch=bindparam("of_epoch"))
    .execution_options(**AT_ONCE)
)


async def claim(connection: AsyncConnection, epoch: int, limit: int, held: frozenset[int], now_ms: int) -> list[Row]:
    wanted = {"epoch": epoch, "limit": limit, "held": list(held), "now": now_ms}
    taken = [row_of(found) for found in await connection.execute(_NEXT, wanted)]
    if taken:
        await connection.execute(_TAKE, {"ids": [row.id for row in taken], "of_epoch": epoch})
    return taken
