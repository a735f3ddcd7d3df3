"""The schema without Alembic, which takes a second to import; a test of its own shows that both make the same."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.schema import HEAD
from storage.tables import metadata


async def create_schema(url: str, revision: str = HEAD) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
            await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            await connection.execute(text("INSERT INTO alembic_version VALUES (:found)"), {"found": revision})
    finally:
        await engine.dispose()
