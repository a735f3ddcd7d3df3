"""What the tests stand on: each gets an empty database of the engine that it names."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import create_async_engine


@pytest.mark.parametrize("time", ["first", "second"])
async def test_each_test_finds_an_empty_database_that_keeps_what_is_written(engine_url: str, time: str) -> None:
    engine = create_async_engine(engine_url)
    async with engine.begin() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == []
        await connection.execute(text("CREATE TABLE note (body TEXT)"))
        await connection.execute(text("INSERT INTO note VALUES (:body)"), {"body": time})
    async with engine.begin() as connection:
        assert (await connection.execute(text("SELECT body FROM note"))).scalar_one() == time
    await engine.dispose()


async def test_the_database_has_the_engine_of_its_parameter(engine_url: str, request: pytest.FixtureRequest) -> None:
    engine = create_async_engine(engine_url)
    assert engine.dialect.name == request.node.callspec.params["engine_url"]
    await engine.dispose()
