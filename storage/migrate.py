"""Brings a database to the schema of this program. Alembic is imported here only, and late: it takes a second."""

from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, func, make_url, select, text
from sqlalchemy.types import TypeEngine

from storage.engine import SQLITE, migrating
from storage.tables import Instant, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_304_185_201
"""Key of the advisory lock under which replicas that start together migrate one after the other."""


async def migrate(url: str) -> None:
    """All or nothing, one transaction; a database that is up to date stays as it is. Makes a missing SQLite file."""
    parsed = make_url(url)
    if parsed.drivername == SQLITE:
        Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = migrating(parsed)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
    _demand_whole_references(connection)


def _demand_whole_references(connection: Connection) -> None:
    """On SQLite a migration may rebuild tables, so references are not enforced meanwhile; here they are checked."""
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"the migration would leave {len(broken)} rows that refer to nothing")


async def draft(url: str) -> str:
    """The steps, as Python, that lead from the database at `url` to tables.py: the raw material of a migration."""
    engine = migrating(make_url(url))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_draft)
    finally:
        await engine.dispose()


def _draft(connection: Connection) -> str:
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.migration import MigrationContext

    defaults_too = connection.dialect.name == "postgresql"  # SQLite's empty text looks like another one
    options: dict[str, Any] = {"compare_server_default": defaults_too, "render_item": _render}
    context = MigrationContext.configure(connection, opts=options)
    steps = produce_migrations(context, metadata).upgrade_ops
    return "" if steps is None or steps.is_empty() else render_python_code(steps, render_item=_render)


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A migration stays what it was when tables.py moves on, so it names none of its types."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, TypeEngine) and "sqlite" in getattr(item, "_variant_mapping", {}):
        return "BIG"
    return False
