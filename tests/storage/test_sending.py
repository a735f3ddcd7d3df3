"""The sender over the real ledger: how much is in flight, what a lost answer does, and what it survives."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from core.channels import InDoubt, Order, Outcome, RichText, Send, Sent
from core.clock import Timer
from core.dispatcher import Dispatcher, Rendered
from core.errors import StorageBusy
from core.limits import Limiter
from core.outbox import Row, State
from core.roles import Role, Term
from core.uow import OpenWork, UnitOfWork
from storage.uow import Storage
from tests.storage.sender import delivery, reply
from tests.storage.sql import Sql

WINDOW = 4
ENOUGH_SECONDS = 30.0


def _arrived(address: str) -> Outcome:
    return Sent((int(address),))


@dataclass
class FarSide:
    """Stands where Telegram stands: takes a little while, and answers what the test says."""

    say: Callable[[str], Outcome] = _arrived
    got: list[str] = field(default_factory=list)
    most_at_once: int = 0
    one_chat_twice_at_once: bool = False
    _under_way: list[str] = field(default_factory=list)

    async def deliver(self, address: str, order: Order) -> Outcome:
        self.one_chat_twice_at_once |= address in self._under_way
        self._under_way.append(address)
        self.most_at_once = max(self.most_at_once, len(self._under_way))
        await asyncio.sleep(0.02)
        self._under_way.remove(address)
        self.got.append(address)
        return self.say(address)

    async def answer(self, press_id: str, text: str | None, *, alert: bool = False) -> None:
        raise AssertionError("the sender answers no taps")


@dataclass
class Together(FarSide):
    """Answers a whole window at once."""

    _full: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, address: str, order: Order) -> Outcome:
        self._under_way.append(address)
        full = self._full
        if len(self._under_way) == WINDOW:
            self.got += self._under_way
            self._under_way, self._full = [], asyncio.Event()
            full.set()
        await full.wait()
        return self.say(address)


async def send_all(
    storage: Storage,
    sql: Sql,
    far_side: FarSide,
    work: OpenWork | None = None,
    limiter: Limiter | None = None,
    term: Term | None = None,
) -> None:
    """Runs a sender until no row is queued or on its way any more."""
    epoch = await storage.roles.take(Role.SENDER, "test")
    assert epoch is not None

    async def render(uow: UnitOfWork, row: Row) -> Rendered:
        if row.source_id == BROKEN:
            raise LookupError("planted")
        return Rendered(Send(RichText(f"{row.id}")))

    async def nothing(*_settled: object) -> None:
        return None

    timer, wake, stop = Timer(), asyncio.Event(), asyncio.Event()
    limiter = limiter or Limiter(10_000, 10_000, 10_000)
    term = term or Term(epoch, math.inf)
    channels = {"telegram": far_side}
    sender = Dispatcher(work or storage.work, channels, render, limiter, timer, term, WINDOW, wake, nothing)
    async with asyncio.timeout(ENOUGH_SECONDS), asyncio.TaskGroup() as group:
        group.create_task(sender.run(stop))
        while await sql.one("SELECT count(*) FROM outbox WHERE state IN (0, 1) AND repeats = 0"):  # noqa: ASYNC110  only the database knows
            await asyncio.sleep(0.05)
        stop.set()
        wake.set()


BROKEN = 666


async def states(sql: Sql) -> list[int]:
    return [row.state for row in await sql.rows("SELECT state FROM outbox ORDER BY id")]


async def test_no_more_than_the_window_is_in_flight_and_one_a_chat(storage: Storage, sql: Sql) -> None:
    people = await sql.reachable(20)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one, announcement_id=n) for n in (1, 2) for one in people])
    far_side = FarSide()
    await send_all(storage, sql, far_side)
    assert len(far_side.got) == 40
    assert 1 < far_side.most_at_once <= WINDOW
    assert not far_side.one_chat_twice_at_once
    assert await states(sql) == [State.SENT] * 40


async def test_a_whole_window_that_lands_together_is_settled_and_followed_in_one_visit(
    storage: Storage, sql: Sql
) -> None:
    people = await sql.reachable(5 * WINDOW)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one) for one in people])
    together = Together()
    got_by_visit: list[int] = []

    @asynccontextmanager
    async def counted() -> AsyncIterator[UnitOfWork]:
        async with storage.work() as uow:
            yield uow
        got_by_visit.append(len(together.got))

    await send_all(storage, sql, together, counted)
    assert [got for got in got_by_visit if 0 < got < len(people)] == [WINDOW, 2 * WINDOW, 3 * WINDOW, 4 * WINDOW]
    assert await states(sql) == [State.SENT] * len(people)


async def test_every_message_that_was_sent_has_its_id(storage: Storage, sql: Sql) -> None:
    people = await sql.reachable(10)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one) for one in people])
    await send_all(storage, sql, FarSide())
    sent = "SELECT count(*) FROM outbox o WHERE state = 2 AND NOT EXISTS (SELECT 1 FROM copies WHERE outbox_id = o.id)"
    assert await sql.one(sent) == 0
    assert await sql.one("SELECT count(*) FROM copies") == 10


async def test_a_message_without_an_answer_is_repeated_once_and_an_answer_to_a_tap_is_not(
    storage: Storage, sql: Sql
) -> None:
    one, other = await sql.reachable(2)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one), reply(other)])
    await send_all(storage, sql, FarSide(lambda _address: InDoubt()))
    (first, second) = await sql.rows("SELECT state, repeats FROM outbox ORDER BY id")
    assert (first.state, first.repeats) == (State.QUEUED, 1)
    assert (second.state, second.repeats) == (State.DOUBT, 0)


async def test_a_row_that_cannot_be_rendered_fails_alone(storage: Storage, sql: Sql) -> None:
    one, other = await sql.reachable(2)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one, announcement_id=BROKEN), delivery(other)])
    await send_all(storage, sql, FarSide())
    assert await states(sql) == [State.FAILED, State.SENT]


async def test_a_busy_database_loses_no_answer(storage: Storage, sql: Sql) -> None:
    """Twice the ledger cannot be written: what had landed is settled later, and nothing is sent a second time."""
    people = await sql.reachable(6)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one) for one in people])
    visits = 0

    @asynccontextmanager
    async def sometimes_busy() -> AsyncIterator[UnitOfWork]:
        nonlocal visits
        visits += 1
        if visits in (3, 4):
            raise StorageBusy("planted")
        async with storage.work() as uow:
            yield uow

    far_side = FarSide()
    await send_all(storage, sql, far_side, sometimes_busy)
    assert visits > 4
    assert sorted(far_side.got) == sorted(set(far_side.got))
    assert await states(sql) == [State.SENT] * 6


async def test_what_a_commit_without_an_answer_claimed_is_sent_once_and_without_a_label(
    storage: Storage, sql: Sql
) -> None:
    """The third visit claims some, and is not told that it was committed."""
    people = await sql.reachable(8)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one) for one in people])
    visits = 0

    @asynccontextmanager
    async def once_without_an_answer() -> AsyncIterator[UnitOfWork]:
        nonlocal visits
        async with storage.work() as uow:
            yield uow
        visits += 1
        if visits == 3:
            raise StorageBusy("planted")

    far_side = FarSide()
    await send_all(storage, sql, far_side, once_without_an_answer)
    assert sorted(far_side.got) == sorted(set(far_side.got))
    assert await states(sql) == [State.SENT] * 8
    assert await sql.one("SELECT sum(repeats) + sum(tries) FROM outbox") == 0


async def test_a_sender_does_not_begin_before_it_knows_what_was_left_to_it(storage: Storage, sql: Sql) -> None:
    somebody = await sql.somebody()
    async with storage.work() as uow:
        await uow.outbox.add([delivery(somebody)])
    visits = 0

    @asynccontextmanager
    async def busy_at_first() -> AsyncIterator[UnitOfWork]:
        nonlocal visits
        visits += 1
        if visits == 1:
            raise StorageBusy("planted")
        async with storage.work() as uow:
            yield uow

    far_side = FarSide()
    await send_all(storage, sql, far_side, busy_at_first)
    assert len(far_side.got) == 1


class Watched(Limiter):
    """Notes what a successor is told to heed."""

    halts: list[float]
    recalled: list[int]

    def pause(self, address_id: int | None, seconds: float, now: float) -> None:
        self.halts = [*getattr(self, "halts", []), seconds]
        super().pause(address_id, 0.0, now)

    def recall(self, address_id: int, left_at: float) -> None:
        self.recalled = [*getattr(self, "recalled", []), address_id]
        super().recall(address_id, left_at)


async def test_a_successor_waits_a_second_and_counts_what_groups_got_in_the_last_minute(
    storage: Storage, sql: Sql
) -> None:
    group, person = await sql.group(), await sql.somebody()
    async with storage.work() as uow:
        await uow.outbox.add([delivery(group, n) for n in range(3)] + [delivery(person, n) for n in range(3)])
    await send_all(storage, sql, FarSide())
    limiter = Watched(10_000, 10_000, 10_000)
    await send_all(storage, sql, FarSide(), limiter=limiter)
    assert limiter.halts == [1.0]
    assert limiter.recalled == [group] * 3


async def test_the_first_sender_of_all_waits_for_nobody(storage: Storage, sql: Sql) -> None:
    limiter = Watched(10_000, 10_000, 10_000)
    await send_all(storage, sql, FarSide(), limiter=limiter)
    assert not hasattr(limiter, "halts")


async def test_a_sender_whose_term_is_over_asks_for_nothing(storage: Storage, sql: Sql) -> None:
    """It was stopped between its claim and its request, and woke when somebody else was in office."""
    timer, term, people = Timer(), Term(1, math.inf), await sql.reachable(3)
    async with storage.work() as uow:
        await uow.outbox.add([delivery(one) for one in people])

    @asynccontextmanager
    async def stopped_after_its_first_claim() -> AsyncIterator[UnitOfWork]:
        async with storage.work() as uow:
            yield uow
        if term.left(timer.now()) == 0:
            await sql.run("UPDATE outbox SET state = 5 WHERE state = 0")  # the successor's matter
        elif await sql.one("SELECT count(*) FROM outbox WHERE state = 1"):
            term.until = timer.now()

    far_side = FarSide()
    await send_all(storage, sql, far_side, stopped_after_its_first_claim, term=term)
    assert far_side.got == []
    assert await states(sql) == [State.CANCELLED] * 3


async def test_answers_in_a_group_too_are_held_to_twenty_a_minute(storage: Storage, sql: Sql) -> None:
    group, somebody = await sql.group(), await sql.somebody()
    async with storage.work() as uow:
        await uow.outbox.add([reply(group, inbox_id=n) for n in range(25)])
    far_side = FarSide()
    sending = asyncio.create_task(send_all(storage, sql, far_side, limiter=Limiter(1_000, 1_000, 20 / 60)))
    async with asyncio.timeout(ENOUGH_SECONDS):
        while len(far_side.got) < 20:  # noqa: ASYNC110  the far side tells nobody
            await asyncio.sleep(0.02)
        async with storage.work() as uow:
            await uow.outbox.add([delivery(somebody)])
        while far_side.got[-1] == "-1":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    sending.cancel()
    await asyncio.wait([sending])
    assert far_side.got.count("-1") == 20
