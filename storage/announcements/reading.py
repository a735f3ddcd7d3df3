"""Who has it, who has read it, and which units owe."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import ScalarSelect

from core.announcements import Coverage, Post, Receipt, Tally
from core.channels import Reason
from core.outbox import Source, State
from storage.members import current
from storage.statements import AnyRow, insert_into
from storage.tables import (
    acknowledgements,
    addresses,
    announcement_units,
    announcements,
    audience,
    chats,
    outbox,
    seats,
    unit_names,
    units,
)
from storage.units import NAMED, PROTOCOL_ORDER, SHORT


def _current_version(announcement_id: ColumnElement[int]) -> ScalarSelect[int]:
    current_version = select(announcements.c.current_version).where(announcements.c.id == announcement_id)
    return current_version.correlate_except(announcements).scalar_subquery()


_read = exists().where(
    acknowledgements.c.announcement_id == audience.c.announcement_id,
    acknowledgements.c.unit_id == audience.c.unit_id,
    acknowledgements.c.version == _current_version(audience.c.announcement_id),
)
_still_seated = exists().where(
    seats.c.unit_id == audience.c.unit_id, seats.c.person_id == audience.c.person_id, current(seats)
)
OWES = _still_seated & ~_read
"""True for rows of the audience whose unit nobody has read the current version for, and whose person sits there yet."""

_AUDIENCE = audience.join(NAMED, audience.c.unit_id == NAMED.c.units_id)
_QUEUED = (State.QUEUED, State.SENDING)


# --- how it stands


async def tally(connection: AsyncConnection, announcement_id: int) -> Tally:
    """Four statements."""
    counts, repeated = await _counts(connection, announcement_id)
    failed = await _failed(connection, announcement_id)
    standing = await _units(connection, announcement_id)
    read = [unit.read_at for unit in standing if unit.read_at is not None]
    return Tally(
        queued=sum(counts.get(state, 0) for state in _QUEUED),
        sent=counts.get(State.SENT, 0),
        doubt=counts.get(State.DOUBT, 0),
        repeated=repeated,
        failed=failed,
        read_units=len(read),
        last_read_at=max(read, default=None),
        vacant=tuple(unit.short for unit in standing if unit.read_at is None and not unit.manned),
        owing=tuple(unit.short for unit in standing if unit.read_at is None and unit.manned),
        posts=await _posts(connection, announcement_id),
    )


async def coverage(connection: AsyncConnection, announcement_id: int) -> Coverage:
    """One statement."""
    standing = await _units(connection, announcement_id)
    read = [unit.read_at for unit in standing if unit.read_at is not None]
    return Coverage(len(standing), len(read), min(read, default=None), max(read, default=None))


async def _counts(connection: AsyncConnection, announcement_id: int) -> tuple[dict[State, int], int]:
    """Deliveries to people by state, and how many of them were repeated."""
    counted = (
        select(outbox.c.state, func.count().label("rows"), func.count().filter(outbox.c.repeats > 0).label("repeated"))
        .where(_of_announcement(announcement_id), outbox.c.address_id.not_in(select(chats.c.address_id)))
        .group_by(outbox.c.state)
    )
    rows = (await connection.execute(counted)).all()
    return {State(row.state): row.rows for row in rows}, sum(row.repeated for row in rows)


async def _posts(connection: AsyncConnection, announcement_id: int) -> tuple[Post, ...]:
    """Looked up by key, one chat after the other: there are few of them, and many deliveries."""
    in_chats = (
        select(chats.c.title, outbox.c.state, outbox.c.reason)
        .join_from(chats, outbox, outbox.c.address_id == chats.c.address_id)
        .where(_of_announcement(announcement_id))
        .order_by(chats.c.title, chats.c.id)
    )
    return tuple(
        Post(row.title, State(row.state), Reason(row.reason) if row.reason else None)
        for row in await connection.execute(in_chats)
    )


async def _failed(connection: AsyncConnection, announcement_id: int) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    unreached = union_all(_refused(announcement_id), _without_address(announcement_id)).subquery()
    columns = unreached.c
    in_order = select(unreached).order_by(columns.region_code, columns.unit_id, columns.person_id)
    of_person: dict[int, AnyRow] = {}
    for row in await connection.execute(in_order):
        of_person.setdefault(row.person_id, row)  # who sits in two units is told under the first
    return _by_reason(of_person.values())


def _refused(announcement_id: int) -> Select[*tuple[object, ...]]:
    """The joins say more than they must: whichever table an engine begins with, an index leads to the next."""
    return (
        select(audience.c.person_id, audience.c.unit_id, units.c.region_code, outbox.c.reason, SHORT)
        .select_from(
            outbox.join(addresses, addresses.c.id == outbox.c.address_id)
            .join(
                audience,
                (audience.c.announcement_id == outbox.c.source_id)
                & (audience.c.person_id == addresses.c.person_id)
                & (audience.c.address_id == outbox.c.address_id),
            )
            .join(NAMED, audience.c.unit_id == NAMED.c.units_id)
        )
        .where(_of_announcement(announcement_id), outbox.c.state == State.FAILED.value)
    )


def _without_address(announcement_id: int) -> Select[*tuple[object, ...]]:
    reason = literal(Reason.NEVER_STARTED.value).label("reason")
    return (
        select(audience.c.person_id, audience.c.unit_id, units.c.region_code, reason, SHORT)
        .select_from(_AUDIENCE)
        .where(audience.c.announcement_id == announcement_id, audience.c.address_id.is_(None))
    )


def _of_announcement(announcement_id: int) -> ColumnElement[bool]:
    """The deliveries of this announcement."""
    return and_(
        outbox.c.source == Source.ANNOUNCEMENT.value,
        outbox.c.source_id == announcement_id,
        outbox.c.occurrence == 0,
    )


def _by_reason(rows: Iterable[AnyRow]) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    found: dict[Reason, list[str]] = defaultdict(list)
    for row in rows:
        found[Reason(row.reason)].append(row.short)
    return tuple((reason, tuple(found[reason])) for reason in Reason if reason in found)


async def _units(connection: AsyncConnection, announcement_id: int) -> Sequence[AnyRow]:
    """The units that were addressed, in protocol order, each with when it was first read (the current version) and
    whether anybody sat there."""
    listed = select(announcement_units).where(announcement_units.c.announcement_id == announcement_id).subquery()
    read_at = select(func.min(acknowledgements.c.read_at)).where(
        acknowledgements.c.announcement_id == listed.c.announcement_id,
        acknowledgements.c.unit_id == listed.c.unit_id,
        acknowledgements.c.version == _current_version(listed.c.announcement_id),
    )
    manned = exists().where(
        audience.c.announcement_id == listed.c.announcement_id, audience.c.unit_id == listed.c.unit_id
    )
    standing = (
        select(SHORT, read_at.scalar_subquery().label("read_at"), manned.label("manned"))
        .select_from(listed.join(NAMED, listed.c.unit_id == NAMED.c.units_id))
        .order_by(*PROTOCOL_ORDER)
    )
    return (await connection.execute(standing)).all()


# --- one tap


async def acknowledge(
    connection: AsyncConnection, announcement_id: int, version: int, person_id: int, at: datetime
) -> Receipt | None:
    """Two statements."""
    of_person = (audience.c.announcement_id == announcement_id) & (audience.c.person_id == person_id)
    marks = select(
        audience.c.announcement_id, audience.c.unit_id, audience.c.person_id, literal(version), literal(at)
    ).where(of_person)
    columns = ["announcement_id", "unit_id", "person_id", "version", "read_at"]
    marked = insert_into(connection, acknowledgements).from_select(columns, marks).on_conflict_do_nothing()
    new = (await connection.execute(marked.returning(acknowledgements.c.unit_id))).all()
    return await _marks(connection, announcement_id, person_id, literal(version), new=bool(new))


async def receipt(connection: AsyncConnection, announcement_id: int, person_id: int) -> Receipt | None:
    """At the current version."""
    return await _marks(connection, announcement_id, person_id, _current_version(audience.c.announcement_id), new=False)


async def _marks(
    connection: AsyncConnection, announcement_id: int, person_id: int, version: ColumnElement[int], *, new: bool
) -> Receipt | None:
    rows = (await connection.execute(_marks_of(announcement_id, person_id, version))).all()
    if not rows:
        return None
    return Receipt(
        units=tuple(row.name for row in rows),
        read_at=min(row.read_at for row in rows),
        first_at=min(row.first_at for row in rows),
        new=new,
    )


def _marks_of(announcement_id: int, person_id: int, version: ColumnElement[int]) -> Select[*tuple[object, ...]]:
    """This person's marks, one a unit, each with the first one that anybody of the unit made."""
    mine, anybody = acknowledgements.alias("mine"), acknowledgements.alias("anybody")
    first_at = select(func.min(anybody.c.read_at)).where(
        anybody.c.announcement_id == mine.c.announcement_id,
        anybody.c.unit_id == mine.c.unit_id,
        anybody.c.version == mine.c.version,
    )
    marked = and_(
        mine.c.announcement_id == audience.c.announcement_id,
        mine.c.unit_id == audience.c.unit_id,
        mine.c.person_id == audience.c.person_id,
        mine.c.version == version,
    )
    return (
        select(unit_names.c.name, mine.c.read_at, first_at.scalar_subquery().label("first_at"))
        .select_from(_AUDIENCE.join(mine, marked))
        .where(audience.c.announcement_id == announcement_id, audience.c.person_id == person_id)
        .order_by(*PROTOCOL_ORDER)
    )
