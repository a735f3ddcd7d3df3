"""The one sender: takes rows from the ledger as fast as the limits allow, and settles what became of them.

A slot of the window is free only when its settle is committed, so at most a window of copies is in doubt when the
process dies. What finished is settled and what comes next is claimed in the same transaction.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import structlog

from core.channels import Channel, Order, Outcome, Reason, Revoked, Send, TryLater
from core.clock import Timer
from core.errors import StorageBusy
from core.limits import Departure, Limiter
from core.outbox import Again, Drop, Fail, Row, Settled, Verdict, judge, left_behind
from core.roles import Term
from core.uow import OpenWork, UnitOfWork

log = structlog.get_logger("sender")

IDLE_SECONDS = 0.5
"""How often the ledger is asked when nobody says that something is new (another process may have written)."""
TIMER_SECONDS = 0.001
"""A timer may ring that much too early."""
BUSY_SECONDS = 1.0
REVOKED_SECONDS = 30.0
SURE_SECONDS = 10.0
"""A commit whose answer got lost is carried out by then or never: PostgreSQL ends what its client left open sooner."""
FIRST_SECONDS = 1.0
"""How long a successor waits with its first message: Telegram still counts its predecessor's last second, …"""
GROUP_MS = 61_000
"""… and in groups the last minute."""
STOP_SECONDS = 7.0
"""How long a stop waits for answers; what has none by then is in doubt, as after a kill."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a row means now. `order` None: nothing is left to say, or (`broken`) nothing can be said.

    The rest is remembered with a card.
    """

    order: Order | None
    shown: bytes | None = None
    wanted: int = 0
    broken: bool = False


class Render(Protocol):
    async def __call__(self, uow: UnitOfWork, row: Row) -> Rendered: ...


@dataclass(frozen=True, slots=True)
class Flight:
    """A request on its way, or back with its outcome."""

    row: Row
    rendered: Rendered
    outcome: Outcome | None = None

    def settled(self, now_ms: int) -> Settled:
        return Settled(self.row, self._verdict(now_ms), self.rendered.shown, self.rendered.wanted)

    def _verdict(self, now_ms: int) -> Verdict:
        if self.rendered.broken:
            return Fail(Reason.MALFORMED)
        if self.rendered.order is None or self.outcome is None:
            return Drop()
        return judge(self.row, self.rendered.order, self.outcome, now_ms)


Flights: TypeAlias = dict[asyncio.Task[Flight], Row]


