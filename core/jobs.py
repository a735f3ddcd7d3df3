"""What the clock does each tick: every due row takes effect in the transaction that takes it off the schedule."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from core.schedule import Due, DueKind
from core.uow import OpenWork, UnitOfWork

log = structlog.get_logger("clock")

RETRY = timedelta(minutes=1)

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
        except (ValueError, TypeError, AttributeError, LookupError, AssertionError):
            log.exception("a due row failed", due=[due.id for due in taken])
            async with work() as uow:
                for due in taken:
                    await uow.schedule.add(due.kind, due.subject_id, now + RETRY)


async def _run_next(work: OpenWork, effects: Mapping[DueKind, Effect], now: datetime, taken: list[Due]) -> bool:
    async with work() as uow:
        for due in await uow.schedule.take(now, 1):
            taken.append(due)
            await effects[due.kind](uow, due, now)
            return True
    return False
