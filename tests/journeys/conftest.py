"""One simulator and one bot a module and engine, both real; the bureau is open before the first story begins."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import make_url

from tests.support import postgres
from tests.support.bot import WIB, Bot, Bureau, command, open_bureau, running, units_file
from tests.support.databases import Prepared, prepared_file, prepared_template
from tests.support.simulator import Sim, connect, serve

UNITS = (
    ("Dinas Komunikasi, Informatika dan Statistik Provinsi Bengkulu", "Diskominfotik", "diskominfo", "17"),
    ("Dinas Kominfo Kabupaten Seluma", "Kominfo Seluma", "diskominfo", "17.05"),
    ("Dinas Kominfo Kabupaten Rejang Lebong", "Kominfo Rejang Lebong", "diskominfo", "17.02"),
    ("Dinas Kominfo Kabupaten Kaur", "Kominfo Kaur", "diskominfo", "17.04"),
    ("Polres Rejang Lebong", "Polres Rejang Lebong", "polri", "17.02"),
    ("Polres Kaur", "Polres Kaur", "polri", "17.04"),
    ("Kodim 0409 Rejang Lebong", "Kodim 0409", "tni", "17.02"),
    ("Kantor Imigrasi Bengkulu", "Imigrasi Bengkulu", "vertikal", "17.71"),
    ("Pelindo Regional 2 Bengkulu", "Pelindo", "bumn", "17.71"),
    ("Universitas Bengkulu", "Unib", "perguruan_tinggi", "17.71"),
    ("Forum GenRe Kabupaten Kaur", "GenRe Kaur", "genre", "17.04"),
    ("Harian Rafflesia", "Rafflesia", "media", "17.71"),
)
"""A small province: every kind of audience has somebody in it."""
MONDAY = datetime(2026, 11, 23, 10, 15, tzinfo=WIB)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    """Whoever asks for the bot plays on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("prepared")
    _prepare(f"sqlite+aiosqlite:///{folder / 'bot.db'}", folder)
    return prepared_file(folder / "bot.db")


@pytest.fixture(scope="session")
def prepared_postgresql(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    server = make_url(postgres_url)
    with postgres.fresh_database(server, f"prepared_{uuid4().hex}") as template:
        _prepare(template.render_as_string(hide_password=False), tmp_path_factory.mktemp("prepared"))
        yield prepared_template(server, str(template.database))


def _prepare(database_url: str, folder: Path) -> None:
    units = units_file(folder, UNITS)

    async def type_commands() -> None:
        await command(database_url, folder, "migrate")
        await command(database_url, folder, "units", str(units))

    with ThreadPoolExecutor(1) as thread:  # no test's loop may be under way in this one
        thread.submit(asyncio.run, type_commands()).result()


@pytest.fixture(scope="module")
def prepared(engine: str, request: pytest.FixtureRequest) -> Prepared:
    """A database as an operator leaves it: migrated, the units entered, nobody registered yet."""
    given: Prepared = request.getfixturevalue(f"prepared_{engine}")
    return given


@pytest.fixture(scope="module")
def telegram_url(engine: str) -> Iterator[str]:
    with serve("--limits", "off") as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telegram(telegram_url: str) -> AsyncIterator[Sim]:
    async with connect(telegram_url) as sim:
        await sim.set_clock(MONDAY)
        yield sim


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(telegram: Sim, prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with running(telegram, prepared, tmp_path_factory.mktemp("bot")) as bot:
        yield bot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bureau(telegram: Sim, bot: Bot) -> Bureau:
    return await open_bureau(telegram, bot)