@dataclass(slots=True)
class Dispatcher:
    """Sends for one term of the sender's role. `channels` by name; `after` runs in the settling transaction."""

    work: OpenWork
    channels: Mapping[str, Channel]
    render: Render
    limiter: Limiter
    timer: Timer
    term: Term
    window: int
    wake: asyncio.Event
    after: Callable[[UnitOfWork, Sequence[Settled], int], Awaitable[None]]
    _freed_at: float | None = None
    """When the first of the chats that rested at the last visit may be written to again."""
    _in_doubt_since: float | None = None
    """When the last visit failed: what it claimed may have been committed all the same."""

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set and what is in flight is settled (at most STOP_SECONDS later)."""
        while not await self._succeed():
            if stop.is_set():
                return
            await asyncio.sleep(BUSY_SECONDS)
        flying: Flights = {}
        landed: list[Flight] = []
        stopped_at: float | None = None
        try:
            while not (stop.is_set() and not flying and not landed):
                if stop.is_set():
                    stopped_at = stopped_at or self.timer.now()
                    if self.timer.now() - stopped_at > STOP_SECONDS:
                        return
                may_claim = not stop.is_set() and self.term.left(self.timer.now()) > 0
                landed = await self._turn(flying, landed, claiming=may_claim)
                landed += await self._wait(flying, stop)
        finally:
            for task in flying:
                task.cancel()

    async def _turn(self, flying: Flights, landed: list[Flight], *, claiming: bool) -> list[Flight]:
        """One visit to the ledger: settles what landed and claims for the free slots.

        Those of what landed are free already: nothing new leaves before both are committed. Returns what could not be
        settled because the database is busy; it is tried again.
        """
        self.wake.clear()
        now = self.timer.now()
        free = min(self.window - len(flying), self.limiter.allowance(now)) if claiming else 0
        if not landed and free <= 0:
            return []
        self._freed_at = self.limiter.freed_at(now)
        try:
            taken = await self._visit(landed, free, flying, self.limiter.held(now))
        except StorageBusy as busy:
            log.warning("the database is busy; the sender waits", reason=str(busy))
            self._in_doubt_since = self.timer.now()
            await asyncio.sleep(BUSY_SECONDS)
            return landed
        if self._in_doubt_since is not None and now - self._in_doubt_since > SURE_SECONDS:
            self._in_doubt_since = None
        for flight in taken:
            flying[asyncio.create_task(self._fly(flight, self._note(flight)))] = flight.row
        return []

    async def _visit(
        self, landed: Sequence[Flight], free: int, flying: Flights, resting: frozenset[int]
    ) -> list[Flight]:
        now_ms = self.timer.epoch_ms()
        async with self.work() as uow:
            if landed:
                settled = [flight.settled(now_ms) for flight in landed]
                await uow.ledger.settle(self.term.epoch, settled, now_ms)
                await self.after(uow, settled, now_ms)
            if self._in_doubt_since is not None:
                await self._take_back(uow, flying, now_ms)
            if free <= 0:
                return []
            held = resting | {row.address_id for row in flying.values()}
            rows = await uow.ledger.claim(self.term.epoch, free, held, now_ms)
            return [Flight(row, await self._rendered(uow, row)) for row in rows]

    async def _take_back(self, uow: UnitOfWork, flying: Flights, now_ms: int) -> None:
        """Rows that were claimed by a commit whose answer got lost: nobody asked for them, so they are queued again."""
        rows = await uow.ledger.stranded(self.term.epoch, frozenset(row.id for row in flying.values()))
        if rows:
            queued = [Settled(row, Again(now_ms, counts=False)) for row in rows]
            await uow.ledger.settle(self.term.epoch, queued, now_ms)
            log.warning("claimed without being told so; queued again", rows=len(rows))

    async def _rendered(self, uow: UnitOfWork, row: Row) -> Rendered:
        """A row that cannot be rendered is a bug of ours: it is told loudly and does not stop the others."""
        try:
            return await self.render(uow, row)
        except (ValueError, TypeError, AttributeError, LookupError):
            log.exception("a message could not be rendered", row=row.id, source=row.source.name)
            return Rendered(None, broken=True)

    async def _fly(self, flight: Flight, departure: Departure | None) -> Flight:
        if departure is None:
            return flight
        try:
            return await self._asked(flight, departure.wait)
        finally:
            self.limiter.landed(departure, self.timer.now())

    async def _asked(self, flight: Flight, wait: float) -> Flight:
        order = flight.rendered.order
        assert order is not None
        if wait > 0:
            await asyncio.sleep(wait)
        if not self.term.left(self.timer.now()):
            return Flight(flight.row, flight.rendered, TryLater(0.0))  # a successor may send it by now
        try:
            outcome = await self.channels[flight.row.channel].deliver(flight.row.address, order)
        except ValueError:
            log.exception("no such message can be sent", row=flight.row.id, source=flight.row.source.name)
            return Flight(flight.row, Rendered(None, broken=True))
        self._heed(flight.row, outcome)
        return Flight(flight.row, flight.rendered, outcome)

    def _note(self, flight: Flight) -> Departure | None:
        """Counts what is about to leave."""
        order = flight.rendered.order
        if order is None:
            return None
        return self.limiter.note(
            flight.row.address_id,
            weight=max(1, len(order.files)) if isinstance(order, Send) else 1,
            is_group=flight.row.person_id is None,
            counts_for_chat=isinstance(order, Send),
            now=self.timer.now(),
        )

    def _heed(self, row: Row, outcome: Outcome) -> None:
        match outcome:
            case TryLater(after, everyone):
                self.limiter.pause(None if everyone else row.address_id, after, self.timer.now())
            case Revoked():
                log.error("the token is refused; nothing can be sent until it is mended")
                self.limiter.pause(None, REVOKED_SECONDS, self.timer.now())
            case _:
                pass

    async def _wait(self, flying: Flights, stop: asyncio.Event) -> list[Flight]:
        """Until something landed, something new was written, the limits allow the next, or a while has passed."""
        woken = asyncio.create_task(self.wake.wait())
        stopped = asyncio.create_task(stop.wait())
        signals = {woken} if stop.is_set() else {woken, stopped}
        try:
            await asyncio.wait({*flying, *signals}, timeout=self._pause(flying), return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
            stopped.cancel()
        done = [task for task in flying if task.done()]
        for task in done:
            del flying[task]
        return [task.result() for task in done]

    def _pause(self, flying: Flights) -> float:
        now = self.timer.now()
        if len(flying) >= self.window:
            return IDLE_SECONDS
        rest = self.limiter.next_at(now) - now
        if rest > 0:
            return min(IDLE_SECONDS, rest)
        if self._freed_at is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(0.0, self._freed_at - now) + TIMER_SECONDS)

    async def _succeed(self) -> bool:
        """Begins where the sender before this one stopped, as far as limits and rows in flight tell; False when the
        database is busy."""
        try:
            async with self.work() as uow:
                if self.term.epoch > 1:
                    await self._heed_predecessor(uow)
                await self._adopt_orphans(uow)
        except StorageBusy as busy:
            log.warning("the database is busy; the sender does not begin yet", reason=str(busy))
            return False
        return True

    async def _heed_predecessor(self, uow: UnitOfWork) -> None:
        now, now_ms = self.timer.now(), self.timer.epoch_ms()
        self.limiter.pause(None, FIRST_SECONDS, now)
        for address_id, at_ms in await uow.ledger.sent_to_groups(now_ms - GROUP_MS, now_ms):
            self.limiter.recall(address_id, now - (now_ms - at_ms) / 1000)

    async def _adopt_orphans(self, uow: UnitOfWork) -> None:
        """Rows that a dead sender left in flight may have arrived: each is judged as a request without an answer."""
        now_ms = self.timer.epoch_ms()
        orphans = await uow.ledger.orphans(self.term.epoch)
        settled = [Settled(row, left_behind(row, now_ms, repeatable=harmless)) for row, harmless in orphans]
        if settled:
            await uow.ledger.settle(self.term.epoch, settled, now_ms)
            log.warning("taken over in mid-send", in_doubt=len(settled))
