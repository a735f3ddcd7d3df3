"""The database cannot be written for a while: nobody's words are acknowledged and lost, and the bot stays alive."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from tests.support.crash_network import settle_in, shown
from tests.support.simulator import Object, Sim
from tests.support.supervisor import Patience, Supervisor, supervise

NOT_KEPT = "Maaf, pesan belum tersimpan. Mohon kirim sekali lagi."
ASKED, ANSWERED = "/umumkan", "Kirim isi pengumuman"
NOTHING_FITS = 4_096
"""Bytes: the first page of a log is beyond it."""


@contextmanager
def locked(bot: Supervisor) -> Iterator[None]:
    """Somebody's shell holds the write lock."""
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(bot: Supervisor) -> Iterator[None]:
    """No file of the process can grow or be written beyond its first bytes: the kernel refuses, as on a full disk."""
    pid, (_, hard) = bot.lives[-1].pid, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (NOTHING_FITS, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.parametrize("trouble", [locked, full])
async def test_what_cannot_be_stored_is_told_once_and_not_acknowledged_and_handled_later(
    sim: Sim, tmp_path: Path, trouble: Callable[[Supervisor], AbstractContextManager[None]]
) -> None:
    async with supervise(sim, tmp_path) as bot:
        patience = Patience(120, bot)
        office = await settle_in(sim, bot.database, officers=1)
        await bot.start()
        await sim.send(office.author, "/menu")
        await shown(sim, office.author, "", patience)  # the bot is at work
        with trouble(bot):
            await sim.send(office.author, ASKED)
            await shown(sim, office.author, NOT_KEPT, patience)
            (update,) = await _handed_over_again(sim, patience)
            assert update["confirmed_at"] is None
            assert not await _said(sim, office.author, ANSWERED)
        await shown(sim, office.author, ANSWERED, patience)
        assert len(await _said(sim, office.author, ANSWERED)) == 1
        assert len(await _said(sim, office.author, NOT_KEPT)) == 1
        await bot.stop()
    assert "Traceback" not in bot.log.read_text()


async def _handed_over_again(sim: Sim, patience: Patience) -> list[Object]:
    """The update, once the bot has asked for it a second time."""
    while True:
        asked = [one for one in await sim.updates() if ASKED in str(one["update"])]
        if all(len(one["handed_at"]) > 1 for one in asked):
            return asked
        patience.check("the same update a second time")
        await asyncio.sleep(0.1)


async def _said(sim: Sim, person: int, words: str) -> list[str]:
    return [message.text for message in await sim.inbox(person) if message.by_bot and words in message.text]
