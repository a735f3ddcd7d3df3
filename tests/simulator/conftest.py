"""One simulator for each module, emptied before each test. Limits are off where a test does not turn them on."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.simulator.support import Driver, Server, driving, running


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running("--limits", "off") as started:
        yield started


@pytest.fixture
async def sim(server: Server) -> AsyncIterator[Driver]:
    async with driving(server.base) as driver:
        await driver.post("/sim/reset")
        yield driver
