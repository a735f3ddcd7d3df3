"""Which schema this program needs, and whether the database has it."""

from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import SchemaOutdated

HEAD = "0004"
"""The newest migration; a test compares it with storage/migrations. Read here so that a start needs no Alembic."""

COMMAND = "python -m bot migrate"

_versions = table("alembic_version", column("version_num"))


async def demand_head(connection: AsyncConnection) -> None:
    """Raises SchemaOutdated when the database has another schema than HEAD, or none."""
    found = await connection.run_sync(_revision)
    if found is None:
        raise SchemaOutdated(f"The database has no tables yet. Run: {COMMAND}")
    if found < HEAD:
        raise SchemaOutdated(f"The database has schema {found}, this program needs {HEAD}. Run: {COMMAND}")
    if found > HEAD:
        raise SchemaOutdated(
            f"The database has schema {found}, newer than this program's {HEAD}. "
            f"Start the newer program, or restore a backup of before its {COMMAND}."
        )


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_versions.name):
        return None
    found: str | None = connection.execute(select(_versions.c.version_num)).scalar_one_or_none()
    return found
