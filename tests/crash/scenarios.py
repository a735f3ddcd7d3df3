"""Small runs, each directed at one kind of bug. They return what went wrong, in words; a sound bot gives none.

A harness that cannot go on (the bot ended, a wait was too long) raises instead: that catches nothing.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from tests.crash.broadcasts import WINDOW, the_end
from tests.crash.failing import DIED
from tests.crash.oracle import Findings, copies
from tests.crash.updates import Heard, write
from tests.support.crash_network import announce, settle_in, shown
from tests.support.simulator import ROOT, Object, Sim, connect, serve
from tests.support.supervisor import Patience, supervise

LOST, UNLABELLED, TWICE = "lost", "unlabelled", "twice"
HALF = WINDOW // 2
BODY = "Yth. Bapak/Ibu petugas humas, mohon diteruskan kepada pimpinan."
CAP_SECONDS = 180.0
FAILING = ("-m", "tests.crash.failing")


async def killed_with_a_full_window(folder: Path, code: Path = ROOT) -> set[str]:
    """A kill while all requests in flight hang: one half was never carried out, the other half was."""
    with serve("--limits", "off") as url:
        async with connect(url) as sim, supervise(sim, folder, code=code, send_rate=80, send_window=WINDOW) as bot:
            patience = Patience(CAP_SECONDS, bot)
            office = await settle_in(sim, bot.database, officers=3 * WINDOW)
            await bot.start()
            await announce(sim, office, BODY, patience)
            for number, person in enumerate(office.officers[:WINDOW]):
                await sim.fault("sendMessage", chat=person, hang="before" if number < HALF else "after")
            await sim.advance(61)
            await _all_arrived(sim, office.officers[:WINDOW], patience)
            await bot.kill()
            await sim.heal()
            await bot.start()
            await the_end(sim, office, patience)
            await bot.stop()
            found = Findings(office, await copies(sim), bot.lives)
    wrong = {LOST: found.lost, UNLABELLED: found.unlabelled_repeats}
    return {word for word, who in wrong.items() if who}


async def _all_arrived(sim: Sim, people: tuple[int, ...], patience: Patience) -> None:
    """Requests for all of these reached the simulator, where they hang."""
    while True:
        calls = await sim.calls("sendMessage")
        if set(people) <= {int(call["params"]["chat_id"]) for call in calls if call.get("note")}:
            return
        patience.check("a full window")
        await asyncio.sleep(0.05)


async def woken_after_its_lease(database_url: str, folder: Path, code: Path = ROOT) -> set[str]:
    """The sender stands still between its claim and its first request for a copy until another one has taken over:
    what leaves when it wakes comes after its labelled repeat."""
    for name in ("one", "other"):
        (folder / name).mkdir()
    with serve("--limits", "off") as url:
        async with (
            connect(url) as sim,
            supervise(sim, folder / "one", code=code, command=FAILING, database_url=database_url) as one,
            supervise(sim, folder / "other", code=code, database_url=database_url) as other,
        ):
            patience = Patience(CAP_SECONDS, one)
            office = await settle_in(sim, database_url, officers=3 * WINDOW)
            await one.start()
            await announce(sim, office, BODY, patience)
            await one.stop()
            await one.start(freeze_point="core.dispatcher:Dispatcher._fly:1:Source.ANNOUNCEMENT")
            await sim.advance(61)
            while not one.stands_still:
                patience.check("a sender that stands still")
                await asyncio.sleep(0.05)
            await other.start()
            await shown(
                sim, office.author, "diulang", patience
            )  # the other one has sent all, and repeated what was claimed
            one.thaw()
            await asyncio.sleep(1)
            await one.stop()
            await the_end(sim, office, Patience(CAP_SECONDS, other))
            await other.stop()
            found = Findings(office, await copies(sim), one.lives)
    wrong = {LOST: found.lost, UNLABELLED: found.unlabelled_repeats}
    return {word for word, who in wrong.items() if who}


async def written_while_the_database_is_locked(folder: Path, code: Path = ROOT) -> set[str]:
    """What is said next is answered after it: if that is answered and this is not, this is lost."""
    with serve("--limits", "off") as url:
        async with connect(url) as sim, supervise(sim, folder, code=code) as bot:
            patience = Patience(CAP_SECONDS, bot)
            office = await settle_in(sim, bot.database, officers=1)
            await bot.start()
            await sim.send(office.author, "/persetujuan")
            await shown(sim, office.author, "Menu ini untuk", patience)  # the bot is at work
            with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                await sim.send(office.author, "/umumkan")
                await _asked_for_more(sim, patience)
            await sim.send(office.author, "/pantau")
            await shown(sim, office.author, "Belum ada pengumuman", patience)
            said = [message.text for message in await sim.inbox(office.author) if message.by_bot]
            await bot.stop()
    return set() if any("Kirim isi pengumuman" in text for text in said) else {LOST}


async def _asked_for_more(sim: Sim, patience: Patience) -> None:
    """The last update was handed over, and then the bot polled again: for the same one, or beyond it."""
    while True:
        last: Object = (await sim.updates())[-1]
        if len(last["handed_at"]) > 1 or last["confirmed_at"]:
            return
        patience.check("another poll")
        await asyncio.sleep(0.1)


async def died_before_it_was_marked_done(folder: Path, code: Path = ROOT) -> set[str]:
    return await died_at("storage.inbox:InboxStore.done:3", folder, code)


async def died_at(fail_point: str, folder: Path, code: Path = ROOT) -> set[str]:
    """An author types everything at once; the first life of the bot dies at this boundary (see failing.py)."""
    with serve("--limits", "off") as url:
        async with connect(url) as sim, supervise(sim, folder, code=code, command=FAILING) as bot:
            patience = Patience(CAP_SECONDS, bot)
            office = await settle_in(sim, bot.database, officers=1)
            heard = Heard(sim, office, Random(0))
            await write(sim, office.authors, heard)
            async with heard.listening():
                await bot.start(fail_point=fail_point)
                assert await bot.ended() == DIED, bot.last_lines()
            await bot.start()
            await heard.until_quiet(patience)
            await bot.stop()
    twice = heard.astray or any(len(numbers) > 1 for numbers in heard.numbers.values())
    lost = office.author not in heard.numbers
    return {word for word, wrong in ((TWICE, twice), (LOST, lost)) if wrong}
