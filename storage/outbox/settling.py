"""What an answer leaves behind: in the row itself, in the copies, in the address and in the card.

One statement looks which rows this sender may still settle, and locks them; then each table is written at most once,
however many rows there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.channels import Reason
from core.codec import clean_text
from core.members import AddressState
from core.outbox import (
    Advance,
    Again,
    Anew,
    Doubt,
    Drop,
    Fail,
    Readdress,
    Repeat,
    Settled,
    Source,
    State,
)
from storage.literals import SENDING
from storage.outbox import cards
from storage.outbox.moving import readdress
from storage.outbox.rows import SENDER_IS_IN_OFFICE
from storage.tables import addresses, announcements, copies, outbox

Values = dict[str, object]

_of_an_announcement = outbox.c.source.in_((Source.ANNOUNCEMENT.value, Source.NUDGE.value))
_OPEN = (
    select(outbox.c.id, announcements.c.current_version, addresses.c.state)
    .select_from(
        outbox.join(addresses).outerjoin(
            announcements, _of_an_announcement & (announcements.c.id == outbox.c.source_id)
        )
    )
    .where(
        outbox.c.id.in_(bindparam("ids", expanding=True)),
        outbox.c.state == SENDING,
        outbox.c.epoch <= bindparam("epoch"),
        SENDER_IS_IN_OFFICE,
    )
    .with_for_update(of=outbox)
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
)  # fmt: skip
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
            _cancelled(each.settled, now_ms) if each.settled.row.id in superseded else _after(each.settled, now_ms)
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
    return [_Open(by_id[row.id], _version(by_id[row.id], row.current_version), row.state) for row in rows]


def _version(settled: Settled, current: int | None) -> int:
    """The version that the copy shows: the one that was rendered when the sender says it, else the current one."""
    return settled.row.occurrence if current is None else settled.wanted or current


def _after(settled: Settled, now_ms: int) -> Values:
    """The row's columns once the verdict is applied."""
    row = settled.row
    match settled.verdict:
        case Advance() if row.part + 1 < row.parts:
            return _values(settled, State.QUEUED, part=row.part + 1, tries=0)
        case Advance():
            return _values(settled, State.SENT, part=row.parts, settled_ms=now_ms)
        case Again(not_before_ms, counts):
            return _values(settled, State.QUEUED, tries=row.tries + counts, not_before_ms=not_before_ms)
        case Repeat(not_before_ms):
            return _values(settled, State.QUEUED, repeats=row.repeats + 1, not_before_ms=not_before_ms)
        case Readdress() | Anew():
            return _values(settled, State.QUEUED, tries=row.tries + 1)
        case Doubt():
            return _values(settled, State.DOUBT, reason=Reason.UNKNOWN.value, settled_ms=now_ms)
        case Fail(reason, _, detail):
            told = clean_text(detail) or None
            return _values(settled, State.FAILED, reason=reason.value, detail=told, settled_ms=now_ms)
        case Drop():
            return _cancelled(settled, now_ms)


def _cancelled(settled: Settled, now_ms: int) -> Values:
    return _values(settled, State.CANCELLED, settled_ms=now_ms)


def _values(settled: Settled, state: State, **changes: object) -> Values:
    row = settled.row
    kept: Values = {
        "state": state,
        "part": row.part,
        "tries": row.tries,
        "repeats": row.repeats,
        "not_before_ms": 0,
        "reason": None,
        "detail": None,
        "settled_ms": None,
    }
    return {"row": row.id} | {f"new_{column}": value for column, value in (kept | changes).items()}


async def _keep_copies(connection: AsyncConnection, found: Sequence[_Open]) -> None:
    sent = [copy for each in found for copy in _copies(each)]
    if sent:
        await connection.execute(insert(copies), sent)


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
        if (state := _address_after(each)) is not None
    ]
    if changes:
        await connection.execute(_REACHED, changes)


def _address_after(each: _Open) -> AddressState | None:
    """The state that the answer proves; one refusal alone makes nobody unreachable."""
    match each.settled.verdict, each.address_state:
        case Advance(message_ids=(_, *_)), AddressState.SUSPECT | AddressState.NEW:
            return AddressState.REACHABLE
        case Fail(Reason.NEVER_STARTED, address_gone=True), AddressState.REACHABLE | AddressState.SUSPECT:
            return AddressState.NEW
        case Fail(address_gone=True, reason=reason), AddressState.REACHABLE | AddressState.NEW:
            return AddressState.SUSPECT if reason is not Reason.NEVER_STARTED else None
        case _:
            return None
