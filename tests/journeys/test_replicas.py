"""Two bots at work on one database: nobody notices that there are two, or that one is gone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.bot import Bot, Bureau, Phone
from tests.support.simulator import Sim

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

UNITS = ("Polres Kaur", "Kominfo Kaur", "GenRe Kaur")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def other(telegram: Sim, bureau: Bureau, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """A second bot on the database of the first."""
    folder: Path = tmp_path_factory.mktemp("other")
    bot = Bot(telegram, folder, bureau.bot.database)
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()
    assert bot.troubles() == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def officers(bureau: Bureau, other: Bot) -> list[Phone]:
    await bureau.group("Kaur", *UNITS)
    return [await bureau.officer(f"Petugas {unit}", unit) for unit in UNITS]


async def gets_one_and_reads_it(officers: list[Phone], code: str) -> None:
    for officer in officers:
        copy = await officer.sees(f"{code} v1")
        told = await officer.taps("Sudah dibaca", on=copy)
        assert told["text"].startswith("Terima kasih. Tercatat untuk")
        assert len(await officer.shows(f"{code} v1")) == 1


async def test_of_two_bots_each_recipient_gets_one_copy(bureau: Bureau, officers: list[Phone]) -> None:
    code = await bureau.announces("Mohon hadir pada upacara.", "Kaur")
    await gets_one_and_reads_it(officers, code)
    await bureau.ratna.sees("dibaca 3 dari 3 unit")


async def test_when_one_is_stopped_the_other_goes_on(bureau: Bureau, officers: list[Phone]) -> None:
    code = await bureau.asks("Mohon mengirim laporan.", "Kaur")
    await bureau.bot.stop()
    try:
        await bureau.approved(code)
        await gets_one_and_reads_it(officers, code)
    finally:
        await bureau.bot.start()


async def test_when_the_one_that_went_on_is_killed_the_first_one_takes_over(
    bureau: Bureau, other: Bot, officers: list[Phone]
) -> None:
    code = await bureau.asks("Mohon memasang bendera.", "Kaur")
    await other.kill()
    try:
        await bureau.approved(code)
        await gets_one_and_reads_it(officers, code)
    finally:
        await other.start()
