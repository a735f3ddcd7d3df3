"""What the pool says about a connection that it gives up."""

import logging

import pytest
from sqlalchemy import make_url

from storage.engine import Database


async def test_a_connection_that_is_given_up_is_one_line_without_what_stood_in_it(
    engine_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    database = Database(make_url(engine_url))
    pool = database._writers.pool
    try:
        raise LookupError("somebody's words")
    except LookupError:
        pool.logger.exception("Exception terminating connection %r", pool)
    await database.close()
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.WARNING, "a connection was given up: LookupError")
    assert record.exc_info is None
