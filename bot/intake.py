"""How messages come in: by polls or through a webhook, into the same inbox."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.settings import Settings
from bot.workers import TapAnswers
from core.channels import InboundEvent, Pressed
from core.clock import Calendar, Timer
from core.inbox import Arrival
from core.roles import Term
from core.uow import OpenWork
from handlers.telegram.hook import Hook
from handlers.telegram.poll import Line, Poller
from handlers.telegram.receive import event
from handlers.telegram.webhook import Door, Gathering


@dataclass(frozen=True, slots=True)
class Intake:
    """`wake` tells the workers that something arrived; `tell_trouble` answers people whose message was not kept."""

    settings: Settings
    line: Line
    work: OpenWork
    taps: TapAnswers
    wake: asyncio.Event
    tell_trouble: Callable[[InboundEvent], Awaitable[None]]
    calendar: Calendar
    timer: Timer

    async def receive(self, term: Term, stop: asyncio.Event) -> None:
        """What the holder of the poller's role does: keeps the webhook set where there is one, else polls."""
        if self.settings.webhook_url:
            await Hook(self.line, self.settings.webhook_url, self.settings.secret, self.timer).run(stop)
        else:
            await self._poll(term, stop)

    def door(self, answers: Counter[int]) -> Door:
        """Of the webhook; it counts its `answers`."""
        gathering = Gathering(self._store, self._not_kept, self.calendar, self.timer)
        return Door(self.settings.secret, self.settings.bot_id, gathering, answers)

    async def _poll(self, term: Term, stop: asyncio.Event) -> None:
        bot_id = self.settings.bot_id
        poller = Poller(self.line, bot_id, self._store, self._not_kept, self.calendar, self.timer, term)
        running = asyncio.create_task(poller.run())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            await poller.stop()
        finally:
            stopping.cancel()
        await running

    async def _store(self, arrivals: Sequence[Arrival]) -> None:
        """Commits, or raises StorageBusy."""
        async with self.work() as uow:
            await uow.inbox.store(arrivals, self.calendar.now())
        for arrival in arrivals:
            what = event(0, arrival.payload, self.calendar.now()).what
            if isinstance(what, Pressed):
                self.taps.arrived(what.press_id)
        self.wake.set()

    async def _not_kept(self, events: Sequence[InboundEvent]) -> None:
        for one in events:
            await self.tell_trouble(one)
