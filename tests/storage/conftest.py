"""A database of each engine with every table, and a small network in it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import Database
from storage.uow import Storage
from tests.storage.network import Network
from tests.storage.schema import create_schema, empty, wait_for
from tests.storage.sql import Sql
from tests.support import postgres


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the present schema and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("ready") / "bot.db"
    wait_for(create_schema(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def ready_server(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database with the present schema, to be emptied."""
    with postgres.fresh_database(make_url(postgres_url), f"ready_{uuid4().hex}") as made:
        url = made.render_as_string(hide_password=False)
        wait_for(create_schema(url))
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database as everywhere; for a test that asks for `database_url`, one that has its tables already,
    since making them for each test would take longer than the tests."""
    ready = "database_url" in request.fixturenames
    if request.param == "sqlite":
        if ready:
            shutil.copy(request.getfixturevalue("ready_file"), tmp_path / "bot.db")
        return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    if ready:
        url = str(request.getfixturevalue("ready_server"))
        wait_for(empty(url))
        return url
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def database_url(engine_url: str) -> str:
    """A database with the present schema and nothing in it."""
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
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(make_url(database_url))
    try:
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
