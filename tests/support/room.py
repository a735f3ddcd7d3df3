"""A group of Telegram as those in it see it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.bot import PATIENCE, Bureau, Phone
from tests.support.simulator import Object, Shown, Sim


@dataclass(slots=True)
class Room:
    """`id` changes when the group becomes a supergroup."""

    sim: Sim
    id: int
    title: str

    async def says(self, who: Phone, text: str) -> int:
        return await self.sim.send(who.id, text, chat=self.id)

    async def taps(self, who: Phone, label: str, *, on: Shown) -> Object:
        return await self.sim.press(who.id, on.message_id, label, chat=self.id, wait=PATIENCE) or {}

    async def sees(self, words: str, *, below: int = 0) -> Shown:
        """The newest message of the bot with these words."""
        return await self._wait(lambda shown: words in shown.text and shown.message_id > below, repr(words))

    async def cards(self) -> list[Shown]:
        return [shown for shown in await self.sim.messages(self.id) if shown.by_bot]

    async def transcript(self) -> str:
        return await self.sim.transcript(self.id)

    async def upgrade(self) -> None:
        self.id = await self.sim.upgrade(self.id)

    async def _wait(self, fits: Callable[[Shown], bool], what: str) -> Shown:
        known, deadline = 0, asyncio.get_running_loop().time() + PATIENCE
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            changed = await self.sim.messages(self.id, since=known, wait=left)
            if fitting := [shown for shown in changed if shown.by_bot and not shown.deleted and fits(shown)]:
                return fitting[-1]
            known = max([known, *(shown.seq for shown in changed)])
        raise AssertionError(f"{self.title} waits for {what}:\n{await self.transcript()}")


async def room(bureau: Bureau, title: str, *people: Phone, bot_admin: bool = False) -> Room:
    """A group that Ratna made, with the bot in it."""
    members = [bureau.ratna.id, *(one.id for one in people)]
    made = await bureau.sim.create_group(title, *members, bot_admin=bot_admin)
    return Room(bureau.sim, made, title)


async def linked(bureau: Bureau, title: str, group: str, *people: Phone, bot_admin: bool = False) -> Room:
    """The same, linked by Ratna to a Kelompok."""
    made = await room(bureau, title, *people, bot_admin=bot_admin)
    await made.says(bureau.ratna, "/hubungkan")
    await bureau.ratna.start(payload_of(await made.sees("Grup ini belum terhubung")))
    await chooses(bureau.ratna, title, group)
    await made.sees("✓ Grup ini terhubung")
    return made


async def chooses(who: Phone, title: str, group: str) -> None:
    """In private, on whichever page the Kelompok stands."""
    offered = await who.sees(f"Grup “{title}” untuk kelompok mana?")
    while (number := _place(offered, group)) is None:
        await who.taps("Berikutnya", on=offered)
        offered = await who.sees(f"Grup “{title}” untuk kelompok mana?")
    await who.taps(number, on=offered)


def _place(offered: Shown, group: str) -> str | None:
    numbers = (line.partition(". ")[0] for line in offered.text.splitlines() if f". {group} (" in line)
    return next(numbers, None)


def payload_of(card: Shown) -> str:
    """Of the link behind [Buka di bot]."""
    url = next(str(each["url"]) for row in card.buttons for each in row if "url" in each)
    return url.partition("?start=")[2]
