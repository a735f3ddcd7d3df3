"""What an answer leaves behind: in the row itself, in the copies, in the address and in the card.

One statement looks which rows this sender may still settle, and locks them; then each table is written at most once,
however many rows there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.members import AddressState
from core.outbox import Advance, Row, Settled, Source
from storage.literals import SENDING
from storage.onehop import AT_ONCE
from storage.outbox import cards
from storage.outbox.moving import readdress
from storage.outbox.rows import SENDER_IS_IN_OFFICE
from storage.outbox.verdicts import Values, address_after, cancelled, row_after
from storage.tables import addresses, announcements, copies, outbox

_current_version = select(announcements.c.current_version).where(
    outbox.c.source.in_((Source.ANNOUNCEMENT.value, Source.NUDGE.value)), announcements.c.id == outbox.c.source_id
)
_address_state = select(addresses.c.state).where(addresses.c.id == outbox.c.address_id)
_OPEN = (
    select(
        outbox.c.id,
        outbox.c.part,
        outbox.c.tries,
        outbox.c.repeats,
        _current_version.scalar_subquery().label("current_version"),
        _address_state.scalar_subquery().label("address_state"),
    )
    .where(
        outbox.c.id.in_(bindparam("ids", expanding=True)),
        outbox.c.state == SENDING,
        SENDER_IS_IN_OFFICE,
    )
    .with_for_update(of=outbox)
    .execution_options(**AT_ONCE)
)
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        {
            column: bindparam(f"new_{column}")
            for column in (
                "state", "part", "tries", "repeats", "not_before_ms", "reason", "detail", "settled_ms",
            )
        }
    )
    .execution_options(**AT_ONCE)
)  # fmt: skip
_COPIES = insert(copies).execution_options(**AT_ONCE)
_REACHED = (
    update(addresses)
    .where(addresses.c.id == bindparam("row"), addresses.c.state == bindparam("old_state"))
    .values(state=bindparam("new_state"), changed_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class _Open:
    """A row that this sender may settle, with what the database knows beyond it."""

    settled: Settled
    version: int
    address_state: AddressState


async def settle(connection: AsyncConnection, epoch: int, settled: Sequence[Settled], now_ms: int) -> None:
    found = await _open(connection, epoch, settled)
    if not found:
        return
    superseded = await cards.settle(connection, [each.settled for each in found])
    superseded |= await readdress(connection, [each.settled for each in found])
    await connection.execute(
        _SETTLE,
        [
            cancelled(each.settled, now_ms) if each.settled.row.id in superseded else row_after(each.settled, now_ms)
            for each in found
        ],
    )
    await _keep_copies(connection, found)
    await _note_addresses(connection, found, now_ms)


async def _open(connection: AsyncConnection, epoch: int, settled: Sequence[Settled]) -> list[_Open]:
    by_id = {each.row.id: each for each in settled}
    if not by_id:
        return []
    rows = await connection.execute(_OPEN, {"ids": list(by_id), "epoch": epoch})
    return [
        _Open(by_id[row.id], _version(by_id[row.id], row.current_version), AddressState(row.address_state))
        for row in rows
        if _as_claimed(by_id[row.id].row, row.part, row.tries, row.repeats)
    ]


def _as_claimed(row: Row, part: int, tries: int, repeats: int) -> bool:
    """False when this was settled before, by a commit whose answer got lost, and the row is on its way again."""
    return (row.part, row.tries, row.repeats) == (part, tries, repeats)


def _version(settled: Settled, current: int | None) -> int:
    """The version that the copy shows: the one that was rendered when the sender says it, else the current one."""
    return settled.row.occurrence if current is None else settled.wanted or current


async def _keep_copies(connection: AsyncConnection, found: Sequence[_Open]) -> None:
    sent = [copy for each in found for copy in _copies(each)]
    if sent:
        await connection.execute(_COPIES, sent)


def _copies(each: _Open) -> list[Values]:
    if not isinstance(each.settled.verdict, Advance):
        return []
    row = each.settled.row
    where: Values = {"outbox_id": row.id, "part": row.part, "version": each.version}
    return [
        where | {"ordinal": ordinal, "message_id": message_id}
        for ordinal, message_id in enumerate(each.settled.verdict.message_ids)
    ]


async def _note_addresses(connection: AsyncConnection, found: Sequence[_Open], now_ms: int) -> None:
    at = datetime.fromtimestamp(now_ms / 1000, UTC)
    changes = [
        {"row": each.settled.row.address_id, "old_state": each.address_state, "new_state": state.value, "at": at}
        for each in found
        if (state := address_after(each.settled.verdict, each.address_state)) is not None
    ]
    if changes:
        await connection.execute(_REACHED, changes)
