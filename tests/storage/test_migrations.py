"""One line of migrations for both engines, which ends at the tables as the program knows them."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from core.errors import SchemaOutdated
from storage.migrate import MIGRATIONS, draft, migrate
from storage.schema import HEAD
from storage.uow import Storage
from tests.storage.schema import create_schema
from tests.storage.sql import NOW, Sql
from tests.support import postgres

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def another_url(engine_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A second empty database of the same engine."""
    if engine_url.startswith("sqlite"):
        yield f"sqlite+aiosqlite:///{tmp_path / 'another.db'}"
        return
    with postgres.fresh_database(make_url(request.getfixturevalue("postgres_url")), f"test_{uuid4().hex}") as url:
        yield url.render_as_string(hide_password=False)


async def shape(url: str) -> dict[str, Any]:
    """Everything that the database says about its tables."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(lambda sync: dict(_shapes(sync)))
    finally:
        await engine.dispose()


def _shapes(connection: Connection) -> Iterator[tuple[str, Any]]:
    seen = inspect(connection)
    for table in sorted(set(seen.get_table_names()) - {"alembic_version"}):
        columns = [column | {"type": repr(column["type"])} for column in seen.get_columns(table)]
        rules = (
            seen.get_pk_constraint(table),
            _sorted(seen.get_foreign_keys(table)),
            _sorted(seen.get_unique_constraints(table)),
            _sorted(seen.get_check_constraints(table)),
            _sorted(seen.get_indexes(table)),
        )
        yield table, (columns, rules)
    if connection.dialect.name == "sqlite":
        made = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
        yield "as it was made", {row.name: sorted(_lines(row.sql)) for row in connection.execute(made)}


def _lines(sql: str) -> Iterator[str]:
    """Where a line stands does not matter, nor whether it is the last."""
    return (line.strip(" ,\t") for line in sql.splitlines())


def _sorted(found: Any) -> list[str]:
    return sorted(repr(_plain(each)) for each in found)


def _plain(value: Any) -> Any:
    """The condition of a partial index comes as an object."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in sorted(value.items())}
    return str(value)


async def test_a_migrated_database_is_the_same_as_a_fresh_one(engine_url: str, another_url: str) -> None:
    await migrate(engine_url)
    await create_schema(another_url)
    migrated, fresh = await shape(engine_url), await shape(another_url)
    assert migrated == fresh
    assert len(fresh) > 25


async def test_alembic_finds_nothing_left_to_do(engine_url: str) -> None:
    await migrate(engine_url)
    assert await draft(engine_url) == ""


async def test_a_draft_names_what_the_database_lacks(engine_url: str) -> None:
    await migrate(engine_url)
    engine = create_async_engine(engine_url)
    await Sql(engine).run("DROP TABLE schedule")
    await engine.dispose()
    assert "op.create_table('schedule'" in await draft(engine_url)


async def test_the_program_needs_the_newest_migration_and_there_is_one_line_of_them() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


async def test_migrating_again_changes_nothing_and_loses_nothing(engine_url: str) -> None:
    await migrate(engine_url)
    storage = await Storage.open(engine_url)
    async with storage.work() as uow:
        await uow.audit.note(NOW, None, "tested", "schema", 1)
    await storage.close()
    before = await shape(engine_url)
    await migrate(engine_url)
    assert await shape(engine_url) == before
    engine = create_async_engine(engine_url)
    assert await Sql(engine).one("SELECT act FROM audit") == "tested"
    await engine.dispose()


async def test_two_that_migrate_at_once_come_to_the_same(engine_url: str) -> None:
    await asyncio.gather(migrate(engine_url), migrate(engine_url))
    await (await Storage.open(engine_url)).close()


async def test_a_migration_that_fails_keeps_nothing(engine_url: str) -> None:
    engine = create_async_engine(engine_url)
    await Sql(engine).run("CREATE TABLE outbox (id INTEGER)")
    with pytest.raises(Exception, match="outbox"):
        await migrate(engine_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["outbox"]
    await engine.dispose()


# --- at the start of the program


@pytest.mark.parametrize("revision", ["0000", "9999"])
async def test_another_schema_is_refused_with_the_command_that_mends_it(engine_url: str, revision: str) -> None:
    await create_schema(engine_url, revision)
    with pytest.raises(SchemaOutdated, match=rf"{revision}.*python -m bot migrate"):
        await Storage.open(engine_url)


async def test_an_empty_database_is_refused_with_the_command_that_fills_it(engine_url: str) -> None:
    with pytest.raises(SchemaOutdated, match="python -m bot migrate"):
        await Storage.open(engine_url)


async def test_no_file_is_made_where_there_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(SchemaOutdated, match="python -m bot migrate"):
        await Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    assert list(tmp_path.iterdir()) == []


async def test_migrating_makes_the_folder_of_the_database(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/data/humas/bot.db"
    await migrate(url)
    await (await Storage.open(url)).close()


def test_a_start_needs_no_alembic() -> None:
    """It takes a second to import."""
    seen = "import sys, storage.uow; print(sorted({m.split('.')[0] for m in sys.modules} & {'alembic', 'asyncpg'}))"
    done = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
