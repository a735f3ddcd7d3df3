"""The same as with polling (test_updates.py), where Telegram delivers by itself: kills in bursts of updates, none is
lost, none is applied twice. An update whose acknowledgement a kill swallowed comes again, and the inbox knows it."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.crash.oracle import waiting_in_the_inbox
from tests.crash.updates import Heard, write
from tests.support.crash_network import settle_in
from tests.support.simulator import Object, Sim
from tests.support.supervisor import Patience, Supervisor, supervise

KILLS = 6
AUTHORS = 120
A_BURST = AUTHORS // KILLS
KILLED_WITHIN = 0.6
"""Seconds from the moment at which a life has set its webhook; its burst takes longer than that."""
CAP_SECONDS = 300.0


async def test_kills_while_updates_are_delivered_lose_none_and_apply_none_twice(
    sim: Sim, tmp_path: Path, seed: int, tell: Callable[[str], None]
) -> None:
    dice, port = Random(seed), free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    async with supervise(
        sim, tmp_path, send_rate=10_000, webhook_url=url, webhook_secret="RAHASIA", http_port=port
    ) as bot:
        patience = Patience(CAP_SECONDS, bot)
        office = await settle_in(sim, bot.database, officers=1, authors=AUTHORS)
        heard = Heard(sim, office, dice)
        hits = await _bursts_and_kills(sim, bot, heard, dice, patience)
        await heard.until_quiet(patience)
        updates = await _all_confirmed(sim, patience)
        await bot.stop()
    numbers = [number for numbers in heard.numbers.values() for number in numbers]
    again = sum(len(one["handed_at"]) > 1 for one in updates)
    lost = [author for author in office.authors if author not in heard.numbers]
    counted = f"{seed=}, kills={KILLS}, kills_in_work={sum(hits)}, updates={heard.updates}"
    tell(f"{counted}, lost={len(lost)}, delivered_again={again}")
    assert heard.astray == []
    assert lost == []
    assert sorted(numbers) == [f"BKL-{number:04d}" for number in range(1, AUTHORS + 1)], "gaps or doubles"
    assert len(updates) == heard.updates
    assert sum(hits) * 2 >= KILLS, "too few kills hit an update that was being worked on: this run shows nothing"
    assert "Traceback" not in bot.log.read_text()
    assert await sim.calls("getUpdates") == []


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


async def _bursts_and_kills(sim: Sim, bot: Supervisor, heard: Heard, dice: Random, patience: Patience) -> list[bool]:
    """Whether each kill left updates that had been handed over but not handled."""
    hits = []
    async with heard.listening():
        for nth in range(KILLS):
            burst = heard.office.authors[nth * A_BURST :][:A_BURST]
            writing = asyncio.create_task(write(sim, burst, heard))
            await bot.start()
            await _delivers(sim, bot, patience)
            await asyncio.sleep(dice.uniform(0, KILLED_WITHIN))
            await bot.kill()
            handed = any(one["handed_at"] and not one["confirmed_at"] for one in await sim.updates())
            hits.append(handed or waiting_in_the_inbox(bot.database) > 0)
            await writing
        await bot.start()
    return hits


async def _delivers(sim: Sim, bot: Supervisor, patience: Patience) -> None:
    """Until this life has set its webhook."""
    since = 0
    while True:
        calls = await sim.calls("setWebhook", since=since, wait=0.5)
        if any(bot.in_this_life(call["at"]) for call in calls):
            return
        since = max([since, *(call["seq"] for call in calls)])
        patience.check("the webhook")


async def _all_confirmed(sim: Sim, patience: Patience) -> list[Object]:
    while True:
        updates = [one for one in await sim.updates() if not one["dropped"]]
        if all(one["confirmed_at"] for one in updates):
            return updates
        await asyncio.sleep(0.1)
        patience.check("the last confirmation")
