"""Twenty kills over four thousand updates: none is lost, none is applied twice.

Eight hundred authors each ask for one announcement: four texts typed without waiting for an answer, then a press.
What counts exactly once and is seen from outside is the number: an update that is lost leaves its author without
one; an update that is applied twice gives a second number, or meets the wrong question and is told so in the chat.
Presses are also repeated, by impatient fingers and by the app (the same press under a new update id).

An answer that a kill left in doubt confuses nobody: a driver presses the button wherever it turns up first, and
cards in doubt come once more.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random

from core.clock import Timer
from tests.crash.oracle import waiting_in_the_inbox
from tests.crash.updates import Heard, write
from tests.support.crash_network import settle_in
from tests.support.simulator import Sim
from tests.support.supervisor import Patience, Supervisor, supervise

KILLS = 20
AUTHORS = 800
A_BURST = AUTHORS // KILLS
KILLED_WITHIN = 1.6
"""Seconds from the first poll of a life; its burst takes longer than that."""
CAP_SECONDS = 600.0


async def test_twenty_kills_in_bursts_of_updates_lose_none_and_apply_none_twice(
    sim: Sim, tmp_path: Path, seed: int, tell: Callable[[str], None]
) -> None:
    timer, dice = Timer(), Random(seed)
    began = timer.now()
    async with supervise(sim, tmp_path, send_rate=10_000) as bot:
        patience = Patience(CAP_SECONDS, bot)
        office = await settle_in(sim, bot.database, officers=1, authors=AUTHORS)
        heard = Heard(sim, office, dice)
        kills = await _bursts_and_kills(sim, bot, heard, dice, patience)
        await heard.until_quiet(patience)
        unconfirmed = [one for one in await sim.updates() if not one["confirmed_at"] and not one["dropped"]]
        await bot.stop()
    codes = [code for numbers in heard.numbers.values() for code in numbers]
    lost = [author for author in office.authors if author not in heard.numbers]
    twice = [author for author, numbers in heard.numbers.items() if len(numbers) > 1]
    tell(
        f"{seed=}, kills={len(kills)}, kills_in_work={sum(kills)}, updates={heard.updates}, lost={len(lost)}, "
        f"twice={len(twice)}, astray={len(heard.astray)}, unconfirmed={len(unconfirmed)}, "
        f"unhandled={bot.log.read_text().count('Traceback')}, wall_s={timer.now() - began:.1f}"
    )
    assert heard.astray == []
    assert lost == []
    assert sorted(codes) == [f"BKL-{number:04d}" for number in range(1, AUTHORS + 1)], "gaps or doubles"
    assert {code: {author} for author, (code,) in heard.numbers.items()} == heard.asked
    assert unconfirmed == []
    assert heard.updates >= 4_000
    assert "Traceback" not in bot.log.read_text()
    assert sum(kills) * 2 >= KILLS, "too few kills hit an update that was being worked on: this run shows nothing"


async def _bursts_and_kills(sim: Sim, bot: Supervisor, heard: Heard, dice: Random, patience: Patience) -> list[bool]:
    """Everybody writes, life after life; whether each kill left updates that had been handed over but not handled."""
    hits = []
    async with heard.listening():
        for nth in range(KILLS):
            burst = heard.office.authors[nth * A_BURST :][:A_BURST]
            writing = asyncio.create_task(write(sim, burst, heard))
            await bot.start()
            await _polls(sim, bot, patience)
            await asyncio.sleep(dice.uniform(0, KILLED_WITHIN))
            await bot.kill()
            hits.append(await _unfinished(sim, bot))
            await writing
        await bot.start()
    return hits


async def _polls(sim: Sim, bot: Supervisor, patience: Patience) -> None:
    """Until this life has begun to fetch updates."""
    since = 0
    while True:
        calls = await sim.calls("deleteWebhook", since=since, wait=0.5)
        if any(bot.in_this_life(call["at"]) for call in calls):
            return
        since = max([since, *(call["seq"] for call in calls)])
        patience.check("the first poll")


async def _unfinished(sim: Sim, bot: Supervisor) -> bool:
    """Something had been handed over and was not confirmed, or had been stored and was not handled."""
    handed = any(one["handed_at"] and not one["confirmed_at"] for one in await sim.updates())
    return handed or waiting_in_the_inbox(bot.database) > 0
