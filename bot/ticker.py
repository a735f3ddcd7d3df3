"""The tick of the clock: every second somebody asks what is due. APScheduler paces it and remembers nothing.

Its own interval trigger stands still when the clock is set back, and runs wild when it is set forward; ours only
ever says "a second from now", and a watchdog on monotonic time starts it again when it is silent.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from core.clock import Timer
from core.errors import StorageBusy

log = structlog.get_logger("clock")

TICK = timedelta(seconds=1)
SILENT_SECONDS = 2.0


class EverySecond(BaseTrigger):  # type: ignore[misc]
    """A second after whatever the clock says now."""

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now + TICK


class Ticker:
    """Calls `tick` about once a second, never twice at a time."""

    def __init__(self, tick: Callable[[], Awaitable[None]], timer: Timer) -> None:
        self._tick = tick
        self._timer = timer
        self._last = timer.now()
        self._busy = asyncio.Lock()
        self._over = False
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    async def run(self, stop: asyncio.Event) -> None:
        self._start()
        try:
            while not stop.is_set():
                await self._watch()
        finally:
            self._over = True
            self._scheduler.pause()
            await asyncio.sleep(0)  # a tick that was just called sees that it is over
            async with self._busy:  # and one under way ends first: the scheduler would cancel either, loudly
                self._scheduler.shutdown(wait=False)

    async def beat(self) -> None:
        """One tick now; while one is under way it is enough."""
        self._last = self._timer.now()
        if self._over or self._busy.locked():
            return
        async with self._busy:
            try:
                await self._tick()
            except StorageBusy as busy:
                log.warning("the database is busy; what is due waits", reason=str(busy))

    def _start(self) -> None:
        self._scheduler.add_job(self.beat, EverySecond(), max_instances=1, coalesce=True, misfire_grace_time=None)
        self._scheduler.start()

    async def _watch(self) -> None:
        await asyncio.sleep(TICK.total_seconds())
        if self._timer.now() - self._last > SILENT_SECONDS and not self._busy.locked():
            log.warning("the tick was silent; it is started again")
            self._scheduler.remove_all_jobs()
            self._scheduler.add_job(self.beat, EverySecond(), max_instances=1, coalesce=True, misfire_grace_time=None)
            await self.beat()
