"""SIGTERM in the middle of a broadcast: what is in flight is settled, nothing is sent twice, a start goes on."""

import asyncio
from pathlib import Path
from random import Random

from core.clock import Timer
from tests.crash.broadcasts import ROUND_TRIP, WINDOW, sent_in_this_life, the_end
from tests.crash.oracle import Findings, copies, on_their_way
from tests.support.crash_network import announce, settle_in
from tests.support.simulator import Sim
from tests.support.supervisor import Patience, supervise

RECIPIENTS = 200
STOPS = 3
MOST_SECONDS = 10.0
"""What a stop may take is a promise, so it is asserted."""
BODY = "Yth. Bapak/Ibu petugas humas, mohon menyiapkan laporan bulanan."


async def test_a_stop_in_mid_broadcast_settles_what_is_in_flight_and_a_start_goes_on(
    sim: Sim, tmp_path: Path, seed: int
) -> None:
    timer, dice = Timer(), Random(seed)
    async with supervise(sim, tmp_path, send_rate=80, send_window=WINDOW) as bot:
        patience = Patience(180, bot)
        office = await settle_in(sim, bot.database, officers=RECIPIENTS)
        await bot.start()
        await announce(sim, office, BODY, patience)
        await sim.fault("sendMessage", latency=ROUND_TRIP)
        await sim.advance(61)
        for _ in range(STOPS):
            await sent_in_this_life(sim, bot, dice.randint(15, 35), patience)
            await asyncio.sleep(dice.uniform(0, ROUND_TRIP))
            assert on_their_way(bot.database), "nothing was in flight: this stop shows nothing"
            began = timer.now()
            await bot.stop()
            assert timer.now() - began <= MOST_SECONDS
            assert on_their_way(bot.database) == frozenset()
            await bot.start()
        told = await the_end(sim, office, patience)
        await bot.stop()
    found = Findings(office, await copies(sim), bot.lives)
    assert (found.lost, found.doubled, found.relabelled) == ([], [], [])
    assert (told.sent, told.repeated, told.unknown) == (RECIPIENTS, 0, 0)


async def test_a_stop_while_an_answer_does_not_come_is_in_time_and_leaves_that_one_in_doubt(
    sim: Sim, tmp_path: Path
) -> None:
    timer = Timer()
    async with supervise(sim, tmp_path, send_rate=80, send_window=WINDOW) as bot:
        patience = Patience(120, bot)
        office = await settle_in(sim, bot.database, officers=WINDOW)
        await bot.start()
        await announce(sim, office, BODY, patience)
        await sim.fault("sendMessage", hang="after", chat=office.officers[3])
        await sim.advance(61)
        await sent_in_this_life(sim, bot, WINDOW, patience)
        began = timer.now()
        await bot.stop()
        assert timer.now() - began <= MOST_SECONDS
    assert on_their_way(bot.database) == {office.officers[3]}
    found = Findings(office, await copies(sim), bot.lives)
    assert (found.lost, found.doubled) == ([], [])
