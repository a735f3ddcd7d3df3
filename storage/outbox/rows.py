"""A row of the ledger with all that its sender must know about who gets it.

Each of these is looked up by key for each row that is taken. As joins they are at the mercy of statistics: PostgreSQL
has read a whole ledger for each of its rows when they were taken while it was empty.
"""

from typing import Any

from sqlalchemy import Column, FromClause, ScalarSelect, bindparam, exists, func, select

from core.outbox import Lane, Row, Source
from core.roles import Role
from storage.tables import addresses, bureaus, persons, regions, roles, seats, units

LANGUAGE = "id"
TIMEZONE = "Asia/Jakarta"

SENDER_IS_IN_OFFICE = exists().where(roles.c.name == Role.SENDER.value, roles.c.epoch == bindparam("epoch"))
"""False once another sender took over: whatever is asked then finds nothing."""

_OWN_COLUMNS = (
    "id", "lane", "source", "source_id", "occurrence", "address_id",
    "part", "parts", "tries", "repeats", "payload",
)  # fmt: skip
_where_the_bureau_is = (
    select(regions.c.timezone)
    .join(bureaus, bureaus.c.region_code == regions.c.code)
    .order_by(bureaus.c.id)
    .limit(1)
    .scalar_subquery()
)


def row_columns(outbox: FromClause) -> tuple[Any, ...]:
    """What `row_of` needs of the ledger, which may go under an alias."""
    person_id = _of_address(outbox, addresses.c.person_id)
    timezones = (_of_person(outbox, persons.c.timezone), _where_they_work(outbox), _where_the_bureau_is, TIMEZONE)
    return (
        *(outbox.c[name] for name in _OWN_COLUMNS),
        _of_address(outbox, addresses.c.channel).label("channel"),
        _of_address(outbox, addresses.c.address).label("address"),
        person_id.label("person_id"),
        func.coalesce(_of_person(outbox, persons.c.language), LANGUAGE).label("language"),
        func.coalesce(*timezones).label("timezone"),
    )


def _of_address(outbox: FromClause, column: Column[Any]) -> ScalarSelect[Any]:
    return select(column).where(addresses.c.id == outbox.c.address_id).correlate(outbox).scalar_subquery()


def _of_person(outbox: FromClause, column: Column[Any]) -> ScalarSelect[Any]:
    person_id = _of_address(outbox, addresses.c.person_id)
    return select(column).where(persons.c.id == person_id).correlate(outbox).scalar_subquery()


def _where_they_work(outbox: FromClause) -> ScalarSelect[Any]:
    return (
        select(regions.c.timezone)
        .join(units, units.c.region_code == regions.c.code)
        .join(seats, seats.c.unit_id == units.c.id)
        .where(seats.c.person_id == _of_address(outbox, addresses.c.person_id), seats.c.valid_to.is_(None))
        .order_by(seats.c.id)
        .limit(1)
        .correlate(outbox)
        .scalar_subquery()
    )


def row_of(found: Any) -> Row:
    """From a row of the database with `row_columns`."""
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
