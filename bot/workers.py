"""Handles what the inbox holds: one event, one unit of work, in order within its lane."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from core.channels import Channel, InboundEvent, Pressed, Rooms
from core.clock import Calendar, Timer
from core.errors import Refusal, StorageBusy
from core.inbox import MAX_ATTEMPTS, RETRY_AFTER_MS, Pending
from core.uow import OpenWork, UnitOfWork
from handlers.router import Router, TapWords
from handlers.telegram.receive import event

log = structlog.get_logger("inbox")

IDLE_SECONDS = 0.5
BUSY_SECONDS = 1.0
TAP_SECONDS = 2.0
"""A tap that is not handled by then gets an empty answer, so that the button stops turning."""


@dataclass(slots=True)
class TapAnswers:
    """Answers taps: with their outcome after the commit, or with nothing when that takes too long.

    A tap that one process received may be handled by another: both answer, and Telegram takes the first answer.
    """

    channel: Channel
    _waiting: dict[str, asyncio.TimerHandle] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def arrived(self, press_id: str) -> None:
        loop = asyncio.get_running_loop()
        self._waiting[press_id] = loop.call_later(TAP_SECONDS, self.answer, press_id, None)

    def answer(self, press_id: str, words: TapWords | None) -> None:
        waiting = self._waiting.pop(press_id, None)
        if waiting is not None:
            waiting.cancel()
        text, alert = (words.text, words.alert) if words else (None, False)
        task = asyncio.create_task(self.channel.answer(press_id, text, alert=alert))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Waits for answers on their way. Whoever handles the taps that are left, here or elsewhere, answers them."""
        for waiting in self._waiting.values():
            waiting.cancel()
        self._waiting.clear()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=TAP_SECONDS)


@dataclass(frozen=True, slots=True)
class Handled:
    """An event took effect; `words` are for the tap that it was."""

    words: TapWords | None


@dataclass(slots=True)
class Worker:
    """`wake` is set when something arrived; `handled` is called after each commit (something may have to leave).

    `results` counts what became of events: handled, refused (the person was told why), postponed, set_aside.
    """

    work: OpenWork
    router: Router
    rooms: Rooms
    calendar: Calendar
    timer: Timer
    taps: TapAnswers
    wake: asyncio.Event
    handled: Callable[[], None]
    tell_trouble: Callable[[InboundEvent], Awaitable[None]]
    results: Counter[str] = field(default_factory=Counter)

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self.wake.clear()
            try:
                more = await self.next()
            except StorageBusy as busy:
                log.warning("the database is busy; what arrived waits", reason=str(busy))
                await asyncio.sleep(BUSY_SECONDS)
                continue
            if not more:
                await self._rest()

    async def next(self) -> bool:
        """Handles one event; False when none may be handled now."""
        async with self.work() as uow:
            pending = await uow.inbox.begin(self.timer.epoch_ms())
        if pending is None:
            return False
        happened = event(pending.id, pending.payload, pending.received_at)
        if pending.attempts > MAX_ATTEMPTS:  # the process died each time
            await self._put_away(pending, "never came back")
            return True
        try:
            await self._handle(pending, happened)
        except StorageBusy:
            raise
        except Exception as error:  # noqa: BLE001  one bug must not stop the other lanes; it is told and kept
            await self._failed(pending, happened, error)
        self.handled()
        return True

    async def _handle(self, pending: Pending, happened: InboundEvent) -> None:
        if self.router.asks_who_runs(happened):
            runs_place = await self.rooms.is_admin(happened.place.address, happened.sender.address)
            happened = replace(happened, runs_place=runs_place)
        result = "handled"
        try:
            handled = await self._in_one_work(pending, happened, None)
        except Refusal as refusal:
            handled = await self._in_one_work(pending, happened, refusal)
            result = "refused"
        if handled is None:
            return
        self.results[result] += 1
        if isinstance(happened.what, Pressed):
            self.taps.answer(happened.what.press_id, handled.words)

    async def _in_one_work(self, pending: Pending, happened: InboundEvent, refusal: Refusal | None) -> Handled | None:
        """None when another worker has handled it."""
        async with self.work() as uow:
            if not await uow.inbox.hold(pending):
                return None
            words = await self._routed(uow, happened, refusal)
            await uow.inbox.done(pending.id, self.calendar.now())
        return Handled(words)

    async def _routed(self, uow: UnitOfWork, happened: InboundEvent, refusal: Refusal | None) -> TapWords | None:
        now, now_ms = self.calendar.now(), self.timer.epoch_ms()
        if refusal is None:
            return await self.router.handle(uow, happened, now, now_ms)
        return await self.router.refuse(uow, happened, refusal, now, now_ms)

    async def _failed(self, pending: Pending, happened: InboundEvent, error: Exception) -> None:
        log.error("an event could not be handled", inbox=pending.id, attempt=pending.attempts, exc_info=error)
        if pending.attempts >= MAX_ATTEMPTS:
            await self._put_away(pending, repr(error))
            return
        wait = RETRY_AFTER_MS[min(pending.attempts, len(RETRY_AFTER_MS)) - 1]
        self.results["postponed"] += 1
        async with self.work() as uow:
            await uow.inbox.postpone(pending, repr(error), self.timer.epoch_ms() + wait)
        if pending.attempts == 1:
            await self.tell_trouble(happened)

    async def _put_away(self, pending: Pending, error: str) -> None:
        log.error("an event is set aside", inbox=pending.id)
        self.results["set_aside"] += 1
        async with self.work() as uow:
            await uow.inbox.set_aside(pending, error)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self.wake.wait(), IDLE_SECONDS)
        except TimeoutError:
            return
