"""One simulator and one bot a module, both real; the bureau is open before the first story begins."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.bot import WIB, Bot, Bureau, command, open_bureau, running, units_file
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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as an operator leaves it: migrated, the units entered, nobody registered yet."""
    folder = tmp_path_factory.mktemp("prepared")
    database = folder / "bot.db"
    await command(database, "migrate")
    await command(database, "units", str(units_file(folder, UNITS)))
    return database


@pytest.fixture(scope="module")
def telegram_url() -> Iterator[str]:
    with serve("--limits", "off") as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telegram(telegram_url: str) -> AsyncIterator[Sim]:
    async with connect(telegram_url) as sim:
        await sim.set_clock(MONDAY)
        yield sim


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(telegram: Sim, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with running(telegram, prepared, tmp_path_factory.mktemp("bot")) as bot:
        yield bot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bureau(telegram: Sim, bot: Bot) -> Bureau:
    return await open_bureau(telegram, bot)
