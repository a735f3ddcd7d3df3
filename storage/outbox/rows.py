"""A row of the ledger with all that its sender must know about who gets it."""

from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import Select, bindparam, exists, func, select

from core.outbox import Lane, Row, Source
from core.roles import Role
from storage.tables import addresses, bureaus, outbox, persons, regions, roles, seats, units

LANGUAGE = "id"
TIMEZONE = "Asia/Jakarta"

_where_they_work = (
    select(regions.c.timezone)
    .join(units, units.c.region_code == regions.c.code)
    .join(seats, seats.c.unit_id == units.c.id)
    .where(seats.c.person_id == persons.c.id, seats.c.valid_to.is_(None))
    .order_by(seats.c.id)
    .limit(1)
    .correlate(persons)
    .scalar_subquery()
)
_where_the_bureau_is = (
    select(regions.c.timezone)
    .join(bureaus, bureaus.c.region_code == regions.c.code)
    .order_by(bureaus.c.id)
    .limit(1)
    .scalar_subquery()
)

SENDER_IS_IN_OFFICE = exists().where(roles.c.name == Role.SENDER.value, roles.c.epoch == bindparam("epoch"))
"""False once another sender took over: whatever is asked then finds nothing."""


def rows() -> Select[Any]:
    return select(
        outbox.c.id,
        outbox.c.lane,
        outbox.c.source,
        outbox.c.source_id,
        outbox.c.occurrence,
        outbox.c.address_id,
        addresses.c.channel,
        addresses.c.address,
        addresses.c.person_id,
        func.coalesce(persons.c.language, LANGUAGE).label("language"),
        func.coalesce(persons.c.timezone, _where_they_work, _where_the_bureau_is, TIMEZONE).label("timezone"),
        outbox.c.part,
        outbox.c.parts,
        outbox.c.tries,
        outbox.c.repeats,
        outbox.c.payload,
    ).select_from(outbox.join(addresses).outerjoin(persons))


def row_of(found: SqlRow[Any]) -> Row:
    return Row(
        id=found.id,
        lane=Lane(found.lane),
        source=Source(found.source),
        source_id=found.source_id,
        occurrence=found.occurrence,
        address_id=found.address_id,
        channel=found.channel,
        address=found.address,
        person_id=found.person_id,
        language=found.language,
        timezone=found.timezone,
        part=found.part,
        parts=found.parts,
        tries=found.tries,
        repeats=found.repeats,
        payload=found.payload,
    )
