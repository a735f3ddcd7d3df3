"""Twenty kills over four thousand updates: none is lost, none is applied twice.

Eight hundred authors each ask for one announcement: four texts typed without waiting for an answer, then a press.
What counts exactly once and is seen from outside is the number: an update that is lost leaves its author without
one; an update that is applied twice gives a second number, or meets the wrong question and is told so in the chat.
Presses are also repeated, by impatient fingers and by the app (the same press under a new update id).

An answer that a kill left in doubt confuses nobody: a driver presses the button wherever it turns up first, and
cards in doubt come once more.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from core.clock import Timer
from tests.crash.oracle import waiting_in_the_inbox
from tests.support.crash_network import Office, settle_in
from tests.support.simulator import Object, Sim
from tests.support.supervisor import Patience, Supervisor, supervise

KILLS = 2
AUTHORS = 80
A_BURST = AUTHORS // KILLS
KILLED_WITHIN = 1.6
"""Seconds from the first poll of a life; its burst takes longer than that."""
QUIET_SECONDS = 40.0
"""Longer than a card in doubt waits for its repeat: when nothing moved for so long nothing will."""
CAP_SECONDS = 600.0
TYPED = ("/umumkan", "Pengumuman uji dari {author}: mohon dibaca.", "1", "biasa")
PROMPTS = ("Kirim isi pengumuman", "Kepada siapa?", "Apa sifatnya?", "Siap dimintakan persetujuan", "Pengumuman uji dari")
NUMBERED = re.compile(r"^(BKL-\d{4}) menunggu persetujuan Hendra\.")
ASKED = re.compile(r"^(BKL-\d{4}) dari Penyusun (\d+) menunggu persetujuan Anda\.")


@dataclass(slots=True)
class Heard:
    """What the journal says that people were shown, and what the driver did about it."""

    sim: Sim
    office: Office
    dice: Random
    since: int = 0
    numbers: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    astray: list[str] = field(default_factory=list)
    pressed: set[int] = field(default_factory=set)
    updates: int = 0

    async def listen(self, wait: float) -> bool:
        """Reads on, and presses what can be pressed; False when nothing was new."""
        calls = await self.sim.calls(since=self.since, wait=wait)
        for call in calls:
            self.since = max(self.since, call["seq"])
            if call["ok"] and call["method"] in ("sendMessage", "editMessageText"):
                await self._read(call)
        return any(call["method"] != "getUpdates" for call in calls)

    async def _read(self, call: Object) -> None:
        chat, text = int(call["params"]["chat_id"]), str(call["params"]["text"])
        if chat == self.office.approver:
            if match := ASKED.match(text):
                self.asked[match[1]].add(self.office.authors[int(match[2]) - 1])
        elif match := NUMBERED.match(text):
            self.numbers[chat].add(match[1])
        elif not text.startswith(PROMPTS):
            self.astray.append(f"{chat}: {text}")
        elif text.startswith("Siap dimintakan") and chat not in self.pressed:
            self.pressed.add(chat)
            await self._press(chat, call["message_id"])

    async def _press(self, author: int, message_id: int) -> None:
        """One finger in ten presses twice, one app in ten hands the press over again."""
        habit = self.dice.randrange(10)
        again = [False] + [True] * (habit == 0) + [False] * (habit == 1)
        for resend in again:
            await self.sim.press(author, message_id, "Minta persetujuan", wait=0, resend=resend)
            self.updates += 1

    async def listen_on(self) -> None:
        while True:
            await self.listen(1.0)

    async def until_quiet(self, bot: Supervisor, patience: Patience) -> None:
        """Until everyone has a number, or nothing moves any more."""
        timer = Timer()
        moved_at = timer.now()
        while len(self.numbers) < len(self.office.authors) or len(self.asked) < len(self.numbers):
            bot.demand_alive()
            if await self.listen(1.0):
                moved_at = timer.now()
            if timer.now() - moved_at > QUIET_SECONDS:
                return
            patience.check("numbers for everyone")


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
        await heard.until_quiet(bot, patience)
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
    assert heard.updates >= 1
    assert "Traceback" not in bot.log.read_text()
    assert sum(kills) * 2 >= KILLS, "too few kills hit an update that was being worked on: this run shows nothing"


async def _bursts_and_kills(
    sim: Sim, bot: Supervisor, heard: Heard, dice: Random, patience: Patience
) -> list[bool]:
    """Everybody writes, life after life; whether each kill left updates that had been handed over but not handled."""
    listening = asyncio.create_task(heard.listen_on())
    try:
        hits = []
        for nth in range(KILLS):
            burst = heard.office.authors[nth * A_BURST :][:A_BURST]
            writing = asyncio.create_task(_write(sim, burst, heard))
            await bot.start()
            await _polls(sim, bot, patience)
            await asyncio.sleep(dice.uniform(0, KILLED_WITHIN))
            await bot.kill()
            hits.append(await _unfinished(sim, bot))
            await writing
        await bot.start()
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    return hits


async def _write(sim: Sim, authors: Iterable[int], heard: Heard) -> None:
    async def write(author: int) -> None:
        for text in TYPED:
            await sim.send(author, text.format(author=author))
            heard.updates += 1

    await asyncio.gather(*map(write, authors))


async def _polls(sim: Sim, bot: Supervisor, patience: Patience) -> None:
    """Until this life has begun to fetch updates."""
    since = 0
    while True:
        bot.demand_alive()
        calls = await sim.calls("deleteWebhook", since=since, wait=0.5)
        if any(bot.in_this_life(call["at"]) for call in calls):
            return
        since = max([since, *(call["seq"] for call in calls)])
        patience.check("the first poll")


async def _unfinished(sim: Sim, bot: Supervisor) -> bool:
    """Something had been handed over and was not confirmed, or had been stored and was not handled."""
    handed = any(one["handed_at"] and not one["confirmed_at"] for one in await sim.updates())
    return handed or waiting_in_the_inbox(bot.database) > 0
