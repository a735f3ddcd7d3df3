"""Authors who type a whole announcement without waiting for an answer, and what they are shown."""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

from core.clock import Timer
from tests.support.crash_network import Office
from tests.support.simulator import Object, Sim
from tests.support.supervisor import Patience

TYPED = ("/umumkan", "Pengumuman uji dari {author}: mohon dibaca.", "1", "biasa")
PROMPTS = (
    "Kirim isi pengumuman",
    "Kepada siapa?",
    "Apa sifatnya?",
    "Siap dimintakan persetujuan",
    "Pengumuman uji dari",
)
QUIET_SECONDS = 40.0
"""Longer than a card in doubt waits for its repeat: when nothing moved for so long nothing will."""
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
        elif chat not in self.office.authors:
            return  # a copy of somebody's announcement, or another author
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

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listens as long as the block lasts, and never stops in the middle of a press."""
        over = asyncio.Event()
        task = asyncio.create_task(self._listen_until(over))
        try:
            yield
        finally:
            over.set()
            await task

    async def _listen_until(self, over: asyncio.Event) -> None:
        while not over.is_set():
            await self.listen(0.5)

    async def until_quiet(self, patience: Patience) -> None:
        """Until everyone has a number, or nothing moves any more."""
        timer = Timer()
        moved_at = timer.now()
        while len(self.numbers) < len(self.office.authors) or len(self.asked) < len(self.numbers):
            if await self.listen(1.0):
                moved_at = timer.now()
            if timer.now() - moved_at > QUIET_SECONDS:
                return
            patience.check("numbers for everyone")


async def write(sim: Sim, authors: Iterable[int], heard: Heard) -> None:
    async def type_all(author: int) -> None:
        for text in TYPED:
            await sim.send(author, text.format(author=author))
            heard.updates += 1

    await asyncio.gather(*map(type_all, authors))
