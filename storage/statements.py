"""The few statements that the two engines spell differently."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, BigInteger, Row, Select, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.codec import dump

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


ENGINES = ("sqlite", "postgresql")


def insert_into(connection: AsyncConnection, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT."""
    return insert_for(connection.dialect.name, table)


def insert_for(engine: str, table: Table) -> Insert:
    """The same for one of ENGINES, for statements that are made once."""
    return sqlite.insert(table) if engine == "sqlite" else postgresql.insert(table)


def ids_in(connection: AsyncConnection, ids: Sequence[int]) -> Select[Any]:
    """These ids as rows with one column `id`: a single parameter however many they are."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(bindparam(None, dump(list(ids)).decode())).table_valued("value", name="listed")
        return select(listed.c.value.label("id"))
    return select(func.unnest(bindparam(None, list(ids), type_=ARRAY(BigInteger))).label("id"))
