"""The tick goes on whatever the clock of the machine does, and never twice at a time."""

import asyncio

from bot.ticker import EverySecond, Ticker
from core.clock import Calendar, Timer
from core.errors import StorageBusy

ENOUGH_SECONDS = 20.0


async def ticks(wanted: int, tick: "Counting") -> None:
    stop = asyncio.Event()
    async with asyncio.timeout(ENOUGH_SECONDS), asyncio.TaskGroup() as group:
        group.create_task(Ticker(tick, Timer()).run(stop))
        await tick.reached(wanted)
        stop.set()


class Counting:
    """A tick that counts itself, takes a while, and says `trouble` first."""

    def __init__(self, trouble: int = 0) -> None:
        self.count = 0
        self.at_once = 0
        self.most_at_once = 0
        self._trouble = trouble
        self._moved = asyncio.Condition()

    async def __call__(self) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.05)
        self.at_once -= 1
        async with self._moved:
            self.count += 1
            self._moved.notify_all()
        if self.count <= self._trouble:
            raise StorageBusy("planted")

    async def reached(self, wanted: int) -> None:
        async with self._moved:
            await self._moved.wait_for(lambda: self.count >= wanted)


async def test_it_ticks_one_at_a_time() -> None:
    tick = Counting()
    await ticks(3, tick)
    assert tick.most_at_once == 1


async def test_a_busy_database_does_not_end_it() -> None:
    tick = Counting(trouble=1)
    await ticks(3, tick)
    assert tick.count >= 3


def test_the_next_tick_is_a_second_from_whatever_the_clock_says() -> None:
    """After a step of the clock the trigger looks at the new time, never at when it fired last."""
    now = Calendar().now()
    for previous in (None, now.replace(year=now.year - 1), now.replace(year=now.year + 1)):
        assert (EverySecond().get_next_fire_time(previous, now) - now).total_seconds() == 1
