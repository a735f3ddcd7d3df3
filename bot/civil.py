"""Follows a simulated clock, so that the day before a meeting comes at the press of a button."""

import asyncio
from datetime import datetime

import aiohttp
import structlog

from core.clock import Calendar

log = structlog.get_logger("clock")

LONGEST_WAIT = 25
AGAIN_SECONDS = 1.0


async def follow_clock(url: str, calendar: Calendar, changed: asyncio.Event) -> None:
    """Until cancelled; each change is heard at once and told through `changed`."""
    version = -1
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LONGEST_WAIT + 10)) as session:
        while True:
            try:
                version = await _hear(session, url, version, calendar)
                changed.set()
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
                log.warning("the simulated clock does not answer", reason=type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)


async def _hear(session: aiohttp.ClientSession, url: str, version: int, calendar: Calendar) -> int:
    params = {"version": str(version), "wait": str(LONGEST_WAIT)}
    async with session.get(url, params=params) as answer:
        told = await answer.json()
    calendar.set(datetime.fromisoformat(told["now"]), running=bool(told["running"]))
    return int(told["version"])
