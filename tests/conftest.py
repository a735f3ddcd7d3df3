"""Fixtures that every folder of tests may use: a database of each engine, empty for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from tests.support import postgres

pytest_plugins = ["tests.support.whole_run", "tests.support.told"]

# No deadline: durations are not asserted. The blob in a failure's output replays it.
settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The run's one PostgreSQL, as an SQLAlchemy URL of its maintenance database."""
    try:
        with postgres.serve() as server:
            told: Any = request.config.pluginmanager.get_plugin("told-lines")
            told.postgres = server.origin
            yield server.url.render_as_string(hide_password=False)
    except postgres.PostgresMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """A new empty database on it, dropped after the test."""
    with postgres.fresh_database(make_url(postgres_url), f"test_{uuid4().hex}") as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new empty database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_database"))
    return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgres_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)
