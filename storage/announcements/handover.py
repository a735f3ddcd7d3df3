"""What somebody new in a unit is handed: the announcements that still hold there."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, exists, func, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.announcements import AnnouncementState
from core.outbox import Lane, Source
from core.parts import plan
from storage.announcements.release import AUDIENCE, counted
from storage.content import content_of
from storage.members import current
from storage.statements import ids_in, insert_into
from storage.tables import announcement_units, announcement_versions, announcements, audience, outbox, seats


async def hand_over(
    connection: AsyncConnection, person_id: int, unit_id: int, address_id: int, since: datetime, limit: int
) -> int:
    """At most four statements. Somebody who has one by another unit reads it for this one too, but gets no second."""
    newest = (await connection.execute(_newest(unit_id, since, limit))).all()
    new = insert_into(connection, audience).from_select(
        AUDIENCE, _joining(ids_in(connection, [row.id for row in newest]), person_id, unit_id, address_id)
    )
    joined = await connection.execute(new.on_conflict_do_nothing().returning(audience.c.announcement_id))
    ids = set(joined.scalars())
    if not ids:
        return 0
    grown = update(announcements).where(announcements.c.id.in_(ids_in(connection, sorted(ids))))
    await connection.execute(grown.values(recipients=counted("person_id")))
    parts = {row.id: len(plan(content_of(row))) for row in reversed(newest) if row.id in ids}
    return await _deliver(connection, address_id, parts)


def _newest(unit_id: int, since: datetime, limit: int) -> Select[*tuple[object, ...]]:
    """Those of the unit that were released lately, with their words as they stand."""
    to_unit = exists().where(
        announcement_units.c.announcement_id == announcements.c.id, announcement_units.c.unit_id == unit_id
    )
    words = (announcement_versions.c.announcement_id == announcements.c.id) & (
        announcement_versions.c.version == announcements.c.current_version
    )
    return (
        select(
            announcements.c.id,
            announcement_versions.c.body,
            announcement_versions.c.entities,
            announcement_versions.c.media,
        )
        .join_from(announcements, announcement_versions, words)
        .where(announcements.c.state == AnnouncementState.RELEASED.value, announcements.c.released_at > since, to_unit)
        .order_by(announcements.c.released_at.desc(), announcements.c.id.desc())
        .limit(limit)
    )


def _joining(ids: Select[int], person_id: int, unit_id: int, address_id: int) -> Select[int, int, int, int, int]:
    """The person as part of these audiences; nothing when they do not sit in the unit."""
    listed = ids.subquery()
    return (
        select(listed.c.id, seats.c.person_id, seats.c.unit_id, func.min(seats.c.id), literal(address_id))
        .join_from(listed, seats, true())
        .where(seats.c.person_id == person_id, seats.c.unit_id == unit_id, current(seats))
        .group_by(listed.c.id, seats.c.person_id, seats.c.unit_id)
    )


async def _deliver(connection: AsyncConnection, address_id: int, parts: Mapping[int, int]) -> int:
    """How many of these announcements, each with its parts, were new to this address."""
    values = {"lane": Lane.ANNOUNCEMENT.value, "source": Source.ANNOUNCEMENT.value, "address_id": address_id}
    rows = [values | {"source_id": one, "parts": size} for one, size in parts.items()]
    new = insert_into(connection, outbox).values(rows).on_conflict_do_nothing()
    return len((await connection.execute(new.returning(outbox.c.id))).all())
