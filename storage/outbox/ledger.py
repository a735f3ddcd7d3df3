"""The ledger as its sender sees it."""

from collections.abc import Sequence

from sqlalchemy import bindparam, case, exists, false, literal_column, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Claim, Row, Settled, Source
from storage.literals import CARD, SENDING
from storage.outbox import claiming, settling
from storage.outbox.rows import row_columns, row_of
from storage.tables import cards, outbox

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


class LedgerStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, epoch: int, limit: int, held: frozenset[int], now_ms: int) -> Claim:
        return await claiming.claim(self._connection, epoch, limit, held, now_ms)

    async def settle(self, epoch: int, settled: Sequence[Settled], now_ms: int) -> None:
        """Rows of this epoch and of earlier ones (orphans), as long as they are in sending and the epoch is the
        one in office; the others stay as they are."""
        await settling.settle(self._connection, epoch, settled, now_ms)

    async def orphans(self, epoch: int) -> list[tuple[Row, bool]]:
        found = await self._connection.execute(_ORPHANS, {"epoch": epoch})
        return [(row_of(row), bool(row.harmless)) for row in found]
