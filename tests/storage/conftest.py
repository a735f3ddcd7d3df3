"""A database of each engine with every table, and a small network in it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import Database
from storage.tables import metadata
from storage.uow import Storage
from tests.storage.network import Network
from tests.storage.schema import create_schema
from tests.storage.sql import Sql


@pytest.fixture
async def database_url(engine_url: str) -> str:
    """A database with the present schema and nothing in it."""
    await create_schema(engine_url)
    return engine_url


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    opened = await Storage.open(database_url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def sql(database_url: str) -> AsyncIterator[Sql]:
    """Plain SQL on the same database."""
    engine = create_async_engine(database_url)
    try:
        yield Sql(engine)
    finally:
        await engine.dispose()


@pytest.fixture
async def database(engine_url: str) -> AsyncIterator[Database]:
    opened = Database(make_url(engine_url))
    try:
        async with opened.writing() as connection:
            await connection.run_sync(metadata.create_all)
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def network(database: Database) -> AsyncIterator[Network]:
    """A bureau without units, in a transaction that is never committed."""
    async with database.writing() as connection:
        made = Network(connection)
        await made.found()
        yield made
