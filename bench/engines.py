"""A fresh database on each engine; PostgreSQL only where one can be had."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import URL

from tests.support import postgres

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
_numbers = count(1)


@contextmanager
def server() -> Iterator[URL | None]:
    """As the tests get theirs; None without one."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(postgres.serve()).url
        except postgres.PostgresMissing:
            found = None
        yield found


@contextmanager
def fresh(engine: str, server: URL | None, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    number = next(_numbers)
    if engine == SQLITE or server is None:
        yield f"sqlite+aiosqlite:///{folder}/bench{number}.db"
        return
    with postgres.fresh_database(server, f"bench_{number}") as url:
        yield url.render_as_string(hide_password=False)


def engines(server: URL | None) -> tuple[str, ...]:
    return (SQLITE,) if server is None else (SQLITE, POSTGRESQL)
