"""What the clock does each tick: every due row takes effect in the transaction that takes it off the schedule."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from core.errors import StorageBusy
from core.schedule import Due, DueKind
from core.uow import OpenWork, UnitOfWork

log = structlog.get_logger("clock")

RETRY = timedelta(minutes=1)
KEPT = timedelta(days=7)
"""How long what was handled and what was answered stays; Telegram hands an update over again for a day at most."""

Effect: TypeAlias = Callable[[UnitOfWork, Due, datetime], Awaitable[None]]


async def run_due(work: OpenWork, effects: Mapping[DueKind, Effect], now: datetime) -> int:
    """Runs everything due at `now`, one transaction a row; returns how many ran.

    A row whose effect fails is a bug: it is told, comes again a minute later, and does not keep the others waiting.
    """
    ran = 0
    while True:
        taken: list[Due] = []
        try:
            if not await _run_next(work, effects, now, taken):
                return ran
            ran += 1
        except StorageBusy:
            raise
        except Exception:
            log.exception("a due row failed", due=[due.id for due in taken])
            async with work() as uow:
                for due in taken:
                    await uow.schedule.add(due.kind, due.subject_id, now + RETRY)


async def purge(uow: UnitOfWork, _due: Due, now: datetime) -> None:
    """Forgets what the machinery needs no longer, and comes again tomorrow. Deliveries stay: reports count them."""
    await uow.inbox.purge(now - KEPT)
    await uow.outbox.purge(now - KEPT)
    await uow.schedule.add(DueKind.PURGE, 0, now + timedelta(days=1))


async def _run_next(work: OpenWork, effects: Mapping[DueKind, Effect], now: datetime, taken: list[Due]) -> bool:
    async with work() as uow:
        for due in await uow.schedule.take(now, 1):
            taken.append(due)
            await effects[due.kind](uow, due, now)
            return True
    return False
