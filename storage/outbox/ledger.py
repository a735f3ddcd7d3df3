"""The ledger as its sender sees it."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, case, exists, false, func, literal_column, or_, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Row, Settled, Source, State
from storage.literals import CARD, SENDING
from storage.outbox import claiming, settling
from storage.outbox.rows import row_columns, row_of
from storage.tables import addresses, cards, copies, outbox

_stands = exists().where(cards.c.id == outbox.c.source_id, cards.c.message_id.is_not(None))
_harmless = case(
    (outbox.c.source == literal_column(str(Source.REPLY.value)), outbox.c.harmless.is_(true())),
    (outbox.c.source == literal_column(str(Source.COPY.value)), true()),
    (outbox.c.source == CARD, _stands),
    else_=false(),
)
_ORPHANS = (
    select(*row_columns(outbox), _harmless.label("harmless"))
    .where(outbox.c.state == SENDING, outbox.c.epoch < bindparam("epoch"))
    .order_by(outbox.c.lane, outbox.c.id)
)
_STRANDED = (
    select(*row_columns(outbox))
    .where(
        outbox.c.state == SENDING,
        outbox.c.epoch == bindparam("epoch"),
        outbox.c.id.not_in(bindparam("flying", expanding=True)),
    )
    .order_by(outbox.c.id)
)

RECENT_ROWS = 100_000
"""What left within a minute was written among so many, unless an hour's backlog stood before it."""
_recent = outbox.c.id > select(func.coalesce(func.max(outbox.c.id), 0) - RECENT_ROWS).scalar_subquery()
_in_a_group = exists().where(addresses.c.id == outbox.c.address_id, addresses.c.person_id.is_(None))
_when = func.coalesce(outbox.c.settled_ms, bindparam("now")).label("at_ms")
_lately = or_(outbox.c.state <= State.SENDING.value, outbox.c.settled_ms >= bindparam("since"))
_no_answer = or_(
    outbox.c.state.in_([State.SENDING.value, State.DOUBT.value]),
    and_(outbox.c.state == State.QUEUED.value, outbox.c.repeats > 0),
)
_TO_GROUPS = union_all(
    select(outbox.c.address_id, _when)
    .join(copies, copies.c.outbox_id == outbox.c.id)
    .where(_recent, _in_a_group, _lately),
    select(outbox.c.address_id, _when).where(_recent, _in_a_group, _lately, _no_answer),
).order_by("at_ms")


class LedgerStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, epoch: int, limit: int, held: frozenset[int], now_ms: int) -> list[Row]:
        return await claiming.claim(self._connection, epoch, limit, held, now_ms)

    async def settle(self, epoch: int, settled: Sequence[Settled], now_ms: int) -> None:
        """Rows of this epoch and of earlier ones (orphans), as long as they are in sending and the epoch is the
        one in office; the others stay as they are."""
        await settling.settle(self._connection, epoch, settled, now_ms)

    async def orphans(self, epoch: int) -> list[tuple[Row, bool]]:
        found = await self._connection.execute(_ORPHANS, {"epoch": epoch})
        return [(row_of(row), bool(row.harmless)) for row in found]

    async def stranded(self, epoch: int, flying: frozenset[int]) -> list[Row]:
        found = await self._connection.execute(_STRANDED, {"epoch": epoch, "flying": list(flying)})
        return [row_of(row) for row in found]

    async def sent_to_groups(self, since_ms: int, now_ms: int) -> list[tuple[int, int]]:
        found = await self._connection.execute(_TO_GROUPS, {"since": since_ms, "now": now_ms})
        return [(row.address_id, row.at_ms) for row in found]
