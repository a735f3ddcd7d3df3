"""Crash tests have a simulator of their own: what it counts is theirs alone."""

import os
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.support.simulator import Sim, connect, serve

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Writes a line under the results of the whole run, whether the test passes or fails."""
    item: pytest.Item = request.node
    return lambda line: item.user_properties.append(("told", f"{item.name}: {line}"))


@pytest.fixture
def seed(tell: Callable[[str], None]) -> int:
    """Of the moments at which the bot is killed; CRASH_SEED replays a run."""
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbelow(1_000_000))
    tell(f"CRASH_SEED={seed} replays it")
    return seed


@pytest.fixture
async def sim() -> AsyncIterator[Sim]:
    with serve("--limits", "off") as url:
        async with connect(url) as sim:
            yield sim
