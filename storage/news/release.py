"""The fan-out: two statements, however many people, and one more for chats."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, insert, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.members import UnitKind
from core.news import NewsState, Readers
from core.outbox import Lane, Source, State
from storage.announcements.release import UNWRITTEN
from storage.members import best_address, current
from storage.statements import ids_in
from storage.tables import addresses, news, outbox, seats, units


async def fan_out(connection: AsyncConnection, news_id: int, readers: Readers, parts: int, now: datetime) -> int:
    columns = ["lane", "source", "source_id", "occurrence", "parts", "address_id", "state", "reason"]
    await connection.execute(insert(outbox).from_select(columns, _deliveries(news_id, readers, parts)))
    written = select(func.count()).where(
        outbox.c.source == Source.NEWS.value, outbox.c.source_id == news_id, outbox.c.occurrence == 0
    )
    published = (
        update(news)
        .where(news.c.id == news_id)
        .values(state=NewsState.PUBLISHED.value, published_at=now, recipients=written.scalar_subquery())
    )
    return int((await connection.execute(published.returning(news.c.recipients))).scalar_one())


async def post(connection: AsyncConnection, news_id: int, address_ids: Sequence[int], parts: int) -> None:
    listed = ids_in(connection, address_ids).subquery()
    of_chats = select(
        literal(Lane.BACKGROUND.value), literal(Source.NEWS.value), literal(news_id), literal(parts), listed.c.id
    )
    columns = ["lane", "source", "source_id", "parts", "address_id"]
    await connection.execute(insert(outbox).from_select(columns, of_chats))


def _deliveries(news_id: int, readers: Readers, parts: int) -> Select[*tuple[object, ...]]:
    """One row an address: somebody in two units is written to once."""
    reached = _reached(readers).subquery()
    unwritten = addresses.c.state.in_(UNWRITTEN)
    return (
        select(
            literal(Lane.BACKGROUND.value),
            literal(Source.NEWS.value),
            literal(news_id),
            literal(0),
            literal(parts),
            addresses.c.id,
            case((unwritten, State.FAILED.value), else_=State.QUEUED.value),
            case(UNWRITTEN, value=addresses.c.state, else_=null()),
        )
        .join_from(reached, addresses, addresses.c.id == reached.c.address_id)
        .order_by(addresses.c.id)
    )


def _reached(readers: Readers) -> Select[int]:
    return (
        select(best_address(seats.c.person_id).label("address_id"))
        .join_from(seats, units, units.c.id == seats.c.unit_id)
        .where(
            current(seats),
            units.c.bureau_id == readers.bureau_id,
            units.c.ended_at.is_(None),
            seats.c.person_id != readers.sender_id,
            _concerned(readers),
        )
        .distinct()
    )


def _concerned(readers: Readers) -> ColumnElement[bool]:
    """Units of the kabupaten or kota with its kecamatan (of the province itself, when the news is the province's), of
    the same kind, and the bureau's own. Media partners are no unit of the government: they read what is released."""
    area = ".".join(readers.region_code.split(".")[:2])
    near = units.c.region_code == area
    if "." in area:
        near = or_(near, units.c.region_code.startswith(f"{area}.", autoescape=True))
    theirs = [near & (units.c.kind != UnitKind.MEDIA.value), units.c.kind == readers.kind]
    if readers.own_unit_id is not None:
        theirs.append(units.c.id == readers.own_unit_id)
    return or_(*theirs)
