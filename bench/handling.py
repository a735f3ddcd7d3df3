"""What arrives: kept, then handled by the real workers. `python -m bench.handling DATABASE UPDATES TAPS MESSAGES`.

A tap is [Sudah dibaca] on one's own copy, each by another officer; a message is a greeting, each by another officer.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import uvloop
from sqlalchemy import event, make_url
from sqlalchemy.engine import Engine

from bench.network import FIRST_PERSON, NOW, announce, copies_of, delivered, fan_out, settle_in
from bench.report import percentile
from bench.spent import BOT_ID, spending, tell
from bot.app import POSTGRES_WORKERS, SQLITE_WORKERS
from bot.workers import TapAnswers, Worker
from core.channels import InboundEvent, Order, Outcome, Sent
from core.clock import Calendar, Timer
from core.codec import JsonObject
from core.inbox import Arrival
from core.regions import Regions
from core.uow import UnitOfWork
from handlers.actions import MarkRead, encode
from handlers.features import make_router
from handlers.telegram.receive import arrival
from storage.engine import Database
from storage.uow import Storage
from storage.uow import UnitOfWork as Stores

POLLED = 100
"""Updates that Telegram hands over at most in one answer."""
_executed: ContextVar[list[int] | None] = ContextVar("executed", default=None)


class Nobody:
    """A channel whose far side is not measured here."""

    async def deliver(self, address: str, order: Order) -> Outcome:
        return Sent((1,))

    async def answer(self, press_id: str, text: str | None, *, alert: bool = False) -> None:
        return None

    async def is_admin(self, address: str, person: str) -> bool | None:
        return None


@dataclass(slots=True)
class Works:
    """Units of work that handled an event: milliseconds, and statements (BEGIN among them)."""

    storage: Storage
    milliseconds: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[UnitOfWork]:
        executed = [0]
        _executed.set(executed)
        began = time.perf_counter()
        async with self.storage.work() as uow:
            yield uow
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        self.statements.append(executed[0])


def count_statements() -> None:
    def note(*_about: object) -> None:
        if (executed := _executed.get()) is not None:
            executed[0] += 1

    event.listen(Engine, "before_cursor_execute", note)


async def measure(url: str, updates: int, taps: int, messages: int) -> None:
    count_statements()
    pressed = await _network(url, taps)
    storage = await Storage.open(url, BOT_ID)
    try:
        kept = [arrival(_message(number, 1_000_000 + number), BOT_ID) for number in range(updates)]
        with spending() as keeping:
            await _keep(storage, kept)
        await _forget(url)
        tapped = await _handle(storage, url, [_tap(10**6 + n, *each) for n, each in enumerate(pressed)])
        greeted = await _handle(
            storage, url, [_message(2 * 10**6 + n, FIRST_PERSON + n % taps) for n in range(messages)]
        )
    finally:
        await storage.close()
    tell(kept=updates, seconds=keeping.seconds, taps=tapped, messages=greeted)


async def _network(url: str, officers: int) -> list[tuple[int, int]]:
    unit_id = await settle_in(url, officers)
    database = Database(make_url(url))
    try:
        async with database.writing() as connection:
            uow = Stores(connection, BOT_ID)
            announcement_id = await announce(uow)
            await fan_out(uow, announcement_id, unit_id)
            await delivered(connection, announcement_id)
            return await copies_of(connection, announcement_id)
    finally:
        await database.close()


async def _forget(url: str) -> None:
    """What was kept only to be timed is not handled."""
    database = Database(make_url(url))
    try:
        async with database.writing() as connection:
            await connection.exec_driver_sql("DELETE FROM inbox")
    finally:
        await database.close()


async def _keep(storage: Storage, arrivals: Sequence[Arrival]) -> None:
    """As the poller does, an answer's updates in one transaction."""
    for first in range(0, len(arrivals), POLLED):
        async with storage.work() as uow:
            await uow.inbox.store(arrivals[first : first + POLLED], NOW)


async def _handle(storage: Storage, url: str, updates: Sequence[JsonObject]) -> dict[str, float]:
    await _keep(storage, [arrival(update, BOT_ID) for update in updates])
    works = Works(storage)
    worker = _worker(works)
    workers = SQLITE_WORKERS if url.startswith("sqlite") else POSTGRES_WORKERS
    with spending() as spent:
        handled = sum(await asyncio.gather(*(_until_empty(worker) for _ in range(workers))))
    handling = [number for number, count in enumerate(works.statements) if count > BEGINNING]
    milliseconds = [works.milliseconds[number] for number in handling]
    return {
        "handled": handled,
        "seconds": spent.seconds,
        "statements": percentile([works.statements[number] for number in handling], 0.5),
        "p50": percentile(milliseconds, 0.5),
        "p95": percentile(milliseconds, 0.95),
    }


BEGINNING = 2
"""Statements of the unit of work that only takes an event: BEGIN (on SQLite) and one more."""


async def _until_empty(worker: Worker) -> int:
    handled = 0
    while await worker.next():
        handled += 1
    return handled


def _worker(works: Works) -> Worker:
    async def trouble(_happened: InboundEvent) -> None:
        raise AssertionError("an event could not be handled")

    router = make_router(Regions((), ()), "simpul_bot")
    nobody, wake = Nobody(), asyncio.Event()
    return Worker(works.open, router, nobody, Calendar(), Timer(), TapAnswers(nobody), wake, lambda: None, trouble)


def _person(person: int) -> JsonObject:
    return {"id": person, "is_bot": False, "first_name": f"Petugas {person}"}


def _message(number: int, person: int) -> JsonObject:
    message: JsonObject = {
        "message_id": number,
        "from": _person(person),
        "chat": {"id": person, "type": "private", "first_name": f"Petugas {person}"},
        "date": int(NOW.timestamp()),
        "text": "Selamat pagi",
    }
    return {"update_id": number, "message": message}


def _tap(number: int, person: int, message_id: int) -> JsonObject:
    chat: JsonObject = {"id": person, "type": "private"}
    query: JsonObject = {
        "id": f"{number}",
        "from": _person(person),
        "message": {"message_id": message_id, "chat": chat, "date": int(NOW.timestamp())},
        "chat_instance": "1",
        "data": encode(MarkRead(1, 1)),
    }
    return {"update_id": number, "callback_query": query}


if __name__ == "__main__":
    uvloop.run(measure(sys.argv[1], *map(int, sys.argv[2:5])))
