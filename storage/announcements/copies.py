"""What follows a delivery: its buttons as they should stand now, and one nudge to those who owe."""

from datetime import datetime

from sqlalchemy import exists, func, insert, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.announcements import NUDGES, Delivery
from core.codec import load
from core.outbox import Lane, Source, State
from storage.announcements.reading import OWES
from storage.members import OPEN, best_address
from storage.statements import AnyRow, insert_into
from storage.tables import addresses, announcement_versions, announcements, audience, copies, outbox

ROUNDS = range(NUDGES + 1)
"""Occurrences of deliveries (0) and nudges: named one by one, they are found by the unique key alone."""
_delivered = outbox.c.source.in_((Source.ANNOUNCEMENT, Source.NUDGE)) & outbox.c.occurrence.in_(ROUNDS)
_CARD = (copies.c.outbox_id == outbox.c.id) & (copies.c.part == outbox.c.parts - 1) & (copies.c.ordinal == 0)
"""The last part carries code and buttons; the message to edit is its first."""


async def refresh(connection: AsyncConnection, announcement_id: int, person_id: int, but: int | None) -> None:
    """One statement; nothing for a copy that waits for a refresh already, since that one will show this too."""
    columns = ["lane", "source", "source_id", "occurrence", "address_id", "harmless"]
    theirs = select(addresses.c.id).where(addresses.c.person_id == person_id)
    asked = outbox.alias("asked")
    of_copy = (asked.c.source == Source.COPY.value) & (asked.c.source_id == outbox.c.id)
    next_time = select(func.coalesce(func.max(asked.c.occurrence) + 1, 0)).where(of_copy).scalar_subquery()
    standing = select(
        literal(Lane.REPLY.value), literal(Source.COPY.value), outbox.c.id, next_time, outbox.c.address_id, true()
    ).where(
        _delivered,
        outbox.c.source_id == announcement_id,
        outbox.c.address_id.in_(theirs),
        exists().where(_CARD, copies.c.message_id != (but or 0)).correlate(outbox),
        ~exists().where(of_copy, asked.c.state == State.QUEUED.value),
    )
    refreshed = insert_into(connection, outbox).from_select(columns, standing)
    await connection.execute(refreshed.on_conflict_do_nothing())


async def delivery(connection: AsyncConnection, outbox_id: int) -> Delivery | None:
    words = (announcement_versions.c.announcement_id == outbox.c.source_id) & (
        announcement_versions.c.version == copies.c.version
    )
    standing = (
        select(
            outbox.c.source_id,
            outbox.c.source,
            outbox.c.parts,
            addresses.c.person_id,
            copies.c.version,
            copies.c.message_id,
            announcement_versions.c.media,
        )
        .join_from(outbox, copies, _CARD)
        .join(addresses, addresses.c.id == outbox.c.address_id)
        .join(announcement_versions, words)
        .where(outbox.c.id == outbox_id, _delivered)
    )
    row = (await connection.execute(standing)).one_or_none()
    return _delivery_of(row) if row else None


def _delivery_of(row: AnyRow) -> Delivery:
    nudge = row.source == Source.NUDGE.value
    return Delivery(
        announcement_id=row.source_id,
        person_id=row.person_id,
        version=row.version,
        message_id=row.message_id,
        parts=row.parts,
        nudge=nudge,
        captioned=not nudge and row.parts == 1 and bool(load(row.media)),
    )


async def copy_at(connection: AsyncConnection, address_id: int, message_id: int) -> int | None:
    """By way of what the person was sent, since nothing else leads from an address to its deliveries."""
    sent = (
        select(outbox.c.source_id)
        .join_from(addresses, audience, audience.c.person_id == addresses.c.person_id)
        .join(
            outbox,
            (outbox.c.source_id == audience.c.announcement_id) & (outbox.c.address_id == addresses.c.id) & _delivered,
        )
        .join(copies, copies.c.outbox_id == outbox.c.id)
        .where(addresses.c.id == address_id, copies.c.message_id == message_id)
        .limit(1)
    )
    found: int | None = (await connection.execute(sent)).scalar_one_or_none()
    return found


async def nudge_owing(connection: AsyncConnection, announcement_id: int, round_: int, at: datetime) -> int:
    """Two statements. Who has left the unit since the release is not asked for it."""
    owing = (
        select(audience.c.person_id).where(audience.c.announcement_id == announcement_id, OWES).distinct().subquery()
    )
    reachable = (
        select(
            literal(Lane.REMINDER.value),
            literal(Source.NUDGE.value),
            literal(announcement_id),
            literal(round_),
            addresses.c.id,
        )
        .join_from(owing, addresses, addresses.c.id == best_address(owing.c.person_id))
        .where(addresses.c.state.in_([state.value for state in OPEN]))
        .order_by(addresses.c.id)
    )
    nudges = insert(outbox).from_select(["lane", "source", "source_id", "occurrence", "address_id"], reachable)
    queued = await connection.execute(nudges, execution_options={"preserve_rowcount": True})
    noted = update(announcements).where(announcements.c.id == announcement_id)
    await connection.execute(noted.values(nudges=round_, nudged_at=at))
    return queued.rowcount
