"""Twenty kills within one broadcast: nobody is left out, and who got it twice can see why.

Each moment is drawn from a seed: after so many messages of this life and a part of a round trip. A kill counts only
if it hit an unsettled send (see Findings.in_send).
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from core.clock import Timer
from tests.crash.broadcasts import ROUND_TRIP, WINDOW, sent_in_this_life, the_end
from tests.crash.oracle import Findings, Kill, Told, copies, on_their_way, sent_by_the_database
from tests.support.crash_network import announce, settle_in
from tests.support.simulator import Sim
from tests.support.supervisor import Patience, Supervisor, supervise

KILLS = 20
RECIPIENTS = 1_000
RATE = 80
A_LIFE = (15, 40)
"""So few messages, together with those on their way, that the last kill still falls within the broadcast."""
CAP_SECONDS = 600.0

BODY = "Yth. Bapak/Ibu petugas humas, mohon hadir pada apel bersama di halaman kantor gubernur. Terima kasih."


async def test_twenty_kills_in_a_broadcast_lose_nobody(
    sim: Sim, tmp_path: Path, seed: int, tell: Callable[[str], None]
) -> None:
    timer, dice = Timer(), Random(seed)
    began = timer.now()
    async with supervise(sim, tmp_path, send_rate=RATE, send_window=WINDOW) as bot:
        patience = Patience(CAP_SECONDS, bot)
        office = await settle_in(sim, bot.database, officers=RECIPIENTS)
        await bot.start()
        await announce(sim, office, BODY, patience)
        await sim.fault("sendMessage", latency=ROUND_TRIP)
        await sim.advance(61)
        kills = [await _kill_and_start(sim, bot, dice, patience) for _ in range(KILLS)]
        told = await the_end(sim, office, patience)
        await bot.stop()
    found = Findings(office, await copies(sim), bot.lives, kills)
    tracebacks = bot.log.read_text().count("Traceback")
    report = found.report(seed, told.unknown, tracebacks, timer.now() - began)
    tell(str(report))
    resumed = found.resumed_after
    tell(
        f"from a start to the next copy {median(resumed):.1f} s, at most {max(resumed):.1f} s; "
        f"at most {bot.most_memory / 2**20:.0f} MB of memory"
    )
    _nobody_is_left_out(found, told)
    _who_got_it_twice_knows_why(found, kills)
    _the_card_says_what_is_so(found, told, sent_by_the_database(bot.database))
    assert (report.forbidden, report.unhandled) == (0, 0)
    assert report.kills_in_send * 2 >= KILLS, "too few kills hit a send: this run shows nothing"


async def _kill_and_start(sim: Sim, bot: Supervisor, dice: Random, patience: Patience) -> Kill:
    await sent_in_this_life(sim, bot, dice.randint(*A_LIFE), patience)
    await asyncio.sleep(dice.uniform(0, ROUND_TRIP))
    kill = Kill(await bot.kill(), on_their_way(bot.database))
    await bot.start()
    return kill


def _nobody_is_left_out(found: Findings, told: Told) -> None:
    assert found.lost == []
    assert told.unknown == 0
    assert told.recipients == RECIPIENTS


def _who_got_it_twice_knows_why(found: Findings, kills: list[Kill]) -> None:
    assert [len(found.doubled_by(kill)) for kill in kills if len(found.doubled_by(kill)) > WINDOW] == []
    assert sum(len(found.doubled_by(kill)) for kill in kills) == len(found.doubled), "one was doubled without a kill"
    assert found.unlabelled_repeats == []
    for copy in found.accepted:
        body, _, card = copy.text.partition("\n\n📢 ")
        assert body == BODY
        assert ("(kirim ulang)" in card) == copy.labelled


def _the_card_says_what_is_so(found: Findings, told: Told, ledger: dict[int, int | None]) -> None:
    assert len(found.relabelled) <= told.repeated <= len(found.relabelled) + told.unknown
    assert told.sent == len(ledger)
    for person, message_id in ledger.items():
        assert message_id in {copy.message_id for copy in found.of_person[person]}, "sent without a message id"
